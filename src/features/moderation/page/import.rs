//! Cases of another bot, and bans that nobody has made a case of.

use maud::{Markup, Render, html};
use serde_json::json;

use crate::{
    app::{Acted, Form, Level, Page, View, Visit},
    base::{
        error::{Error, Result},
        ids::{self, UserId},
        json::FromJson,
        lang::Lang,
        words,
    },
    discord::rest,
    features::{
        audit::{self, Origin},
        moderation::{
            logic::import::{self, Import, Line},
            model::Kind,
            sql, text,
        },
    },
    platform::db::{self, DbError, Violated},
    ui::{Button, Card, Column, Field, Icon, Notice, Row, Table, When},
};

const PATH: &str = "/moderation/import";
/// Lines that a preview shows, and names of banned people.
const SHOWN: usize = 10;
/// Bans that Discord gives at once.
const PAGE_OF_BANS: usize = 1_000;

pub const PAGE: Page = Page {
    path: PATH,
    title: "Import cases",
    level: Level::Admin,
    nav: None,
    icon: Icon::Shield,
    show: |visit| Box::pin(show(visit)),
    forms: &[
        Form { name: "preview", level: Level::Admin, act: |visit| Box::pin(preview(visit)) },
        Form { name: "write", level: Level::Admin, act: |visit| Box::pin(write(visit)) },
        Form { name: "bans", level: Level::Admin, act: |visit| Box::pin(adopt(visit)) },
    ],
};

#[derive(FromJson)]
struct Ban {
    user: Banned,
    reason: Option<String>,
}

impl Ban {
    fn name(&self) -> &str {
        self.user.global_name.as_deref().unwrap_or(&self.user.username)
    }
}

#[derive(FromJson)]
struct Banned {
    id: UserId,
    #[serde(default)]
    username: String,
    global_name: Option<String>,
}

#[derive(FromJson)]
struct Known {
    target: UserId,
}

/// Bans that Discord has beyond an id and no open case tells of, of the first thousand; and beyond whom there may be more.
async fn without_case(visit: &Visit, after: Option<UserId>) -> Result<(Vec<Ban>, Option<UserId>)> {
    let bans: Vec<Ban> = visit.discord.read(rest::get_bans(visit.guild, after)).await?;
    let last = bans.last().filter(|_| bans.len() >= PAGE_OF_BANS).map(|ban| ban.user.id);
    let users: Vec<String> = bans.iter().map(|ban| ban.user.id.to_string()).collect();
    let rows = visit.read(vec![sql::list_banned(visit.guild, &json!(users).to_string())]).await?;
    let known: Vec<Known> = db::all(&rows, 0)?;
    let is_new = |ban: &Ban| !known.iter().any(|known| known.target == ban.user.id);
    let mut new: Vec<Ban> = bans.into_iter().filter(is_new).collect();
    let more = new.get(import::MOST).is_some();
    new.truncate(import::MOST);
    // Those of this page that are left come next.
    let next = if more { new.last().map(|ban| ban.user.id) } else { last };
    Ok((new, next))
}

async fn show(visit: Visit) -> Result<View> {
    Ok(shown(&visit, None, &offered(&visit).await).into())
}

/// The card of bans; what Discord does not tell is no reason to show no page.
async fn offered(visit: &Visit) -> Markup {
    let after = visit.asked("after").unwrap_or_default();
    let Ok((bans, next)) = without_case(visit, ids::parse(after)).await else {
        return Notice::warning("Discord does not tell who is banned at the moment. Reload the page in a while.")
            .render();
    };
    let count = bans.len();
    let first: Vec<&str> = bans.iter().take(SHOWN).map(Ban::name).collect();
    let note = "Who is banned on Discord and has no case here. A case each keeps the reason that Discord knows.";
    let body = html! {
        @if count == 0 { p .soft { "Every ban has its case." } }
        @else {
            p { (count) @if count == 1 { " ban" } @else { " bans" } " without a case." }
            p .soft { (first.join(", ")) @if count > SHOWN { " and " (count - SHOWN) " more" } }
            (visit.form("/moderation/import/bans").keeps("after", after).button(Button::new("Make cases of them")))
        }
        @if let Some(next) = next {
            p { (Button::new("Look at the next").quiet().to(format!("{}?after={next}", visit.path(PATH)))) }
        }
    };
    Card::new("Bans on Discord", body).note(note).render()
}

fn shown(visit: &Visit, refused: Option<&str>, bans: &Markup) -> Markup {
    let help = "A line a case: id of the person, kind (note, warn, timeout, kick, ban), date, id of the moderator, reason. \
                The last two may be missing. At most 500 lines; the rest in a second import.";
    let field = Field::area("csv", "CSV", 12).value(visit.field("csv")).help(help).required();
    let form = visit.form("/moderation/import/preview").refused(refused).body(field.render());
    html! {
        (Card::new("Cases of another bot", form.button(Button::new("Preview").quiet()).render())
            .note("Nobody is told, nothing is done on Discord: only what happened is written down."))
        (bans)
    }
}

