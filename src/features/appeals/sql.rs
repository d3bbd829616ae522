//! Statements on `appeals`.

use super::model::Verdict;
use crate::{
    app::Ctx,
    base::{
        ids::{GuildId, InteractionId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn find(guild: GuildId, number: i64) -> Stmt {
    Stmt::new(
        "SELECT number, target, text, at, question, asked_at, asked_by, asked_cause, answer, answered_at, verdict, words, \
         decided_by, decided_at, decided_cause FROM appeals WHERE guild = ?1 AND number = ?2",
    )
    .bind(guild)
    .bind(number)
}

/// What waits for a moderator, the oldest first. Where a question waits for its answer nobody else has to act.
pub fn list_open(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT a.number, a.at, c.kind, c.target, c.target_name FROM appeals AS a INDEXED BY appeals_open \
         CROSS JOIN cases AS c ON c.guild = a.guild AND c.number = a.number \
         WHERE a.guild = ?1 AND a.verdict IS NULL AND a.at > 0 AND (a.question IS NULL OR a.answer IS NOT NULL) ORDER BY a.at LIMIT 5",
    )
    .bind(guild)
}

/// All that are not decided, whole, the oldest first, after a place in that order: the column `place`, and the number.
pub fn list_whole_undecided(guild: GuildId, after: (i64, i64), most: i64) -> Stmt {
    Stmt::new(
        "SELECT number, target, text, at, question, asked_at, asked_by, answer, answered_at, verdict, words, decided_by, decided_at, at AS place \
         FROM appeals INDEXED BY appeals_open WHERE guild = ?1 AND verdict IS NULL AND (at, number) > (?2, ?3) ORDER BY at, number LIMIT ?4",
    )
    .bind(guild)
    .bind(after.0)
    .bind(after.1)
    .bind(most)
}

/// All that are decided, whole, those decided last first, before a place as of [`list_whole_undecided`].
pub fn list_whole_decided(guild: GuildId, before: (i64, i64), most: i64) -> Stmt {
    Stmt::new(
        "SELECT number, target, text, at, question, asked_at, asked_by, answer, answered_at, verdict, words, decided_by, decided_at, decided_at AS place \
         FROM appeals INDEXED BY appeals_decided WHERE guild = ?1 AND verdict IS NOT NULL AND (decided_at, number) < (?2, ?3) \
         ORDER BY decided_at DESC, number DESC LIMIT ?4",
    )
    .bind(guild)
    .bind(before.0)
    .bind(before.1)
    .bind(most)
}

/// Fails on the primary key when the case was appealed before.
pub fn insert(guild: GuildId, number: i64, target: UserId, text: &str, cause: InteractionId, now: Time) -> Stmt {
    Stmt::new("INSERT INTO appeals (guild, number, target, text, at, cause) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(guild)
        .bind(number)
        .bind(target)
        .bind(text)
        .bind(now)
        .bind(cause)
}

/// Fails on NOT NULL when the appeal was decided.
pub fn set_question(ctx: &Ctx, number: i64, question: &str) -> Stmt {
    Stmt::new(
        "UPDATE appeals SET at = iif(verdict IS NULL, at, NULL), question = ?3, asked_by = ?4, asked_at = ?5, \
         asked_cause = ?6, answer = NULL, answered_at = NULL WHERE guild = ?1 AND number = ?2",
    )
    .bind(ctx.guild)
    .bind(number)
    .bind(question)
    .bind(ctx.actor.id)
    .bind(ctx.now)
    .bind(ctx.cause)
}

/// Answers the open question; nothing where there is none.
pub fn set_answer(guild: GuildId, number: i64, answer: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE appeals SET answer = ?3, answered_at = ?4 \
         WHERE guild = ?1 AND number = ?2 AND verdict IS NULL AND question IS NOT NULL AND answer IS NULL",
    )
    .bind(guild)
    .bind(number)
    .bind(answer)
    .bind(now)
}

/// Fails on NOT NULL when the appeal was decided before.
pub fn set_verdict(ctx: &Ctx, number: i64, verdict: Verdict, words: Option<&str>) -> Stmt {
    Stmt::new(
        "UPDATE appeals SET at = iif(verdict IS NULL, at, NULL), verdict = ?3, words = ?4, decided_by = ?5, decided_at = ?6, \
         decided_cause = ?7 WHERE guild = ?1 AND number = ?2",
    )
    .bind(ctx.guild)
    .bind(number)
    .bind(verdict.word())
    .bind(words)
    .bind(ctx.actor.id)
    .bind(ctx.now)
    .bind(ctx.cause)
}

/// The verdict that this event has taken is given back.
pub fn clear_verdict(ctx: &Ctx, number: i64) -> Stmt {
    Stmt::new(
        "UPDATE appeals SET verdict = NULL, words = NULL, decided_by = NULL, decided_at = NULL, decided_cause = NULL \
         WHERE guild = ?1 AND number = ?2 AND decided_cause = ?3",
    )
    .bind(ctx.guild)
    .bind(number)
    .bind(ctx.cause)
}

/// Rows `user`, `name`: whom the page of an appeal names.
pub fn list_names(guild: GuildId, number: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT decided_by FROM appeals WHERE guild = ?1 AND number = ?2 \
         UNION ALL SELECT asked_by FROM appeals WHERE guild = ?1 AND number = ?2)",
    )
    .bind(guild)
    .bind(number)
}

/// Undecided appeals after a place in their order, the oldest first: those that wait for a moderator, or those in
/// which a question waits for its answer.
pub fn list_undecided(guild: GuildId, asked: bool, after: (i64, i64), limit: i64) -> Stmt {
    Stmt::new(
        "SELECT a.number, a.at, a.verdict, c.kind, c.target, c.target_name FROM appeals AS a INDEXED BY appeals_open \
         CROSS JOIN cases AS c ON c.guild = a.guild AND c.number = a.number WHERE a.guild = ?1 AND a.verdict IS NULL \
         AND (a.question IS NOT NULL AND a.answer IS NULL) = ?2 AND (a.at, a.number) > (?3, ?4) ORDER BY a.at, a.number LIMIT ?5",
    )
    .bind(guild)
    .bind(i64::from(asked))
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
}

/// Decided appeals before a place in their order, the newest first; `at` is when.
pub fn list_decided(guild: GuildId, before: (i64, i64), limit: i64) -> Stmt {
    Stmt::new(
        "SELECT a.number, a.decided_at AS at, a.verdict, c.kind, c.target, c.target_name FROM appeals AS a INDEXED BY appeals_decided \
         CROSS JOIN cases AS c ON c.guild = a.guild AND c.number = a.number WHERE a.guild = ?1 AND a.verdict IS NOT NULL \
         AND (a.decided_at, a.number) < (?2, ?3) ORDER BY a.decided_at DESC, a.number DESC LIMIT ?4",
    )
    .bind(guild)
    .bind(before.0)
    .bind(before.1)
    .bind(limit)
}
