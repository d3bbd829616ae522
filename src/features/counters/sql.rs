//! Statements on what is counted.

use crate::{
    base::{
        ids::GuildId,
        time::{Day, Time},
    },
    platform::{db::Stmt, tally::Fault},
};

/// Adds uses of commands, a JSON array of those of `platform::tally`, each once: those that were counted before are
/// left out, as far back as a row remembers (16 events). One row written a command, however many uses.
pub fn upsert_uses(uses: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO command_days (guild, day, command, count, total_ms, refused, failed, deferred, trips, rows_written, \
         recent, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19) SELECT e.value \
         ->> 0, e.value ->> 1, e.value ->> 2, count(*), sum(e.value ->> 4), sum(e.value ->> 5), sum(e.value ->> 6), \
         sum(e.value ->> 7), sum(e.value ->> 8), sum(e.value ->> 9), group_concat(e.value ->> 3, ' '), sum(e.value ->> 10 \
         = 0), sum(e.value ->> 10 = 1), sum(e.value ->> 10 = 2), sum(e.value ->> 10 = 3), sum(e.value ->> 10 = 4), \
         sum(e.value ->> 10 = 5), sum(e.value ->> 10 = 6), sum(e.value ->> 10 = 7), sum(e.value ->> 10 = 8), sum(e.value \
         ->> 10 = 9), sum(e.value ->> 10 = 10), sum(e.value ->> 10 = 11), sum(e.value ->> 10 = 12), sum(e.value ->> 10 = \
         13), sum(e.value ->> 10 = 14), sum(e.value ->> 10 = 15), sum(e.value ->> 10 = 16), sum(e.value ->> 10 = 17), \
         sum(e.value ->> 10 = 18), sum(e.value ->> 10 = 19) FROM json_each(?1) AS e LEFT JOIN command_days AS c ON \
         c.guild = e.value ->> 0 AND c.day = e.value ->> 1 AND c.command = e.value ->> 2 WHERE instr(coalesce(c.recent, \
         ''), e.value ->> 3) = 0 GROUP BY 1, 2, 3 ON CONFLICT (guild, day, command) DO UPDATE SET count = count + \
         excluded.count, total_ms = total_ms + excluded.total_ms, refused = refused + excluded.refused, failed = failed + \
         excluded.failed, deferred = deferred + excluded.deferred, trips = trips + excluded.trips, rows_written = \
         rows_written + excluded.rows_written, recent = substr(excluded.recent || ' ' || recent, 1, 320), h0 = h0 + \
         excluded.h0, h1 = h1 + excluded.h1, h2 = h2 + excluded.h2, h3 = h3 + excluded.h3, h4 = h4 + excluded.h4, h5 = h5 \
         + excluded.h5, h6 = h6 + excluded.h6, h7 = h7 + excluded.h7, h8 = h8 + excluded.h8, h9 = h9 + excluded.h9, h10 = \
         h10 + excluded.h10, h11 = h11 + excluded.h11, h12 = h12 + excluded.h12, h13 = h13 + excluded.h13, h14 = h14 + \
         excluded.h14, h15 = h15 + excluded.h15, h16 = h16 + excluded.h16, h17 = h17 + excluded.h17, h18 = h18 + \
         excluded.h18, h19 = h19 + excluded.h19",
    )
    .bind(uses)
}

/// Adds counts, a JSON array of `[scope, series, day, key, count, total]`. Sums stop where JavaScript counts exactly.
pub fn upsert_counts(counts: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO counters (guild, series, day, key, count, total) \
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?1) WHERE true \
         ON CONFLICT (guild, series, day, key) DO UPDATE SET count = count + excluded.count, \
         total = min(total + excluded.total, 9007199254740991)",
    )
    .bind(counts)
}

