//! Restrict all, ban all, verify all: asked once, in slices, with progress on the card.

use std::time::Duration;

use expect_test::expect;

use super::{all, banned, calls, card, count, gated_raid, holders, max, may_manage};
use crate::world::story;

/// More than one slice takes on.
const MANY: usize = 32;

#[test]
fn all_are_restricted_in_slices() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, MANY).await;
        let asked = max(&world).clicks_on(id, "Restrict all").await;
        asked.replied(expect![[r#"
            (ephemeral) Restrict **32** members of this raid until somebody decides?
            The roles of 12 more are looked at when it is their turn; who stands too high is left out.
            [Restrict 32]"#]]);
        max(&world)
            .clicks(&asked, "Restrict 32")
            .await
            .replied(expect!["(ephemeral) Begun with 32 members; the card shows how far it is."]);
        let at_once = holders(&world, &raiders, marker);
        assert!((5..MANY).contains(&at_once), "the first slice is done at once: {at_once}");
        expect![[r#"
            # Raid: 32 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 32 waiting (13 restricted)
            What they share: • accounts 2 days old
            • no picture: 32 of 32
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8), <@raider9> (Raider9), <@raider10> (Raider10) and 22 more
            Restrict all: ⏳ 13 of 32 done, by <@max> <t:+9m:R>
            [Restrict all off] [Ban all off] [Verify all off] [One by one]"#]].assert_eq(&card(&world).1);
        let ticks = world.ticks_until_idle().await;
        assert!(ticks >= 2, "{ticks}");
        assert_eq!(holders(&world, &raiders, marker), MANY);
        expect![[r#"
            # Raid: 32 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 32 waiting (32 restricted)
            What they share: • accounts 2 days old
            • no picture: 32 of 32
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8), <@raider9> (Raider9), <@raider10> (Raider10) and 22 more
            Restrict all: ✅ 32 of 32 done, by <@max> <t:+9m:R>
            [Restrict all off] [Ban all] [Verify all] [One by one]
            [Undo all: restrictions]"#]].assert_eq(&card(&world).1);
        // Each member has what a single act would have left.
        for (what, sql) in [
            ("cases", "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'restrict' AND state = 'done'"),
            ("numbers", "SELECT count(DISTINCT number) AS n FROM cases WHERE guild = ?1"),
            ("last number", "SELECT last AS n FROM case_counters WHERE guild = ?1"),
            ("events", "SELECT count(*) AS n FROM verification_events WHERE guild = ?1 AND kind = 'restrict'"),
            ("actions", "SELECT count(*) AS n FROM admin_actions WHERE guild = ?1 AND action = 'restrict'"),
            ("audit", "SELECT count(*) AS n FROM audit_log WHERE guild = ?1 AND action = 'verification.restrict'"),
        ] {
            assert_eq!(count(&world, sql).await, MANY as i64, "{what}");
        }
        assert_eq!(
            count(&world, "SELECT count(*) AS n FROM audit_log WHERE guild = ?1 AND action = 'verification.raid'")
                .await,
            1
        );
        max(&world).runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Restriction
            Part of a raid
            Who: <@raider1> (Raider1)
            By: <@max>
            When: <t:+9m:f>
            Standing: stands
            [Undo]"#]]);
    });
}

#[test]
fn all_are_banned_in_one_call() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, MANY).await;
        let asked = max(&world).clicks_on(id, "Ban all").await;
        asked.replied(expect![[r#"
            (ephemeral) Ban **32** members of this raid? They are not told by direct message, and their messages stay.
            The roles of 12 more are looked at when it is their turn; who stands too high is left out.
            [Ban 32]"#]]);
        max(&world).clicks(&asked, "Ban 32").await;
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), MANY);
        assert_eq!(calls(&world, "PUT", "/bans/"), 0, "nobody by a call of their own");
        expect![[r#"
            # Raid: 32 alerts, all decided
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 32 rejected
            Ban all: ✅ 32 of 32 done, by <@max> <t:+9m:R>
            [Undo all: bans]"#]]
        .assert_eq(&card(&world).1);
        for (what, sql) in [
            ("cases", "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'ban' AND state = 'done'"),
            ("events", "SELECT count(*) AS n FROM verification_events WHERE guild = ?1 AND kind = 'ban'"),
            ("bans", "SELECT count(*) AS n FROM admin_actions WHERE guild = ?1 AND action = 'ban'"),
            ("rejections", "SELECT count(*) AS n FROM admin_actions WHERE guild = ?1 AND action = 'reject'"),
            ("audit", "SELECT count(*) AS n FROM audit_log WHERE guild = ?1 AND action = 'moderation.ban'"),
            ("rejected", "SELECT count(*) AS n FROM verifications WHERE guild = ?1 AND status = 'rejected'"),
        ] {
            assert_eq!(count(&world, sql).await, MANY as i64, "{what}");
        }
        assert!(raiders.iter().all(|one| one.dms().is_empty()), "nobody is told");
        // The bot's own bans are not read as cases a second time.
        world.later(Duration::from_secs(600));
        world.ticks_until_idle().await;
        assert_eq!(count(&world, "SELECT count(*) AS n FROM cases WHERE guild = ?1").await, MANY as i64);
    });
}

#[test]
fn without_manage_server_they_are_banned_one_by_one() {
    story(async |world| {
        let (_, raiders, id) = gated_raid(&world, MANY).await;
        all(&world, id, "Ban all", "Ban 32").await;
        let at_once = banned(&world, &raiders);
        assert!((5..MANY).contains(&at_once), "the first slice is done at once: {at_once}");
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), MANY);
        assert_eq!(
            count(&world, "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'ban' AND state = 'done'").await,
            MANY as i64
        );
        assert!(card(&world).1.contains("32 of 32 done"), "{}", card(&world).1);
    });
}

