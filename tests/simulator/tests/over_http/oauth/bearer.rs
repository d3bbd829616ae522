//! What an access token opens, and what it does not.

use futures_util::future::join_all;
use serde_json::{Value, json};
use simulator::{Fault, permission};

use crate::oauth::{as_bearer, get, tokens, world};
use crate::world::send;

#[tokio::test]
async fn a_person_is_shown_without_their_address() {
    let world = world().await;
    world.sim.state(|state| state.users.get_mut(&world.ada).unwrap().locale = "de".into());
    let access = tokens(&world, world.ada, "identify").await["access_token"].clone();
    let me = get(&world, "/users/@me", &access).await.body;
    let shown = [&me["id"], &me["username"], &me["global_name"], &me["locale"], &me["mfa_enabled"]];
    assert_eq!(shown, [&json!(world.ada.to_string()), &json!("ada"), &json!("Ada"), &json!("de"), &json!(false)]);
    assert!(me.get("email").is_none() && me.get("verified").is_none() && me.get("bot").is_none());
}

#[tokio::test]
async fn a_persons_guilds_are_theirs_and_not_the_bots() {
    let world = world().await;
    let (theirs, bots) = world.sim.state(|state| {
        let (theirs, bots) = (state.add_guild("Ada's own", world.ada), state.add_guild("Without Ada", world.ben));
        state.add_bot_to(bots, 0);
        (theirs, bots)
    });
    let access = tokens(&world, world.ada, "guilds").await["access_token"].clone();
    let list = get(&world, "/users/@me/guilds", &access).await.body;
    let guild = |id: u64| list.as_array().unwrap().iter().find(|guild| guild["id"] == json!(id.to_string()));
    assert_eq!((list.as_array().unwrap().len(), guild(bots)), (2, None));
    let own = guild(theirs).unwrap();
    assert_eq!((&own["owner"], &own["permissions"]), (&json!(true), &json!(permission::ALL.to_string())));
    let joined = guild(world.guild).unwrap();
    assert_eq!((&joined["owner"], &joined["name"]), (&json!(false), &json!("The Lantern Society")));
    assert_eq!(joined["permissions"], permission::EVERYONE.to_string());
    assert!(joined["icon"].is_null() && joined["banner"].is_null() && joined["features"].is_array());
    assert!(joined.get("approximate_member_count").is_none());
    let counted = get(&world, "/users/@me/guilds?with_counts=true&limit=1", &access).await.body;
    assert_eq!((counted.as_array().unwrap().len(), &counted[0]["approximate_member_count"]), (1, &json!(4)));
}

#[tokio::test]
async fn an_administrators_permissions_are_the_bits_of_their_roles() {
    let world = world().await;
    world.sim.state(|state| {
        let role = state.add_role(world.guild, "Admins", permission::ADMINISTRATOR);
        state.give_role(world.guild, world.ada, role);
    });
    let access = tokens(&world, world.ada, "guilds").await["access_token"].clone();
    let list = get(&world, "/users/@me/guilds", &access).await.body;
    assert_eq!(list[0]["permissions"], (permission::EVERYONE | permission::ADMINISTRATOR).to_string());
}

#[tokio::test]
async fn a_person_as_member() {
    let world = world().await;
    let (alone, foreign) = world.sim.state(|state| {
        state.member_mut(world.guild, world.ada).unwrap().nick = Some("Countess".into());
        (state.add_guild("No bot", world.ada), state.add_guild("No Ada", world.ben))
    });
    let access = tokens(&world, world.ada, "guilds.members.read").await["access_token"].clone();
    let member = async |guild: u64| get(&world, &format!("/users/@me/guilds/{guild}/member"), &access).await;
    let here = member(world.guild).await.body;
    assert_eq!((&here["nick"], &here["user"]["id"]), (&json!("Countess"), &json!(world.ada.to_string())));
    assert!(here["roles"].is_array() && here["joined_at"].is_string());
    assert_eq!(member(alone).await.status, 200, "the bot need not be there");
    for guild in [foreign, 1] {
        let reply = member(guild).await;
        assert_eq!((reply.status, reply.code()), (404, 10004));
    }
    let bot = world.get(&format!("/users/@me/guilds/{}/member", world.guild)).await;
    assert_eq!(bot.status, 401, "the bot's token does not open it");
}