/// Adds a fault to those of its cause.
pub fn upsert_fault(fault: &Fault) -> Stmt {
    Stmt::new(
        "INSERT INTO errors (id, place, doing, chain, guild, request, count, first_at, last_at, correlations) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) \
         ON CONFLICT (id) DO UPDATE SET count = count + excluded.count, last_at = max(last_at, excluded.last_at), \
         guild = excluded.guild, request = excluded.request, \
         correlations = iif(length(correlations) < 80, correlations || ' ' || excluded.correlations, correlations)",
    )
    .bind(fault.id.as_str())
    .bind(fault.place)
    .bind(fault.doing.as_str())
    .bind(fault.chain.as_str())
    .bind(fault.guild.clone())
    .bind(fault.request.as_str())
    .bind(fault.count)
    .bind(fault.first)
    .bind(fault.last)
    .bind(fault.correlations.join(" "))
}

/// Uses of all commands by day since a day: rows `day`, `count`.
pub fn list_days(guild: GuildId, since: Day) -> Stmt {
    Stmt::new("SELECT day, sum(count) AS count FROM command_days WHERE guild = ?1 AND day >= ?2 GROUP BY day")
        .bind(guild)
        .bind(since)
}

/// Each command since a day, the most used first: rows of [`super::model::Usage`].
pub fn list_usage(guild: GuildId, since: Day, most: i64) -> Stmt {
    Stmt::new(
        "SELECT command, sum(count) AS count, sum(total_ms) AS total_ms, sum(refused) AS refused, sum(failed) AS failed, \
         sum(deferred) AS deferred, sum(trips) AS trips, sum(rows_written) AS rows_written, json_array(sum(h0), sum(h1), \
         sum(h2), sum(h3), sum(h4), sum(h5), sum(h6), sum(h7), sum(h8), sum(h9), sum(h10), sum(h11), sum(h12), sum(h13), \
         sum(h14), sum(h15), sum(h16), sum(h17), sum(h18), sum(h19)) AS times FROM command_days WHERE guild = ?1 AND day \
         >= ?2 GROUP BY command ORDER BY 2 DESC LIMIT ?3",
    )
    .bind(guild)
    .bind(since)
    .bind(most)
}

/// Uses after a day and a command, the oldest first; `day` in milliseconds.
pub fn list_uses_after(guild: GuildId, day: Day, command: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT day * 86400000 AS day, command, count, refused, failed, deferred, total_ms, trips, rows_written FROM command_days \
         WHERE guild = ?1 AND (day, command) > (?2, ?3) ORDER BY command_days.day, command LIMIT ?4",
    )
    .bind(guild)
    .bind(day)
    .bind(command)
    .bind(most)
}

/// What is counted after a series, a day and a key; `day` in milliseconds.
pub fn list_counts_after(guild: GuildId, after: (&str, Day, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT series, day * 86400000 AS day, key, count, total FROM counters \
         WHERE guild = ?1 AND (series, day, key) > (?2, ?3, ?4) ORDER BY series, counters.day, key LIMIT ?5",
    )
    .bind(guild)
    .bind(after.0)
    .bind(after.1)
    .bind(after.2)
    .bind(most)
}

/// Clicks after a day and a key, the oldest first; `day` in milliseconds.
pub fn list_clicks_after(scope: &str, series: &str, after: (Day, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT day * 86400000 AS day, key, key ->> 0 AS referrer, key ->> 1 AS agent, key ->> 2 AS country, count FROM counters \
         WHERE guild = ?1 AND series = ?2 AND (day, key) > (?3, ?4) ORDER BY counters.day, key LIMIT ?5",
    )
    .bind(scope)
    .bind(series)
    .bind(after.0)
    .bind(after.1)
    .bind(most)
}

/// A series by day and key: rows of [`super::model::Counted`].
pub fn list_counted(scope: &str, series: &str, since: Day) -> Stmt {
    Stmt::new(
        "SELECT day, key, count, total FROM counters WHERE guild = ?1 AND series = ?2 AND day >= ?3 ORDER BY day LIMIT 2000",
    )
    .bind(scope)
    .bind(series)
    .bind(since)
}

