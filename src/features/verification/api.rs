//! Verifications by HTTP.

use super::sql;
use crate::{
    app::api::{Answer, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    base::{
        error::{Error, Result},
        money::MAX,
    },
    doc,
    platform::db::Stmt,
};

const EVENT: Shape = Shape {
    name: "VerificationEvent",
    members: &[
        Member::new("at", Kind::Time, doc!("When.")),
        Member::new("kind", Kind::Text(32), doc!("What happened.")),
        Member::new("actor", Kind::Id, doc!("Who did it.")).or_null(),
        Member::new("text", Kind::Text(4_000), doc!("In words; may be empty.")),
        Member::new("link", Kind::Text(500), doc!("The message that it is about.")).or_null(),
    ],
};

const EVENTS: Shape = Shape {
    name: "VerificationEvents",
    members: &[Member::new("events", Kind::List(&EVENT), doc!("The oldest first."))],
};

const VERIFICATION: Shape = Shape {
    name: "Verification",
    members: &[
        Member::new("id", Kind::Id, doc!("Its id.")),
        Member::new("user", Kind::Id, doc!("Who is looked at.")),
        Member::new("user_name", Kind::Text(100), doc!("Their name at that time.")),
        Member::new("joined_at", Kind::Time, doc!("When they joined.")).or_null(),
        Member::new("detection", Kind::Word(&["newcomer", "flag", "report"]), doc!("Why.")),
        Member::new("opened_at", Kind::Time, doc!("Since when.")),
        Member::new("restricted", Kind::Boolean, doc!("Whether they are kept out meanwhile.")),
        Member::new("status", Kind::Word(&["pending", "verified", "rejected"]), doc!("What was decided.")),
        Member::new("false_positive", Kind::Boolean, doc!("Whether it was said to be a mistake.")),
        Member::new("resolved_by", Kind::Id, doc!("Who decided.")).or_null(),
        Member::new("resolved_at", Kind::Time, doc!("When it was decided.")).or_null(),
        Member::new("mine", Kind::Id, doc!("Who works on it.")).or_null(),
        Member::new("raid", Kind::Id, doc!("The raid that it is part of.")).or_null(),
    ],
};

const RAID: Shape = Shape {
    name: "Raid",
    members: &[
        Member::new("id", Kind::Id, doc!("Its id.")),
        Member::new("started_at", Kind::Time, doc!("When its first alert was opened.")),
        Member::new("last_at", Kind::Time, doc!("When its last one was.")),
        Member::new("open", Kind::Boolean, doc!("Whether one of them waits for a decision.")),
    ],
};

const QUERY: &[Member] = &[
    Member::new(
        "status",
        Kind::Word(&["pending", "verified", "rejected"]),
        doc!("`pending` by itself; what was decided last comes first."),
    )
    .or_null(),
    Member::new("raid", Kind::Id, doc!("Those of this raid, decided or not; not together with `status`.")).or_null(),
];

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/verifications",
        "verification",
        doc!("Open ones, what has waited longest first; those of a raid are decided with it and stand only there."),
        Answer::Page(&VERIFICATION, &["place", "id"]),
        |call| {
            let place = call.after.number(0).zip(call.after.text(1));
            match (call.asked("raid"), call.asked("status")) {
                (Some(_), Some(_)) => Err(Error::Refused("Ask for status or for raid.".to_owned())),
                (Some(raid), None) => Ok(sql::list_of_raid(call.guild, raid, place, call.most())),
                (None, Some(status)) if status != "pending" => {
                    Ok(sql::list_decided(call.guild, status, place, call.most()))
                }
                _ => Ok(sql::list_open(call.guild, place, call.most())),
            }
        },
    )
    .asking(QUERY),
    Route::reads(
        "/guilds/{guild}/raids",
        "verification",
        doc!("Raids: many alerts at once, the latest first. Their alerts are the verifications with `raid`."),
        Answer::Page(&RAID, &["last_at", "id"]),
        |call| {
            let before = (call.after.number(0).unwrap_or(MAX), call.after.text(1).unwrap_or_default());
            Ok(sql::list_raids_before(call.guild, before, call.most()))
        },
    ),
    Route::reads(
        "/guilds/{guild}/verifications/{verification}",
        "verification",
        doc!("One verification, decided or not."),
        Answer::One(&VERIFICATION),
        one,
    ),
    Route::reads(
        "/guilds/{guild}/verifications/{verification}/events",
        "verification",
        doc!("What happened with it."),
        Answer::One(&EVENTS),
        |call| Ok(sql::find_events(call.guild, call.param("verification"))),
    )
    .under(sql::find),
    act("/guilds/{guild}/verifications/{verification}/verify", doc!("Lets them in."), "verify"),
    act(
        "/guilds/{guild}/verifications/{verification}/false-positive",
        doc!("Lets them in, and says that it was a mistake to look."),
        "false",
    ),
    act("/guilds/{guild}/verifications/{verification}/restrict", doc!("Keeps them out meanwhile."), "restrict"),
    act("/guilds/{guild}/verifications/{verification}/reopen", doc!("Opens again what was decided."), "reopen"),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/members/{user}/verify",
        "verification",
        doc!("Lets a member in, whether somebody looks at them or not, and ends a restriction."),
        Does::Runs("verify", None),
        Answer::One(&SAID),
    ),
];

const fn act(path: &'static str, about: &'static str, press: &'static str) -> Route {
    let does = Does::Presses("verification", press, &["verification"], Some(one));
    Route::acts(Method::Post, path, "verification", about, does, Answer::One(&VERIFICATION)).under(sql::find)
}

fn one(call: &Call) -> Result<Stmt> {
    Ok(sql::find(call.guild, call.param("verification")))
}
