//! Cases by HTTP.

use super::{
    model::{Filter, Kind as CaseKind},
    sql,
};
use crate::{
    app::api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, Shape},
    base::{error::Result, ids::GuildId},
    doc,
    platform::db::Stmt,
};

const NOTE: Shape = Shape {
    name: "CaseNote",
    members: &[
        Member::new("at", Kind::Time, doc!("When.")),
        Member::new("author", Kind::Id, doc!("Who wrote it.")),
        Member::new("text", Kind::Text(1_000), doc!("What.")),
    ],
};

const CASE: Shape = Shape {
    name: "Case",
    members: &[
        Member::new("number", COUNT, doc!("Its number in the guild.")),
        Member::new("kind", Kind::Word(KINDS), doc!("What was done.")),
        Member::new("target", Kind::Id, doc!("To whom.")),
        Member::new("target_name", Kind::Text(100), doc!("Their name at that time.")),
        Member::new("moderator", Kind::Id, doc!("By whom; nobody where a rule did it.")).or_null(),
        Member::new("rule", Kind::Text(100), doc!("By which rule.")).or_null(),
        Member::new("reason", Kind::Text(1_000), doc!("Why.")).or_null(),
        Member::new("created_at", Kind::Time, doc!("When.")),
        Member::new("expires_at", Kind::Time, doc!("Until when.")).or_null(),
        Member::new("state", Kind::Word(STATES), doc!("Whether Discord has done it; what is planned is tried again.")),
        Member::new(
            "failure",
            Kind::Word(&["not_allowed", "gone", "unreachable", "refused"]),
            doc!("Why it could not be done."),
        )
        .or_null(),
        Member::new("notice", Kind::Text(32), doc!("Whether they were told.")),
        Member::new(
            "resolution",
            Kind::Word(&["open", "expired", "undone", "appealed"]),
            doc!("Whether it still stands."),
        ),
        Member::new("resolved_by", Kind::Id, doc!("Who ended it.")).or_null(),
        Member::new("resolved_at", Kind::Time, doc!("When it ended.")).or_null(),
        Member::new("evidence_link", Kind::Text(200), doc!("The message that it is about.")).or_null(),
        Member::new("evidence_text", Kind::Text(2_000), doc!("What stood in it.")).or_null(),
    ],
};

const NOTES: Shape = Shape {
    name: "CaseNotes",
    members: &[Member::new("notes", Kind::List(&NOTE), doc!("What moderators added later, the newest first."))],
};

const PERSON: Member = Member::new("user", Kind::Id, doc!("Only those of this person.")).or_null();
const MODERATOR: Member = Member::new("moderator", Kind::Id, doc!("Only those that this moderator made.")).or_null();
/// As [`STANDINGS`](super::model::STANDINGS) has them; a test holds them alike.
const STANDING: Member = Member::new(
    "standing",
    Kind::Word(&["open", "expired", "undone", "appealed", "failed", "planned"]),
    doc!("Only those that stand so."),
)
.or_null();
const QUERY: &[Member] =
    &[PERSON, MODERATOR, STANDING, Member::new("kind", Kind::Word(KINDS), doc!("Only those of this kind.")).or_null()];

const KINDS: &[&str] = &["note", "warn", "timeout", "untimeout", "kick", "ban", "unban", "restrict", "lift"];
const STATES: &[&str] = &["planned", "done", "failed"];

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/cases",
        "moderation",
        doc!("Cases, the newest first."),
        Answer::Page(&CASE, &["number"]),
        |call| Ok(list(call, call.asked("kind"))),
    )
    .asking(QUERY),
    Route::reads(
        "/guilds/{guild}/warnings",
        "moderation",
        doc!("Warnings, the newest first: the cases of this kind."),
        Answer::Page(&CASE, &["number"]),
        |call| Ok(list(call, Some(CaseKind::Warn.word()))),
    )
    .asking(&[PERSON, STANDING, MODERATOR]),
    Route::reads("/guilds/{guild}/cases/{case}", "moderation", doc!("One case."), Answer::One(&CASE), one),
    Route::reads(
        "/guilds/{guild}/cases/{case}/notes",
        "moderation",
        doc!("What moderators added to a case."),
        Answer::One(&NOTES),
        |call| Ok(sql::find_notes(call.guild, call.number("case")?)),
    )
    .under(case),
    Route::acts(
        Method::Patch,
        "/guilds/{guild}/cases/{case}",
        "moderation",
        doc!("Changes a case's reason, or adds a note."),
        Does::Runs("case edit", Some(one)),
        Answer::One(&CASE),
    )
    .under(case),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/cases/{case}/undo",
        "moderation",
        doc!("Takes a case back: a ban or timeout is lifted, a warning struck out, who was kicked is invited."),
        Does::Runs("case undo", Some(one)),
        Answer::One(&CASE),
    )
    .under(case),
    made("/guilds/{guild}/notes", doc!("Keeps a note on somebody."), "note", |call| case_of(call, CaseKind::Note)),
    made("/guilds/{guild}/warnings", doc!("Warns a member."), "warn", |call| case_of(call, CaseKind::Warn)),
    made("/guilds/{guild}/timeouts", doc!("Silences a member for a time."), "timeout", |call| {
        case_of(call, CaseKind::Timeout)
    }),
    made("/guilds/{guild}/kicks", doc!("Removes a member, who may come back."), "kick", |call| {
        case_of(call, CaseKind::Kick)
    }),
    made("/guilds/{guild}/bans", doc!("Bans somebody, for a time where one is given."), "ban", |call| {
        case_of(call, CaseKind::Ban)
    }),
    made("/guilds/{guild}/unbans", doc!("Lifts a ban, also one that is no case."), "unban", |call| {
        case_of(call, CaseKind::Unban)
    }),
    made(
        "/guilds/{guild}/restrictions",
        doc!("Keeps a member out of everything but the verification channel."),
        "restrict",
        |call| case_of(call, CaseKind::Restrict),
    ),
    made("/guilds/{guild}/untimeouts", doc!("Ends a timeout, also one that is no case."), "untimeout", |call| {
        case_of(call, CaseKind::Untimeout)
    }),
];

const fn made(
    path: &'static str,
    about: &'static str,
    command: &'static str,
    found: fn(&Call) -> Result<Stmt>,
) -> Route {
    Route::acts(Method::Post, path, "moderation", about, Does::Runs(command, Some(found)), Answer::Made(&CASE))
}

fn list(call: &Call, kind: Option<&str>) -> Stmt {
    let filter = Filter {
        target: call.given_id("user"),
        moderator: call.given_id("moderator"),
        kind: kind.and_then(|word| CaseKind::ALL.into_iter().find(|known| known.word() == word)),
        standing: call.asked("standing").and_then(Filter::standing_of),
    };
    sql::list_filtered(call.guild, &filter, call.after.number(0), call.most())
}

fn case(guild: GuildId, number: &str) -> Stmt {
    sql::find_case(guild, number.parse().unwrap_or_default())
}

fn one(call: &Call) -> Result<Stmt> {
    Ok(sql::find_case(call.guild, call.number("case")?))
}

/// The case that this call has made.
fn case_of(call: &Call, kind: CaseKind) -> Result<Stmt> {
    let target = call.given_id("user").unwrap_or(call.actor.id);
    Ok(sql::find_by_cause(call.guild, &call.cause.to_string(), target, kind))
}
