//! Late, second, unpermitted clicks; two at once.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;

use super::{all, banned, card, count, gated_raid, holders, max, may_manage, raider, report};
use crate::world::{Actor, story};

#[test]
fn who_may_not_is_told_so_and_nothing_happens() {
    story(async |world| {
        let (_, raiders, id) = gated_raid(&world, 6).await;
        let ada = Actor { channel: world.mods, ..world.actor("ada") };
        for button in ["Restrict all", "Ban all", "Verify all", "One by one"] {
            ada.clicks_on(id, button)
                .await
                .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        }
        // A hostile client presses what nobody showed it.
        let raid = world.db("SELECT id FROM raids WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        let raid = raid[0]["id"].as_str().unwrap_or_default().to_owned();
        let now = world.sim.clock().now();
        for custom_id in [
            format!("v1:verification:raid-go:{raid}:ban:{now}"),
            format!("v1:verification:raid-undo:{raid}"),
            "v1:verification:raid-go:1:ban:1".to_owned(),
            format!("v1:verification:raid-go:{raid}:delete:{now}"),
            "v1:verification:raid-ask".to_owned(),
            format!("v1:verification:raid-next:{raid}:x:y"),
        ] {
            let said = ada.sends_raw(3, json!({ "component_type": 2, "custom_id": custom_id }), Some(id)).await;
            assert_eq!(said.end.outcome, "refused", "{custom_id}");
        }
        // Ban Members is needed for a ban, whatever else one may.
        let guild = world.guild;
        world.sim.state(|s| {
            let role = s.member(guild, world.id("max")).unwrap().roles[0];
            s.role_mut(guild, role).unwrap().permissions = simulator::permission::MODERATE_MEMBERS;
        });
        max(&world)
            .clicks_on(id, "Ban all")
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        max(&world).clicks_on(id, "Verify all").await;
        assert_eq!(banned(&world, &raiders), 0);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raid_runs WHERE guild = ?1").await, 0);
    });
}

#[test]
fn of_two_at_once_one_wins_and_the_other_is_told() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, 20).await;
        let (max, olive) = (max(&world), Actor { channel: world.mods, ..world.actor("olive") });
        let restrict = max.clicks_on(id, "Restrict all").await;
        let ban = olive.clicks_on(id, "Ban all").await;
        let (first, second) = futures_util::join!(max.clicks(&restrict, "Restrict 20"), olive.clicks(&ban, "Ban 20"));
        let outcomes = [first.end.outcome.as_str(), second.end.outcome.as_str()];
        assert!(outcomes == ["ok", "refused"] || outcomes == ["refused", "ok"], "{outcomes:?}");
        let told = if outcomes[0] == "refused" { &first } else { &second };
        told.was_refused(expect!["Something else is being done to this raid already; the card shows how far it is."]);
        // Whoever asks while it runs is told as well.
        let asked = olive.clicks_on(id, "One by one").await;
        assert_eq!(asked.end.outcome, "ok");
        world.ticks_until_idle().await;
        let (restricted, gone) = (holders(&world, &raiders, marker), banned(&world, &raiders));
        assert!((restricted, gone) == (20, 0) || (restricted, gone) == (0, 20), "{restricted} {gone}");
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raid_runs WHERE guild = ?1").await, 1);
    });
}

#[test]
fn late_and_second_clicks_change_nothing() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, 7).await;
        let (early, other) =
            (max(&world).clicks_on(id, "Ban all").await, max(&world).clicks_on(id, "Verify all").await);
        max(&world).clicks(&early, "Ban 7").await;
        world.ticks_until_idle().await;
        max(&world)
            .clicks(&other, "Verify 7")
            .await
            .was_refused(expect!["There is nobody left to do this to; look at the card again."]);
        let undo = max(&world).clicks_on(id, "Undo all: bans").await;
        let second = max(&world).clicks_on(id, "Undo all: bans").await;
        max(&world).clicks(&undo, "Undo all").await;
        world.ticks_until_idle().await;
        max(&world)
            .clicks(&second, "Undo all")
            .await
            .was_refused(expect!["This was taken back already; look at the card again."]);
        assert_eq!(banned(&world, &raiders), 0);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raid_runs WHERE guild = ?1").await, 2);
    });
}

#[test]
fn whoever_came_after_the_question_is_not_touched() {
    story(async |world| {
        let (marker, mut raiders, id) = gated_raid(&world, 6).await;
        let asked = max(&world).clicks_on(id, "Restrict all").await;
        world.later(Duration::from_secs(60));
        raiders.push(raider(&world, 7));
        report(&world.actor("cleo"), &raiders[6]).await;
        max(&world).clicks(&asked, "Restrict 6").await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 6);
        assert!(card(&world).1.contains("7 waiting (6 restricted)"), "{}", card(&world).1);
    });
}

#[test]
fn a_decision_made_while_a_run_goes_on_stands() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, 30).await;
        all(&world, id, "Restrict all", "Restrict 30").await;
        // Of those who are left one is let in by hand.
        let open = "SELECT user FROM raid_tasks WHERE guild = ?1 AND state = 'planned' ORDER BY user DESC LIMIT 1";
        let open = world.db(open, &[world.guild.to_string().into()]).await;
        let open = open[0]["user"].as_str().unwrap_or_default().to_owned();
        let name = raiders.iter().position(|one| one.id.to_string() == open).expect("a raider") + 1;
        max(&world).runs(&format!("/verify user:@raider{name}")).await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 29);
        let (_, text) = card(&world);
        assert!(text.contains("29 of 30 done") && text.contains("1 decided otherwise meanwhile"), "{text}");
    });
}

#[test]
fn without_a_gate_nobody_is_restricted_but_bans_work() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        let raiders = super::raid(&world, 6).await;
        let id = card(&world).0;
        max(&world)
            .clicks_on(id, "Restrict all")
            .await
            .was_refused(expect!["The gate is chosen but not set up yet. Run `/setupverification`."]);
        all(&world, id, "Ban all", "Ban 6").await;
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), 6);
    });
}

#[test]
fn what_was_decided_is_carried_out_in_a_later_slice() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, 12).await;
        let asked = max(&world).clicks_on(id, "Ban all").await;
        // Discord did not answer the first slice: the decision stands.
        world.sim.fail_next("POST", "/bulk-ban", simulator::Fault::Status(502), 1);
        max(&world).clicks(&asked, "Ban 12").await;
        let decided = "SELECT count(*) AS n FROM raid_tasks WHERE guild = ?1 AND state = 'decided'";
        assert_eq!(count(&world, decided).await, 12);
        // Or Discord did it, and the answer was lost: who is banned already counts as done.
        let guild = world.guild;
        let bot = world.sim.state(|s| s.bot_id);
        world.sim.state(|s| s.ban(guild, bot, raiders[0].id, Some("case 1: Part of a raid".to_owned())));
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), 12);
        let done = "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'ban' AND state = 'done'";
        assert_eq!(count(&world, done).await, 12);
        assert!(card(&world).1.contains("12 of 12 done"), "{}", card(&world).1);
    });
}
