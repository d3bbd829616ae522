//! Who is in a guild, by HTTP.

use serde_json::{Value, json};

use super::{
    model::{Met, folded},
    sql,
};
use crate::{
    app::{
        Audience,
        api::{Answer, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::{
        error::{Error, Result},
        ids,
        json::FromJson,
        words,
    },
    doc,
    features::audit::{self, Entry, Origin},
};

const MEMBER: Shape = Shape {
    name: "Member",
    members: &[
        Member::new("user", Kind::Id, doc!("Who.")),
        Member::new("name", Kind::Text(64), doc!("As the server shows it.")),
        Member::new("folded", Kind::Text(64), doc!("The name as it is sorted and searched.")),
        Member::new("username", Kind::Text(64), doc!("Their unique name; may be empty.")),
        Member::new("is_bot", Kind::Boolean, doc!("Whether it is an application.")),
        Member::new("joined_at", Kind::Time, doc!("When they joined, where it is known.")).or_null(),
        Member::new("seen_at", Kind::Time, doc!("When they last used the bot, to the day.")).or_null(),
        Member::new("left_at", Kind::Time, doc!("When they were found gone.")).or_null(),
    ],
};

/// What is told of somebody.
const TOLD: Shape = Shape {
    name: "ToldMember",
    members: &[
        Member::new("user", Kind::Id, doc!("Who.")),
        Member::new("name", Kind::Text(64), doc!("As the server shows it.")),
        Member::new("username", Kind::Text(64), doc!("Their unique name; what is known stays where it is left out."))
            .or_null(),
    ],
};

const QUERY: &[Member] = &[
    Member::new("name", Kind::Text(64), doc!("Only those whose name begins so, without regard to case.")).or_null(),
    Member::new("left", Kind::Boolean, doc!("Those who have left, instead of those who are here.")).or_null(),
];

const BATCH: &[Member] = &[Member::new("members", Kind::Batch(&TOLD), doc!("Who."))];

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/members",
        "members",
        doc!("Who is in the server, by name."),
        Answer::Page(&MEMBER, &["folded", "user"]),
        |call| {
            let begins = folded(call.asked("name").unwrap_or_default());
            let from = (call.after.text(0).unwrap_or(&begins), call.after.text(1).unwrap_or_default());
            Ok(sql::list_members(call.guild, call.asked("left") != Some("true"), &begins, from, call.most()))
        },
    )
    .asking(QUERY),
    Route::reads("/guilds/{guild}/members/{user}", "members", doc!("One member."), Answer::One(&MEMBER), |call| {
        Ok(sql::find_member(call.guild, call.id("user")?))
    }),
    Route::acts(
        Method::Put,
        "/guilds/{guild}/members",
        "members",
        doc!("Tells who is in the server and what they are called, 100 at most; for bots that may not list members. Who is not named stays as they are."),
        Does::Works(Audience::Admins, |call| Box::pin(tell(call))),
        Answer::One(&SAID),
    )
    .given(BATCH),
];

#[derive(FromJson)]
struct Told {
    user: ids::UserId,
    name: String,
    #[serde(default)]
    username: String,
}

async fn tell(call: Call) -> Result<Value> {
    let told = call.given.get("members").map(Vec::<Told>::from_json);
    let told = told.transpose().map_err(|fault| Error::internal("a list that was checked", fault))?.unwrap_or_default();
    let met: Vec<Met> = told
        .into_iter()
        .map(|one| Met {
            user: one.user,
            name: words::plain(&one.name),
            username: words::plain(&one.username),
            is_bot: false,
            joined: None,
            seen: None,
        })
        .collect();
    let named = call.config.names_guild(call.guild);
    let after = Some(format!("{} members", met.len()));
    let entry = Entry { action: "people.tell", origin: Origin::Api, subject: None, before: None, after };
    let batch = vec![audit::record(&call, entry), super::note(call.guild, named, &met, call.now)];
    match call.db.batch(batch).await {
        Err(error) if audit::is_told(&error) => {}
        written => drop(written?),
    }
    Ok(json!({ "message": format!("{} members are known.", met.len()) }))
}
