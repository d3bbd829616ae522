//! Who comes back: after a ban, after a kick, restricted as before or free.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;
use simulator::permission;

use super::{alert, gated, set};
use crate::world::{Actor, World, story};

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

async fn flagged(world: &World) {
    let form = max(world).picks_on("Flag user", world.id("ada")).await;
    max(world).fills(&form, &[("why", "spam")]).await;
}

/// The newcomers' button, posted by hand.
async fn with_button(world: &World) {
    set(world, json!({ "mode": "button" })).await;
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    let steps = olive.clicks(&setup, "Features").await;
    let page = olive.clicks(&steps, "Verification").await;
    olive.clicks(&page, "Post the button now").await;
    world.read_all();
}

async fn presses(world: &World, name: &'static str) -> crate::world::Said {
    let (_, channel) = crate::gate::made(world, "Restricted");
    let message =
        world.sim.state(|s| s.messages.values().find(|m| m.channel == channel).map(|m| m.id)).expect("a prompt");
    Actor { channel, ..world.actor(name) }.clicks_on(message, "Verify me").await
}

fn rejoins(world: &World, name: &str) {
    world.read_all();
    let (guild, id) = (world.guild, world.id(name));
    world.sim.state(|s| s.add_member(guild, id));
}

#[test]
fn an_unban_frees_who_was_restricted_before_the_ban() {
    story(async |world| {
        let marker = gated(&world).await;
        with_button(&world).await;
        flagged(&world).await;
        max(&world).runs("/ban user:@ada reason:spam").await;
        let ada = world.id("ada");
        max(&world).runs(&format!("/unban user:<@{ada}>")).await;
        rejoins(&world, "ada");
        world.later(Duration::from_secs(300));
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", marker));
        presses(&world, "ada").await.replied(expect!["(ephemeral) You are in already; there is nothing to do."]);
        let cases = max(&world).runs("/case list user:@ada").await;
        cases.replied(expect![[r#"
            (ephemeral) # Cases
            Cases of <@ada>
            `3` Ban lifted · <@max> · <t:+0m:R>
            `2` ~~Ban: spam~~ · <@max> · <t:+0m:R> · taken back <t:+0m:R>
            `1` ~~Restriction: spam~~ · <@max> · <t:+0m:R> · taken back <t:+0m:R>
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn who_is_restricted_without_an_alert_gets_one_by_asking() {
    story(async |world| {
        let marker = gated(&world).await;
        with_button(&world).await;
        flagged(&world).await;
        // As after an alert that was resolved by what left the restriction standing.
        let resolve = "UPDATE verifications SET status = 'rejected', resolved_at = 1, due_at = NULL WHERE guild = ?1";
        world.db(resolve, &[world.guild.to_string().into()]).await;
        presses(&world, "ada")
            .await
            .replied(expect!["(ephemeral) A moderator will look at this soon. You need not press again."]);
        let (message, text) = alert(&world);
        expect![[r#"
            # Somebody waits: newcomer
            <@ada> (Ada)
            `ada`
            Account age: 2 years
            Joined: <t:+0m:R>
            Picture: none
            Why: **newcomer** <t:+0m:R>
            > still restricted from before
            History: 1 restriction
            [Verify] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&text);
        max(&world).clicks_on(message, "Verify").await;
        assert!(!world.has_role("ada", marker));
    });
}

#[test]
fn verify_lifts_a_restriction_without_an_alert() {
    story(async |world| {
        let marker = gated(&world).await;
        flagged(&world).await;
        world.read_all();
        let resolve = "UPDATE verifications SET status = 'rejected', resolved_at = 1, due_at = NULL WHERE guild = ?1";
        world.db(resolve, &[world.guild.to_string().into()]).await;
        max(&world).runs("/verify user:@ada").await.replied(expect!["(ephemeral) <@ada> is in."]);
        assert!(!world.has_role("ada", marker));
        max(&world).runs("/case list user:@ada").await.replied(expect![[r#"
            (ephemeral) # Cases
            Cases of <@ada>
            `2` Restriction lifted · <@max> · <t:+0m:R>
            `1` ~~Restriction: spam~~ · <@max> · <t:+0m:R> · taken back <t:+0m:R>
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn who_is_kept_out_gets_no_role_by_other_ways() {
    story(async |world| {
        let marker = gated(&world).await;
        let owls = world.role("Owls");
        let larks = world.role("Larks");
        let olive = world.actor("olive");
        olive.runs("/squads-admin create name:Owls role:@Owls").await;
        olive.runs("/squads-admin create name:Larks role:@Larks").await;
        olive.runs("/squads-admin config minimum:0 switch_cost:0").await;
        let ada = world.actor("ada");
        ada.runs("/squads join squad:Owls").await;
        assert!(world.has_role("ada", owls));
        // Squads' roles stand above the moderators' here.
        let form = olive.picks_on("Flag user", world.id("ada")).await;
        olive.fills(&form, &[("why", "spam")]).await;
        assert!(world.has_role("ada", marker) && !world.has_role("ada", owls));
        // The nightly look puts nothing right that was taken on purpose, and joining gives nothing.
        world.days_later(1);
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", owls));
        let (_, channel) = crate::gate::made(&world, "Restricted");
        let ada = Actor { channel, ..ada };
        // An administrator lets them use commands there all the same.
        let (guild, may) = (world.guild, permission::VIEW_CHANNEL | permission::USE_APPLICATION_COMMANDS);
        world.sim.state(|s| s.overwrite(guild, channel, marker, may, 0));
        let question = ada.runs("/squads join squad:Larks").await;
        ada.clicks(&question, "Yes").await;
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", larks));
        max(&world).runs("/verify user:@ada").await;
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", larks) && !world.has_role("ada", marker));
        assert!(!world.has_role("ada", owls), "what was taken is not given back against the newer wish");
        world.read_all();
    });
}
