//! The list of cases: by person, by moderator, by kind and by how they stand.

use maud::{Render, html};
use url::form_urlencoded::Serializer;

use super::standing;
use crate::{
    app::{Acted, Level, View, Visit},
    base::{
        error::{Error, Result},
        ids::{self, UserId},
        lang::Lang,
        list,
        time::Time,
        words,
    },
    features::{
        moderation::{
            model::{Case, Filter, Kind, STANDINGS},
            sql, text,
        },
        people::{
            self,
            model::{Person, Sort, folded},
        },
    },
    platform::db,
    ui::{self, Button, Card, Choice, Column, Empty, Field, Icon, Notice, Pager, Row, Table, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;
/// People of a name that are offered, of those who are here and of those who left.
const OFFERED: i64 = 10;

/// What a filter is asked by, in the order of the address.
const NAMES: [&str; 4] = ["person", "by", "kind", "standing"];

/// The address of the list with these values, those that are empty left out.
fn address(visit: &Visit, values: [&str; 4], before: Option<i64>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in NAMES.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    format!("{}?{}", visit.path("/moderation"), query.finish())
}

pub async fn list(visit: Visit) -> Result<View> {
    let before: Option<i64> = visit.asked("before").and_then(|text| text.parse().ok());
    let asked = NAMES.map(|name| visit.asked(name).unwrap_or_default());
    let [person, by, kind, stands] = asked;
    let filter = Filter {
        target: ids::parse(person),
        moderator: ids::parse(by),
        kind: Kind::ALL.into_iter().find(|known| known.word() == kind),
        standing: Filter::standing_of(stands),
    };
    let named = serde_json::json!([person, by]).to_string();
    let rows = visit
        .read(vec![
            sql::list_filtered(visit.guild, &filter, before, PAGE_SIZE + 1),
            people::list_names(visit.guild, &named),
        ])
        .await?;
    let mut cases: Vec<Case> = db::all(&rows, 0)?;
    let names = people::Names::of(&rows, 1)?;
    let more = list::cut(&mut cases, PAGE_SIZE);
    let older = cases.last().filter(|_| more).map(|case| address(&visit, asked, Some(case.number)));
    let newest = before.map(|_| address(&visit, asked, None));
    let unreadable = (!person.is_empty() && filter.target.is_none()) || (!by.is_empty() && filter.moderator.is_none());
    let columns =
        [Column::number("Case")].into_iter().chain(["Kind", "Who", "Why", "By", "When", "Standing"].map(Column::new));
    let nothing =
        Empty::new("No cases", "What moderators do with /warn, /timeout, /kick and /ban is numbered and stands here.");
    let table = Table::new("Cases, the newest first", columns)
        .rows(cases.iter().map(|case| line(&visit, case)))
        .empty(nothing.icon(Icon::Shield))
        .pager(Pager { newest, older, shown: String::new() });
    let any = |chosen: &str| Choice::new("", "any", chosen.is_empty());
    let kinds: Vec<Choice> = std::iter::once(any(kind))
        .chain(Kind::ALL.map(|one| Choice::new(one.word(), text::kind(Lang::En, one), one.word() == kind)))
        .collect();
    let standings: Vec<Choice> = std::iter::once(any(stands))
        .chain(STANDINGS.map(|(word, label, _)| Choice::new(word, label, word == stands)))
        .collect();
    let shown = |id: Option<UserId>, typed: &str| id.map_or_else(|| typed.to_owned(), |id| names.plain(id));
    let (who, whom) = (shown(filter.target, person), shown(filter.moderator, by));
    let fields = html! {
        (Field::text("person", "Whose").value(&who).hint("How a name begins, or an id"))
        (Field::text("by", "By whom").value(&whom).hint("How a name begins, or an id"))
        (Field::select("kind", "Kind", &kinds))
        (Field::select("standing", "Standing", &standings))
    };
    // What was chosen by id stays chosen while its name stands there.
    let form = visit.form("/moderation/find").keeps("person_id", person).keeps("person_was", who.as_str());
    let form = form.keeps("by_id", by).keeps("by_was", whom.as_str());
    let body = html! {
        (Card::new("Filter", form.body(html! { div .search { (fields) } }).button(Button::new("Filter").quiet()).render()))
        @if unreadable { (Notice::danger("This is no id of a person. In Discord: right-click them, Copy User ID.")) }
        (table)
    };
    let tools = (visit.level >= Level::Admin)
        .then(|| Button::new("Import cases").quiet().to(visit.path("/moderation/import")).render());
    Ok(View { tools, ..body.into() })
}

fn line(visit: &Visit, case: &Case) -> Row {
    let href = visit.path(&format!("/moderation/{}", case.number));
    Row::new([
        html! { a href=(href) { (case.number) } },
        html! { (text::kind(Lang::En, case.kind)) },
        people::link(visit, case.target, Some(&case.target_name)),
        html! { (words::shortened(case.reason.as_deref().unwrap_or("–"), 120)) },
        html! { @match case.moderator {
            Some(by) => (people::link(visit, by, case.moderator_name.as_deref())),
            None => (case.rule.as_deref().unwrap_or("by itself")),
        } },
        When { at: Time::from_millis(case.created_at), now: visit.now }.render(),
        standing(case).render(),
    ])
}

/// Finds whom names mean and leads to the list; where several are meant, they are offered.
pub async fn find(visit: Visit) -> Result<Acted> {
    let (mut ids, mut offered) = ([String::new(), String::new()], Vec::new());
    for (place, name) in ["person", "by"].into_iter().enumerate() {
        let typed = visit.field(name).trim();
        let found =
            if typed == visit.field(&format!("{name}_was")) { Vec::new() } else { called(&visit, typed).await? };
        ids[place] = match found.as_slice() {
            _ if typed.is_empty() => String::new(),
            [] if typed == visit.field(&format!("{name}_was")) => visit.field(&format!("{name}_id")).to_owned(),
            [] if ids::parse::<twilight_model::id::marker::UserMarker>(typed).is_some() => typed.to_owned(),
            [] => return Err(Error::Refused(format!("Nobody of the name {typed} is known. Try their id."))),
            [one] => one.user.to_string(),
            _ => {
                offered.push((place, found));
                String::new()
            }
        };
    }
    let (kind, stands) = (visit.field("kind"), visit.field("standing"));
    let to = |ids: &[String; 2]| address(&visit, [&ids[0], &ids[1], kind, stands], None);
    if offered.is_empty() {
        let to = to(&ids);
        let below = to.strip_prefix(&visit.path("")).unwrap_or_default();
        return Ok(Acted::Done { to: below.to_owned(), said: "The list shows what you asked for.".to_owned() });
    }
    let chosen = |place: usize, one: &Person| {
        let mut ids = ids.clone();
        ids[place] = one.user.to_string();
        to(&ids)
    };
    let body = html! {
        @for (place, people) in &offered {
            (Card::new("Whom do you mean?", html! { ul .stack { @for one in people { li {
                a href=(chosen(*place, one)) { (ui::Person { note: Some(&one.username), ..ui::Person::new(one.user, &one.name) }) }
            } } } }))
        }
    };
    Ok(Acted::Shown(body.into()))
}

/// Who is called so; nobody but them where a name is that and no more.
async fn called(visit: &Visit, typed: &str) -> Result<Vec<Person>> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let list = |here| people::list(visit.guild, here, Sort::Name, typed, None, OFFERED);
    let rows = visit.read(vec![list(true), list(false)]).await?;
    let mut found: Vec<Person> = db::all(&rows, 0)?;
    found.extend(db::all::<Person>(&rows, 1)?);
    let whole = folded(typed);
    if found.iter().filter(|one| one.folded == whole).count() == 1 {
        found.retain(|one| one.folded == whole);
    }
    Ok(found)
}