/// A series by key, the most frequent first: rows of [`super::model::Counted`], without their day.
pub fn list_sums(scope: &str, series: &str, since: Day, most: i64) -> Stmt {
    Stmt::new(
        "SELECT 0 AS day, key, sum(count) AS count, sum(total) AS total FROM counters \
         WHERE guild = ?1 AND series = ?2 AND day >= ?3 GROUP BY key ORDER BY 3 DESC LIMIT ?4",
    )
    .bind(scope)
    .bind(series)
    .bind(since)
    .bind(most)
}

/// A series by day: rows of [`super::model::Counted`], without their key.
pub fn list_by_day(scope: &str, series: &str, since: Day) -> Stmt {
    Stmt::new(
        "SELECT day, '' AS key, sum(count) AS count, sum(total) AS total FROM counters \
         WHERE guild = ?1 AND series = ?2 AND day >= ?3 GROUP BY day",
    )
    .bind(scope)
    .bind(series)
    .bind(since)
}

/// How often each scope of a range counted something, its end excluded: rows of [`super::model::Counted`] whose key
/// is the scope. It meets all that these scopes count.
pub fn list_scopes(from: &str, to: &str, series: &str, since: Day) -> Stmt {
    Stmt::new(
        "SELECT 0 AS day, guild AS key, sum(count) AS count, sum(total) AS total FROM counters \
         WHERE guild >= ?1 AND guild < ?2 AND series = ?3 AND day >= ?4 GROUP BY guild",
    )
    .bind(from)
    .bind(to)
    .bind(series)
    .bind(since)
}

/// Faults since a moment, the latest first, those before a moment and an id: rows of [`super::model::Known`].
pub fn list_errors(since: Time, before: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, place, doing, chain, guild, request, count, first_at, last_at, correlations FROM errors \
         WHERE last_at >= ?1 AND (last_at, id) < (?2, ?3) ORDER BY last_at DESC, id DESC LIMIT ?4",
    )
    .bind(since)
    .bind(before.0)
    .bind(before.1)
    .bind(most)
}

/// As [`list_sums`], those below a count and a key: the next page.
pub fn list_sums_below(scope: &str, series: &str, since: Day, below: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT 0 AS day, key, sum(count) AS count, sum(total) AS total FROM counters \
         WHERE guild = ?1 AND series = ?2 AND day >= ?3 GROUP BY key HAVING (sum(count), key) < (?4, ?5) \
         ORDER BY 3 DESC, key DESC LIMIT ?6",
    )
    .bind(scope)
    .bind(series)
    .bind(since)
    .bind(below.0)
    .bind(below.1)
    .bind(most)
}

pub fn delete_old_usage(before: Day, most: i64) -> Stmt {
    Stmt::new(
        "DELETE FROM command_days WHERE (guild, day, command) IN \
         (SELECT guild, day, command FROM command_days WHERE day < ?1 ORDER BY day LIMIT ?2)",
    )
    .bind(before)
    .bind(most)
}

pub fn delete_old_counts(series: &str, before: Day, most: i64) -> Stmt {
    Stmt::new(
        "DELETE FROM counters WHERE (guild, series, day, key) IN \
         (SELECT guild, series, day, key FROM counters WHERE series = ?1 AND day < ?2 ORDER BY day LIMIT ?3)",
    )
    .bind(series)
    .bind(before)
    .bind(most)
}

pub fn delete_old_errors(before: Time, most: i64) -> Stmt {
    Stmt::new("DELETE FROM errors WHERE id IN (SELECT id FROM errors WHERE last_at < ?1 ORDER BY last_at LIMIT ?2)")
        .bind(before)
        .bind(most)
}

/// Everything that was counted of one scope, which is gone.
pub fn delete_scope(scope: &str, series: &str) -> Stmt {
    Stmt::new("DELETE FROM counters WHERE guild = ?1 AND series = ?2").bind(scope).bind(series)
}
