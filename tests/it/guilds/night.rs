//! The look at night.

use std::time::Duration;

use expect_test::expect;
use simulator::{Fault, permission};

use super::{calls, greeting};
use crate::world::{World, story};

async fn night(world: &World) {
    world.days_later(1);
    world.ticks_until_idle().await;
}

#[test]
fn a_guild_that_no_event_told_of_is_found() {
    story(async |world| {
        world.system_channel(Some(world.general));
        night(&world).await;
        expect![[r#"
            👋 I am Guildhall, and I am now in **Lantern**. I look after bytes and squads, help moderators with their cases, and can keep a gate for newcomers. The first steps, for whoever has **Manage Server**:
            1. `/setup` checks what I may do and asks a few questions.
            2. `/setupverification` sets up a gate, if you want one.
            3. `/help` shows everything I can do.
            Bytes, squads and the moderators' commands work at once; what acts by itself stays off until you switch it on."#]].assert_eq(&world.next_message(world.general));
        assert_eq!(greeting(&world).await.as_deref(), Some("channel"));
        world.sim.clear_requests();
        night(&world).await;
        assert!(calls(&world, "GET", "/users/@me/guilds") >= 1);
        assert_eq!(calls(&world, "GET", "/guilds/{guild_id}"), 0, "a guild that was greeted is not asked for again");
    });
}

#[test]
fn a_guild_that_is_set_up_is_left_alone() {
    story(async |world| {
        world.system_channel(Some(world.general));
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.clicks(&setup, "Use recommended").await;
        night(&world).await;
        assert_eq!(greeting(&world).await, None);
    });
}

#[test]
fn a_greeting_that_broke_off_is_made_up_for() {
    story(async |world| {
        world.system_channel(Some(world.general));
        let planned =
            "INSERT INTO guild_greetings (guild, at, cause, state) VALUES (?1, ?2, 'authorized:5', 'planned')";
        world.db(planned, &[world.guild.to_string().into(), world.sim.clock().now().into()]).await;
        night(&world).await;
        assert!(world.next_message(world.general).contains("`/setup`"));
        assert_eq!(greeting(&world).await.as_deref(), Some("channel"));
    });
}

#[test]
fn refusals_end_in_silence() {
    story(async |world| {
        let (guild, general) = (world.guild, world.general);
        world.system_channel(Some(general));
        world.days_later(1);
        world.sim.fail_next("GET", &format!("/guilds/{guild}"), Fault::Error { status: 404, code: 10004 }, 1);
        world.ticks_until_idle().await;
        assert_eq!(greeting(&world).await, None, "gone between the list and the look");
        world.sim.state(|s| s.overwrite(guild, general, guild, 0, permission::SEND_MESSAGES));
        world.sim.state(|s| s.overwrite(guild, general, world.bot_role, 0, permission::SEND_MESSAGES));
        night(&world).await;
        assert_eq!(greeting(&world).await.as_deref(), Some("unheard"));
        world.sim.clear_requests();
        night(&world).await;
        assert_eq!(calls(&world, "POST", "/channels/{channel_id}/messages"), 0, "nobody is tried twice");
    });
}

#[test]
fn when_the_bot_has_left_a_return_is_greeted() {
    story(async |world| {
        world.hears_events();
        let (owner, dms) = (world.id("olive"), || world.actor("olive").dms().len());
        let before = world.sim.webhook_deliveries(0).await.len();
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", owner);
            s.add_bot_to(other, permission::VIEW_CHANNEL | permission::SEND_MESSAGES);
            other
        });
        let sent = world.sim.webhook_deliveries(before + world.deliveries()).await;
        world.ends_of(&sent[before..]).await;
        let row = "SELECT state FROM guild_greetings WHERE guild = ?1";
        let other_text: [serde_json::Value; 1] = [other.to_string().into()];
        assert_eq!((world.db(row, &other_text).await.len(), dms()), (1, 1));
        world.sim.state(|s| s.remove_bot_from(other));
        night(&world).await;
        assert_eq!(world.db(row, &other_text).await.len(), 0);
        let before = world.sim.webhook_deliveries(0).await.len();
        world.sim.state(|s| s.add_bot_to(other, permission::VIEW_CHANNEL));
        let sent = world.sim.webhook_deliveries(before + world.deliveries()).await;
        world.ends_of(&sent[before..]).await;
        assert_eq!((world.db(row, &other_text).await.len(), dms()), (1, 2));
        world.sim.state(|s| s.remove_guild(other));
        night(&world).await;
        assert_eq!(world.db(row, &other_text).await.len(), 0);
    });
}

#[test]
fn when_discord_does_not_answer_the_night_goes_on_later() {
    story(async |world| {
        world.system_channel(Some(world.general));
        world.days_later(1);
        world.sim.fail_next("GET", "/users/@me/guilds", Fault::Status(503), 1);
        world.expect_errors(1);
        // A job that failed waits two minutes.
        for _ in 0..10 {
            world.tick().await;
            world.later(Duration::from_secs(60));
        }
        assert!(world.next_message(world.general).contains("`/setup`"));
    });
}

/// Whether the bot is known to be gone from the story's guild.
async fn is_noted(world: &World) -> bool {
    let row = "SELECT left_at FROM guild_settings WHERE guild = ?1 AND left_at IS NOT NULL";
    !world.db(row, &[world.guild.to_string().into()]).await.is_empty()
}

#[test]
fn a_guild_that_the_bot_has_left_is_passed_over_until_it_returns() {
    story(async |world| {
        let (guild, olive) = (world.guild, world.actor("olive"));
        let setup = olive.runs("/setup").await;
        olive.clicks(&setup, "Use recommended").await;
        let audit_log = "/guilds/{guild_id}/audit-logs";
        let looks = async |world: &World| {
            world.sim.clear_requests();
            for _ in 0..12 {
                world.tick().await;
                world.later(Duration::from_secs(60));
            }
            calls(world, "GET", audit_log)
        };
        night(&world).await;
        assert!(!is_noted(&world).await && looks(&world).await > 0);

        // The list alone proves nothing.
        world.sim.state(|s| s.remove_bot_from(guild));
        world.days_later(1);
        world.sim.fail_next("GET", &format!("/guilds/{guild}"), Fault::Status(500), 99);
        world.ticks_until_idle().await;
        world.sim.clear_faults();
        assert!(!is_noted(&world).await, "Discord did not say so");

        night(&world).await;
        assert!(is_noted(&world).await);
        assert_eq!(looks(&world).await, 0, "automatic work passes it over");

        world.sim.state(|s| s.add_bot_to(guild, permission::VIEW_AUDIT_LOG));
        night(&world).await;
        assert!(!is_noted(&world).await && looks(&world).await > 0, "it came back, and no event told of it");

        world.sim.state(|s| s.remove_bot_from(guild));
        night(&world).await;
        assert!(is_noted(&world).await);
        world.sim.state(|s| s.add_bot_to(guild, permission::VIEW_AUDIT_LOG));
        world.hears_events();
        world.added_by(olive.id).await;
        assert!(!is_noted(&world).await, "the event tells at once");
        assert_eq!(olive.dms().len(), 1);
    });
}
