//! Who may decide on whom, and what Discord refuses.

use expect_test::expect;
use simulator::{Fault, Id};

use super::{alert, gated};
use crate::world::{Actor, World, story};

/// Makes somebody a moderator beside max.
fn promoted(world: &World, user: &str) {
    let (guild, max, user) = (world.guild, world.id("max"), world.id(user));
    world.sim.state(|s| {
        let role = s.member(guild, max).and_then(|member| member.roles.first().copied()).expect("max has a role");
        s.give_role(guild, user, role);
    });
}

fn at_alerts(world: &World, name: &'static str) -> Actor {
    Actor { channel: world.mods, ..world.actor(name) }
}

/// Ada reports what somebody wrote; gives the alert.
async fn reported(world: &World, author: &'static str) -> Id {
    let message = world.actor(author).says("buy coins");
    world.actor("ada").picks_on_message("Report message", message).await;
    alert(world).0
}

#[test]
fn restricting_from_an_alert_keeps_the_order_of_roles() {
    story(async |world| {
        let marker = gated(&world).await;
        promoted(&world, "cleo");
        let max = at_alerts(&world, "max");
        let message = reported(&world, "cleo").await;
        max.clicks_on(message, "Restrict").await.was_refused(expect![
            "Their highest role is not below yours, so you cannot act on them. Somebody with a higher role can."
        ]);
        assert!(!world.has_role("cleo", marker));
        let message = reported(&world, "olive").await;
        max.clicks_on(message, "Restrict")
            .await
            .was_refused(expect!["This person owns the server; nobody can act on them."]);
        let message = reported(&world, "ben").await;
        max.clicks_on(message, "Restrict")
            .await
            .replied(expect!["(ephemeral) <@ben> is restricted until somebody decides."]);
        assert!(world.has_role("ben", marker));
    });
}

#[test]
fn who_stands_above_the_bot_is_not_restricted_by_half() {
    story(async |world| {
        let marker = gated(&world).await;
        let kings = world.role_above("Kings");
        world.sim.state(|s| s.give_role(world.guild, world.id("ben"), kings));
        let form = at_alerts(&world, "olive").picks_on("Flag user", world.id("ben")).await;
        at_alerts(&world, "olive").fills(&form, &[("why", "spam")]).await.was_refused(expect![
            "Their highest role is not below mine. An administrator can drag my role above theirs: Server Settings › Roles."
        ]);
        assert!(!world.has_role("ben", marker));
    });
}

#[test]
fn who_was_promoted_meanwhile_is_not_opened_again_by_an_equal() {
    story(async |world| {
        let marker = gated(&world).await;
        let max = at_alerts(&world, "max");
        let form = max.picks_on("Flag user", world.id("ada")).await;
        max.fills(&form, &[("why", "spam")]).await;
        let (message, _) = alert(&world);
        max.clicks_on(message, "Verify").await;
        promoted(&world, "ada");
        max.clicks_on(message, "Reopen").await.was_refused(expect![
            "Their highest role is not below yours, so you cannot act on them. Somebody with a higher role can."
        ]);
        assert!(!world.has_role("ada", marker));
        assert!(alert(&world).1.starts_with('✅'), "{}", alert(&world).1);
    });
}

#[test]
fn reopening_says_why_a_ban_could_not_be_lifted() {
    story(async |world| {
        gated(&world).await;
        let max = at_alerts(&world, "max");
        let form = max.picks_on("Flag user", world.id("ada")).await;
        max.fills(&form, &[("why", "spam")]).await;
        let (message, _) = alert(&world);
        let form = max.clicks_on(message, "Ban").await;
        max.fills(&form, &[("why", "spam")]).await;
        world.sim.fail_next("DELETE", "/bans/", Fault::Status(403), 1);
        max.clicks_on(message, "Reopen")
            .await
            .was_refused(expect!["Discord refused this for <@ada>; nothing was done. Case 3."]);
        world.sim.clear_faults();
        if world.deliveries() == 1 {
            assert_eq!(world.standing("ada"), "banned");
            assert!(alert(&world).1.starts_with('⛔'), "{}", alert(&world).1);
        }
        max.clicks_on(message, "Reopen").await;
        assert_eq!(world.standing("ada"), "gone");
    });
}
