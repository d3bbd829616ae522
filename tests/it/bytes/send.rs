//! `/bytes send`.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;
use simulator::Kind;

use crate::world::story;

#[test]
fn ada_gives_ben_bytes() {
    story(async |world| {
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        let sent = ada.runs("/bytes send user:@ben amount:50 reason:thanks for the help").await;
        sent.replied(expect![[r#"
            <@ada> gave <@ben> **50 bytes**.
            > thanks for the help
            -# +10 bytes, day 1"#]]);
        assert_eq!(sent.trips(), (2, 2));
        ada.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **60** bytes
            Received: 0
            Sent: 50
            Streak: 1 day
            [Show here]"#]]);
        ben.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ben>
            Balance: **160** bytes
            Received: 50
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
        ben.runs("/bytes read user:@ada").await.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **60** bytes
            Received: 0
            Sent: 50
            Streak: 1 day
            [Show here]"#]]);
    });
}

#[test]
fn nobody_is_pinged_and_reasons_are_inert() {
    story(async |world| {
        let ada = world.actor("ada");
        let sent = ada
            .runs("/bytes send user:@ben amount:1 reason:\"**b** @everyone <@&1> `x` \u{202E}evil [a](http://b)\"")
            .await;
        sent.replied(expect![[r#"
            <@ada> gave <@ben> **1 byte**.
            > \*\*b\*\* \@everyone \<\@&1\> \`x\` evil \[a\]\(http\://b\)
            -# +10 bytes, day 1"#]]);
        let response = sent.exchange.response.clone().unwrap_or_default();
        assert_eq!(response["data"]["allowed_mentions"], json!({ "parse": [] }));
        assert_eq!(sent.message()["mentions"], json!([]));
    });
}

#[test]
fn each_refusal_says_why_and_what_to_do() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes send user:@ada amount:5").await.was_refused(expect![[r#"
            You cannot give bytes to yourself. Pick somebody else.
            -# +10 bytes, day 1"#]]);
        let bot = world.sim.bot_id();
        ada.runs(&format!("/bytes send user:<@{bot}> amount:5"))
            .await
            .was_refused(expect!["Bots have no account. Pick a member."]);
        let stranger = world.id("stranger");
        ada.runs(&format!("/bytes send user:<@{stranger}> amount:5"))
            .await
            .was_refused(expect!["This person is not on this server, so they cannot get bytes here."]);
        ada.runs("/bytes send user:@ben amount:1001")
            .await
            .was_refused(expect!["One transfer moves at most **1,000 bytes** here."]);
        ada.runs("/bytes send user:@ben amount:999")
            .await
            .was_refused(expect!["You hold **110 bytes**, which is not enough."]);
        ada.runs("/bytes send user:@ben amount:10").await;
        ada.runs("/bytes send user:@ben amount:10")
            .await
            .was_refused(expect!["You gave bytes not long ago. You can give again <t:+24h:R> (<t:+24h:f>)."]);
        ada.speaking("de")
            .runs("/bytes send user:@ben amount:10")
            .await
            .was_refused(expect!["Du hast vor Kurzem Bytes gegeben. Wieder möglich <t:+24h:R> (<t:+24h:f>)."]);
        ada.speaking("es-ES")
            .runs("/bytes send user:@ben amount:10")
            .await
            .was_refused(expect!["Diste bytes hace poco. Podrás dar otra vez <t:+24h:R> (<t:+24h:f>)."]);
    });
}

#[test]
fn a_client_does_not_even_send_what_does_not_fit() {
    story(async |world| {
        let ada = world.actor("ada");
        for amount in ["0", "-5", "9007199254740992", "ten"] {
            ada.cannot_send(&format!("/bytes send user:@ben amount:{amount}")).await;
        }
        let long = "x".repeat(2_000);
        ada.cannot_send(&format!("/bytes send user:@ben amount:5 reason:{long}")).await;
    });
}

#[test]
fn a_hostile_client_gets_a_sentence_and_loses_nothing() {
    story(async |world| {
        let ada = world.actor("ada");
        let ben = world.id("ben").to_string();
        let send = async |amount: serde_json::Value, reason: &str| {
            let options = json!([
                { "name": "user", "type": 6, "value": ben },
                { "name": "amount", "type": 4, "value": amount },
                { "name": "reason", "type": 3, "value": reason },
            ]);
            let data = json!({ "id": "1", "name": "bytes", "type": 1, "options": [{ "name": "send", "type": 1, "options": options }] });
            ada.sends(data).await
        };
        for amount in
            [json!(0), json!(-1), json!(9_007_199_254_740_992_u64), json!("ten"), json!(1.5), json!(null), json!([])]
        {
            let said = send(amount, "x").await;
            assert_eq!(said.text(), "(ephemeral) *amount* must be a whole number from 1 to 9,007,199,254,740,991.");
        }
        send(json!(5), &"x".repeat(2_000))
            .await
            .was_refused(expect!["*reason* must be a text of 1 to 300 characters."]);
        // Discord resolves nobody here, so Ben is not known to be a member.
        send(json!(5), "x").await.was_refused(expect![[r#"
            This person is not on this server, so they cannot get bytes here.
            -# +10 bytes, day 1"#]]);
        let rows = world
            .db(
                "SELECT count(*) AS n FROM ledger WHERE guild = ?1 AND kind = 'transfer'",
                &[world.guild.to_string().into()],
            )
            .await;
        assert_eq!(rows[0]["n"], 0);
    });
}

#[test]
fn the_day_is_paid_even_when_the_command_is_refused() {
    story(async |world| {
        let ada = world.actor("ada");
        let refused = ada.runs("/bytes send user:@ben amount:999").await;
        refused.was_refused(expect![[r#"
            You hold **110 bytes**, which is not enough.
            -# +10 bytes, day 1"#]]);
        ada.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **110** bytes
            Received: 0
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
    });
}

#[test]
fn a_transfer_delivered_twice_happens_once() {
    story(async |world| {
        let ada = world.actor("ada");
        let command = Kind::Command("/bytes send user:@ben amount:50".to_owned());
        let first = ada.does(command.clone()).await;
        let second = ada.again(&first, command).await;
        assert_eq!(second.end.outcome, "refused");
        let content = second.exchange.response.clone().unwrap_or_default()["data"]["content"].clone();
        assert_eq!(content, "This was already done; nothing was changed a second time.");
        ada.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) # Bytes
            <@ada>
            Balance: **60** bytes
            Received: 0
            Sent: 50
            Streak: 1 day
            [Show here]"#]]);
    });
}

#[test]
fn the_cooldown_ends() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes send user:@ben amount:10").await;
        world.later(Duration::from_secs(24 * 3600 - 60));
        ada.runs("/bytes send user:@ben amount:10").await.was_refused(expect![[r#"
            You gave bytes not long ago. You can give again <t:+24h:R> (<t:+24h:f>).
            -# +10 bytes, day 2"#]]);
        world.later(Duration::from_secs(120));
        ada.runs("/bytes send user:@ben amount:10").await.replied(expect!["<@ada> gave <@ben> **10 bytes**."]);
    });
}

#[test]
fn newcomers_wait_when_the_guild_asks_for_it() {
    story(async |world| {
        world.actor("olive").runs("/bytes-admin config membership:3").await;
        let nova = world.newcomer("nova");
        nova.runs("/bytes send user:@ben amount:10").await.was_refused(expect![[r#"
            You are new here. You can give bytes <t:+72h:R> (<t:+72h:f>).
            -# +10 bytes, day 1"#]]);
        world.days_later(4);
        nova.runs("/bytes send user:@ben amount:10").await.replied(expect![[r#"
            <@nova> gave <@ben> **10 bytes**.
            -# +10 bytes, day 1"#]]);
    });
}

#[test]
fn public_answers_speak_the_guilds_language() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Language", &["de"]).await;
        let sent = world.actor("ada").speaking("es-ES").runs("/bytes send user:@ben amount:1000").await;
        sent.was_refused(expect![[r#"
            Tienes **110 bytes**, no es suficiente.
            -# +10 bytes, día 1"#]]);
        let sent = world.actor("ada").speaking("es-ES").runs("/bytes send user:@ben amount:5").await;
        sent.replied(expect!["<@ada> hat <@ben> **5 Bytes** gegeben."]);
    });
}
