//! The server's data, for its administrators: how much there is, whether it adds up, files of it, its deletion.

use maud::{Markup, Render, html};
use serde_json::{Map, Value};

use super::{WORD, file, require_typed, told};
use crate::{
    app::{Acted, OfGuild, View, Visit, holding},
    base::{
        error::{Error, Result},
        ids::{self, UserId},
        lang::Lang,
        time::Time,
        words,
    },
    features::{
        audit::{self, Entry, Origin},
        bytes,
        data::{
            act, export,
            model::{Open, Told},
            sql,
        },
    },
    platform::db::{self, DbError, Stmt, Violated},
    ui::{self, Button, Card, Column, Field, Notice, Row, Stat, Table, Tone, When},
};

/// The free plan's database, in bytes.
const ROOM: u64 = 500_000_000;

pub async fn show(visit: Visit) -> Result<View> {
    let mut asked = vec![
        sql::find_requests(visit.guild, visit.actor.id),
        bytes::find_audit(visit.guild),
        sql::list_open(visit.guild),
    ];
    let counts = visit.asked("count").is_some();
    if counts {
        asked.push(holding::count(tables(&visit)).bind_all(&[visit.guild.into()]));
    }
    let rows = visit.read(asked).await?;
    let requests: Vec<Told> = db::all(&rows, 0)?;
    let leaving = requests.iter().find(|request| request.id == crate::features::data::model::WHOLE);
    let checked: Option<bytes::model::FullAudit> = db::first(&rows, 1)?;
    let open: Vec<Open> = db::all(&rows, 2)?;
    let counted: Option<Map<String, Value>> = db::first(&rows, 3)?;
    let used = visit.meter.totals().database;
    Ok(html! {
        @if leaving.is_some() { (Notice::warning("All data of this server is being deleted.")) }
        @if let Some(warning) = full(used) { (warning) }
        (under_way(&visit, &open))
        (size(&visit, counted.as_ref()))
        (checks(&visit, checked))
        (of_person(&visit))
        (of_server(&visit))
        (retention(&visit))
        (told(visit.features))
    }
    .into())
}

/// What fills the free plan's database: told from 70 per cent, urgent from 85.
fn full(used: u64) -> Option<Notice> {
    match used * 100 / ROOM {
        85.. => Some(Notice::danger(
            "The database is nearly full: above 500 MB the free plan refuses to write. Delete what is not needed, or take the paid plan.",
        )),
        70.. => Some(Notice::warning("The database fills up: the free plan holds 500 MB.")),
        _ => None,
    }
}

/// What is being deleted, and how far that has come.
fn under_way(visit: &Visit, open: &[Open]) -> Markup {
    let rows = open.iter().map(|request| {
        let who = request.user.map_or_else(|| "the whole server".to_owned(), |user| user.to_string());
        let parts: Vec<String> = match request.user {
            Some(_) => export::people(visit.features, request.everywhere == 1)
                .map(|(holding, person)| format!("{}.{}", holding.table, person.column))
                .collect(),
            None => tables(visit).map(str::to_owned).collect(),
        };
        let done = parts.iter().position(|part| *part == request.step).map_or(0, |place| place + 1);
        let far = match request.finished_at {
            Some(_) => "done but for what is in force; looked at again every week".to_owned(),
            None if request.asked_at > visit.now.millis() => "planned".to_owned(),
            None => format!("{done} of {} parts", parts.len()),
        };
        Row::new([
            html! { (who) },
            (When { at: Time::from_millis(request.asked_at), now: visit.now }).render(),
            html! { (far) },
        ])
    });
    let table = Table::new("Under way", ["Whose data", "Asked for", "How far"].map(Column::new)).rows(rows);
    html! { @if !open.is_empty() { (Card::new("What is being deleted", html! { (table) })) } }
}

/// For how long each table is kept.
fn retention(visit: &Visit) -> Markup {
    let rows = export::holdings(visit.features).filter(|holding| holding.guild != OfGuild::Not).map(|holding| {
        let until = match (holding.until, holding.guild) {
            ("", OfGuild::Operators) => "as long as the bot is here",
            ("", _) => "until all data of the server is deleted",
            (until, _) => until,
        };
        Row::new([html! { (holding.table.replace('_', " ")) }, html! { (until) }])
    });
    let table = Table::new("For how long it is kept", ["Table", "For how long"].map(Column::new)).rows(rows);
    html! { (Card::new("For how long it is kept", html! { (table) })) }
}

fn tables(visit: &Visit) -> impl Iterator<Item = &'static str> {
    export::holdings(visit.features).filter(|holding| holding.guild != OfGuild::Not).map(|holding| holding.table)
}

fn size(visit: &Visit, counted: Option<&Map<String, Value>>) -> Markup {
    let used = visit.meter.totals().database;
    let number =
        |count: i64| if count > holding::COUNTED { "1,000+".to_owned() } else { words::number(Lang::En, count) };
    let rows = counted.into_iter().flatten().map(|(table, count)| (table, count.as_f64().unwrap_or_default() as i64));
    let rows = rows.filter(|(_, count)| *count > 0);
    let rows = rows.map(|(table, count)| Row::new([html! { (table.replace('_', " ")) }, html! { (number(count)) }]));
    let table = Table::new("Rows of this server", [Column::new("Table"), Column::number("Rows")]).rows(rows);
    let body = html! {
        (ui::tiles([
            Stat::new("of the whole database, in MB", words::number(Lang::En, (used / 1_000_000) as i64)),
            Stat::new("per cent of the free plan's 500 MB", (used * 100 / ROOM).to_string()),
        ]))
        @if counted.is_some() { (table) p .soft { "Counted just now, each table up to 1,000 rows." } }
        @else { (Button::new("Count this server's rows").quiet().to(visit.path("/data?count=1"))) }
    };
    html! { (Card::new("How much there is", body)) }
}

