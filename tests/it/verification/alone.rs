//! A guild that is not served any more, or that Discord fails for, holds no other up.

use std::time::Duration;

use serde_json::json;
use simulator::Fault;

use super::{alert, gated};
use crate::world::{Actor, World, story};

/// Another guild with work that is due before everything else: it was switched off since.
async fn another_guild(world: &World) {
    let rows = [
        "INSERT INTO guilds (guild, served) VALUES ('1', 0)",
        "INSERT INTO verifications (guild, id, user, detection, opened_at, restricted, due_at, limit_at) VALUES ('1', 'a', '5', 'flag', 1, 1, 1, 1)",
        "INSERT INTO restrictions (guild, user, cause, want, since, due_at) VALUES ('1', '5', 'a', 'restricted', 1, 1), ('1', '6', 'a', 'free', 1, 1)",
    ];
    for row in rows {
        world.db(row, &[]).await;
    }
}

async fn is_gone(world: &World) {
    let limit = i64::try_from(world.sim.clock().now()).unwrap_or_default();
    for due in ["verifications WHERE due_at", "verifications WHERE limit_at", "restrictions WHERE due_at"] {
        let rows = world.db(&format!("SELECT * FROM {due} <= ?1 AND guild = '1'"), &[limit.into()]).await;
        assert!(rows.is_empty(), "{rows:?}");
    }
    for table in ["verifications", "restrictions", "guilds"] {
        world.db(&format!("DELETE FROM {table} WHERE guild = '1'"), &[]).await;
    }
}

#[test]
fn a_guild_that_is_not_served_any_more_holds_nobody_up() {
    story(async |world| {
        let marker = gated(&world).await;
        another_guild(&world).await;
        let times = world.deliveries() as u32;
        world.sim.fail_next("POST", &world.mods.to_string(), Fault::Status(502), times);
        let ada = world.id("ada").to_string();
        world.sim.fail_next("PATCH", &format!("/members/{ada}"), Fault::Status(502), times);
        let max = Actor { channel: world.mods, ..world.actor("max") };
        let form = max.picks_on("Flag user", world.id("ada")).await;
        max.fills(&form, &[("why", "spam")]).await;
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", marker));
        assert!(alert(&world).1.contains("Somebody waits"), "{}", alert(&world).1);
        // Who has slipped through by leaving is found behind it, too.
        let guild = world.guild;
        world.sim.state(|s| {
            s.leave(guild, world.id("ada"), "leave");
            s.add_member(guild, world.id("ada"));
        });
        for _ in 0..6 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        assert!(world.has_role("ada", marker));
        is_gone(&world).await;
    });
}

#[test]
fn a_wait_that_cannot_be_ended_now_lets_the_next_one_end() {
    story(async |world| {
        gated(&world).await;
        super::set(
            &world,
            json!({ "mode": "button", "minimum_age": 604_800_000, "limit": 86_400_000, "then": "kick" }),
        )
        .await;
        let ids: Vec<_> = ["una", "dos", "tres"]
            .map(|name| world.newcomer_of(name, Duration::from_secs(60), true))
            .into_iter()
            .map(|newcomer| newcomer.id)
            .collect();
        for (place, id) in ids.iter().enumerate() {
            let open = "INSERT INTO verifications (guild, id, user, detection, opened_at, restricted, limit_at) VALUES (?1, ?2, ?3, 'newcomer', 1, 1, ?2)";
            world
                .db(open, &[world.guild.to_string().into(), (place + 1).to_string().into(), id.to_string().into()])
                .await;
        }
        world.expect_errors(2);
        // Two of them, the oldest, meet trouble; the third is behind them.
        for id in &ids[..2] {
            world.sim.fail_next("GET", &format!("/members/{id}"), Fault::Status(502), 9);
        }
        for _ in 0..6 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        let guild = world.guild;
        let inside = || ids.iter().map(|id| world.sim.state(|s| s.member(guild, *id).is_some())).collect::<Vec<_>>();
        assert_eq!(inside(), [true, true, false]);
        world.sim.clear_faults();
        world.later(Duration::from_secs(3_600));
        world.ticks_until_idle().await;
        assert_eq!(inside(), [false, false, false]);
        world.read_all();
    });
}
