//! What every REST call goes through: authentication, routes, bodies, headers, files.

use serde_json::{Value, json};
use simulator::Options;

use crate::world::{World, plain_client, send};

#[tokio::test]
async fn a_call_without_the_bots_token_is_401() {
    let world = World::new().await;
    for header in [None, Some("Bot wrong".to_owned()), Some(world.sim.bot_token())] {
        let mut request = world.request("GET", "/users/@me");
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        let reply = send(request).await;
        assert_eq!((reply.status, &reply.body), (401, &json!({"message": "401: Unauthorized", "code": 0})));
    }
    assert_eq!(world.get("/users/@me").await.body["id"], world.sim.bot_id().to_string());
}

#[tokio::test]
async fn unknown_routes_and_methods_are_problems() {
    let world = World::new().await;
    assert_eq!(world.get("/guilds/1/nothing").await.status, 404);
    assert_eq!(world.call("DELETE", "/users/@me", Value::Null).await.status, 405);
    assert_eq!(world.sim.problems().len(), 2);
    world.sim.clear_problems();
    assert_eq!(world.sim.problems().len(), 0);
}

#[tokio::test]
async fn a_call_without_user_agent_is_turned_away() {
    let world = World::new().await;
    let url = format!("{}/users/@me", world.sim.api_base());
    let request = plain_client().get(url).header("authorization", format!("Bot {}", world.sim.bot_token()));
    let reply = send(request).await;
    assert_eq!((reply.status, reply.code()), (403, 40333));
    assert_eq!(world.sim.problems().len(), 1);
}

#[tokio::test]
async fn ids_that_are_none_are_50035() {
    let world = World::new().await;
    let reply = world.get("/channels/general").await;
    assert_eq!((reply.status, reply.code()), (400, 50035));
    assert_eq!(reply.body["errors"]["channel_id"]["_errors"][0]["code"], "NUMBER_TYPE_COERCE");
}

#[tokio::test]
async fn broken_bodies_and_wrong_content_types_are_refused() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let bot = format!("Bot {}", world.sim.bot_token());
    let request = world.request("POST", &path).header("authorization", &bot);
    let reply = send(request.header("content-type", "application/json").body("{oops")).await;
    assert_eq!((reply.status, reply.code()), (400, 50109));
    let request = world.request("POST", &path).header("authorization", &bot);
    let reply = send(request.header("content-type", "text/plain").body("hello")).await;
    assert_eq!((reply.status, reply.code()), (400, 50035));
}

#[tokio::test]
async fn answers_carry_rate_limit_headers_and_the_global_limit_holds() {
    let world = World::new().await;
    let reply = world.get("/users/@me").await;
    for name in ["limit", "remaining", "reset", "reset-after", "bucket"] {
        assert!(reply.headers.contains_key(format!("x-ratelimit-{name}")), "{name}");
    }
    let mut limited = None;
    while limited.is_none() {
        // Together, so that they fall into one second on a slow machine too.
        let calls = (0..60).map(|_| world.get("/gateway/bot"));
        limited = futures_util::future::join_all(calls).await.into_iter().find(|reply| reply.status == 429);
    }
    let reply = limited.unwrap();
    assert_eq!(reply.body["global"], true);
    assert!(reply.body["retry_after"].as_f64().is_some_and(|seconds| seconds <= 1.0));
    assert_eq!(reply.headers["x-ratelimit-global"], "true");
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn files_are_taken_stored_and_refused_when_too_large() {
    let world = World::with(Options::default()).await;
    let path = format!("/channels/{}/messages", world.general);
    let form = |bytes: Vec<u8>| {
        let payload = json!({"content": "see", "attachments": [{"id": "0", "description": "a cat"}]});
        let file = reqwest::multipart::Part::bytes(bytes).file_name("cat.png").mime_str("image/png").unwrap();
        reqwest::multipart::Form::new().text("payload_json", payload.to_string()).part("files[0]", file)
    };
    let bot = format!("Bot {}", world.sim.bot_token());
    let reply = send(world.request("POST", &path).header("authorization", &bot).multipart(form(vec![7; 99]))).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let file = &reply.body["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["size"], &file["description"]),
        (&json!("cat.png"), &json!(99), &json!("a cat"))
    );
    let url = file["url"].as_str().unwrap();
    assert_eq!(send(plain_client().get(url)).await.status, 403, "ordinary attachments are kept from Workers");
    let browser = plain_client().get(url).header("sec-fetch-dest", "image");
    assert_eq!(send(browser).await.status, 200);
    world.all_well();
    let large = form(vec![0; 10 * 1024 * 1024 + 1]);
    let reply = send(world.request("POST", &path).header("authorization", &bot).multipart(large)).await;
    assert_eq!((reply.status, reply.code()), (413, 40005));
}

#[tokio::test]
async fn calls_are_written_down_with_their_reason() {
    let world = World::new().await;
    let path = format!("/guilds/{}/members/{}/roles/{}", world.guild, world.ada, 5);
    let bot = format!("Bot {}", world.sim.bot_token());
    let request = world.request("PUT", &path).header("authorization", bot);
    send(request.header("x-audit-log-reason", "for%20good%20%C3%A4")).await;
    let call = world.sim.requests().pop().unwrap();
    assert_eq!((call.method.as_str(), call.status, call.code), ("PUT", 404, Some(10011)));
    assert_eq!(call.reason.as_deref(), Some("for good ä"));
    assert_eq!(call.guild, Some(world.guild));
    assert_eq!(call.route, "/guilds/{guild_id}/members/{user_id}/roles/{role_id}");
}

#[tokio::test]
async fn the_bots_guilds_are_those_it_is_in() {
    let world = World::new().await;
    let other = world.sim.state(|state| state.add_guild("Elsewhere", state.application_owner));
    let list = world.get("/users/@me/guilds").await.body;
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    assert_eq!(list[0]["id"], world.guild.to_string());
    assert_eq!(world.get(&format!("/guilds/{other}")).await.code(), 10004);
    assert_eq!(world.get(&format!("/guilds/{other}/roles")).await.code(), 50001);
    assert_eq!(world.get("/guilds/1/roles").await.code(), 10004);
    world.sim.state(|state| state.remove_bot_from(world.guild));
    assert_eq!(world.get("/users/@me/guilds").await.body, json!([]));
}
