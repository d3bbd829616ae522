//! Settings by HTTP: the whole, sections as their commands change them, and earlier versions.

use serde_json::{Value, json};

use super::{sql, store, sync};
use crate::{
    app::{
        Audience, Settings,
        api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::{error::Result, json as base_json, money::MAX},
    doc,
    features::audit::Origin,
};

const SETTINGS: Shape = Shape {
    name: "Settings",
    members: &[
        Member::new("version", COUNT, doc!("Counts changes; 0 when nothing was ever set.")),
        Member::new("sections", Kind::Json, doc!("One object a feature; what is missing is as it comes.")),
    ],
};

const VERSION: Shape = Shape {
    name: "SettingsVersion",
    members: &[
        Member::new("version", COUNT, doc!("Its number.")),
        Member::new("changed_by", Kind::Id, doc!("Who made it.")),
        Member::new("changed_at", Kind::Time, doc!("When.")),
        Member::new("what", Kind::Text(100), doc!("What was changed, in a word.")),
        Member::new("json", Kind::Json, doc!("All sections as they were.")),
    ],
};

const SYNC: Shape = Shape {
    name: "Sync",
    members: &[
        Member::new("registered", COUNT, doc!("How many commands Discord knows now.")),
        Member::new("made", Kind::Texts, doc!("Those that are new.")),
        Member::new("changed", Kind::Texts, doc!("Those that are otherwise than before.")),
        Member::new("removed", Kind::Texts, doc!("Those that are gone.")),
    ],
};

pub const ROUTES: &[Route] = &[
    Route::acts(
        Method::Post,
        "/sync",
        "sync",
        doc!("Registers the commands of this release with Discord where they differ, as scripts/register does."),
        Does::Works(Audience::Operators, |call| Box::pin(sync::register(call))),
        Answer::One(&SYNC),
    )
    .reading("/api/v1/commands.json"),
    Route::acts(
        Method::Get,
        "/guilds/{guild}/settings",
        "settings",
        doc!("Everything that is set. Its ETag is what a change asks for."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { Ok(whole(&call.settings)) })),
        Answer::One(&SETTINGS),
    ),
    section("/guilds/{guild}/settings/bytes", doc!("Changes what is given of the economy."), "bytes-admin config"),
    section("/guilds/{guild}/settings/squads", doc!("Changes what is given of the squads."), "squads-admin config"),
    section("/guilds/{guild}/settings/digest", doc!("Changes when and where digests come."), "digest configure"),
    form(
        "/guilds/{guild}/settings/general",
        doc!("Changes what is given of language, admin channel and moderator role."),
        "settings",
    ),
    form("/guilds/{guild}/settings/gate", doc!("Changes what is given of the gate."), "gate"),
    form(
        "/guilds/{guild}/settings/verification",
        doc!("Changes what is given of how newcomers get in."),
        "verification",
    ),
    form("/guilds/{guild}/settings/logs", doc!("Changes in which channels acts are told."), "logs"),
    Route::reads(
        "/guilds/{guild}/settings/versions",
        "settings",
        doc!("Every version that ever was, the newest first."),
        Answer::Page(&VERSION, &["version"]),
        |call| Ok(sql::list_versions_before(call.guild, call.after.number(0).unwrap_or(MAX), call.most())),
    ),
    Route::reads(
        "/guilds/{guild}/settings/versions/{version}",
        "settings",
        doc!("One version."),
        Answer::One(&VERSION),
        |call| Ok(sql::find_version(call.guild, call.number("version")?)),
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/settings/versions/{version}/restore",
        "settings",
        doc!("Puts a version back; that is a version too."),
        Does::Works(Audience::Admins, |call| Box::pin(restore(call))),
        Answer::One(&SAID),
    )
    .under(|guild, version| sql::find_version(guild, version.parse().unwrap_or_default())),
];

const fn section(path: &'static str, about: &'static str, command: &'static str) -> Route {
    Route::acts(Method::Patch, path, "settings", about, Does::Runs(command, None), Answer::One(&SAID))
        .while_unchanged(whole)
}

const fn form(path: &'static str, about: &'static str, name: &'static str) -> Route {
    Route::acts(Method::Patch, path, "settings", about, Does::Saves(name), Answer::One(&SETTINGS))
        .while_unchanged(whole)
}

/// Everything that is set, as it is answered.
pub fn whole(settings: &Settings) -> Value {
    let sections = base_json::value(&settings.json()).unwrap_or_default();
    json!({ "version": settings.version, "sections": sections })
}

async fn restore(call: Call) -> Result<Value> {
    let number = call.number("version")?;
    store::put_back(&call.ctx, Origin::Api, number).await?;
    Ok(json!({ "message": format!("Version {number} is in force again.") }))
}
