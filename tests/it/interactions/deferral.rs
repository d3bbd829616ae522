//! Three seconds: what is not done in time is promised, and the promise is kept.

use expect_test::expect;
use serde_json::json;
use simulator::Id;

use super::{callback, flags, now, transfers};
use crate::world::{Said, World, story, story_with};

/// The next call of the database takes longer than a person is kept waiting.
pub(super) async fn slow_database(world: &World) {
    world.db_faults(json!([{"kind": "delay", "ms": 2_500}])).await;
}

/// Promised within Discord's three seconds, to one person or to all, and kept afterwards.
pub(super) fn was_deferred(said: &Said, expected: u64, is_ephemeral: bool) {
    assert_eq!(callback(&said.exchange), expected, "{:?}", said.exchange.response);
    assert!(said.exchange.ms < 3_000.0, "{} ms", said.exchange.ms);
    let answer = said.exchange.response.clone().unwrap_or_default();
    assert_eq!(flags(&answer) & 64 != 0, is_ephemeral, "{answer}");
    assert!(said.end.deferred);
}

/// The calls made with an interaction's token.
pub(super) fn calls(world: &World, interaction: &Said) -> Vec<String> {
    let token = interaction.exchange.request["token"].as_str().unwrap_or_default().to_owned();
    let own = world.sim.requests().into_iter().filter(|call| call.path.contains(&token));
    own.map(|call| format!("{} {} → {}", call.method, call.route, call.status)).collect()
}

#[test]
fn a_slow_reading_is_promised_to_one_and_then_edited() {
    story(async |world| {
        slow_database(&world).await;
        let said = world.actor("ada").runs("/bytes read").await;
        was_deferred(&said, 5, true);
        said.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
        expect!["PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original → 200"]
            .assert_eq(&calls(&world, &said).join("\n"));
    });
}

#[test]
fn a_slow_gift_is_promised_to_all_and_then_edited() {
    story(async |world| {
        slow_database(&world).await;
        let said = world.actor("ada").runs("/bytes send user:@ben amount:50").await;
        was_deferred(&said, 5, false);
        said.replied(expect![[r#"
            <@ada> gave <@ben> **50 bytes**.
            -# +10 bytes, day 1"#]]);
        assert_eq!(transfers(&world).await, 1);
    });
}

#[test]
fn a_refusal_after_a_public_promise_is_for_one_only() {
    story(async |world| {
        slow_database(&world).await;
        let said = world.actor("ada").runs("/bytes send user:@ben amount:5000").await;
        was_deferred(&said, 5, false);
        said.was_refused(expect![[r#"
            One transfer moves at most **1,000 bytes** here.
            -# +10 bytes, day 1"#]]);
        let original: Option<Id> = said.exchange.message;
        let gone = original.is_some_and(|id| world.sim.state(|s| !s.messages.contains_key(&id)));
        assert!(gone, "the promise is taken back");
        expect![[r#"
            DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original → 204
            POST /webhooks/{webhook_id}/{webhook_token} → 200"#]]
        .assert_eq(&calls(&world, &said).join("\n"));
        assert_eq!(transfers(&world).await, 0);
    });
}

#[test]
fn a_slow_press_edits_its_message_later() {
    story(async |world| {
        let ada = world.actor("ada");
        world.actor("ben").runs("/bytes daily").await;
        let heap = ada.runs("/bytes heap limit:1").await;
        slow_database(&world).await;
        let next = ada.clicks(&heap, "Next").await;
        was_deferred(&next, 6, false);
        expect![[r#"
            (ephemeral) # Leaderboard
            `   2` <@ada> · **110** ←
            (Your rank: 2 · 110 bytes)
            [Top] [Next off] [Show here]"#]]
        .assert_eq(&now(&heap));
        // What is refused says so beside the message, which stays as it is.
        let top = ada.clicks(&heap, "Top").await;
        let before = now(&top);
        slow_database(&world).await;
        let (message, _) = heap.control("Top");
        let hostile =
            ada.sends_raw(3, json!({"custom_id": "v1:bytes:heap:1:x:y:-1", "component_type": 2}), Some(message)).await;
        assert_eq!(hostile.end.outcome, "refused");
        assert_eq!(now(&heap), before);
        world.db_faults(json!([])).await;
    });
}

/// Somebody else's refusal changes nothing on a message that all can see.
#[test]
fn a_refusal_after_a_promised_update_stands_beside_the_message() {
    story_with(&json!({"GUILDS": "1213094097321984001"}), true, async |world| {
        let (general, ben) = (world.general, world.id("ben"));
        let message = world.sim.state(|s| s.say(general, ben, "as it is"));
        slow_database(&world).await;
        let data = json!({"custom_id": "v1:bytes:heap:1:::0", "component_type": 2});
        let press = world.actor("ada").sends_raw(3, data, Some(message)).await;
        was_deferred(&press, 6, false);
        press.was_refused(expect!["This deployment does not serve this server. Its operator can switch it on."]);
        expect!["POST /webhooks/{webhook_id}/{webhook_token} → 200"].assert_eq(&calls(&world, &press).join("\n"));
        assert_eq!(world.sim.state(|s| s.messages[&message].content.clone()), "as it is");
    });
}

/// Nothing that completes asks the database, so nothing that is slow there can hold it up.
#[test]
fn typing_needs_no_database() {
    story(async |world| {
        world.db_faults(json!([{"kind": "fail", "times": 9}])).await;
        let choices = world.actor("ada").types("/help command:bytes r", "command").await;
        expect!["/bytes read"].assert_eq(&choices.join("\n"));
        world.db_faults(json!([])).await;
    });
}

/// What talks to Discord is deferred at once, and may be done before Discord has taken that.
#[test]
fn a_promise_is_made_at_once_where_others_are_asked() {
    story(async |world| {
        let status = world.actor("olive").runs("/status").await;
        was_deferred(&status, 5, true);
        assert_eq!((status.end.outcome.as_str(), status.end.trips_to_answer), ("ok", 0));
        assert!(status.text().starts_with("(ephemeral) # "), "{}", status.text());
    });
}
