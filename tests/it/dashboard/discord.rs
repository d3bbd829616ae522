//! *Sign in with Discord*.

use std::time::Duration;

use serde_json::Value;
use simulator::{Fault, permission};

use crate::world::{World, story, story_with};

/// The path that Discord leads somebody back to who consents at an address.
fn consents(world: &World, name: &'static str, url: &str) -> String {
    let back = world.sim.authorize(world.id(name), url).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    back[back.find("/login/callback").unwrap_or_default()..].to_owned()
}

#[test]
fn who_consents_is_in_and_sees_the_servers_they_share_with_the_bot() {
    story(async |world| {
        world.registers_sign_in();
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        let harbour = world.sim.state(|s| {
            let harbour = s.add_guild("Harbour", ben);
            s.add_bot_to(harbour, permission::VIEW_CHANNEL);
            s.add_member(harbour, ada);
            let elsewhere = s.add_guild("Elsewhere", ben);
            s.add_member(elsewhere, ada);
            harbour
        });
        let browser = world.browser();
        browser.opens("/").await.is(200).says("Sign in with Discord");
        let led = browser.opens("/login").await;
        let back = consents(&world, "ada", &led.path);
        let shown = browser.opens(&back).await;
        shown.is(200).says("Lantern").says("Harbour").hides("Elsewhere");
        assert_eq!(shown.path, "/guilds");
        browser.opens(&format!("/g/{}/", world.guild)).await.is(200).says("Welcome, Ada");
        browser.opens(&format!("/g/{harbour}/")).await.is(200).says("Welcome, Ada");
        // The address that led back is worth nothing any more, here or elsewhere.
        browser.opens(&back).await.is(403);
        world.browser().opens(&back).await.is(403);
        let kept = world.db("SELECT * FROM sessions", &[]).await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0]["guild"], Value::Null);
    });
}

#[test]
fn an_answer_to_somebody_elses_question_signs_nobody_in() {
    story(async |world| {
        world.registers_sign_in();
        let (thief, victim) = (world.browser(), world.browser());
        // The thief consents as themselves, and would like the victim to be them.
        let led = thief.opens("/login").await;
        let back = consents(&world, "ben", &led.path);
        victim.opens(&back).await.is(403).says("Signing in did not work");
        victim.opens("/login").await;
        victim.opens(&back).await.is(403);
        victim.opens(&format!("/g/{}/", world.guild)).await.is(401);
        // A verifier of another browser does not open the code.
        let (state, _) = thief
            .cookie("guildhall-oauth")
            .and_then(|kept| Some(kept.split_once('.')?).map(|(a, b)| (a.to_owned(), b.to_owned())))
            .unwrap_or_default();
        victim.set_cookie("guildhall-oauth", &format!("{state}.{}", "0".repeat(64)));
        victim.opens(&back).await.is(403);
    });
}

#[test]
fn who_declines_or_waits_too_long_is_told() {
    story(async |world| {
        world.registers_sign_in();
        let browser = world.browser();
        let led = browser.opens("/login").await;
        let back = world.sim.decline(&led.path).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let back = &back[back.find("/login/callback").unwrap_or_default()..];
        browser.opens(back).await.is(200).says("You are not signed in");
        let led = browser.opens("/login").await;
        let back = consents(&world, "ada", &led.path);
        world.later(Duration::from_secs(120));
        browser.opens(&back).await.is(403).says("Signing in did not work");
    });
}

#[test]
fn when_discord_does_not_answer_it_is_said() {
    story(async |world| {
        world.registers_sign_in();
        let browser = world.browser();
        let led = browser.opens("/login").await;
        let back = consents(&world, "ada", &led.path);
        world.sim.fail_next("GET", "/users/@me", Fault::Status(502), 3);
        browser.opens(&back).await.is(503).says("Discord does not answer");
    });
}

#[test]
fn without_a_client_secret_only_links_let_in() {
    story_with(&serde_json::json!({ "DISCORD_CLIENT_SECRET": null }), true, async |world| {
        let browser = world.browser();
        browser.opens("/").await.is(200).says("/dashboard").hides("Sign in with Discord");
        browser.opens("/login").await.is(404);
        world.signed_in("ada").await;
    });
}
