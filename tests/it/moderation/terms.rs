//! What is done for a time ends by itself.

use std::time::Duration;

use expect_test::expect;

use crate::world::story;

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
