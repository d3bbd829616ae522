//! Writes that name themselves are carried out once.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Client, World, story};

async fn grants(key: &Client, world: &World, name: &str, amount: i64) -> Answer {
    let body = json!({ "user": world.id("ben").to_string(), "amount": amount });
    key.sends(Method::POST, &world.here("/bytes/grants"), &[("idempotency-key", name)], Some(body)).await
}

async fn balance(world: &World) -> Value {
    world.db("SELECT balance FROM accounts", &[]).await[0]["balance"].clone()
}

#[test]
fn the_same_name_gets_the_same_answer() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let first = grants(&key, &world, "order-1", 5).await;
        assert_eq!(first.answers(201)["delta"], 5);
        world.later(Duration::from_secs(3_600));
        let again = grants(&key, &world, "order-1", 5).await;
        assert_eq!((again.status, &again.body), (201, &first.body), "byte for byte");
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(balance(&world).await, 105);
        // Another body is another request; another key has names of its own; another name is another act.
        grants(&key, &world, "order-1", 6).await.answers(422);
        grants(&world.key("olive", &["admin"]).await, &world, "order-1", 5).await.answers(201);
        grants(&key, &world, "order-2", 5).await.answers(201);
        assert_eq!(balance(&world).await, 115);
        // What was refused is refused the same.
        let taken = json!({ "user": world.id("ben").to_string(), "amount": 500 });
        let path = world.here("/bytes/revokes");
        let ask = || key.sends(Method::POST, &path, &[("idempotency-key", "take")], Some(taken.clone()));
        let (refused, again) = (ask().await, ask().await);
        refused.answers(422);
        assert_eq!(again.body, refused.body);
        // A day later the name is free.
        world.later(Duration::from_secs(86_400));
        grants(&key, &world, "order-1", 6).await.answers(201);
        assert_eq!(balance(&world).await, 121);
        world.days_later(2);
        world.ticks_until_idle().await;
        assert!(world.db("SELECT * FROM api_answers", &[]).await.is_empty());
    });
}

#[test]
fn of_many_at_once_one_is_carried_out() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let calls = (0..6).map(|_| grants(&key, &world, "order-1", 5));
        let answers = futures_util::future::join_all(calls).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
        assert!(statuses.contains(&201));
        assert_eq!(balance(&world).await, 105);
    });
}

/// The Worker died after the act and before its answer was kept.
#[test]
fn an_answer_that_was_lost_is_found_again() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let first = grants(&key, &world, "order-1", 5).await;
        first.answers(201);
        world.db("UPDATE api_answers SET status = NULL, body = NULL", &[]).await;
        grants(&key, &world, "order-1", 5).await.answers(409);
        world.later(Duration::from_secs(61));
        let again = grants(&key, &world, "order-1", 5).await;
        assert_eq!((again.status, &again.body), (201, &first.body), "the same event");
        assert_eq!(balance(&world).await, 105);
    });
}

#[test]
fn names_that_cannot_be_read_are_refused() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        for wrong in ["two words", &"x".repeat(256)] {
            grants(&key, &world, wrong, 5).await.answers(400);
        }
        assert!(world.db("SELECT * FROM accounts", &[]).await.is_empty());
    });
}
