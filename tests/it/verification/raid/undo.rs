//! Undo all.

use std::time::Duration;

use expect_test::expect;

use super::{all, banned, card, count, gated_raid, holders, max, may_manage};
use crate::world::story;

const MANY: usize = 32;
/// So that texts do not hang on how many ticks came before.
const LATER: Duration = Duration::from_secs(3 * 3_600);

#[test]
fn bans_are_lifted_in_slices_and_what_cannot_be_undone_is_said() {
    story(async |world| {
        may_manage(&world);
        let (_, raiders, id) = gated_raid(&world, MANY).await;
        all(&world, id, "Ban all", "Ban 32").await;
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), MANY);
        world.at(LATER);
        let asked = max(&world).clicks_on(id, "Undo all: bans").await;
        asked.replied(expect![[r#"
            (ephemeral) Lift the ban of **32** people? They are not brought back: they have to join again themselves, and their roles are gone. Their alerts are open again. Who was decided since is not touched.
            [Undo all]"#]]);
        max(&world)
            .clicks(&asked, "Undo all")
            .await
            .replied(expect!["(ephemeral) Begun with 32 members; the card shows how far it is."]);
        let left = banned(&world, &raiders);
        assert!((1..MANY).contains(&left), "25 a slice: {left}");
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), 0);
        expect![[r#"
            # Raid: 32 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 32 waiting (0 restricted)
            What they share: • accounts 2 days old
            • no picture: 32 of 32
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8), <@raider9> (Raider9), <@raider10> (Raider10) and 22 more
            Undo all: bans: ✅ 32 of 32 done, by <@max> <t:+3h:R>
            [Restrict all] [Ban all] [Verify all] [One by one]"#]].assert_eq(&card(&world).1);
        for (what, sql) in [
            ("cases", "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'unban' AND state = 'done'"),
            (
                "taken back",
                "SELECT count(*) AS n FROM cases WHERE guild = ?1 AND kind = 'ban' AND resolution = 'undone'",
            ),
            ("open again", "SELECT count(*) AS n FROM verifications WHERE guild = ?1 AND status = 'pending'"),
            ("audit", "SELECT count(*) AS n FROM audit_log WHERE guild = ?1 AND action = 'moderation.unban'"),
        ] {
            assert_eq!(count(&world, sql).await, MANY as i64, "{what}");
        }
    });
}

#[test]
fn restrictions_are_lifted_and_the_alerts_stay_open() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, MANY).await;
        let role = world.role("Friends");
        world.place_role(role, 1);
        let guild = world.guild;
        world.sim.state(|s| s.give_role(guild, raiders[0].id, role));
        all(&world, id, "Restrict all", "Restrict 32").await;
        world.ticks_until_idle().await;
        assert_eq!((holders(&world, &raiders, marker), holders(&world, &raiders, role)), (MANY, 0));
        // Who was decided since is not touched.
        max(&world).runs("/verify user:@raider2").await;
        world.at(LATER);
        let asked = max(&world).clicks_on(id, "Undo all: restrictions").await;
        asked.replied(expect![[r#"
            (ephemeral) Lift the restriction of **32** members? They get back the roles that were taken and wait for a decision. Who was decided since is not touched.
            [Undo all]"#]]);
        max(&world).clicks(&asked, "Undo all").await;
        world.ticks_until_idle().await;
        assert_eq!((holders(&world, &raiders, marker), holders(&world, &raiders, role)), (0, 1));
        expect![[r#"
            # Raid: 32 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 31 waiting (0 restricted) · 1 verified
            What they share: • accounts 2 days old
            • no picture: 32 of 32
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8), <@raider9> (Raider9), <@raider10> (Raider10) and 22 more
            Undo all: restrictions: ✅ 31 of 32 done, by <@max> <t:+3h:R> · 1 decided otherwise meanwhile
            [Restrict all] [Ban all] [Verify all] [One by one]"#]].assert_eq(&card(&world).1);
    });
}

#[test]
fn verifications_are_taken_back_as_they_were() {
    story(async |world| {
        let (marker, raiders, id) = gated_raid(&world, 8).await;
        let first = max(&world).clicks_on(id, "One by one").await;
        max(&world).clicks(&first, "Restrict").await;
        assert_eq!(holders(&world, &raiders, marker), 1);
        all(&world, id, "Verify all", "Verify 8").await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 0);
        world.at(LATER);
        let asked = max(&world).clicks_on(id, "Undo all: verifications").await;
        asked.replied(expect![[r#"
            (ephemeral) Open the alerts of **8** members again? Who was restricted before is so again; what they wrote and read meanwhile cannot be taken back. Who was decided since is not touched.
            [Undo all]"#]]);
        max(&world).clicks(&asked, "Undo all").await;
        world.ticks_until_idle().await;
        assert_eq!(holders(&world, &raiders, marker), 1, "only who was restricted before");
        expect![[r#"
            # Raid: 8 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 8 waiting (1 restricted)
            What they share: • accounts 2 days old
            • no picture: 8 of 8
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6), <@raider7> (Raider7), <@raider8> (Raider8)
            Undo all: verifications: ✅ 8 of 8 done, by <@max> <t:+3h:R>
            [Restrict all] [Ban all] [Verify all] [One by one]"#]].assert_eq(&card(&world).1);
    });
}

#[test]
fn the_one_before_can_be_taken_back_too() {
    story(async |world| {
        may_manage(&world);
        let (marker, raiders, id) = gated_raid(&world, 7).await;
        all(&world, id, "Restrict all", "Restrict 7").await;
        world.ticks_until_idle().await;
        all(&world, id, "Ban all", "Ban 7").await;
        world.ticks_until_idle().await;
        all(&world, id, "Undo all: bans", "Undo all").await;
        world.ticks_until_idle().await;
        assert_eq!(banned(&world, &raiders), 0);
        let (_, text) = card(&world);
        assert!(text.contains("7 waiting (7 restricted)") && text.contains("[Undo all: restrictions]"), "{text}");
        all(&world, id, "Undo all: restrictions", "Undo all").await;
        world.ticks_until_idle().await;
        let (_, text) = card(&world);
        assert!(text.contains("7 waiting (0 restricted)") && !text.contains("[Undo all"), "{text}");
        assert_eq!(holders(&world, &raiders, marker), 0);
    });
}
