//! `/bytes read`, `/bytes daily` and `/bytes history`.

use std::time::Duration;

use expect_test::expect;

use crate::world::story;

#[test]
fn the_first_command_opens_the_account_and_pays_the_day() {
    story(async |world| {
        let ada = world.actor("ada");
        let read = ada.runs("/bytes read").await;
        read.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
        assert_eq!(read.trips(), (2, 2), "the day is claimed");
        let read = ada.runs("/bytes read").await;
        read.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
        assert_eq!(read.trips(), (1, 1));
    });
}

#[test]
fn show_here_posts_it_for_everyone_in_the_guilds_language() {
    story(async |world| {
        let ada = world.actor("ada").speaking("de");
        let read = ada.runs("/bytes read").await;
        read.replied(expect![[r#"
            (ephemeral) -# +10 Bytes, Tag 1
            # Bytes
            <@ada>
            Guthaben: **110** Bytes
            Erhalten: 0
            Gegeben: 0
            Serie: 1 Tag
            [Hier zeigen]"#]]);
        ada.clicks(&read, "Hier zeigen").await.replied(expect![[r#"
            # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day"#]]);
    });
}

#[test]
fn somebody_without_an_account() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes read user:@ben").await.replied(expect![[r#"
            (ephemeral) <@ben> has no account yet. It is opened with their first `/bytes` command, or when somebody gives them bytes.
            -# +10 bytes, day 1
            [Show here]"#]]);
        let bot = world.sim.bot_id();
        ada.runs(&format!("/bytes read user:<@{bot}>"))
            .await
            .was_refused(expect!["Bots have no account. Pick a member."]);
    });
}

#[test]
fn the_daily_says_when_and_by_what_it_was_claimed() {
    story(async |world| {
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        ada.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **110 bytes**. The next day begins <t:+12h:R>.
            Streak: 1 day"#]]);
        world.later(Duration::from_secs(3 * 3600));
        ada.runs("/bytes daily").await.replied(expect![
            "(ephemeral) You claimed today's bytes <t:+0m:R> with `/bytes daily`. The next day begins <t:+12h:R>."
        ]);
        ben.runs("/bytes heap").await;
        ben.runs("/bytes daily").await.replied(expect![
            "(ephemeral) You claimed today's bytes <t:+3h:R> with `/bytes heap`. The next day begins <t:+12h:R>."
        ]);
    });
}

#[test]
fn a_streak_climbs_the_ladder_and_breaks() {
    story(async |world| {
        let ada = world.actor("ada");
        for _ in 1..=7 {
            ada.runs("/bytes daily").await;
            world.days_later(1);
        }
        ada.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # +20 bytes
            You now hold **190 bytes**. The next day begins <t:+180h:R>.
            Streak: 8 days · CHAR ×2"#]]);
        world.days_later(1);
        ada.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) -# +20 bytes, day 9
            # Bytes
            <@ada>
            Balance: **210** bytes
            Received: 0
            Sent: 0
            Streak: 9 days · CHAR ×2
            [Show here]"#]]);
        world.days_later(2);
        ada.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **220 bytes**. The next day begins <t:+252h:R>.
            Streak: 1 day"#]]);
    });
}

#[test]
fn history_pages_through_the_ledger() {
    story(async |world| {
        let (ada, ben, max) = (world.actor("ada"), world.actor("ben"), world.actor("max"));
        world.actor("olive").runs("/bytes-admin config cooldown:0").await;
        for amount in 1..=11 {
            ada.runs(&format!("/bytes send user:@ben amount:{amount} reason:no. {amount}")).await;
            world.later(Duration::from_secs(60));
        }
        let first = ada.runs("/bytes history").await;
        first.replied(expect![[r#"
            (ephemeral) # Bytes: history
            <@ada>

            <t:+10m:f> **−11** to <@ben> · no. 11
            <t:+9m:f> **−10** to <@ben> · no. 10
            <t:+8m:f> **−9** to <@ben> · no. 9
            <t:+7m:f> **−8** to <@ben> · no. 8
            <t:+6m:f> **−7** to <@ben> · no. 7
            <t:+5m:f> **−6** to <@ben> · no. 6
            <t:+4m:f> **−5** to <@ben> · no. 5
            <t:+3m:f> **−4** to <@ben> · no. 4
            <t:+2m:f> **−3** to <@ben> · no. 3
            <t:+1m:f> **−2** to <@ben> · no. 2
            [Newest off] [Older] [Show here]"#]]);
        let older = ada.clicks(&first, "Older").await;
        older.replied(expect![[r#"
            (ephemeral) # Bytes: history
            <@ada>

            <t:+0m:f> **−1** to <@ben> · no. 1
            <t:+0m:f> **+10** daily bytes
            <t:+0m:f> **+100** account opened
            [Newest] [Older off] [Show here]"#]]);
        ada.clicks(&older, "Newest").await;
        ada.clicks(&first, "Show here").await;
        ben.runs("/bytes history user:@ada")
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        assert!(max.runs("/bytes history user:@ada").await.text().contains("no. 11"));
    });
}
