//! `/bytes-admin grant`, `revoke` and `audit`.

use expect_test::expect;

use crate::world::story;

#[test]
fn granting_and_undoing() {
    story(async |world| {
        let olive = world.actor("olive");
        let granted = olive.runs("/bytes-admin grant user:@ben amount:500 reason:first prize").await;
        granted.replied(expect![[r#"
            (ephemeral) <@ben> got **500 bytes** and now holds 600.
            [Undo]"#]]);
        olive
            .clicks(&granted, "Undo")
            .await
            .replied(expect!["(ephemeral) I took **500 bytes** from <@ben>, who now holds 100."]);
        let history = world.actor("max").runs("/bytes history user:@ben").await;
        history.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes: history
            <@ben>

            <t:+0m:f> **−500** revoked
            <t:+0m:f> **+500** granted · first prize
            <t:+0m:f> **+100** account opened
            [Newest off] [Older off] [Show here]"#]]);
        let audit = world
            .db(
                "SELECT action, origin, subject, after FROM audit_log WHERE guild = ?1 ORDER BY at, action",
                &[world.guild.to_string().into()],
            )
            .await;
        let audit: Vec<String> = audit.iter().map(|row| world.show(&row.to_string())).collect();
        expect![[r#"
            [
                "{\"action\":\"bytes.grant\",\"after\":\"500\",\"origin\":\"command\",\"subject\":\"ben\"}",
                "{\"action\":\"bytes.revoke\",\"after\":\"-500\",\"origin\":\"button\",\"subject\":\"ben\"}",
            ]
        "#]]
        .assert_debug_eq(&audit);
    });
}

#[test]
fn a_shortfall_is_shown_and_the_admin_chooses() {
    story(async |world| {
        let olive = world.actor("olive");
        world.actor("ben").runs("/bytes read").await;
        let short = olive.runs("/bytes-admin revoke user:@ben amount:500").await;
        short.replied(expect![[r#"
            (ephemeral) <@ben> holds 110 bytes, 390 less than the 500 you want to take. Nothing was taken yet.
            [Take all 110] [Leave it]"#]]);
        olive.clicks(&short, "Leave it").await.replied(expect!["(ephemeral) Nothing was taken."]);
        let short = olive.runs("/bytes-admin revoke user:@ben amount:500").await;
        olive
            .clicks(&short, "Take all")
            .await
            .replied(expect!["(ephemeral) I took **110 bytes** from <@ben>, who now holds 0."]);
        olive.runs("/bytes-admin revoke user:@cleo amount:1").await.was_refused(expect!["<@cleo> has no account yet. It is opened with their first `/bytes` command, or when somebody gives them bytes."]);
        let bot = world.sim.bot_id();
        olive
            .runs(&format!("/bytes-admin grant user:<@{bot}> amount:1"))
            .await
            .was_refused(expect!["Bots have no account. Pick a member."]);
    });
}

#[test]
fn the_largest_amount_there_is() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/bytes-admin grant user:@ben amount:9007199254740891").await.replied(expect![[r#"
            (ephemeral) <@ben> got **9,007,199,254,740,891 bytes** and now holds 9,007,199,254,740,991.
            [Undo]"#]]);
        olive
            .runs("/bytes-admin grant user:@ben amount:1")
            .await
            .was_refused(expect!["The account holds 9,007,199,254,740,991 bytes and cannot hold that many more."]);
        let ben = world.actor("ben");
        ben.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # 0 bytes
            You now hold **9,007,199,254,740,991 bytes**. The next day begins <t:+12h:R>.
            Streak: 1 day"#]]);
        let rows = world.db("SELECT balance, (SELECT sum(delta) FROM ledger WHERE guild = ?1 AND user = ?2) AS sum FROM accounts WHERE guild = ?1 AND user = ?2",
            &[world.guild.to_string().into(), world.id("ben").to_string().into()]).await;
        assert_eq!(
            (rows[0]["balance"].as_i64(), rows[0]["sum"].as_i64()),
            (Some(9_007_199_254_740_991), Some(9_007_199_254_740_991))
        );
    });
}

#[test]
fn members_cannot_run_the_economy() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.cannot_send("/bytes-admin grant user:@ada amount:5").await;
        let options = serde_json::json!([{ "name": "grant", "type": 1, "options": [
            { "name": "user", "type": 6, "value": world.id("ada").to_string() }, { "name": "amount", "type": 4, "value": 5 }] }]);
        let data = serde_json::json!({ "id": "1", "name": "bytes-admin", "type": 1, "options": options });
        ada.sends(data)
            .await
            .was_refused(expect!["This is for administrators: it needs the permission **Manage Server**."]);
        let olive = world.actor("olive");
        let granted = olive.runs("/bytes-admin grant user:@ada amount:5").await;
        let (message, custom_id) = granted.control("Undo");
        let pressed =
            ada.sends_raw(3, serde_json::json!({ "component_type": 2, "custom_id": custom_id }), Some(message)).await;
        pressed.was_refused(expect!["This is for administrators: it needs the permission **Manage Server**."]);
    });
}

#[test]
fn a_full_audit_finds_what_is_wrong_and_mends_nothing() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        world.actor("ada").runs("/bytes read").await;
        world.actor("ben").runs("/bytes read").await;
        olive.runs("/bytes-admin audit").await.replied(expect!["(ephemeral) A new audit of every account has started; its result goes to the admin channel and stands here."]);
        world.ticks_until_idle().await;
        expect!["✅ Bytes audit: 2 accounts checked, every balance is the sum of its ledger."]
            .assert_eq(&world.next_message(world.mods));
        world
            .db(
                "UPDATE accounts SET balance = balance + 7 WHERE guild = ?1 AND user = ?2",
                &[world.guild.to_string().into(), world.id("ada").to_string().into()],
            )
            .await;
        olive.runs("/bytes-admin audit").await.replied(expect![[r#"
            (ephemeral) Last audit <t:+0m:R>: 2 accounts checked, differences: 0.
            A new audit of every account has started; its result goes to the admin channel and stands here."#]]);
        world.ticks_until_idle().await;
        expect![[r#"
            ⚠️ Balances that are not the sum of their ledger: 1. Nothing was changed; please tell the operator.
            • <@ada>: balance 117, ledger 110"#]]
        .assert_eq(&world.next_message(world.mods));
        expect!["⚠️ Bytes audit: 2 accounts checked, differences: 1."].assert_eq(&world.next_message(world.mods));
    });
}
