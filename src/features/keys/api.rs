//! A key about itself: what it may, and the token for which it is exchanged.

use serde_json::{Value, json};

use super::{model::TOKEN, token::token};
use crate::{
    app::{
        Audience,
        api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, Shape},
    },
    base::{
        error::{Error, Missing, Result},
        time::{SECOND, Time},
    },
    doc,
};

const KEY: Shape = Shape {
    name: "Key",
    members: &[
        Member::new("id", Kind::Text(64), doc!("The key's id; not the key.")),
        Member::new("name", Kind::Text(100), doc!("What it was called when it was made.")),
        Member::new("guilds", Kind::Texts, doc!("The guilds it is good for.")),
        Member::new("scopes", Kind::Texts, doc!("What it may.")),
        Member::new("expires_at", Kind::Time, doc!("When it ends.")).or_null(),
        Member::new("calls_a_minute", COUNT, doc!("How often it may call.")),
    ],
};

const TOKEN_SHAPE: Shape = Shape {
    name: "Token",
    members: &[
        Member::new("access_token", Kind::Text(1_000), doc!("A JSON Web Token, sent as the key is.")),
        Member::new("token_type", Kind::Word(&["Bearer"]), doc!("How it is sent.")),
        Member::new("expires_in", COUNT, doc!("Seconds for which it is good.")),
    ],
};

pub const ROUTES: &[Route] = &[
    Route::acts(
        Method::Get,
        "/key",
        "",
        doc!("What the key that calls is and may."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { Ok(key(&call)) })),
        Answer::One(&KEY),
    ),
    Route::acts(
        Method::Post,
        "/token",
        "",
        doc!("Exchanges the key for a token of 15 minutes, so that the key itself need not travel with each call."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { exchange(&call) })),
        Answer::One(&TOKEN_SHAPE),
    ),
];

fn key(call: &Call) -> Value {
    let key = &call.key;
    let guilds: Vec<String> = key.guilds.iter().map(ToString::to_string).collect();
    let expires = key.expires.map(|at| Time::from_millis(at).iso8601());
    json!({
        "id": key.id, "name": key.name, "guilds": guilds, "scopes": key.scopes,
        "expires_at": expires, "calls_a_minute": key.most,
    })
}

fn exchange(call: &Call) -> Result<Value> {
    let secret = call.config.encryption_key.ok_or(Error::Without(Missing::Variable("ENCRYPTION_KEY")))?;
    let made = token(&secret, &call.key.id, call.now);
    Ok(json!({ "access_token": made, "token_type": "Bearer", "expires_in": TOKEN / SECOND }))
}
