//! Guilds by HTTP.

use serde_json::{Value, json};

use crate::{
    app::{
        Audience,
        api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, Shape},
    },
    base::list,
    doc,
};

const GUILD: Shape = Shape {
    name: "Guild",
    members: &[
        Member::new("id", Kind::Id, doc!("Discord's id of the server.")),
        Member::new("name", Kind::Text(100), doc!("What it is called, as Discord said within the hour.")),
        Member::new("language", Kind::Word(&["en", "de", "es"]), doc!("In which everybody reads.")),
        Member::new("settings_version", COUNT, doc!("Counts changes of its settings.")),
    ],
};

const LISTED: Shape =
    Shape { name: "ListedGuild", members: &[Member::new("id", Kind::Id, doc!("Discord's id of the server."))] };

pub const ROUTES: &[Route] = &[
    Route::acts(
        Method::Get,
        "/guilds",
        "",
        doc!("The guilds that the key is good for."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { Ok(list(&call)) })),
        Answer::Page(&LISTED, &["id"]),
    ),
    Route::acts(
        Method::Get,
        "/guilds/{guild}",
        "",
        doc!("One guild."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { Ok(one(&call)) })),
        Answer::One(&GUILD),
    ),
];

fn list(call: &Call) -> Value {
    let mut ids: Vec<String> = call.key.guilds.iter().map(ToString::to_string).collect();
    list::sort(&mut ids);
    let after = call.after.text(0).unwrap_or_default();
    let rows: Vec<Value> = ids.into_iter().filter(|id| id.as_str() > after).map(|id| json!({ "id": id })).collect();
    crate::app::api::body(&Answer::Page(&LISTED, &["id"]), &rows, call.limit).unwrap_or_default()
}

fn one(call: &Call) -> Value {
    json!({
        "id": call.guild, "name": call.key.guild_name, "language": call.settings.lang().code(), "settings_version": call.settings.version,
    })
}