fn read(visit: &Visit) -> Result<Import> {
    let import = import::read_csv(visit.field("csv"), visit.now);
    if import.lines.is_empty() && import.faults.is_empty() {
        return Err(Error::Refused("Paste the lines of the file first.".to_owned()));
    }
    Ok(import)
}

async fn preview(visit: Visit) -> Result<Acted> {
    let import = match read(&visit) {
        Err(Error::Refused(why)) => return Ok(Acted::Again(shown(&visit, Some(&why), &html! {}).into())),
        read => read?,
    };
    let count = import.lines.len();
    let table = Table::new("The first of them", ["Who", "Kind", "When", "Why"].map(Column::new))
        .rows(import.lines.iter().take(SHOWN).map(|line| row(&visit, line)));
    let write = visit.form("/moderation/import/write").keeps("csv", visit.field("csv"));
    let body = html! {
        @for (line, what) in &import.faults { (Notice::warning(format!("Line {line} {what}. It is left out."))) }
        @if import.more_faults > 0 { (Notice::warning(format!("{} more lines are left out.", import.more_faults))) }
        @if count > 0 {
            (Card::new(format!("{count} cases"), html! {
                (table)
                (write.button(Button::new("Write them down").icon(Icon::Check)))
            }).note("They get the next numbers. What was imported before is known and not written again."))
        }
        (shown(&visit, None, &html! {}))
    };
    Ok(Acted::Shown(body.into()))
}

fn row(visit: &Visit, line: &Line) -> Row {
    Row::new([
        html! { code { (line.target) } },
        html! { (text::kind(Lang::En, line.kind)) },
        When { at: line.at, now: visit.now }.render(),
        html! { (words::shortened(line.reason.as_deref().unwrap_or("–"), 120)) },
    ])
}

async fn write(visit: Visit) -> Result<Acted> {
    let import = read(&visit)?;
    let cases = import.lines.iter().map(|line| (line, "", line.cause()));
    let written = written(&visit, &cases.collect::<Vec<_>>(), "moderation.import").await?;
    Ok(done(written, import.lines.len(), "/moderation".to_owned()))
}

async fn adopt(visit: Visit) -> Result<Acted> {
    let (bans, next) = without_case(&visit, ids::parse(visit.field("after"))).await?;
    let lines: Vec<Line> = bans
        .iter()
        .map(|ban| Line {
            target: ban.user.id,
            kind: Kind::Ban,
            at: visit.now,
            moderator: None,
            reason: ban.reason.as_deref().map(|reason| words::shortened(&words::plain(reason), 400)),
        })
        .collect();
    let names = bans.iter().map(Ban::name);
    let cases: Vec<_> = lines.iter().zip(names).map(|(line, name)| (line, name, visit.cause.to_string())).collect();
    let written = written(&visit, &cases, "moderation.adopt").await?;
    let to = match next {
        Some(next) => format!("{PATH}?after={next}"),
        None => "/moderation".to_owned(),
    };
    Ok(done(written, lines.len(), to))
}

fn done(written: usize, asked: usize, to: String) -> Acted {
    let known = asked - written;
    let said = match (written, known) {
        (0, _) => "Nothing was new; nothing was written.".to_owned(),
        (1, 0) => "One case is written.".to_owned(),
        (_, 0) => format!("{written} cases are written."),
        _ => format!("New and written: {written}. Here already: {known}."),
    };
    Acted::Done { to, said }
}

/// Writes the cases that are not here yet; how many those are.
async fn written(visit: &Visit, cases: &[(&Line, &str, String)], action: &str) -> Result<usize> {
    let listed = |(line, name, cause): &(&Line, &str, String)| {
        let over = matches!(line.kind, Kind::Timeout);
        json!([line.target, name, line.kind.word(), line.moderator, line.reason, line.at.millis(), cause, over])
    };
    let all = json!(cases.iter().map(listed).collect::<Vec<_>>()).to_string();
    let rows = visit.read(vec![sql::list_new(visit.guild, &all)]).await?;
    let new: Vec<New> = db::all(&rows, 0)?;
    if new.is_empty() {
        return Ok(0);
    }
    let places: Vec<i64> = new.iter().map(|new| new.place).collect();
    let places = json!(places).to_string();
    let entry = audit::Entry {
        action,
        origin: Origin::Dashboard,
        subject: None,
        before: None,
        after: Some(format!("{} cases", new.len())),
    };
    let statements = vec![
        audit::record(&visit.ctx, entry),
        sql::take_numbers(visit.guild, new.len() as i64),
        sql::insert_imported(visit.guild, &all, &places),
    ];
    match visit.db.batch(statements).await {
        Err(DbError::Violated(Violated::Unique(_))) => {
            Err(Error::Refused("Somebody imported the same meanwhile. Look at the list, and try again.".to_owned()))
        }
        written => {
            written?;
            Ok(new.len())
        }
    }
}

#[derive(FromJson)]
struct New {
    place: i64,
}
