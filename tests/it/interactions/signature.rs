//! Nobody gets in without a signature that holds.

use serde_json::json;

use super::ping;
use crate::world::{World, story};

const SIGNATURE: &str = "x-signature-ed25519";
const TIMESTAMP: &str = "x-signature-timestamp";

/// A command that would write, from somebody of this guild.
fn writes(world: &World) -> Vec<u8> {
    let id = world.sim.new_id().to_string();
    let user = |name| json!({"id": world.id(name).to_string(), "username": name});
    let member =
        json!({"user": user("ada"), "roles": [], "permissions": "0", "joined_at": "2024-01-01T00:00:00.000000+00:00"});
    let payload = json!({
        "id": id, "application_id": world.sim.application_id().to_string(), "type": 2, "token": "made-up", "version": 1,
        "guild_id": world.guild.to_string(), "channel_id": world.general.to_string(), "locale": "en-US", "member": member,
        "data": {"id": "1", "name": "bytes", "type": 1, "options": [{"name": "daily", "type": 1, "options": []}]},
    });
    payload.to_string().into_bytes()
}

async fn is_refused(world: &World, why: &str, headers: &[(&str, &str)], body: &[u8]) {
    let answer = world.post(headers, body).await;
    assert_eq!(answer.status, 401, "{why}: {}", answer.body);
}

#[test]
fn a_signature_that_holds_is_answered() {
    story(async |world| {
        let answer = world.post_signed(&ping()).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"type": 1})));
        assert_eq!(answer.header("content-type"), "application/json");
        // In capitals it is the same number.
        let (timestamp, body) = (world.timestamp(), ping());
        let signature = world.sim.sign(&timestamp, &body).to_uppercase();
        let answer = world.post(&[(SIGNATURE, &signature), (TIMESTAMP, &timestamp)], &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    });
}

#[test]
fn malformed_headers_are_refused() {
    story(async |world| {
        let (timestamp, body) = (world.timestamp(), writes(&world));
        let good = world.sim.sign(&timestamp, &body);
        is_refused(&world, "no headers", &[], &body).await;
        is_refused(&world, "no signature", &[(TIMESTAMP, &timestamp)], &body).await;
        is_refused(&world, "no timestamp", &[(SIGNATURE, &good)], &body).await;
        let (short, long) = (&good[..126], format!("{good}00"));
        let (odd, letters) = (&good[..127], "z".repeat(128));
        for (why, signature) in [
            ("empty", ""),
            ("short", short),
            ("long", &long),
            ("odd", odd),
            ("letters", &letters),
            ("zeros", &"0".repeat(128)),
            ("ones", &"f".repeat(128)),
        ] {
            is_refused(&world, why, &[(SIGNATURE, signature), (TIMESTAMP, &timestamp)], &body).await;
        }
        // Even one that was signed so: without a time it could be sent again for ever.
        let untimed = world.sim.sign("", &body);
        is_refused(&world, "empty timestamp", &[(SIGNATURE, &untimed), (TIMESTAMP, "")], &body).await;
        nothing_happened(&world).await;
    });
}

#[test]
fn one_flipped_bit_anywhere_is_refused() {
    story(async |world| {
        let (timestamp, body) = (world.timestamp(), writes(&world));
        let good = world.sim.sign(&timestamp, &body);
        for place in [0, 31, 63, 64, 100, 127] {
            let mut signature = good.clone().into_bytes();
            let digit = char::from(signature[place]).to_digit(16).unwrap_or_default() ^ 1;
            signature[place] = char::from_digit(digit, 16).unwrap_or('0') as u8;
            let signature = String::from_utf8_lossy(&signature).into_owned();
            is_refused(&world, "signature", &[(SIGNATURE, &signature), (TIMESTAMP, &timestamp)], &body).await;
        }
        for place in 0..timestamp.len() {
            let mut other = timestamp.clone().into_bytes();
            other[place] ^= 1;
            let other = String::from_utf8_lossy(&other).into_owned();
            is_refused(&world, "timestamp", &[(SIGNATURE, &good), (TIMESTAMP, &other)], &body).await;
        }
        for place in [0, body.len() / 2, body.len() - 1] {
            for bit in [0, 3, 7] {
                let mut other = body.clone();
                other[place] ^= 1 << bit;
                is_refused(&world, "body", &[(SIGNATURE, &good), (TIMESTAMP, &timestamp)], &other).await;
            }
        }
        let longer = [body.as_slice(), b" "].concat();
        is_refused(&world, "a space more", &[(SIGNATURE, &good), (TIMESTAMP, &timestamp)], &longer).await;
        // The border between timestamp and body is not signed, but only digits may move over it.
        let (cut, moved) = timestamp.split_at(timestamp.len() - 1);
        let shifted = [moved.as_bytes(), &body].concat();
        let answer = world.post(&[(SIGNATURE, &good), (TIMESTAMP, cut)], &shifted).await;
        assert!(answer.status == 401 || answer.status == 400, "{}", answer.status);
        if answer.status == 400 {
            world.expect_errors(1);
            world.wait_for_errors(1).await;
        }
        nothing_happened(&world).await;
    });
}

#[test]
fn another_keys_signature_is_refused() {
    story(async |world| {
        let other = simulator::Simulator::start(simulator::Options::default()).await;
        let (timestamp, body) = (world.timestamp(), writes(&world));
        let foreign = other.sign(&timestamp, &body);
        is_refused(&world, "another key", &[(SIGNATURE, &foreign), (TIMESTAMP, &timestamp)], &body).await;
        // One that holds, for another body.
        let reused = world.sim.sign(&timestamp, &ping());
        is_refused(&world, "another body", &[(SIGNATURE, &reused), (TIMESTAMP, &timestamp)], &body).await;
        nothing_happened(&world).await;
        // The same body does its work as soon as the signature is right, so the silence above says something.
        let answer = world.post_signed(&body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        world.ended(answer.header("x-correlation-id"), 1).await;
        assert_eq!(accounts(&world).await, 1);
    });
}

async fn accounts(world: &World) -> usize {
    world.db("SELECT user FROM accounts WHERE guild = ?1", &[world.guild.to_string().into()]).await.len()
}

/// No `end` line, no row, no account.
async fn nothing_happened(world: &World) {
    assert_eq!(world.interaction_ends().await, 0, "an end line for a request that was refused at the door");
    assert_eq!(accounts(world).await, 0);
}
