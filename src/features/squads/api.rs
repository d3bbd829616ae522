//! Squads by HTTP.

use serde_json::{Value, json};

use super::{
    act::{self, Agreed, Joined},
    sql,
};
use crate::{
    app::{
        Audience,
        api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::{
        error::{Error, Result},
        ids,
        money::Amount,
    },
    discord::reply::Reply,
    doc,
};

const PER_CENT: Kind = Kind::Integer(0, 100);

const SQUAD: Shape = Shape {
    name: "Squad",
    members: &[
        Member::new("id", COUNT, doc!("Its number in the guild.")),
        Member::new("name", Kind::Text(40), doc!("Unique in the guild, without regard to case.")),
        Member::new("description", Kind::Text(300), doc!("May be empty.")),
        Member::new("emoji", Kind::Text(64), doc!("One emoji, of Unicode or the server's own.")).or_null(),
        Member::new("role", Kind::Id, doc!("What its members have.")).or_null(),
        Member::new("max_members", COUNT, doc!("How many it takes.")).or_null(),
        Member::new("welcome", Kind::Text(500), doc!("What who joins is told.")).or_null(),
        Member::new("state", Kind::Word(&["active", "archived"]), doc!("Archived ones are gone for members.")),
        Member::new("members", COUNT, doc!("How many are in it.")),
        Member::new("bytes", COUNT, doc!("What its members held together when it was last summed up.")),
    ],
};

const SQUAD_MEMBER: Shape = Shape {
    name: "SquadMember",
    members: &[Member::new("user", Kind::Id, doc!("Who.")), Member::new("joined_at", Kind::Time, doc!("Since when."))],
};

const SALE: Shape = Shape {
    name: "Sale",
    members: &[
        Member::new("id", Kind::Id, doc!("The sale's id.")),
        Member::new("name", Kind::Text(40), doc!("What members read.")),
        Member::new("starts_at", Kind::Time, doc!("From when on.")),
        Member::new("ends_at", Kind::Time, doc!("Until when.")),
        Member::new("join_discount", PER_CENT, doc!("Per cent off joining.")),
        Member::new("switch_discount", PER_CENT, doc!("Per cent off switching.")),
    ],
};

const PRICE: Member =
    Member::new("price", COUNT, doc!("What who made the key agrees to pay, where it costs something.")).or_null();

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/squads",
        "squads",
        doc!("All squads, archived ones too, by number."),
        Answer::Page(&SQUAD, &["id"]),
        |call| Ok(sql::list_all_squads(call.guild, call.after.number(0).unwrap_or(0), call.most())),
    ),
    Route::reads("/guilds/{guild}/squads/{squad}", "squads", doc!("One squad."), Answer::One(&SQUAD), one),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/squads",
        "squads",
        doc!("Makes a squad."),
        Does::Runs(
            "squads-admin create",
            Some(|call| {
                let name = call.given.get("name").and_then(Value::as_str).unwrap_or_default();
                Ok(sql::find_made(call.guild, &crate::base::words::plain(name), call.now))
            }),
        ),
        Answer::Made(&SQUAD),
    ),
    Route::acts(
        Method::Patch,
        "/guilds/{guild}/squads/{squad}",
        "squads",
        doc!("Changes what is given and leaves the rest; `max` 0 is no limit, `remove` names what goes."),
        Does::Runs("squads-admin edit", Some(one)),
        Answer::One(&SQUAD),
    )
    .under(squad),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/squads/{squad}/archive",
        "squads",
        doc!("Ends a squad; its members leave it over the next minutes. This cannot be undone."),
        Does::Presses("squads", "archive", &["squad"], Some(one)),
        Answer::One(&SQUAD),
    )
    .under(squad),
    Route::reads(
        "/guilds/{guild}/squads/{squad}/members",
        "squads",
        doc!("Who is in a squad, by when they joined."),
        Answer::Page(&SQUAD_MEMBER, &["joined_at", "user"]),
        |call| {
            let after = call.after.number(0).zip(call.after.text(1).and_then(ids::parse));
            Ok(sql::list_members(call.guild, call.number("squad")?, after, call.most()))
        },
    )
    .under(squad),
    Route::acts(
        Method::Put,
        "/guilds/{guild}/squads/{squad}/membership",
        "squads",
        doc!("Lets who made the key join a squad, or switch to it, under the same rules as /squads join."),
        Does::Works(Audience::Everyone, |call| Box::pin(join(call))),
        Answer::One(&SAID),
    )
    .given(&[PRICE])
    .under(squad),
    Route::acts(
        Method::Delete,
        "/guilds/{guild}/squads/{squad}/membership",
        "squads",
        doc!("Lets who made the key leave the squad."),
        Does::Presses("squads", "leave", &["actor", "squad"], None),
        Answer::One(&SAID),
    )
    .under(squad),
    Route::reads(
        "/guilds/{guild}/sales",
        "squads",
        doc!("Sales that run or are to come, the soonest to end first."),
        Answer::Page(&SALE, &["ends_at", "id"]),
        |call| {
            let (ends, id) = (call.after.number(0).unwrap_or(0), call.after.text(1).unwrap_or_default());
            Ok(sql::list_sales_after(call.guild, call.now, (ends, id), call.most()))
        },
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/sales",
        "squads",
        doc!("Starts a sale, now or later; no two overlap."),
        Does::Runs("squads-admin sale", Some(|call| Ok(sql::find_sale(call.guild, &call.cause.to_string())))),
        Answer::Made(&SALE),
    ),
    Route::acts(
        Method::Delete,
        "/guilds/{guild}/sales/{sale}",
        "squads",
        doc!("Ends a sale now; one that has not begun never does."),
        Does::Presses("squads", "end-sale", &["sale"], None),
        Answer::One(&SAID),
    )
    .under(sql::find_sale),
];

fn squad(guild: ids::GuildId, number: &str) -> crate::platform::db::Stmt {
    sql::find_squad(guild, number.parse().unwrap_or_default())
}

fn one(call: &Call) -> Result<crate::platform::db::Stmt> {
    Ok(sql::find_squad(call.guild, call.number("squad")?))
}

/// Joins where it costs nothing or its price was agreed to; else says the price.
async fn join(call: Call) -> Result<Value> {
    let squad = call.number("squad")?;
    let price = call.given.get("price").and_then(Value::as_i64).and_then(Amount::new);
    let mut joined = act::join(&call.ctx, squad, None, Reply::Ephemeral).await?;
    if let Joined::Ask { step, .. } = &joined {
        if price != Some(step.price) {
            return Err(Error::Refused(format!("This costs {} bytes: say so in `price`.", step.price.get())));
        }
        let agreed = Agreed { price: step.price, from: step.from };
        joined = act::join(&call.ctx, squad, Some(agreed), Reply::Ephemeral).await?;
    }
    let Joined::Done(done) = joined else { return Err(Error::Refused("Its price has changed meanwhile.".to_owned())) };
    let said = done.reply.message().map(|message| message.content.clone()).unwrap_or_default();
    if let Some(after) = done.after {
        after.await?;
    }
    Ok(json!({ "message": said }))
}