#[test]
fn all_are_let_in() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, MANY).await;
        all(&world, id, "Restrict all", "Restrict 32").await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), MANY);
        world.at(Duration::from_secs(3 * 3_600));
        let asked = max(&world).clicks_on(id, "Verify all").await;
        asked.replied(expect![[r#"
            (ephemeral) Let **32** members of this raid in?
            [Verify 32]"#]]);
        max(&world).clicks(&asked, "Verify 32").await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 0);
        expect![[r#"
            # Raid: 32 alerts, all decided
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 32 verified
            Verify all: ✅ 32 of 32 done, by <@max> <t:+3h:R>
            [Undo all: verifications]"#]]
        .assert_eq(&card(&world).1);
        assert_eq!(
            count(&world, "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'lift'").await,
            MANY as i64
        );
        assert_eq!(
            count(
                &world,
                "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'restrict' AND resolution = 'undone'"
            )
            .await,
            MANY as i64
        );
    });
}

#[test]
fn who_cannot_be_acted_on_is_left_out_with_the_reason() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, 8).await;
        // One has a role above the bot's, one the moderator's own, one has left, one Discord cannot find.
        let (high, guild) = (world.role_above("High"), world.guild);
        let own = world.sim.state(|s| s.member(guild, world.id("max")).unwrap().roles[0]);
        world.sim.state(|s| {
            s.give_role(guild, raiders[0].id, high);
            s.give_role(guild, raiders[1].id, own);
            s.leave(guild, raiders[2].id, "left");
            s.users.remove(&raiders[3].id);
        });
        let asked = max(&world).clicks_on(id, "Ban all").await;
        asked.replied(expect![[r#"
            (ephemeral) Ban **6** members of this raid? They are not told by direct message, and their messages stay.
            Not touched: <@raider1> (not below whoever asked).
            Not touched: <@raider2> (not below whoever asked).
            [Ban 6]"#]]);
        // Decided by hand between the question and the answer.
        max(&world).runs("/verify user:@raider5").await;
        max(&world).clicks(&asked, "Ban 6").await;
        world.ticks_until_idle().await;
        expect![[r#"
            # Raid: 8 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 3 waiting (0 restricted) · 1 verified · 4 rejected
            What they share: • accounts 2 days old
            • no picture: 8 of 8
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8)
            Ban all: ✅ 4 of 7 done, by <@max> <t:+9m:R> · 3 failed:
            • <@raider1> (Raider1): not below whoever asked
            • <@raider2> (Raider2): not below whoever asked
            • <@raider4> (Raider4): has left the server
            [Restrict all] [Ban all] [Verify all] [One by one]
            [Undo all: bans]"#]].assert_eq(&card(&world).1);
        assert_eq!(banned(&world, &raiders), 4);
    });
}

#[test]
fn a_restriction_that_fails_never_stops_the_rest() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, 8).await;
        let guild = world.guild;
        world.sim.state(|s| s.leave(guild, raiders[2].id, "left"));
        world.sim.fail_next("PATCH", &format!("/members/{}", raiders[4].id), simulator::Fault::Status(502), 9);
        all(&world, id, "Restrict all", "Restrict 8").await;
        expect![[r#"
            # Raid: 8 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 8 waiting (8 restricted)
            What they share: • accounts 2 days old
            • no picture: 8 of 8
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8)
            Restrict all: ✅ 6 of 8 done, by <@max> <t:+9m:R> · 2 failed:
            • <@raider3> (Raider3): has left the server
            • <@raider5> (Raider5): Discord did not answer
            [Restrict all off] [Ban all] [Verify all] [One by one]
            [Undo all: restrictions]"#]].assert_eq(&card(&world).1);
        assert_eq!(holders(&world, &raiders, marker), 6);
        // What Discord did not take is tried again by the gate.
        world.sim.clear_faults();
        world.later(Duration::from_secs(600));
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 7);
    });
}

