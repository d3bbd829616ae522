//! Discord may deliver an interaction twice, at any later time.

use std::time::Duration;

use expect_test::expect;
use simulator::Kind;

use super::{answered, transfers};
use crate::world::story;

const SEND: &str = "/bytes send user:@ben amount:50";

#[test]
fn a_second_delivery_changes_nothing() {
    story(async |world| {
        let ada = world.actor("ada");
        let sent = ada.runs(SEND).await;
        let first = answered(&world, &sent.exchange);
        expect![[r#"
            <@ada> gave <@ben> **50 bytes**.
            -# +10 bytes, day 1"#]]
        .assert_eq(&first);
        let mut sentences = Vec::new();
        for wait in [0, 1, 90, 86_400] {
            world.later(Duration::from_secs(wait));
            let again = ada.again(&sent, Kind::Command(SEND.to_owned())).await;
            assert_eq!(again.end.outcome, "refused");
            sentences.push(answered(&world, &again.exchange));
        }
        sentences.dedup();
        expect!["(ephemeral) This was already done; nothing was changed a second time."]
            .assert_eq(&sentences.join("\n"));
        assert_eq!(transfers(&world).await, 1);
        let ben = world.actor("ben").runs("/bytes read").await;
        ben.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ben>
            Balance: **160** bytes
            Received: 50
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
    });
}

#[test]
fn a_second_delivery_in_another_language_says_so_in_it() {
    story(async |world| {
        let ada = world.actor("ada").speaking("de");
        let sent = ada.runs(SEND).await;
        let again = ada.again(&sent, Kind::Command(SEND.to_owned())).await;
        expect!["(ephemeral) Das ist schon geschehen; es wurde nichts ein zweites Mal geändert."]
            .assert_eq(&answered(&world, &again.exchange));
        assert_eq!(transfers(&world).await, 1);
    });
}

/// The claim of the day is not paid again by a second delivery of what paid it.
#[test]
fn the_days_bytes_are_paid_once() {
    story(async |world| {
        let ada = world.actor("ada");
        let first = ada.runs("/bytes daily").await;
        first.replied(expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **110 bytes**. The next day begins <t:+12h:R>.
            Streak: 1 day"#]]);
        let again = ada.again(&first, Kind::Command("/bytes daily".to_owned())).await;
        expect!["(ephemeral) You claimed today's bytes <t:+0m:R> with `/bytes daily`. The next day begins <t:+12h:R>."]
            .assert_eq(&answered(&world, &again.exchange));
        let rows = world
            .db("SELECT delta FROM ledger WHERE guild = ?1 AND kind = 'daily'", &[world.guild.to_string().into()])
            .await;
        assert_eq!(rows.len(), 1);
    });
}
