//! `/purge`, `/slowmode`, `/lock` and `/unlock`.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;
use simulator::permission;

use crate::world::{World, story, story_with};

/// Moderators who may do this; the bot may delete messages.
fn staffed(world: &World) {
    let (guild, bot) = (world.guild, world.bot_role);
    world.sim.state(|s| {
        s.role_mut(guild, bot).unwrap().permissions |= permission::MANAGE_MESSAGES;
        let role = s.guilds[&guild].roles.values().find(|role| role.name == "Moderators").map(|role| role.id).unwrap();
        s.role_mut(guild, role).unwrap().permissions |= permission::MANAGE_MESSAGES | permission::MANAGE_CHANNELS;
    });
}

fn left(world: &World) -> Vec<String> {
    world.sim.state(|s| {
        let all = s.messages.values().filter(|message| message.channel == world.general && message.only_for.is_none());
        all.map(|message| message.content.clone()).collect()
    })
}

#[test]
fn the_newest_messages_are_deleted() {
    story(async |world| {
        staffed(&world);
        let (max, ada, ben) = (world.actor("max"), world.actor("ada"), world.actor("ben"));
        for n in 1..=3 {
            ada.says(&format!("ada {n}"));
            ben.says(&format!("ben {n}"));
        }
        max.runs("/purge count:1").await.replied(expect!["(ephemeral) Messages deleted: 1."]);
        max.runs("/purge count:2 user:@ada").await.replied(expect!["(ephemeral) Messages deleted: 2."]);
        assert_eq!(left(&world), ["ada 1", "ben 1", "ben 2"]);
    });
}

#[test]
fn old_messages_stay_and_it_is_said() {
    story(async |world| {
        staffed(&world);
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        ada.says("old");
        world.days_later(15);
        max.runs("/purge count:5")
            .await
            .was_refused(expect!["Older than 14 days, which Discord does not delete this way: 1."]);
        ada.says("new");
        max.runs("/purge count:5").await.replied(expect![
            "(ephemeral) Messages deleted: 1. Older than 14 days, which Discord does not delete this way: 1."
        ]);
        assert_eq!(left(&world), ["old"]);
    });
}

#[test]
fn a_search_needs_the_message_content_intent() {
    story_with(&json!({}), true, async |world| {
        staffed(&world);
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        ada.says("buy coins");
        ada.says("hello");
        max.runs("/purge count:5 contains:coins").await.was_refused(expect!["I cannot read what others write: the operator switches on **Message Content Intent** in the Developer Portal. Without it I can delete by count and by person."]);
        world.sim.state(|s| s.application.insert("flags".into(), json!(1 << 19)));
        max.runs("/purge count:5 contains:COINS").await.replied(expect!["(ephemeral) Messages deleted: 1."]);
        assert_eq!(left(&world), ["hello"]);
    });
}

#[test]
fn what_the_bot_lacks_is_named() {
    story(async |world| {
        staffed(&world);
        let (guild, bot) = (world.guild, world.bot_role);
        world.sim.state(|s| {
            s.role_mut(guild, bot).unwrap().permissions = permission::VIEW_CHANNEL | permission::READ_MESSAGE_HISTORY
        });
        let max = world.actor("max");
        world.actor("ada").says("x");
        max.runs("/purge count:1").await.was_refused(expect![
            "I lack **Manage Messages** or **Read Message History** here. Give it to my role, then try again."
        ]);
        max.runs("/slowmode seconds:30")
            .await
            .was_refused(expect!["I lack **Manage Channels** there. Give it to my role, then try again."]);
        max.runs("/lock").await.was_refused(expect!["I lack **Manage Roles** there, which Discord calls **Manage Permissions** in a channel. Give it to my role, then try again."]);
        let rows = world.db("SELECT * FROM channel_locks WHERE guild = ?1", &[guild.to_string().into()]).await;
        assert!(rows.is_empty(), "what failed is not locked");
    });
}

#[test]
fn slow_mode_is_set_and_taken_away() {
    story(async |world| {
        staffed(&world);
        let max = world.actor("max");
        max.runs("/slowmode seconds:90")
            .await
            .replied(expect!["(ephemeral) In <##general> members now wait 1 minute 30 seconds between messages."]);
        let slow = || world.sim.state(|s| s.guilds[&world.guild].channels[&world.general].slowmode);
        assert_eq!(slow(), 90);
        max.speaking("de")
            .runs("/slowmode seconds:0")
            .await
            .replied(expect!["(ephemeral) Der langsame Modus ist in <##general> aus."]);
        assert_eq!(slow(), 0);
    });
}

