//! Many at once: the database decides.

use futures_util::{StreamExt, future::join_all, stream};
use serde_json::{Value, json};
use simulator::{Exchange, Interaction, Kind};

use crate::world::{World, story};

async fn sends(world: &World, count: u64, amount: i64) -> (usize, usize) {
    let interactions = (0..count).map(|_| {
        let interaction = Interaction {
            guild: Some(world.guild),
            channel: world.general,
            user: world.id("ada"),
            locale: None,
            kind: Kind::Command(format!("/bytes send user:@ben amount:{amount}")),
            id: None,
        };
        world.sim.interact(interaction)
    });
    // So many at once as a busy machine still answers within Discord's three seconds.
    let exchanges: Vec<Exchange> = stream::iter(interactions).buffer_unordered(40).collect().await;
    let mut outcomes = (0, 0);
    for exchange in exchanges {
        assert!(exchange.wrong.is_empty(), "{:?}", exchange.wrong);
        match world.ended(&exchange.id.to_string(), 1).await.outcome.as_str() {
            "ok" => outcomes.0 += 1,
            "refused" => outcomes.1 += 1,
            other => panic!("{other}: {:?}", exchange.response),
        }
    }
    outcomes
}

async fn sums(world: &World) -> Value {
    let sql = "SELECT a.user, a.balance, (SELECT sum(delta) FROM ledger AS l WHERE l.guild = a.guild AND l.user = a.user) AS booked \
        FROM accounts AS a WHERE guild = ?1 ORDER BY a.balance";
    let rows = world.db(sql, &[world.guild.to_string().into()]).await;
    assert!(rows.iter().all(|row| row["balance"] == row["booked"]), "{rows:?}");
    rows.iter().map(|row| row["balance"].clone()).collect()
}

#[test]
fn two_hundred_transfers_from_a_balance_that_serves_130() {
    story(async |world| {
        world.actor("olive").runs("/bytes-admin config cooldown:0 starting:120").await;
        // 120 to start with and 10 for the day.
        world.actor("ada").runs("/bytes read").await;
        world.actor("ben").runs("/bytes read").await;
        assert_eq!(sends(&world, 200, 1).await, (130, 70));
        assert_eq!(sums(&world).await, json!([0, 260]));
    });
}

#[test]
fn with_a_cooldown_one_of_many_gets_through() {
    story(async |world| {
        world.actor("ada").runs("/bytes read").await;
        world.actor("ben").runs("/bytes read").await;
        assert_eq!(sends(&world, 30, 1).await, (1, 29));
        assert_eq!(sums(&world).await, json!([109, 111]));
    });
}

#[test]
fn a_first_day_claimed_many_times_at_once_is_paid_once() {
    story(async |world| {
        let claims = (0..20).map(|_| {
            let kind = Kind::Command("/bytes daily".to_owned());
            let (guild, channel, user) = (Some(world.guild), world.general, world.id("ada"));
            world.sim.interact(Interaction { guild, channel, user, locale: None, kind, id: None })
        });
        for exchange in join_all(claims).await {
            let end = world.ended(&exchange.id.to_string(), 1).await;
            assert_eq!(end.outcome, "ok");
        }
        assert_eq!(sums(&world).await, json!([110]));
    });
}

#[test]
fn what_was_answered_survives_a_killed_runtime() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes send user:@ben amount:50").await;
        world.restart().await;
        let read = ada.runs("/bytes read").await;
        assert!(read.text().contains("Balance: **60** bytes"), "{}", read.text());
        assert_eq!(sums(&world).await, json!([60, 150]));
    });
}
