//! What moderators do to members, one act after the other.

use expect_test::expect;

use crate::world::story;

#[test]
fn a_warning_is_numbered_and_told() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        max.runs("/warn user:@ada reason:please stop shouting").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They were told by direct message."#]]);
        expect![[r#"
            # A warning from Lantern
            Why: please stop shouting
            (Case 1)
            [Appeal]"#]]
        .assert_eq(&ada.dms().join("\n---\n"));
        max.runs("/warn user:@ada reason:again").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 2.
            They were told by direct message."#]]);
    });
}

#[test]
fn a_timeout_ends_by_itself_or_by_hand() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        max.runs("/timeout user:@ada duration:1h reason:cool down").await.replied(expect![[r#"
            (ephemeral) <@ada> has a timeout until <t:+1h:f> (<t:+1h:R>). Case 1.
            They were told by direct message."#]]);
        expect!["member until <t:+1h:f>"].assert_eq(&world.standing("ada"));
        expect![[r#"
            # You have a timeout in Lantern
            Why: cool down
            Until: <t:+1h:f> (<t:+1h:R>)
            (Case 1)
            [Appeal]"#]]
        .assert_eq(&ada.dms().join("\n---\n"));
        max.runs("/untimeout user:@ada reason:better now")
            .await
            .replied(expect!["(ephemeral) <@ada>'s timeout has ended. Case 2."]);
        assert_eq!(world.standing("ada"), "member");
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Timeout
            cool down
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: taken back <t:+0m:R>
            Resolved by: <@max>
            Told: They were told by direct message."#]]);
        max.runs("/case show case:2").await.replied(expect![[r#"
            (ephemeral) # Case 2 · Timeout ended
            better now
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>"#]]);
    });
}

#[test]
fn a_kick_is_told_before_it_happens() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        olive.runs("/kick user:@ada reason:spam").await.replied(expect![[r#"
            (ephemeral) <@ada> was removed. Case 1.
            They were told by direct message."#]]);
        assert_eq!(world.standing("ada"), "gone");
        expect![[r#"
            # You were removed from Lantern
            Why: spam
            (Case 1)
            [Appeal]"#]]
        .assert_eq(&ada.dms().join("\n---\n"));
        let reasons: Vec<String> = world.sim.requests().iter().filter_map(|call| call.reason.clone()).collect();
        assert_eq!(reasons, ["case 1: spam"], "Discord's own log names the case");
    });
}

#[test]
fn a_ban_reaches_also_who_left_and_takes_messages_along() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        let said = ada.says("buy my coins");
        max.runs("/ban user:@ada reason:spam delete_messages:3600").await.replied(expect![[r#"
            (ephemeral) <@ada> is banned. Case 1.
            They were told by direct message."#]]);
        assert_eq!(world.standing("ada"), "banned");
        assert!(world.sim.state(|s| !s.messages.contains_key(&said)));
        let stranger = world.id("stranger");
        max.runs(&format!("/ban user:<@{stranger}> reason:known from elsewhere"))
            .await
            .replied(expect!["(ephemeral) <@stranger> is banned. Case 2."]);
        assert_eq!(world.standing("stranger"), "banned");
        assert!(world.actor("stranger").dms().is_empty(), "who is not here is not written to");
    });
}

#[test]
fn a_ban_is_lifted() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/ban user:@ada reason:a mix-up").await;
        let ada = world.id("ada");
        max.runs(&format!("/unban user:<@{ada}> reason:it was not her"))
            .await
            .replied(expect!["(ephemeral) <@ada> may come back: the ban is lifted. Case 2."]);
        assert_eq!(world.standing("ada"), "gone");
        max.runs(&format!("/unban user:<@{ada}>")).await.was_refused(expect!["Ada is not banned."]);
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Ban
            a mix\-up
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: taken back <t:+0m:R>
            Resolved by: <@max>
            Told: They were told by direct message."#]]);
    });
}

#[test]
fn a_note_is_silent() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        max.runs("/note user:@ada text:asked twice about the rules")
            .await
            .replied(expect!["(ephemeral) Noted for <@ada>. Case 1."]);
        assert!(ada.dms().is_empty());
        assert!(world.sim.requests().iter().all(|call| call.method == "GET" || call.path.contains("/webhooks/")));
    });
}

#[test]
fn each_person_reads_their_own_language() {
    story(async |world| {
        let (olive, max) = (world.actor("olive"), world.actor("max"));
        olive.runs("/setup").await;
        max.speaking("de").runs("/timeout user:@ada duration:2h reason:Ruhe bitte").await.replied(expect![[r#"
            (ephemeral) <@ada> hat Auszeit bis <t:+2h:f> (<t:+2h:R>). Fall 1.
            Die Person hat eine Direktnachricht bekommen."#]]);
        max.speaking("es-ES").runs("/warn user:@ben reason:calma").await.replied(expect![[r#"
            (ephemeral) <@ben> recibió una advertencia. Caso 2.
            Se le avisó por mensaje directo."#]]);
    });
}

#[test]
fn numbers_are_given_once_whatever_comes_at_once() {
    story(async |world| {
        let max = world.actor("max");
        let many = (0..10).map(|n| {
            let max = max.clone();
            async move { max.runs(&format!("/note user:@ada text:number {n}")).await }
        });
        futures_util::future::join_all(many).await;
        let rows = world
            .db("SELECT number FROM cases WHERE guild = ?1 ORDER BY number", &[world.guild.to_string().into()])
            .await;
        let numbers: Vec<u64> = rows.iter().filter_map(|row| row["number"].as_u64()).collect();
        assert_eq!(numbers, (1..=10).collect::<Vec<u64>>());
    });
}
