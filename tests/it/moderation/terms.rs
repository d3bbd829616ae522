//! What is done for a time ends by itself.

use std::time::Duration;

use expect_test::expect;

use crate::{verification::gated, world::story};

#[test]
fn a_temporary_ban_ends_by_the_tick() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/ban user:@ada duration:7d reason:a week off").await.replied(expect![[r#"
            (ephemeral) <@ada> is banned until <t:+168h:f> (<t:+168h:R>). Case 1.
            They were told by direct message."#]]);
        world.tick().await;
        assert_eq!(world.standing("ada"), "banned");
        world.later(Duration::from_secs(7 * 86_400 + 60));
        world.tick().await;
        assert_eq!(world.standing("ada"), "gone");
        let rows = world
            .db("SELECT action, after FROM audit_log WHERE guild = ?1 ORDER BY at", &[world.guild.to_string().into()])
            .await;
        let told: Vec<_> = rows.iter().filter_map(|row| row["action"].as_str()).collect();
        assert_eq!(told, ["moderation.ban", "moderation.unban"]);
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Ban
            a week off
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: over <t:+168h1m:R>
            Told: They were told by direct message."#]]);
    });
}

#[test]
fn a_ban_for_good_replaces_a_temporary_one() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/ban user:@ada duration:1d reason:a day").await;
        let ada = world.id("ada");
        max.runs(&format!("/ban user:<@{ada}> reason:for good")).await;
        world.later(Duration::from_secs(2 * 86_400));
        world.ticks_until_idle().await;
        assert_eq!(world.standing("ada"), "banned");
        max.runs("/case list").await.replied(expect![[r#"
            (ephemeral) # Cases
            `2` Ban <@ada>: for good · <@max> · <t:+0m:R> · stands
            `1` Ban <@ada>: a day · <@max> · <t:+0m:R> · over <t:+0m:R>
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn a_ban_that_cannot_be_ended_is_told_to_the_administrators() {
    story(async |world| {
        let (olive, max) = (world.actor("olive"), world.actor("max"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        max.runs("/ban user:@ada duration:1d reason:a day").await;
        let (guild, role) = (world.guild, world.bot_role);
        world.sim.state(|s| s.role_mut(guild, role).unwrap().permissions &= !simulator::permission::BAN_MEMBERS);
        world.later(Duration::from_secs(2 * 86_400));
        world.ticks_until_idle().await;
        expect!["**Ban** of <@ada> (case 1) is over, but Discord does not let me end it. Please check my permissions and end it by hand."].assert_eq(&world.next_message(world.mods));
    });
}

#[test]
fn a_temporary_restriction_ends_by_the_tick() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        max.runs("/restrict user:@ada reason:loud").await.was_refused(expect![
            "Restricting needs the gate, which is not set up here. An administrator does it with `/setupverification`."
        ]);
        let restricted = gated(&world).await;
        max.runs("/restrict user:@ada duration:30d reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ada> is restricted until <t:+720h:f> (<t:+720h:R>). Case 1.
            They were told by direct message."#]]);
        assert!(world.has_role("ada", restricted));
        expect![[r#"
            # You are restricted in Lantern
            Why: loud
            Until: <t:+720h:f> (<t:+720h:R>)
            (Case 1)
            [Appeal]"#]]
        .assert_eq(&ada.dms().join("\n"));
        world.at(Duration::from_secs(29 * 86_400));
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", restricted));
        world.at(Duration::from_secs(30 * 86_400 + 3_600));
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", restricted));
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Restriction
            loud
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: over <t:+721h:R>
            Told: They were told by direct message."#]]);
        world.read_all();
    });
}

#[test]
fn a_restriction_is_taken_back_before_its_term() {
    story(async |world| {
        let max = world.actor("max");
        let restricted = gated(&world).await;
        max.runs("/restrict user:@ada duration:30d").await;
        assert!(world.has_role("ada", restricted));
        max.runs("/case undo case:1")
            .await
            .replied(expect!["(ephemeral) <@ada> is no longer restricted. Case 1 is taken back."]);
        assert!(!world.has_role("ada", restricted));
        world.days_later(31);
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn a_restriction_is_offered_for_a_timeout_that_is_too_long() {
    story(async |world| {
        let max = world.actor("max");
        let restricted = gated(&world).await;
        let offered = max.runs("/timeout user:@ada duration:40d").await;
        offered.replied(expect![[r#"
            (ephemeral) A timeout lasts at most 28 days. You can restrict or ban <@ada> for that long instead, or give the longest timeout.
            [Timeout for 28 days …] [Restrict for 40 days …] [Ban for 40 days …]"#]]);
        let form = max.clicks(&offered, "Restrict").await;
        max.fills(&form, &[("why", "loud")]).await.replied(expect![[r#"
            (ephemeral) <@ada> is restricted until <t:+960h:f> (<t:+960h:R>). Case 1.
            They were told by direct message."#]]);
        assert!(world.has_role("ada", restricted));
        world.read_all();
    });
}
