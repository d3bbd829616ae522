//! Appeals by HTTP.

use serde_json::Value;
use twilight_model::guild::Permissions;

use super::{
    act::{self, Decision},
    model::{LONGEST, WORDS},
    sql,
};
use crate::{
    app::{
        Audience, Work,
        api::{self, Answer, COUNT, Call, Does, Kind, Member, Method, Route, Shape},
    },
    base::{error::Result, lang::Lang, money::MAX},
    doc,
    features::audit::Origin,
    platform::db::Rows,
};

const APPEAL: Shape = Shape {
    name: "Appeal",
    members: &[
        Member::new("number", COUNT, doc!("The case that it is against.")),
        Member::new("target", Kind::Id, doc!("Who appeals.")),
        Member::new("text", Kind::Text(LONGEST), doc!("What they say.")),
        Member::new("at", Kind::Time, doc!("When they said it.")),
        Member::new("question", Kind::Text(WORDS), doc!("What a moderator asked last.")).or_null(),
        Member::new("asked_by", Kind::Id, doc!("Who asked.")).or_null(),
        Member::new("asked_at", Kind::Time, doc!("When.")).or_null(),
        Member::new("answer", Kind::Text(LONGEST), doc!("Their answer to it.")).or_null(),
        Member::new("answered_at", Kind::Time, doc!("When.")).or_null(),
        Member::new(
            "verdict",
            Kind::Word(&["accepted", "shortened", "rejected"]),
            doc!("What was decided; null while it is open."),
        )
        .or_null(),
        Member::new("words", Kind::Text(WORDS), doc!("What they were told with it.")).or_null(),
        Member::new("decided_by", Kind::Id, doc!("Who decided.")).or_null(),
        Member::new("decided_at", Kind::Time, doc!("When.")).or_null(),
    ],
};

const STATUS: Member = Member::new(
    "status",
    Kind::Word(&["open", "decided"]),
    doc!("`open` by itself, the oldest first; what was decided last comes first."),
)
.or_null();
const WHY: Member = Member::new("reason", Kind::Text(WORDS), doc!("What they are told with it.")).or_null();
const QUESTION: Member = Member::new("question", Kind::Text(WORDS), doc!("What."));
const SPAN: Member = Member::new("duration", Kind::Text(40), doc!("How long the case goes on from now: 30m, 12h, 3d."));

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/appeals",
        "moderation",
        doc!("Appeals, also those that wait for an answer of who appeals."),
        Answer::Page(&APPEAL, &["place", "number"]),
        |call| {
            let place = call.after.number(0).zip(call.after.number(1));
            Ok(match call.asked("status") {
                Some("decided") => sql::list_whole_decided(call.guild, place.unwrap_or((MAX, MAX)), call.most()),
                _ => sql::list_whole_undecided(call.guild, place.unwrap_or((-1, -1)), call.most()),
            })
        },
    )
    .asking(&[STATUS]),
    Route::reads(
        "/guilds/{guild}/appeals/{case}",
        "moderation",
        doc!("The appeal against a case."),
        Answer::One(&APPEAL),
        |call| Ok(sql::find(call.guild, call.number("case")?)),
    ),
    act(
        "/guilds/{guild}/appeals/{case}/accept",
        doc!("Accepts an appeal: the case is taken back, and they are told."),
        |call| Box::pin(acted(call, What::Accept)),
    )
    .given(&[WHY]),
    act(
        "/guilds/{guild}/appeals/{case}/shorten",
        doc!("Lets the case end earlier than it would, and tells them."),
        |call| Box::pin(acted(call, What::Shorten)),
    )
    .given(&[SPAN, WHY]),
    act(
        "/guilds/{guild}/appeals/{case}/reject",
        doc!("Rejects an appeal: the case stands, and they are told."),
        |call| Box::pin(acted(call, What::Reject)),
    )
    .given(&[WHY]),
    act(
        "/guilds/{guild}/appeals/{case}/ask",
        doc!("Asks them something; the appeal waits for their answer then."),
        |call| Box::pin(acted(call, What::Ask)),
    )
    .given(&[QUESTION]),
];

#[derive(Clone, Copy)]
enum What {
    Accept,
    Shorten,
    Reject,
    Ask,
}

/// What moderators do; what the case did takes its own permission besides, as everywhere.
const fn act(path: &'static str, about: &'static str, run: fn(Call) -> Work<Value>) -> Route {
    let does = Does::Works(Audience::Moderators(Permissions::MODERATE_MEMBERS), run);
    Route::acts(Method::Post, path, "moderation", about, does, Answer::One(&APPEAL))
        .under(|guild, case| sql::find(guild, case.parse().unwrap_or_default()))
}

/// Does it, and answers with the appeal as it stands then.
async fn acted(call: Call, what: What) -> Result<Value> {
    let number = call.number("case")?;
    let given = |name: &str| call.given.get(name).and_then(Value::as_str).unwrap_or_default();
    let decision = match what {
        What::Ask => None,
        What::Accept => Some(Decision::Accept),
        What::Reject => Some(Decision::Reject),
        What::Shorten => Some(Decision::Shorten(act::span(Lang::En, given("duration"))?)),
    };
    match decision {
        Some(decision) => act::decide(&call, number, decision, Some(given("reason").to_owned()), Origin::Api).await?,
        None => act::ask(&call, number, given("question"), Origin::Api).await?,
    };
    let rows = call.db.batch(vec![sql::find(call.guild, number)]).await?;
    let rows = rows.first().map(Rows::values).unwrap_or_default();
    api::body(&Answer::One(&APPEAL), rows, 1).ok_or_else(api::nothing)
}
