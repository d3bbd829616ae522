//! The audit log of a span as a file for spreadsheets.

use super::server::note;
use crate::{
    app::{Acted, Visit},
    base::{
        error::{Error, Result},
        time::Time,
    },
    discord::interaction::timestamp,
    features::audit::{self, model::Act},
    platform::db,
};

/// Rows that are read at once, and of a file at most.
const PART: i64 = 1_000;
const MOST: usize = 30_000;

pub async fn file(visit: Visit) -> Result<Acted> {
    let from = moment(&visit, "from", Time::default())?;
    let until = moment(&visit, "until", visit.now)?;
    let mut csv = String::from("at,action,origin,actor,subject,before,after\r\n");
    let (mut after, mut count) = ((from.millis(), String::new(), String::new()), 0);
    loop {
        let part = audit::list_span(visit.guild, (after.0, &after.1, &after.2), until, PART);
        let acts: Vec<Act> = db::all(&visit.db.batch(vec![part]).await?, 0)?;
        count += acts.len();
        if count > MOST {
            return Err(Error::Refused("That are more than 30,000 acts. Choose a shorter span.".to_owned()));
        }
        for act in &acts {
            let (at, actor) = (Time::from_millis(act.at).iso8601(), act.actor.to_string());
            let told = [&act.subject, &act.before, &act.after].map(|text| text.as_deref().unwrap_or_default());
            let cells = [&at, act.action.as_str(), act.origin.word(), &actor].into_iter().chain(told).map(cell);
            csv.push_str(&cells.collect::<Vec<_>>().join(","));
            csv.push_str("\r\n");
        }
        match acts.last().filter(|_| acts.len() as i64 == PART) {
            Some(last) => after = (last.at, last.cause.clone(), last.action.clone()),
            None => break,
        }
    }
    note(&visit, "data.export", None, Vec::new()).await?;
    let name = format!("audit-{}-{}.csv", from.utc_date(), until.utc_date());
    Ok(Acted::File { name, media_type: "text/csv; charset=utf-8", body: csv })
}

fn moment(visit: &Visit, field: &str, else_: Time) -> Result<Time> {
    let text = visit.field(field).trim();
    if text.is_empty() {
        return Ok(else_);
    }
    let at = timestamp(&format!("{}:00Z", text.get(..16).unwrap_or_default()));
    at.ok_or_else(|| Error::Refused("Date and time as 2026-11-21T02:19, please.".to_owned()))
}

/// A cell that no spreadsheet takes for a formula, in quotation marks where it needs them. Source: RFC 4180.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => format!("{guard}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, shown) in [
            ("lamps", "lamps"),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@a,\"b\"", "\"'@a,\"\"b\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), shown);
        }
    }
}