#[test]
fn discord_being_down_only_delays() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, 8).await;
        let asked = max(&world).clicks_on(id, "Ban all").await;
        world.sim.fail_next("POST", "/bulk-ban", simulator::Fault::Status(502), 2);
        max(&world).clicks(&asked, "Ban 8").await;
        assert_eq!(banned(&world, &raiders), 0);
        assert!(card(&world).1.contains("0 of 8 done"), "{}", card(&world).1);
        world.later(Duration::from_secs(120));
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), 8);
        assert!(card(&world).1.contains("8 of 8 done"), "{}", card(&world).1);
    });
}

#[test]
fn the_brake_holds_it_and_lets_it_go() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, 8).await;
        let asked = max(&world).clicks_on(id, "Restrict all").await;
        max(&world).runs("/pause minutes:60").await;
        max(&world).clicks(&asked, "Restrict 8").await.replied(expect![[r#"
            (ephemeral) Begun with 8 members; the card shows how far it is.
            The brake is on: it goes on when that is over, or with `/pause minutes:0`."#]]);
        for _ in 0..3 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        assert_eq!(holders(&world, &raiders, marker), 0);
        assert!(card(&world).1.contains("while the brake is on: 0 of 8 done"), "{}", card(&world).1);
        max(&world).runs("/pause minutes:0").await;
        world.later(Duration::from_secs(60));
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 8);
        world.read_all();
    });
}

#[test]
fn more_than_one_call_takes_are_banned_in_two() {
    story(async |world| {
        may_manage(&world);
        let (_, _, id) = gated_raid(&world, 6).await;
        // Newcomers who were seen without a role, as *Verify me* finds them, and have left since.
        let raid = world.db("SELECT id, last_at FROM raids WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        let crowd: Vec<u64> = world.sim.state(|s| (0..214).map(|n| s.add_user(&format!("crowd{n}"))).collect());
        let crowd = serde_json::json!(crowd.iter().map(u64::to_string).collect::<Vec<_>>()).to_string();
        let sql = "INSERT INTO verifications (guild, id, user, user_name, has_avatar, has_roles, detection, opened_at, restricted, raid) \
                   SELECT ?1, value, value, 'crowd', 0, 0, 'newcomer', ?2, 1, ?3 FROM json_each(?4)";
        let params = [world.guild.to_string().into(), raid[0]["last_at"].clone(), raid[0]["id"].clone(), crowd.into()];
        world.db(sql, &params).await;
        all(&world, id, "Ban all", "Ban 220").await;
        world.ticks_until_idle().await;
        assert_eq!(
            count(&world, "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'ban' AND state = 'done'").await,
            220
        );
        assert_eq!(calls(&world, "POST", "/bulk-ban"), 2);
        assert_eq!(calls(&world, "PUT", "/bans/"), 0);
        assert!(card(&world).1.contains("220 of 220 done"), "{}", card(&world).1);
        // And back, 25 a slice.
        all(&world, id, "Undo all: bans", "Undo all").await;
        let ticks = world.ticks_until_idle().await;
        assert!(ticks >= 8 / world.deliveries(), "{ticks}");
        assert_eq!(
            count(&world, "SELECT count(*) AS n FROM verifications WHERE guild = ?1 AND status = 'pending'").await,
            220
        );
    });
}
