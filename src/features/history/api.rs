//! The audit log by HTTP.

use crate::{
    app::api::{Answer, Kind, Member, Route, Shape},
    base::{error::Error, money::MAX},
    doc,
    features::audit,
};

const ACT: Shape = Shape {
    name: "AuditEntry",
    members: &[
        Member::new("at", Kind::Time, doc!("When.")),
        Member::new("cause", Kind::Text(200), doc!("The event; it tells each action once.")),
        Member::new("action", Kind::Text(64), doc!("What was done: feature and act.")),
        Member::new("actor", Kind::Id, doc!("Who did it.")),
        Member::new("origin", Kind::Word(&["command", "button", "dashboard", "api", "automatic"]), doc!("From where.")),
        Member::new("subject", Kind::Text(200), doc!("On whom or what.")).or_null(),
        Member::new("before", Kind::Text(4_000), doc!("What was.")).or_null(),
        Member::new("after", Kind::Text(4_000), doc!("What is.")).or_null(),
    ],
};

const QUERY: &[Member] = &[
    Member::new("user", Kind::Id, doc!("Only acts on this person.")).or_null(),
    Member::new("actor", Kind::Id, doc!("Only acts of this person; not together with `user`.")).or_null(),
];

pub const ROUTES: &[Route] = &[Route::reads(
    "/guilds/{guild}/audit",
    "audit",
    doc!("Who changed what, the newest first; kept for at least 13 months."),
    Answer::Page(&ACT, &["at", "cause", "action"]),
    |call| {
        let at = call.after.number(0).unwrap_or(MAX);
        let after = (at, call.after.text(1).unwrap_or_default(), call.after.text(2).unwrap_or_default());
        match (call.given_id("user"), call.given_id("actor")) {
            (Some(_), Some(_)) => Err(Error::Refused("Ask for user or for actor.".to_owned())),
            (Some(user), None) => Ok(audit::list_before_of_subject(call.guild, user, after, call.most())),
            (None, Some(actor)) => Ok(audit::list_before_of_actor(call.guild, actor, after, call.most())),
            (None, None) => Ok(audit::list_before(call.guild, after, call.most())),
        }
    },
)
.asking(QUERY)];