#[test]
fn a_channel_is_locked_and_unlocked_without_a_trace() {
    story(async |world| {
        staffed(&world);
        let (max, guild, general) = (world.actor("max"), world.guild, world.general);
        world.sim.state(|s| s.overwrite(guild, general, guild, permission::ATTACH_FILES, 0));
        let before = world.sim.state(|s| s.guilds[&guild].channels[&general].overwrites.clone());
        let may_write =
            || world.sim.state(|s| s.permissions(general, world.id("ada")) & permission::SEND_MESSAGES != 0);
        max.runs("/lock reason:a raid")
            .await
            .replied(expect!["(ephemeral) 🔒 <##general> is locked. Only administrators can still write."]);
        expect!["🔒 This channel is closed for now: a raid"].assert_eq(&world.next_message(general));
        assert!(!may_write());
        max.runs("/lock").await.was_refused(expect!["This channel is locked already. `/unlock` opens it."]);
        world.later(Duration::from_secs(60));
        max.runs("/unlock").await.replied(expect!["(ephemeral) 🔓 <##general> is open again."]);
        assert!(may_write());
        assert_eq!(world.sim.state(|s| s.guilds[&guild].channels[&general].overwrites.clone()), before);
        max.runs("/unlock").await.was_refused(expect!["I have not locked this channel, so there is nothing to undo."]);
    });
}

/// Max may manage #general by an overwrite of his own, and no other channel.
fn only_here(world: &World) {
    let (guild, general, max) = (world.guild, world.general, world.id("max"));
    world.sim.state(|s| s.overwrite(guild, general, max, permission::MANAGE_CHANNELS, 0));
}

#[test]
fn who_manages_one_channel_manages_no_other() {
    story(async |world| {
        only_here(&world);
        let (max, mods, guild) = (world.actor("max"), world.mods, world.guild);
        for command in ["/slowmode seconds:60 channel:#mods", "/lock channel:#mods"] {
            max.runs(command).await.was_refused(expect!["You lack **Manage Channels** in <##mods>."]);
        }
        let (slowmode, overwrites) = world.sim.state(|s| {
            let channel = &s.guilds[&guild].channels[&mods];
            (channel.slowmode, channel.overwrites.len())
        });
        assert_eq!((slowmode, overwrites), (0, 0));
        max.runs("/lock channel:#general")
            .await
            .replied(expect!["(ephemeral) 🔒 <##general> is locked. Only administrators can still write."]);
        max.runs("/unlock channel:#mods").await.was_refused(expect!["You lack **Manage Channels** in <##mods>."]);
        max.runs("/unlock").await.replied(expect!["(ephemeral) 🔓 <##general> is open again."]);
    });
}

#[test]
fn a_lock_shuts_threads_and_names_who_may_still_write() {
    story(async |world| {
        staffed(&world);
        let (max, guild, general, ada) = (world.actor("max"), world.guild, world.general, world.id("ada"));
        let helpers = world.role("Helpers");
        world.sim.state(|s| s.overwrite(guild, general, helpers, permission::SEND_MESSAGES, 0));
        let doors = permission::SEND_MESSAGES_IN_THREADS
            | permission::CREATE_PUBLIC_THREADS
            | permission::CREATE_PRIVATE_THREADS;
        let before = world.sim.state(|s| s.permissions(general, ada));
        assert_ne!(before & doors, 0);
        max.runs("/lock").await.replied(expect!["(ephemeral) 🔒 <##general> is locked. Besides administrators, these can still write by permissions of their own: <@&@Helpers>."]);
        assert_eq!(world.sim.state(|s| s.permissions(general, ada)) & doors, 0);
        max.runs("/unlock").await;
        assert_eq!(world.sim.state(|s| s.permissions(general, ada)), before);
    });
}

#[test]
fn a_bot_without_threads_locks_the_channel_and_says_so() {
    story(async |world| {
        staffed(&world);
        let (max, guild, general, bot) = (world.actor("max"), world.guild, world.general, world.bot_role);
        world.sim.state(|s| {
            s.role_mut(guild, bot).unwrap().permissions &= !permission::CREATE_PRIVATE_THREADS;
            s.role_mut(guild, guild).unwrap().permissions &= !permission::CREATE_PRIVATE_THREADS;
        });
        world.sim.state(|s| s.overwrite(guild, general, guild, 0, permission::CREATE_PUBLIC_THREADS));
        let before = world.sim.state(|s| s.guilds[&guild].channels[&general].overwrites.clone());
        max.runs("/lock").await.replied(expect![[r#"
            (ephemeral) 🔒 <##general> is locked. Only administrators can still write.
            I could not shut its threads: my role lacks one of **Create Public Threads**, **Create Private Threads**, **Send Messages in Threads**."#]]);
        max.runs("/unlock").await;
        assert_eq!(world.sim.state(|s| s.guilds[&guild].channels[&general].overwrites.clone()), before);
    });
}

#[test]
fn a_thread_is_locked_by_its_channel() {
    story(async |world| {
        staffed(&world);
        let mut max = world.actor("max");
        let (guild, general) = (world.guild, world.general);
        max.channel = world.sim.state(|s| s.add_thread(guild, general, "talk"));
        max.runs("/lock").await.was_refused(expect![
            "Threads cannot be locked this way. Use the command in the channel itself: that shuts its threads as well."
        ]);
    });
}

#[test]
fn a_slow_mode_that_comes_late_a_second_time_changes_nothing() {
    story(async |world| {
        staffed(&world);
        let max = world.actor("max");
        let kind = simulator::Kind::Command("/slowmode seconds:90".to_owned());
        let first = max.does(kind.clone()).await;
        max.runs("/slowmode seconds:5").await;
        world.later(Duration::from_secs(600));
        max.again(&first, kind).await;
        assert_eq!(world.sim.state(|s| s.guilds[&world.guild].channels[&world.general].slowmode), 5);
    });
}
