//! When Discord or the database does not play along.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;
use simulator::Fault;

use crate::world::{story, story_with};

#[test]
fn an_act_that_discord_did_not_answer_is_finished_by_the_tick() {
    story(async |world| {
        let max = world.actor("max");
        world.sim.fail_next("PUT", "/bans/", Fault::Status(502), 1);
        max.runs("/ban user:@ada reason:spam").await.replied(expect!["(ephemeral) Discord did not answer. I keep trying to carry this out for <@ada> and write the outcome into the case. Case 1."]);
        assert_eq!(world.standing("ada"), "member");
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert_eq!(world.standing("ada"), "banned");
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Ban
            spam
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They were told by direct message.
            [Undo]"#]]);
    });
}

#[test]
fn an_act_that_happened_after_all_is_not_done_twice() {
    story(async |world| {
        let max = world.actor("max");
        world.sim.fail_next("PUT", "/bans/", Fault::Status(502), 1);
        max.runs("/ban user:@ada reason:spam").await;
        let (guild, ada, bot) = (world.guild, world.id("ada"), world.sim.bot_id());
        world.sim.state(|s| s.ban(guild, bot, ada, Some("case 1: spam".into())));
        world.sim.clear_requests();
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert!(world.sim.requests().iter().all(|call| call.method != "PUT"), "it was looked at first");
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Ban
            spam
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They were told by direct message.
            [Undo]"#]]);
    });
}

#[test]
fn a_refusal_of_discords_ends_in_a_failed_case_and_a_corrected_message() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        world.sim.fail_next("PUT", "/bans/", Fault::Error { status: 403, code: 50013 }, 1);
        max.runs("/ban user:@ada reason:spam").await.replied(expect!["(ephemeral) Discord did not let me do this to <@ada>: I lack the permission, or their highest role is not below mine. Case 1."]);
        expect![[r#"
            # A mistake
            You were not banned from Lantern after all. Please ignore the message that stood here."#]]
        .assert_eq(&ada.dms().join("\n---\n"));
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Ban
            spam
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: failed"#]]);
        max.runs("/case undo case:1")
            .await
            .was_refused(expect!["This act never happened, so there is nothing to take back."]);
    });
}

