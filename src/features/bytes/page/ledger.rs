//! The ledger, newest first: of the whole guild, or of one member.

use maud::{Render, html};

use super::tabs;
use crate::{
    app::{View, Visit},
    base::{
        error::Result,
        ids::{self, UserId},
        json::FromJson,
        lang::Lang,
        list, money,
        time::Time,
        words,
    },
    features::bytes::sql::{self, Wanted},
    platform::db,
    ui::{Choice, Column, Empty, Field, Icon, Notice, Pager, Person, Row, Search, Table, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 50;

/// Kinds of entries, with their names.
const KINDS: [(&str, &str); 8] = [
    ("transfer", "given"),
    ("grant", "granted"),
    ("revoke", "taken away"),
    ("squad_fee", "squad fee"),
    ("import", "imported"),
    ("daily", "daily"),
    ("open", "account opened"),
    ("carried", "older entries"),
];

#[derive(FromJson)]
struct Entry {
    user: UserId,
    at: i64,
    cause: String,
    delta: i64,
    kind: String,
    other: Option<UserId>,
    reason: Option<String>,
    name: Option<String>,
    other_name: Option<String>,
}

/// `at-user-cause` of the last row before.
fn place(text: &str) -> Option<(i64, UserId, &str)> {
    let mut parts = text.splitn(3, '-');
    Some((parts.next()?.parse().ok()?, ids::parse(parts.next()?)?, parts.next()?))
}

pub async fn show(visit: Visit) -> Result<View> {
    let member = visit.asked("member").unwrap_or_default();
    let user: Option<UserId> = ids::parse(member);
    let kind =
        visit.asked("kind").and_then(|kind| KINDS.iter().find(|(known, _)| *known == kind)).map(|(kind, _)| *kind);
    let direction = visit.asked("direction").filter(|text| matches!(*text, "in" | "out"));
    let before = visit.asked("before").and_then(place);
    let wanted = Wanted {
        kind,
        sign: direction.map_or(0, |direction| if direction == "in" { 1 } else { -1 }),
        before: before.map_or((money::MAX, String::new(), ""), |(at, user, cause)| (at, user.to_string(), cause)),
        most: PAGE_SIZE + 1,
    };
    let statement = match user {
        Some(user) => sql::list_of_member(visit.guild, user, &wanted),
        None => sql::list_of_guild(visit.guild, &wanted),
    };
    let rows = visit.read(vec![statement]).await?;
    let mut entries: Vec<Entry> = db::all(&rows, 0)?;
    let more = list::cut(&mut entries, PAGE_SIZE);
    let base = visit.path("/bytes/ledger");
    let asked = [("member", user.map(|_| member)), ("kind", kind), ("direction", direction)];
    let query: String = asked.iter().filter_map(|(name, value)| Some(format!("{name}={}&", (*value)?))).collect();
    let older = entries.last().filter(|_| more).map(|last| {
        let cause: String = url::form_urlencoded::byte_serialize(last.cause.as_bytes()).collect();
        format!("{base}?{query}before={}-{}-{cause}", last.at, last.user)
    });
    let newest = before.map(|_| format!("{base}?{}", query.trim_end_matches('&')));
    let nothing =
        Empty::new("No entries", "What members give, earn and get stands here. Choose other filters, or none.");
    let columns = [
        Column::new("When"),
        Column::new("Member"),
        Column::word("What"),
        Column::new("With"),
        Column::new("Reason"),
        Column::number("Bytes"),
    ];
    let table = Table::new("Entries, the newest first", columns)
        .rows(entries.iter().map(|entry| line(&visit, entry)))
        .empty(nothing.icon(Icon::Bytes))
        .pager(Pager { newest, older, shown: String::new() });
    let everything = std::iter::once(Choice::new("", "every kind", kind.is_none()));
    let kinds: Vec<Choice> =
        everything.chain(KINDS.iter().map(|(id, name)| Choice::new(*id, *name, kind == Some(*id)))).collect();
    let both = [("", "in and out"), ("in", "in"), ("out", "out")];
    let both = both.map(|(id, name)| Choice::new(id, name, id == direction.unwrap_or_default()));
    let filters = html! { (Field::select("kind", "Kind", &kinds)) (Field::select("direction", "Direction", &both)) };
    let unread = user.is_none() && kind.is_some_and(|kind| !sql::KINDS_OF_GUILD.contains(&kind));
    Ok(html! {
        (tabs(&visit, "Ledger"))
        (Search::new(&base, "A member, by their id", member).named("member").filters(filters))
        @if !member.is_empty() && user.is_none() {
            (Notice::danger("This is no id of a person. In Discord: right-click them, Copy User ID."))
        } @else if unread {
            (Notice::info("Entries of this kind are listed member by member: type an id above."))
        } @else if user.is_none() && kind.is_none() {
            p .soft { "Daily bytes are left out here; they stand in each member's own ledger." }
        }
        (table)
    }
    .into())
}

fn line(visit: &Visit, entry: &Entry) -> Row {
    let of = |user: UserId, name: &Option<String>| {
        let to = format!("{}?member={user}", visit.path("/bytes/ledger"));
        html! { a href=(to) { (Person::new(user, name.as_deref().unwrap_or_default())) } }
    };
    let what = KINDS.iter().find(|(kind, _)| *kind == entry.kind).map_or(entry.kind.as_str(), |(_, name)| name);
    Row::new([
        When { at: Time::from_millis(entry.at), now: visit.now }.render(),
        of(entry.user, &entry.name),
        html! { (what) },
        html! { @match entry.other { Some(other) => (of(other, &entry.other_name)), None => "–" } },
        html! { (words::shortened(entry.reason.as_deref().unwrap_or("–"), 120)) },
        html! { (words::signed(Lang::En, entry.delta)) },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_ledger_keeps_causes_with_dashes() {
        assert_eq!(place("5-7-carried:2025-10"), Some((5, UserId::new(7), "carried:2025-10")));
        assert_eq!(place("5-7"), None);
    }
}
