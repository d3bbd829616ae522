//! When a raid begins, what its card tells, what becomes of single alerts, when it ends.

use std::time::Duration;

use expect_test::expect;

use super::{alerts, card, count, gated_raid, lines, max, one_more, raid, raider, report, settled};
use crate::{verification::gated, world::story};

#[test]
fn the_sixth_alert_of_a_minute_makes_a_card_of_all() {
    story(async |world| {
        gated(&world).await;
        let mut raiders = alerts(&world, 5).await;
        world.read_all();
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raids WHERE guild = ?1").await, 0, "five stand alone");
        one_more(&world, &mut raiders).await;
        expect![[r#"
            # Raid: 6 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 6 waiting (0 restricted)
            What they share: • accounts 2 days old
            • no picture: 6 of 6
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6)
            [Restrict all] [Ban all] [Verify all] [One by one]"#]].assert_eq(&card(&world).1);
        let shown = lines(&world);
        assert_eq!(shown.len(), 5, "the sixth has no message of its own: {shown:#?}");
        expect!["↪ <@raider1> (Raider1): part of a raid, see [raid card](https://discord.com/channels/guild/#mods/id)"]
            .assert_eq(&shown[0]);
        assert!(shown.iter().all(|line| line.contains("part of a raid")), "{shown:#?}");
        // Further ones are on the card alone, which is edited in place.
        let before = card(&world).0;
        world.later(Duration::from_secs(30));
        one_more(&world, &mut raiders).await;
        let (after, text) = card(&world);
        assert_eq!(before, after);
        assert!(text.starts_with("# Raid: 7 alerts"), "{text}");
        assert_eq!(lines(&world).len(), 5);
        assert_eq!(super::super::alert(&world).0, after, "nothing was posted after the card");
        settled(&world).await;
    });
}

#[test]
fn alerts_that_come_slowly_stand_alone() {
    story(async |world| {
        gated(&world).await;
        let mut raiders = Vec::new();
        for _ in 0..8 {
            one_more(&world, &mut raiders).await;
            world.later(Duration::from_secs(12));
        }
        world.read_all();
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raids WHERE guild = ?1").await, 0);
    });
}

#[test]
fn a_raid_lasts_until_none_came_for_ten_minutes() {
    story(async |world| {
        gated_raid(&world, 6).await;
        let late = raider(&world, 7);
        report(&world.actor("cleo"), &late).await;
        settled(&world).await;
        assert!(card(&world).1.starts_with("# Raid: 7 alerts"), "{}", card(&world).1);
        // Counted from the latest one.
        world.later(Duration::from_secs(11 * 60));
        let alone = raider(&world, 8);
        report(&world.actor("cleo"), &alone).await;
        let (_, text) = super::super::alert(&world);
        assert!(text.starts_with("# Please look: reported"), "{text}");
        assert!(card(&world).1.starts_with("# Raid: 7 alerts"));
    });
}

#[test]
fn events_that_come_late_belong_where_their_time_says() {
    story(async |world| {
        gated_raid(&world, 6).await;
        // As if the sixth had come here first: the raid is there, and begins no second one.
        let guild = world.guild.to_string();
        let sql = "UPDATE raids SET started_at = started_at + 40000, last_at = last_at + 40000 WHERE guild = ?1";
        world.db(sql, &[guild.into()]).await;
        let late = raider(&world, 7);
        report(&world.actor("cleo"), &late).await;
        settled(&world).await;
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raids WHERE guild = ?1").await, 1);
        assert!(card(&world).1.starts_with("# Raid: 7 alerts"), "{}", card(&world).1);
    });
}

#[test]
fn two_at_once_make_one_card() {
    story(async |world| {
        gated(&world).await;
        alerts(&world, 5).await;
        let (six, seven) = (raider(&world, 6), raider(&world, 7));
        let (ben, cleo) = (world.actor("ben"), world.actor("cleo"));
        futures_util::join!(report(&ben, &six), report(&cleo, &seven));
        settled(&world).await;
        assert_eq!(count(&world, "SELECT count(*) AS n FROM raids WHERE guild = ?1").await, 1);
        let (_, text) = card(&world);
        assert!(text.starts_with("# Raid: 7 alerts"), "{text}");
        assert_eq!(lines(&world).len(), 5, "{:#?}", lines(&world));
    });
}

#[test]
fn the_inbox_has_the_raid_on_top_and_leads_through_it_one_by_one() {
    story(async |world| {
        let (marker, raiders, card_id) = gated_raid(&world, 6).await;
        world.at(Duration::from_secs(3 * 3_600));
        report(&world.actor("cleo"), &world.actor("ben")).await;
        world.read_all();
        let inbox = max(&world).runs("/inbox").await;
        inbox.replied(expect![[r#"
            (ephemeral) # Inbox
            🌊 **Raid**: 6 waiting · <t:+0m:R> · [card](https://discord.com/channels/guild/#mods/id)
            <@ben> · reported · <t:+3h:R> · [alert](https://discord.com/channels/guild/#mods/id)
            [One by one]"#]]);
        let first = max(&world).clicks(&inbox, "One by one").await;
        first.replied(expect![[r#"
            (ephemeral) # Please look: reported
            <@raider1> (Raider1)
            `raider1`
            Account age: 2 days
            Joined: –
            Picture: none
            Why: **reported** by <@ada> <t:+0m:R>
            > free coins
            https://discord.com/channels/guild/#general/id
            History: nothing so far
            [All fine] [Restrict] [Ban] [Create thread]
            [History] [Mine] [False positive]
            [Next (6 open)]"#]]);
        max(&world).clicks(&first, "Restrict").await;
        assert_eq!(super::holders(&world, &raiders, marker), 1);
        let second = max(&world).clicks(&first, "Next").await;
        assert!(second.text().contains("<@raider2>"), "{}", second.text());
        max(&world).clicks(&second, "All fine").await.replied(expect!["(ephemeral) <@raider2> is in."]);
        settled(&world).await;
        expect![[r#"
            # Raid: 6 alerts
            First alert <t:+0m:f>, latest <t:+0m:R>. Further ones join this card until none has come for 10 minutes.
            State: 5 waiting (1 restricted) · 1 verified
            What they share: • accounts 2 days old
            • no picture: 6 of 6
            • names begin with “Raider”
            First of them: <@raider1> (Raider1), <@raider2> (Raider2), <@raider3> (Raider3), <@raider4> (Raider4), <@raider5> (Raider5), <@raider6> (Raider6)
            [Restrict all] [Ban all] [Verify all] [One by one]"#]].assert_eq(&card(&world).1);
        let third = max(&world).clicks(&second, "Next").await;
        assert!(third.text().contains("<@raider3>"), "{}", third.text());
        // From the card it begins again with the first that is open.
        let again = max(&world).clicks_on(card_id, "One by one").await;
        assert!(again.text().contains("<@raider1>"), "{}", again.text());
    });
}

#[test]
fn nobody_is_told_by_direct_message_while_it_lasts() {
    story(async |world| {
        let (_, raiders, card_id) = gated_raid(&world, 6).await;
        let first = max(&world).clicks_on(card_id, "One by one").await;
        let form = max(&world).clicks(&first, "Ban").await;
        max(&world).fills(&form, &[("why", "raid")]).await.replied(expect![[r#"
            (ephemeral) <@raider1> is banned. Case 1.
            They were not told: while a raid lasts I send no direct messages."#]]);
        assert!(raiders[0].dms().is_empty());
        // Others neither: Discord counts all of them.
        max(&world).runs("/ban user:@ben reason:spam").await.replied(expect![[r#"
            (ephemeral) <@ben> is banned. Case 2.
            They were not told: while a raid lasts I send no direct messages."#]]);
        world.later(Duration::from_secs(11 * 60));
        max(&world).runs("/warn user:@cleo reason:spam").await.replied(expect![[r#"
            (ephemeral) <@cleo> was warned. Case 3.
            They were told by direct message."#]]);
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn a_card_that_cannot_be_posted_is_tried_again_and_one_that_is_gone_is_posted_anew() {
    story(async |world| {
        gated(&world).await;
        alerts(&world, 5).await;
        let times = world.deliveries() as u32;
        world.sim.fail_next(
            "POST",
            &format!("/channels/{}/messages", world.mods),
            simulator::Fault::Status(502),
            times,
        );
        report(&world.actor("ben"), &raider(&world, 6)).await;
        settled(&world).await;
        let (first, _) = card(&world);
        world.sim.state(|s| s.messages.remove(&first));
        world.later(Duration::from_secs(60));
        report(&world.actor("ben"), &raider(&world, 7)).await;
        settled(&world).await;
        let (second, text) = card(&world);
        assert!(second != first && text.starts_with("# Raid: 7 alerts"), "{text}");
    });
}

#[test]
fn a_raid_without_a_channel_waits_in_the_inbox() {
    story(async |world| {
        let raiders = raid(&world, 7).await;
        let inbox = max(&world).runs("/inbox").await;
        inbox.replied(expect![[r#"
            (ephemeral) # Inbox
            🌊 **Raid**: 7 waiting · <t:+0m:R>
            [One by one]"#]]);
        let first = max(&world).clicks(&inbox, "One by one").await;
        assert!(first.text().contains("<@raider1>"), "{}", first.text());
        assert_eq!(raiders.len(), 7);
    });
}