#[test]
fn closed_direct_messages_are_said() {
    story(async |world| {
        let max = world.actor("max");
        world.sim.state(|s| s.users.get_mut(&world.id("ada")).unwrap().accepts_dms = false);
        max.runs("/warn user:@ada reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They could not be told: they take no direct messages from here."#]]);
    });
}

#[test]
fn direct_messages_are_rationed() {
    story_with(&json!({}), true, async |world| {
        let max = world.actor("max");
        let people: Vec<_> = (0..12).map(|_| world.newcomer("somebody").id).collect();
        for (place, person) in people.iter().enumerate() {
            let said = max.runs(&format!("/warn user:<@{person}> reason:loud")).await;
            let told = said.text().contains("were told by direct message");
            assert_eq!(told, place < 10, "{place}: {}", said.text());
        }
        max.runs("/case show case:12").await.replied(expect![[r#"
            (ephemeral) # Case 12 · Warning
            loud
            Who: <@somebody> (Somebody)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They could not be told yet; I keep trying for an hour.
            [Undo]"#]]);
        let opened = || world.sim.requests().iter().filter(|call| call.path == "/users/@me/channels").count();
        assert_eq!(opened(), 10);
        world.later(Duration::from_secs(61));
        world.ticks_until_idle().await;
        assert_eq!(opened(), 12, "told in the next minute");
        max.runs("/case show case:12").await.replied(expect![[r#"
            (ephemeral) # Case 12 · Warning
            loud
            Who: <@somebody> (Somebody)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They were told by direct message.
            [Undo]"#]]);
    });
}

#[test]
fn a_complaint_of_discords_stops_messages_for_a_day() {
    story_with(&json!({}), true, async |world| {
        let max = world.actor("max");
        world.sim.fail_next("POST", "/users/@me/channels", Fault::Error { status: 403, code: 40003 }, 1);
        max.runs("/warn user:@ada reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They were not told: too many direct messages were opened lately, and Discord punishes that."#]]);
        max.runs("/warn user:@ben reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ben> was warned. Case 2.
            They were not told: too many direct messages were opened lately, and Discord punishes that."#]]);
        world.days_later(1);
        world.later(Duration::from_secs(60));
        max.runs("/warn user:@cleo reason:loud").await.replied(expect![[r#"
            (ephemeral) <@cleo> was warned. Case 3.
            They were told by direct message."#]]);
    });
}

#[test]
fn without_the_database_moderators_still_act_and_the_case_comes_later() {
    story_with(&json!({}), true, async |world| {
        let (max, olive) = (world.actor("max"), world.actor("olive"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        for _ in 0..5 {
            world.tick().await;
            world.later(Duration::from_secs(60));
        }
        world.db_faults(json!([{ "kind": "quota", "times": 99 }])).await;
        max.runs("/ban user:@ada reason:spam").await.replied(expect!["(ephemeral) <@ada> is banned. The database does not serve at the moment; the case will be written from Discord's audit log."]);
        world.db_faults(json!([])).await;
        assert_eq!(world.standing("ada"), "banned");
        for _ in 0..5 {
            world.tick().await;
            world.later(Duration::from_secs(60));
        }
        max.runs("/case list").await.replied(expect![[r#"
            (ephemeral) # Cases
            `1` Ban <@ada>: spam · <@max> · <t:+5m:R> · stands
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn kicks_and_timeouts_that_stayed_planned_are_finished_by_the_tick() {
    story(async |world| {
        let max = world.actor("max");
        world.sim.fail_next("DELETE", "/members/", Fault::Status(502), 1);
        world.sim.fail_next("PATCH", "/members/", Fault::Status(502), 1);
        world.actor("olive").runs("/kick user:@ada reason:spam").await;
        max.runs("/timeout user:@ben duration:2d reason:spam").await;
        assert_eq!((world.standing("ada").as_str(), world.standing("ben").as_str()), ("member", "member"));
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert_eq!(world.standing("ada"), "gone");
        expect!["member until <t:+48h:f>"].assert_eq(&world.standing("ben"));
    });
}

#[test]
fn an_act_that_is_given_up_later_is_told_to_everybody_who_was_told() {
    story(async |world| {
        let (olive, max, ada) = (world.actor("olive"), world.actor("max"), world.actor("ada"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        world.sim.fail_next("PUT", "/bans/", Fault::Status(502), 1);
        max.runs("/ban user:@ada reason:spam").await;
        let (guild, role) = (world.guild, world.bot_role);
        world.sim.state(|s| s.role_mut(guild, role).unwrap().permissions &= !simulator::permission::BAN_MEMBERS);
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        expect!["**Ban** of <@ada> (case 1) did not happen: Discord does not let me do it. Please check my permissions and do it by hand if it is still wanted."].assert_eq(&world.next_message(world.mods));
        expect![[r#"
            # You were banned from Lantern
            Why: spam
            (Case 1)
            [Appeal]
            ---
            # A mistake
            You were not banned from Lantern after all. Please ignore what I wrote before."#]]
        .assert_eq(&ada.dms().join("\n---\n"));
    });
}

#[test]
fn who_cannot_be_told_for_an_hour_is_told_no_more() {
    story_with(&json!({}), true, async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        world.sim.fail_next("POST", "/users/@me/channels", Fault::Status(502), 1);
        max.runs("/warn user:@ada reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They could not be told yet; I keep trying for an hour."#]]);
        // Ticks did not come for two hours.
        world.later(Duration::from_secs(7_200));
        world.ticks_until_idle().await;
        assert!(ada.dms().is_empty(), "what it was about is old by now");
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Warning
            loud
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They could not be told: Discord did not take the message.
            [Undo]"#]]);
    });
}

#[test]
fn who_is_kicked_over_the_ration_is_not_told_and_the_case_says_so() {
    story_with(&json!({}), true, async |world| {
        let max = world.actor("max");
        for _ in 0..10 {
            let person = world.newcomer("somebody").id;
            max.runs(&format!("/warn user:<@{person}> reason:loud")).await;
        }
        world.actor("olive").runs("/kick user:@ada reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ada> was removed. Case 11.
            They were not told: too many direct messages were opened lately, and Discord punishes that."#]]);
        world.sim.fail_next("POST", "/users/@me/channels", Fault::Status(502), 1);
        world.later(Duration::from_secs(61));
        world.actor("olive").runs("/kick user:@ben reason:loud").await.replied(expect![[r#"
            (ephemeral) <@ben> was removed. Case 12.
            They could not be told: Discord did not take the message."#]]);
    });
}

#[test]
fn fifty_direct_messages_are_opened_an_hour() {
    story_with(&json!({}), true, async |world| {
        for place in 0..52 {
            let person = world.newcomer("somebody").id;
            let said = world.actor("olive").runs(&format!("/kick user:<@{person}> reason:loud")).await;
            assert_eq!(said.text().contains("were told by direct message"), place < 50, "{place}: {}", said.text());
            world.later(Duration::from_secs(7));
        }
    });
}
