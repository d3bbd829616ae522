//! `/bytes-admin export`: every balance as a CSV file.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Sub},
    base::{error::Result, json::FromJson},
    discord::reply::{File, Message, Reply},
    features::{
        bytes::{sql, text},
        settings,
    },
};

use super::shared;

/// Lines that the database writes in one statement: under 2 MB, the largest value D1 gives back.
const PART: i64 = 40_000;
/// Parts at most; beyond, the dashboard's export goes on.
const PARTS: usize = 5;

pub const EXPORT: Sub = Sub {
    group: None,
    name: "export",
    about: text::specs::export,
    action: Action {
        options: &[],
        answer: Answer::Slow,
        budget: Budget::new(8, 1, 0),
        run: |ctx| Box::pin(export(ctx)),
        complete: None,
    },
};

#[derive(FromJson)]
struct Part {
    lines: Option<String>,
    count: i64,
    last: Option<String>,
}

async fn export(ctx: Ctx) -> Result<Done> {
    let mut csv = String::from("user,balance\n");
    let mut count = 0;
    let mut after = String::new();
    for round in 0..PARTS {
        let part = sql::export_part(ctx.guild, &after, PART);
        let rows =
            if round == 0 { settings::read(&ctx, vec![part]).await?.1 } else { ctx.db.batch(vec![part]).await? };
        let part: Option<Part> = rows.first().map(|rows| rows.first()).transpose()?.flatten();
        let Some(Part { lines: Some(lines), count: lines_here, last: Some(last) }) = part else {
            break;
        };
        csv.push_str(&lines);
        csv.push('\n');
        count += lines_here;
        after = last;
        if lines_here < PART {
            break;
        }
    }
    if count == 0 {
        return shared::done(Reply::Ephemeral(Message::text(text::nothing_to_export(ctx.lang))));
    }
    let file =
        File { name: format!("bytes-{}.csv", ctx.now.utc_date()), content_type: "text/csv", bytes: csv.into_bytes() };
    shared::done(Reply::Ephemeral(Message::text(text::exported(ctx.lang, count)).file(file)))
}
