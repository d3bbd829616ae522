//! One member with everything known, in one reading: for moderators, and for the member themself.

use maud::{Markup, Render, html};

use super::{
    acts,
    list::{moment, standing},
};
use crate::{
    app::{View, Visit, form::known},
    base::{
        error::{Error, Result},
        ids::{self, RoleId, UserId},
        json::FromJson,
        lang::Lang,
        list,
        time::Time,
        words,
    },
    features::{
        bytes::{
            self,
            model::{BytesSettings, Entry, Measure},
        },
        moderation::{self, model::Case},
        people::{self, model::Person},
        squads, verification,
    },
    ui::{self, Button, Card, Column, Empty, Facts, Icon, Pager, Row, Stat, Table, When},
};

/// The newest of each kind that are shown, and entries of a page of one's own ledger.
const SHOWN: i64 = 10;
const OWN: i64 = 50;

#[derive(FromJson)]
struct Account {
    balance: i64,
    highest: i64,
    received_net: i64,
    sent: i64,
    received: i64,
    streak: i64,
}

#[derive(FromJson)]
struct Membership {
    name: String,
    joined_at: i64,
}

#[derive(FromJson)]
struct Look {
    id: String,
    status: String,
    opened_at: i64,
    resolved_at: Option<i64>,
}

/// Everything known of somebody.
pub struct Known {
    pub user: UserId,
    person: Option<Person>,
    account: Option<Account>,
    squad: Option<Membership>,
    ledger: Vec<Entry>,
    cases: Vec<Case>,
    looks: Vec<Look>,
}

impl Known {
    /// The name they are called by.
    pub fn name(&self) -> String {
        self.person.as_ref().map_or_else(|| self.user.to_string(), |person| person.name.clone())
    }
}

/// Where the ledger's page begins: `at-cause`.
fn place(visit: &Visit) -> Option<(i64, &str)> {
    let (at, cause) = visit.asked("after")?.split_once('-')?;
    Some((at.parse().ok()?, cause))
}

/// # Errors
/// When the database does not serve.
pub async fn read(visit: &Visit, user: UserId) -> Result<Known> {
    let guild = visit.guild;
    let entries = if user == visit.actor.id { OWN + 1 } else { SHOWN };
    let rows = visit
        .read(vec![
            people::find_person(guild, user),
            bytes::find_account(guild, user),
            squads::find_squad_of(guild, user),
            bytes::list_ledger(guild, user, place(visit), entries),
            moderation::list_cases(guild, user, None, SHOWN),
            verification::list_of_user(guild, user, SHOWN),
        ])
        .await?;
    let [person, account, squad, ledger, cases, looks] = rows.as_slice() else {
        return Err(Error::Internal("a statement without rows".to_owned()));
    };
    Ok(Known {
        user,
        person: person.first()?,
        account: account.first()?,
        squad: squad.first()?,
        ledger: ledger.all()?,
        cases: cases.all()?,
        looks: looks.all()?,
    })
}

pub async fn own(visit: Visit) -> Result<View> {
    let mut known = read(&visit, visit.actor.id).await?;
    let more = list::cut(&mut known.ledger, OWN);
    let base = visit.path("/me");
    let last = known.ledger.last().filter(|_| more);
    let pager = Pager {
        older: last.map(|last| format!("{base}?after={}-{}", last.at, last.cause)),
        newest: place(&visit).map(|_| base),
        shown: String::new(),
    };
    let tools = html! { (Button::new("Your data").quiet().icon(Icon::File).to(visit.path("/me/data"))) };
    let body = html! { (tiles(&known)) (who(&visit, &known)) (rewards(&visit, &known).await) (ledger(&visit, &known, false)) (pager) };
    Ok(View { title: Some(visit.actor.name.clone()), tools: Some(tools), body, ..View::default() })
}

pub async fn member(visit: Visit) -> Result<View> {
    let user = visit.user("user")?;
    let known = read(&visit, user).await?;
    let is_known =
        known.person.is_some() || known.account.is_some() || !known.cases.is_empty() || !known.looks.is_empty();
    // Whom nobody knows here can be banned all the same; what is no id of anybody's is not.
    if !is_known && ids::time_of(user).millis() <= ids::DISCORD_EPOCH {
        return Err(Error::Refused("Nothing is known of this person here.".to_owned()));
    }
    Ok(shown(&visit, &known, None))
}

/// The page, with what was typed where a form was refused.
pub fn shown(visit: &Visit, known: &Known, refused: Option<(&str, &str)>) -> View {
    let user = known.user;
    let to = |label: &str, icon, below: &str| {
        Button::new(label).quiet().icon(icon).to(visit.path(&format!("{below}{user}")))
    };
    let tools = html! {
        (to("Cases", Icon::Shield, "/moderation?person="))
        (to("What was done to them", Icon::Book, "/audit?on="))
        (to("What they did", Icon::Book, "/audit?by="))
    };
    let body = html! {
        (tiles(known))
        (who(visit, known))
        (acts::forms(visit, known, refused))
        (cases(visit, known))
        (looks(visit, known))
        (ledger(visit, known, true))
    };
    View { title: Some(known.name()), tools: Some(tools), body, ..View::default() }
}

