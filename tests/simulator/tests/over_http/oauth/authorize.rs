//! What an authorisation URL must say, and where people are sent back to.

use crate::oauth::{BACK, asked, code, param, url, with, world};

#[tokio::test]
async fn who_consents_is_sent_back_with_code_and_state() {
    let world = world().await;
    let back = world.sim.authorize(world.ada, &url(&world, &asked(&world, "identify guilds"))).unwrap();
    assert!(back.starts_with(&format!("{BACK}?code=")), "{back}");
    assert_eq!(param(&back, "state").as_deref(), Some("a+b%26c"));
    assert_ne!(param(&back, "code").unwrap(), code(&world, world.ada, "identify"));
    let stateless = with(asked(&world, "identify"), "state", "");
    let back = world.sim.authorize(world.ada, &url(&world, &stateless)).unwrap();
    assert_eq!(param(&back, "state"), None);
    assert_eq!(param(&back, "iss").as_deref(), Some("https%3A%2F%2Fdiscord.com"));
}

#[tokio::test]
async fn a_redirect_uri_keeps_its_own_query() {
    let world = world().await;
    world.sim.set_redirect_uris(&["https://guildhall.example/?page=back"]);
    let fields = with(asked(&world, "identify"), "redirect_uri", "https://guildhall.example/?page=back");
    let back = world.sim.authorize(world.ada, &url(&world, &fields)).unwrap();
    assert!(back.starts_with("https://guildhall.example/?page=back&code="), "{back}");
}

#[tokio::test]
async fn who_cancels_is_sent_back_with_access_denied() {
    let world = world().await;
    let back = world.sim.decline(&url(&world, &asked(&world, "identify"))).unwrap();
    assert!(back.starts_with(&format!("{BACK}?error=access_denied&")), "{back}");
    assert_eq!(param(&back, "state").as_deref(), Some("a+b%26c"));
    assert_eq!(param(&back, "code"), None);
}

#[tokio::test]
async fn without_a_sure_address_nobody_is_sent_anywhere() {
    let world = world().await;
    let good = || asked(&world, "identify");
    let cases = [
        (with(good(), "client_id", ""), "client_id: Value \"\" is not snowflake."),
        (with(good(), "client_id", "1"), "Unknown Application"),
        (with(good(), "redirect_uri", ""), "Invalid OAuth2 redirect_uri"),
        (with(good(), "redirect_uri", "https://guildhall.example/auth"), "Invalid OAuth2 redirect_uri"),
        (with(good(), "redirect_uri", &format!("{BACK}/")), "Invalid OAuth2 redirect_uri"),
        ([good(), vec![("scope", "guilds".into())]].concat(), "Duplicate scope parameter."),
    ];
    for (fields, reason) in cases {
        let refusal = world.sim.authorize(world.ada, &url(&world, &fields)).unwrap_err();
        assert_eq!((refusal.reason.as_str(), refusal.redirect), (reason, None));
        assert_eq!(world.sim.decline(&url(&world, &fields)).unwrap_err().reason, reason);
    }
    let elsewhere = url(&world, &good()).replace("/oauth2/authorize", "/api/v10/oauth2/authorize");
    assert_eq!(world.sim.authorize(world.ada, &elsewhere).unwrap_err().redirect, None);
    world.sim.set_redirect_uris(&[]);
    assert!(world.sim.authorize(world.ada, &url(&world, &good())).is_err());
}

#[tokio::test]
async fn every_other_mistake_goes_back_to_the_application() {
    let world = world().await;
    let good = || asked(&world, "identify");
    let cases = [
        (
            with(good(), "response_type", ""),
            "unsupported_response_type",
            "The requested response type is not supported.",
        ),
        (
            with(good(), "response_type", "token"),
            "unsupported_response_type",
            "The requested response type is not supported.",
        ),
        (with(good(), "scope", ""), "invalid_scope", "The requested scope is invalid, unknown, or malformed."),
        (
            asked(&world, "identify everything"),
            "invalid_scope",
            "The requested scope is invalid, unknown, or malformed.",
        ),
        (asked(&world, "identify,guilds"), "invalid_scope", "The requested scope is invalid, unknown, or malformed."),
        (with(good(), "prompt", "login"), "invalid_request", "Invalid \"prompt\" in request."),
        (with(good(), "code_challenge_method", "plain"), "invalid_request", "Unsupported \"code_challenge_method\""),
        (with(good(), "code_challenge_method", ""), "invalid_request", "Unsupported \"code_challenge_method\""),
        (with(good(), "code_challenge", ""), "invalid_request", "Missing \"code_challenge\""),
        (with(good(), "code_challenge", "short"), "invalid_request", "Invalid \"code_challenge\""),
    ];
    for (fields, error, reason) in cases {
        let refusal = world.sim.authorize(world.ada, &url(&world, &fields)).unwrap_err();
        let back = refusal.redirect.unwrap();
        assert_eq!((refusal.reason.as_str(), param(&back, "error").as_deref()), (reason, Some(error)));
        assert!(back.starts_with(BACK) && param(&back, "code").is_none(), "{back}");
        assert_eq!(param(&back, "state").as_deref(), Some("a+b%26c"));
    }
}

#[tokio::test]
async fn only_people_sign_in() {
    let world = world().await;
    let address = url(&world, &asked(&world, "identify"));
    for nobody in [world.sim.bot_id(), 1] {
        assert_eq!(world.sim.authorize(nobody, &address).unwrap_err().reason, "only a person can sign in");
    }
}

#[tokio::test]
async fn redirect_uris_are_the_applications() {
    let world = world().await;
    let application = world.get("/applications/@me").await.body;
    assert_eq!(application["redirect_uris"][0], BACK);
    world.sim.forget();
    assert_eq!(world.get("/applications/@me").await.body["redirect_uris"], serde_json::json!([]));
}