fn checks(visit: &Visit, checked: Option<bytes::model::FullAudit>) -> Markup {
    let body = html! {
        @match checked {
            Some(audit) => @match audit.finished_at {
                Some(at) => p {
                    (words::number(Lang::En, audit.checked)) " accounts were checked "
                    (When { at: Time::from_millis(at), now: visit.now }) ": "
                    @if audit.wrong == 0 { "every balance is the sum of its ledger." }
                    @else { strong { (words::number(Lang::En, audit.wrong)) " are not the sum of their ledger." } }
                },
                None => p { "A check is under way; " (words::number(Lang::En, audit.checked)) " accounts are done." },
            },
            None => p { "No check of the whole ledger was asked for yet. What changed is checked every night." },
        }
        (visit.form("/data/check").button(Button::new("Check the whole ledger now").quiet()))
    };
    html! { (Card::new("Does it add up?", body)) }
}

fn of_person(visit: &Visit) -> Markup {
    let who = |group| Field::text("user", "Id of the person").group(group).required().longest(20);
    let export = visit.form("/data/export").body(html! { (who("export")) }).button(Button::new("Download").quiet());
    let delete = visit
        .form("/data/delete")
        .body(html! {
            (who("delete"))
            (Field::text("typed", "Type delete to go on").group("delete").required())
        })
        .button(Button::new("Delete their data").danger());
    let body = html! {
        (export)
        (Notice::warning("A deletion cannot be undone. Bans and restrictions in force stay by id until they are lifted."))
        (delete)
    };
    html! { (Card::new("A person's data in this server", body)) }
}

fn of_server(visit: &Visit) -> Markup {
    let whole = visit
        .form("/data/whole")
        .body(html! { (Field::text("typed", "Type the name of the server to go on").group("whole").required()) })
        .button(Button::new("Delete everything of this server").danger());
    let acts = visit
        .form("/data/acts")
        .body(html! {
            (Field::date_time("from", "From").help("In UTC; empty for the oldest."))
            (Field::date_time("until", "Until").help("In UTC, not included; empty for now."))
        })
        .button(Button::new("Download").quiet());
    html! {
        (Card::new("The audit log for a spreadsheet", acts.render()).note("As CSV, at most 30,000 acts a file."))
        (Card::new("Files of this server's data", html! {
            (Button::new("Everything, part by part").quiet().to(visit.path("/data/parts")))
        }).note("As JSON, with the rows of every table; a part holds some thousands."))
        (Card::new("Delete this server's data", html! {
            (Notice::warning("This cannot be undone: settings, bytes, squads, cases, everything. It is done in slices, large servers over days."))
            (whole)
        }).note("When Guildhall is removed from a server, this happens by itself 30 days later.").tone(Tone::Danger))
    }
}

fn person(visit: &Visit) -> Result<UserId> {
    ids::parse(visit.field("user").trim()).ok_or_else(|| {
        Error::Refused("This is no id of a person. In Discord: right-click them, Copy User ID.".to_owned())
    })
}

/// Notes an act in the audit log, with what it does; what the same form has noted before stands.
pub async fn note(visit: &Visit, action: &str, subject: Option<UserId>, with: Vec<Stmt>) -> Result<()> {
    let subject = subject.map(|user| user.to_string());
    let entry = Entry { action, origin: Origin::Dashboard, subject, before: None, after: None };
    let noted = std::iter::once(audit::record(visit, entry)).chain(with).collect();
    match visit.db.batch(noted).await {
        Err(DbError::Violated(Violated::Unique(columns))) if columns.starts_with("audit_log.") => Ok(()),
        noted => noted.map(drop).map_err(Error::from),
    }
}

pub async fn check(visit: Visit) -> Result<Acted> {
    note(&visit, "bytes.audit", None, vec![bytes::ask_audit(visit.guild, visit.actor.id, visit.now)]).await?;
    Ok(Acted::Done { to: "/data".to_owned(), said: "The check runs; come back in a few minutes.".to_owned() })
}

pub async fn export(visit: Visit) -> Result<Acted> {
    let user = person(&visit)?;
    note(&visit, "data.export", Some(user), Vec::new()).await?;
    let body = export::of_person(&visit, &[visit.guild], user, false, visit.now).await?;
    Ok(file(format!("guildhall-{user}.json"), body))
}

pub async fn delete(visit: Visit) -> Result<Acted> {
    let user = person(&visit)?;
    require_typed(&visit, WORD)?;
    if act::ask(&visit, &[visit.guild], user, false, visit.actor.id, visit.now).await? == 0 {
        return Err(Error::Refused(act::AGAIN_LATER.to_owned()));
    }
    note(&visit, "data.delete", Some(user), Vec::new()).await?;
    Ok(Acted::Done { to: "/data".to_owned(), said: act::ASKED.to_owned() })
}

pub async fn whole(visit: Visit) -> Result<Acted> {
    require_typed(&visit, visit.guild_name.trim())?;
    visit.db.batch(vec![sql::insert_whole(visit.guild, visit.actor.id, visit.now)]).await?;
    Ok(Acted::Done { to: "/data".to_owned(), said: "Everything of this server is being deleted.".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_fills_up_is_told() {
        let said = |used| full(used).map(|notice| notice.render().into_string());
        assert_eq!(said(349_999_999), None);
        assert!(said(350_000_000).is_some_and(|text| text.contains("fills up")));
        assert!(said(425_000_000).is_some_and(|text| text.contains("nearly full")));
    }
}