/// Roles that were earned, and what is left to the next one.
async fn rewards(visit: &Visit, known: &Known) -> Markup {
    let settings: BytesSettings = visit.settings.section();
    if settings.rewards.is_empty() {
        return html! {};
    }
    let names = known::roles(&visit.ctx).await.unwrap_or_default();
    let name = |role: RoleId| {
        let role = role.to_string();
        names.iter().find(|(known, _)| *known == role).map_or(role.clone(), |(_, name)| name.clone())
    };
    let figure = known.account.as_ref().map_or(0, |account| match settings.measure {
        Measure::Received => account.received,
        Measure::ReceivedNet => account.received_net,
        Measure::Highest => account.highest,
    });
    let earned = settings.rewards.iter().filter(|reward| reward.threshold.get() <= figure);
    let earned: Vec<String> = earned.map(|reward| name(reward.role)).collect();
    let next = settings.rewards.iter().find(|reward| reward.threshold.get() > figure);
    let facts = Facts::new().with("Earned", if earned.is_empty() { "none yet".to_owned() } else { earned.join(", ") });
    let facts = match next {
        Some(next) => {
            let left = words::number(Lang::En, next.threshold.get() - figure);
            facts.with("Next", format!("{}, {left} more bytes", name(next.role)))
        }
        None => facts,
    };
    Card::new("Role rewards", facts.render()).render()
}

fn tiles(known: &Known) -> Markup {
    let number = |value: i64| words::number(Lang::En, value);
    let account = known.account.as_ref();
    let of = |pick: fn(&Account) -> i64| number(account.map_or(0, pick));
    ui::tiles([
        Stat::new("bytes", of(|account| account.balance)),
        Stat::new("received", of(|account| account.received)),
        Stat::new("sent", of(|account| account.sent)),
        Stat::new("days in a row", of(|account| account.streak)),
    ])
}

fn who(visit: &Visit, known: &Known) -> Markup {
    let mut facts = Facts::new();
    if let Some(person) = &known.person {
        facts = facts
            .with("Name", html! { (person.name) })
            .with("Username", html! { (person.username) })
            .with("Joined", moment(visit, person.joined_at, "unknown"))
            .with("Last active", moment(visit, person.seen_at, "not yet"))
            .with("Commands used", uses(person))
            .with("Standing", standing(visit, person));
    }
    let squad = known.squad.as_ref().map_or_else(
        || html! { "none" },
        |squad| html! { (squad.name) ", since " (moment(visit, squad.joined_at, "")) },
    );
    facts = facts.with("Squad", squad).with("Id", ui::code(&known.user.to_string()));
    html! { (Card::new("Who", facts.render())) }
}

/// As the daily note of activity counts them.
fn uses(person: &Person) -> String {
    let last = person.command.as_deref().map_or(String::new(), |command| format!(", lastly /{command}"));
    match person.days {
        0 => "none yet".to_owned(),
        1 => format!("on 1 day{last}"),
        days => format!("on {days} days{last}"),
    }
}

fn at(visit: &Visit, millis: i64) -> Markup {
    When { at: Time::from_millis(millis), now: visit.now }.render()
}

fn cases(visit: &Visit, known: &Known) -> Markup {
    let rows = known.cases.iter().map(|case| {
        Row::new([
            html! { a href=(visit.path(&format!("/moderation/{}", case.number))) { (case.number) } },
            html! { (moderation::text::kind(Lang::En, case.kind)) },
            html! { (words::shortened(case.reason.as_deref().unwrap_or("–"), 120)) },
            at(visit, case.created_at),
        ])
    });
    let table =
        Table::new("Cases, the newest first", ["Case", "Kind", "Why", "When"].map(Column::new)).rows(rows).empty(
            Empty::new("No cases", "Warnings, timeouts, kicks, bans and notes of moderators stand here.")
                .icon(Icon::Shield),
        );
    html! { (Card::new("Cases and notes", table.render())) }
}

fn looks(visit: &Visit, known: &Known) -> Markup {
    let rows = known.looks.iter().map(|look| {
        Row::new([
            html! { a href=(visit.path(&format!("/inbox/{}", look.id))) { (look.status) } },
            at(visit, look.opened_at),
            look.resolved_at.map_or_else(|| html! { "open" }, |when| at(visit, when)),
        ])
    });
    let table = Table::new("Verifications, the newest first", ["Standing", "Opened", "Decided"].map(Column::new))
        .rows(rows)
        .empty(Empty::new("Never looked at", "Alerts about this member stand here.").icon(Icon::Verify));
    html! { (Card::new("Verifications", table.render())) }
}

fn ledger(visit: &Visit, known: &Known, links: bool) -> Markup {
    let rows = known.ledger.iter().map(|entry| {
        let other = entry.other.as_deref().and_then(ids::parse::<twilight_model::id::marker::UserMarker>);
        let with = match other {
            Some(other) if links => people::link(visit, other, entry.other_name.as_deref()),
            Some(other) => html! { (entry.other_name.clone().unwrap_or_else(|| other.to_string())) },
            None => html! { "–" },
        };
        Row::new([
            html! { (entry.kind.replace('_', " ")) },
            html! { (words::signed(Lang::En, entry.delta)) },
            with,
            html! { (words::shortened(entry.reason.as_deref().unwrap_or("–"), 120)) },
            at(visit, entry.at),
        ])
    });
    let columns =
        [Column::new("What"), Column::number("Bytes"), Column::new("With"), Column::new("Why"), Column::new("When")];
    let table = Table::new("Bytes, the newest first", columns)
        .rows(rows)
        .empty(Empty::new("No bytes yet", "/bytes daily in the server gives the first.").icon(Icon::Bytes));
    html! { (Card::new("Bytes", table.render())) }
}
