//! A promise whose answer cannot be delivered is kept in the database and delivered by the tick.

use std::time::Duration;

use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead};
use expect_test::expect;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use simulator::Fault;

use super::{
    deferral::{calls, slow_database, was_deferred},
    now,
};
use crate::world::{Said, World, story, story_with};

/// Discord's answer while it has not taken the interaction's first answer yet.
const UNKNOWN_WEBHOOK: Fault = Fault::Error { status: 404, code: 10015 };

/// Rows that wait to be delivered for this guild.
async fn kept(world: &World) -> Vec<Value> {
    world.db("SELECT * FROM pending_replies WHERE guild = ?1", &[world.guild.to_string().into()]).await
}

/// An answer that was promised but could not be delivered.
async fn undelivered(world: &World) -> Said {
    slow_database(world).await;
    world.sim.fail_next("PATCH", "@original", Fault::Status(500), 1);
    world.expect_errors(1);
    let said = world.actor("ada").runs("/bytes read").await;
    was_deferred(&said, 5, true);
    said
}

#[test]
fn an_answer_that_cannot_be_delivered_is_kept_for_the_tick() {
    story(async |world| {
        let said = undelivered(&world).await;
        let token = said.exchange.request["token"].as_str().unwrap_or_default().to_owned();
        assert!(token.len() > 20, "{token}");
        let rows = kept(&world).await;
        assert_eq!(rows.len(), 1);
        assert!(!Value::Array(rows).to_string().contains(&token), "the token stands in the database in clear text");
        let before = now(&said);
        world.later(Duration::from_secs(60));
        world.tick().await;
        assert_ne!(now(&said), before);
        expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day
            [Show here]"#]]
        .assert_eq(&now(&said));
        assert_eq!(kept(&world).await.len(), 0);
        let lines = world.log_lines().await;
        assert!(lines.iter().any(|line| line.contains(&said.exchange.id.to_string())), "the log is read");
        assert!(!lines.iter().any(|line| line.contains(&token)), "the token stands in the log");
    });
}

/// As the Worker seals, with another implementation of the algorithm: the key's id, the nonce, the
/// cipher text with its tag, in hexadecimal.
fn sealed(key: [u8; 32], text: &str) -> String {
    let nonce = [7; 12];
    let cipher = Aes256Gcm::new(&key.into()).encrypt(&nonce.into(), text.as_bytes()).expect("it fits");
    let id = hex::encode(&Sha256::digest(key)[..4]);
    format!("{id}.{}.{}", hex::encode(nonce), hex::encode(cipher))
}

#[test]
fn what_was_sealed_before_the_key_was_rotated_still_opens() {
    let (new, previous, older) = ([1; 32], [2; 32], [3; 32]);
    let vars = json!({ "ENCRYPTION_KEY": hex::encode(new), "ENCRYPTION_KEY_PREVIOUS": hex::encode(previous) });
    story_with(&vars, true, async |world| {
        for (key, delivered) in [(new, true), (previous, true), (older, false)] {
            let said = undelivered(&world).await;
            let token = said.exchange.request["token"].as_str().unwrap_or_default().to_owned();
            world.db("UPDATE pending_replies SET token = ?1", &[sealed(key, &token).into()]).await;
            let before = now(&said);
            world.later(Duration::from_secs(60));
            world.tick().await;
            assert_eq!(now(&said) != before, delivered);
            assert_eq!(kept(&world).await.len(), 0, "what cannot be opened is of no use");
        }
    });
}

#[test]
fn an_answer_whose_token_is_too_old_is_given_up() {
    story(async |world| {
        let said = undelivered(&world).await;
        world.later(Duration::from_secs(15 * 60));
        let sent = calls(&world, &said).len();
        world.tick().await;
        assert_eq!(kept(&world).await.len(), 0);
        assert_eq!(calls(&world, &said).len(), sent, "nothing is sent with a dead token");
    });
}

/// The edit may reach Discord before Discord has taken the promise: it says then that it does not
/// know the webhook, for a moment.
#[test]
fn an_edit_that_comes_too_early_is_not_lost() {
    story(async |world| {
        slow_database(&world).await;
        world.sim.fail_next("PATCH", "@original", UNKNOWN_WEBHOOK, 1);
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
        expect![[r#"
            PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original → 404
            PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original → 200"#]]
        .assert_eq(&calls(&world, &said).join("\n"));
    });
}

/// Discord may need longer than that.
#[test]
fn an_edit_that_comes_much_too_early_is_kept_for_the_tick() {
    story(async |world| {
        slow_database(&world).await;
        // As often as it is tried.
        world.sim.fail_next("PATCH", "@original", UNKNOWN_WEBHOOK, 4);
        world.expect_errors(1);
        let said = world.actor("ada").runs("/bytes read").await;
        was_deferred(&said, 5, true);
        assert_eq!(kept(&world).await.len(), 1);
        world.later(Duration::from_secs(60));
        world.tick().await;
        assert!(now(&said).contains("Balance"), "{}", now(&said));
    });
}

/// However the call goes wrong, as long as trying later may help.
#[test]
fn every_passing_failure_is_made_up_for() {
    story(async |world| {
        let olive = world.actor("olive");
        for fault in [Fault::Reset, Fault::Status(502), Fault::RateLimited { retry_after: 60.0, global: false }] {
            world.sim.fail_next("PATCH", "@original", fault.clone(), 1);
            world.expect_errors(1);
            let said = olive.runs("/status").await;
            assert_eq!(kept(&world).await.len(), 1, "{fault:?}");
            world.later(Duration::from_secs(60));
            world.tick().await;
            assert_eq!(kept(&world).await.len(), 0, "{fault:?}");
            assert!(now(&said).starts_with("(ephemeral) # "), "{fault:?}: {}", now(&said));
        }
    });
}

/// A short wait that Discord asks for is sat out, and the person never hears of it.
#[test]
fn a_short_wait_is_sat_out() {
    story(async |world| {
        world.sim.fail_next("PATCH", "@original", Fault::RateLimited { retry_after: 0.2, global: false }, 1);
        let said = world.actor("olive").runs("/status").await;
        assert_eq!(kept(&world).await.len(), 0);
        assert!(now(&said).starts_with("(ephemeral) # "), "{}", now(&said));
    });
}

/// The tick itself may fail: it tries again, ever later, and stops when it came through.
#[test]
fn a_tick_that_cannot_deliver_tries_again() {
    story(async |world| {
        let said = undelivered(&world).await;
        world.sim.fail_next("PATCH", "@original", Fault::Status(503), 1);
        world.later(Duration::from_secs(60));
        world.tick().await;
        assert_eq!(kept(&world).await.len(), 1);
        for _ in 0..3 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        assert_eq!(kept(&world).await.len(), 0);
        assert!(now(&said).contains("Balance"), "{}", now(&said));
    });
}