#[tokio::test]
async fn what_a_token_stands_for() {
    let world = world().await;
    let access = tokens(&world, world.ada, "identify guilds").await["access_token"].clone();
    let me = get(&world, "/oauth2/@me", &access).await.body;
    assert_eq!(me["application"]["id"], world.sim.application_id().to_string());
    assert!(me["application"].get("owner").is_none());
    assert_eq!((&me["scopes"], &me["user"]["id"]), (&json!(["guilds", "identify"]), &json!(world.ada.to_string())));
    let left = simulator::clock::parse_iso(me["expires"].as_str().unwrap()).unwrap() - world.sim.clock().now();
    assert!((604_700_000..=604_800_000).contains(&left), "{left}");
    let nameless = tokens(&world, world.ada, "guilds").await["access_token"].clone();
    assert!(get(&world, "/oauth2/@me", &nameless).await.body.get("user").is_none());
    assert_eq!(world.get("/oauth2/@me").await.status, 401);
}

#[tokio::test]
async fn a_scope_that_was_not_granted_is_missing() {
    let world = world().await;
    let member = format!("/users/@me/guilds/{}/member", world.guild);
    let cases = [("guilds", "/users/@me"), ("identify", "/users/@me/guilds"), ("identify guilds", member.as_str())];
    for (scope, path) in cases {
        let access = tokens(&world, world.ada, scope).await["access_token"].clone();
        let reply = get(&world, path, &access).await;
        let missing = json!({"message": "Missing required OAuth2 scope", "code": 50026});
        assert_eq!((reply.status, reply.body), (403, missing), "{path}");
    }
    assert_eq!(world.sim.problems().len(), 3);
}

#[tokio::test]
async fn every_other_route_refuses_it() {
    let world = world().await;
    let access = tokens(&world, world.owner, "identify guilds guilds.members.read").await["access_token"].clone();
    let (guild, channel) = (world.guild, world.general);
    for (method, path) in [
        ("GET", "/applications/@me".to_owned()),
        ("POST", "/users/@me/channels".into()),
        ("GET", format!("/users/{}", world.ada)),
        ("GET", format!("/guilds/{guild}")),
        ("GET", format!("/guilds/{guild}/members/{}", world.ada)),
        ("POST", format!("/channels/{channel}/messages")),
        ("GET", "/gateway/bot".into()),
    ] {
        let reply = as_bearer(&world, method, &path, &access).await;
        let refused = json!({"message": "401: Unauthorized", "code": 0});
        assert_eq!((reply.status, reply.body), (401, refused), "{method} {path}");
    }
}

#[tokio::test]
async fn a_token_counts_only_by_its_own_name() {
    let world = world().await;
    let access = tokens(&world, world.ada, "identify").await["access_token"].clone();
    let access = access.as_str().unwrap();
    let bot = world.sim.bot_token();
    for header in [access.to_owned(), format!("Bot {access}"), format!("Bearer {bot}"), "Bearer wrong".into()] {
        let reply = send(world.request("GET", "/users/@me").header("authorization", &header)).await;
        assert_eq!(reply.status, 401, "{header}");
    }
}

#[tokio::test]
async fn a_persons_calls_are_limited_apart_from_others() {
    let world = world().await;
    let access = tokens(&world, world.ada, "identify").await["access_token"].clone();
    let other = tokens(&world, world.ben, "identify").await["access_token"].clone();
    assert!(get(&world, "/users/@me", &access).await.headers.contains_key("x-ratelimit-remaining"));
    let mut limited = None;
    while limited.is_none() {
        let calls = (0..60).map(|_| get(&world, "/users/@me", &access));
        limited = join_all(calls).await.into_iter().find(|reply| reply.status == 429);
    }
    assert_eq!(limited.unwrap().headers["x-ratelimit-global"], "true");
    assert_eq!(get(&world, "/users/@me", &other).await.status, 200);
    assert_eq!(world.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn calls_are_written_down_and_fail_on_demand() {
    let world = world().await;
    let access = tokens(&world, world.ada, "identify").await["access_token"].clone();
    let recorded = world.sim.requests().pop().unwrap();
    assert_eq!((recorded.path.as_str(), recorded.status, recorded.code), ("/oauth2/token", 200, None));
    assert_eq!(recorded.body["grant_type"], "authorization_code");
    world.sim.fail_next("POST", "/oauth2/token", Fault::Status(503), 1);
    assert_eq!(crate::oauth::refresh(&world, &Value::from("x")).await.status, 503);
    world.sim.fail_next("GET", "/users/@me", Fault::RateLimited { retry_after: 0.4, global: false }, 1);
    assert_eq!(get(&world, "/users/@me", &access).await.status, 429);
}
