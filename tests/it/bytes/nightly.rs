//! What happens at night: the audit and the folding of old entries.

use std::time::Duration;

use expect_test::expect;
use serde_json::Value;

use crate::world::{World, story};

/// Pushes time to the given hour (UTC) of the next day.
fn to_hour(world: &World, hour: u64) {
    let day = 86_400_000;
    let now = world.sim.clock().now();
    let next = now - now % day + day + hour * 3_600_000;
    world.later(Duration::from_millis(next - now));
}

#[test]
fn the_nightly_audit_tells_a_difference_every_night_and_mends_nothing() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        world.actor("ada").runs("/bytes read").await;
        world.actor("ben").runs("/bytes read").await;
        to_hour(&world, 3);
        world.ticks_until_idle().await;
        let ada: [Value; 2] = [world.guild.to_string().into(), world.id("ada").to_string().into()];
        world.db("UPDATE accounts SET balance = balance + 7 WHERE guild = ?1 AND user = ?2", &ada).await;
        to_hour(&world, 3);
        world.ticks_until_idle().await;
        expect![[r#"
            ⚠️ Balances that are not the sum of their ledger: 1. Nothing was changed; please tell the operator.
            • <@ada>: balance 117, ledger 110"#]]
        .assert_eq(&world.next_message(world.mods));
        let rows = world.db("SELECT balance FROM accounts WHERE guild = ?1 AND user = ?2", &ada).await;
        assert_eq!(rows[0]["balance"], 117);
    });
}

#[test]
fn entries_older_than_thirteen_months_are_folded_and_sums_stay() {
    story(async |world| {
        let ada = world.actor("ada");
        for _ in 0..40 {
            ada.runs("/bytes daily").await;
            world.days_later(1);
        }
        let sum =
            "SELECT sum(delta) AS sum, count(*) AS n, sum(kind = 'carried') AS carried FROM ledger WHERE guild = ?1";
        let guild: [Value; 1] = [world.guild.to_string().into()];
        let before = world.db(sum, &guild).await;
        world.days_later(470);
        to_hour(&world, 4);
        world.ticks_until_idle().await;
        let after = world.db(sum, &guild).await;
        assert_eq!(before[0]["sum"], after[0]["sum"]);
        assert_eq!(before[0]["n"], 41);
        assert!(after[0]["n"].as_i64() <= Some(3), "{after:?}");
        assert_eq!(after[0]["carried"], after[0]["n"]);
        let history = ada.runs("/bytes history").await;
        assert!(history.text().contains("that month in sum"), "{}", history.text());
        world.actor("olive").runs("/bytes-admin audit").await;
        world.ticks_until_idle().await;
        let audited = world.actor("olive").runs("/bytes-admin audit").await;
        assert!(audited.text().contains("differences: 0"), "{}", audited.text());
        world.ticks_until_idle().await;
    });
}
