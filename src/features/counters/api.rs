//! What is counted, by HTTP.

use super::sql;
use crate::{
    app::api::{Answer, COUNT, Call, Kind, Member, Route, Shape},
    base::time::DAY,
    doc,
};

const USAGE: Shape = Shape {
    name: "CommandUse",
    members: &[
        Member::new("day", Kind::Time, doc!("The day, in UTC, by its start.")),
        Member::new("command", Kind::Text(100), doc!("The command's full name, or feature and action of a button.")),
        Member::new("count", COUNT, doc!("How often it was used.")),
        Member::new("refused", COUNT, doc!("How often it was refused.")),
        Member::new("failed", COUNT, doc!("How often it failed.")),
        Member::new("deferred", COUNT, doc!("How often it took so long that it answered later.")),
        Member::new("total_ms", COUNT, doc!("Milliseconds until all was done, together.")),
        Member::new("trips", COUNT, doc!("Round trips to the database, together.")),
        Member::new("rows_written", COUNT, doc!("Rows written, together.")),
    ],
};

const COUNTED: Shape = Shape {
    name: "Counted",
    members: &[
        Member::new("series", Kind::Text(40), doc!("What is counted: `bytes`, `newcomers` and the like.")),
        Member::new("day", Kind::Time, doc!("The day, in UTC, by its start.")),
        Member::new("key", Kind::Text(200), doc!("Of which kind; may be empty.")),
        Member::new("count", COUNT, doc!("How often.")),
        Member::new("total", COUNT, doc!("How much together, where it has an amount.")),
    ],
};

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/usage",
        "stats",
        doc!("Commands by day, the oldest first; kept for a year."),
        Answer::Page(&USAGE, &["day", "command"]),
        |call| Ok(sql::list_uses_after(call.guild, day(call, 0), call.after.text(1).unwrap_or_default(), call.most())),
    ),
    Route::reads(
        "/guilds/{guild}/stats",
        "stats",
        doc!("What is counted of the server by day, by series; kept for a year."),
        Answer::Page(&COUNTED, &["series", "day", "key"]),
        |call| {
            let after = (call.after.text(0).unwrap_or_default(), day(call, 1), call.after.text(2).unwrap_or_default());
            Ok(sql::list_counts_after(call.guild, after, call.most()))
        },
    ),
];

/// A cursor's day; before the first without one.
fn day(call: &Call, place: usize) -> i64 {
    call.after.number(place).map_or(-1, |start| start.div_euclid(DAY))
}
