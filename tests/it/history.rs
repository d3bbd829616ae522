//! `/history`, *History* in a person's menu, and the button of alerts.

use expect_test::expect;

use crate::world::story;

#[test]
fn cases_and_acts_of_a_person_stand_together_newest_first() {
    story(async |world| {
        let (max, olive) = (world.actor("max"), world.actor("olive"));
        let minute = || world.later(std::time::Duration::from_secs(60));
        max.runs("/history user:@ada").await.replied(expect![[r#"
            (ephemeral) # History
            <@ada> · nothing so far

            Nothing is written here.
            [Newest off] [Older off]"#]]);
        world.actor("ada").runs("/bytes read").await;
        max.runs("/warn user:@ada reason:loud").await;
        minute();
        olive.runs("/bytes-admin grant user:@ada amount:5 reason:helpful").await;
        minute();
        max.runs("/note user:@ada text:was kind later").await;
        minute();
        max.runs("/case undo case:1 reason:wrong person").await;
        olive.runs("/bytes-admin config daily:5").await;
        let history = max.runs("/history user:@ada").await;
        history.replied(expect![[r#"
            (ephemeral) # History
            <@ada> · 1 note

            **Case taken back**: case 1 warn → wrong person · <@max> · command · <t:+3m:R>
            `2` Note: was kind later · <@max> · <t:+2m:R> · stands
            **Bytes granted**: 5 · <@olive> · command · <t:+1m:R>
            `1` ~~Warning: loud~~ · <@max> · <t:+0m:R> · taken back <t:+3m:R>
            [Newest off] [Older off]"#]]);
        assert_eq!(history.trips(), (1, 1));
        assert_eq!(max.picks_on_user("History", world.id("ada")).await.text(), history.text());
        max.speaking("de").runs("/history user:@ada").await.replied(expect![[r#"
            (ephemeral) # Verlauf
            <@ada> · 1 Notiz

            **Fall zurückgenommen**: case 1 warn → wrong person · <@max> · Befehl · <t:+3m:R>
            `2` Notiz: was kind later · <@max> · <t:+2m:R> · gilt
            **Bytes gutgeschrieben**: 5 · <@olive> · Befehl · <t:+1m:R>
            `1` ~~Verwarnung: loud~~ · <@max> · <t:+0m:R> · zurückgenommen <t:+3m:R>
            [Neueste off] [Ältere off]"#]]);
        max.runs("/history admin:@olive").await.replied(expect![[r#"
            (ephemeral) # History
            What <@olive> did

            **Settings changed** (bytes): version 0 → 1 · command · <t:+3m:R>
            **Bytes granted** <@ada>: 5 · command · <t:+1m:R>
            [Newest off] [Older off]"#]]);
        max.runs("/history user:@ada admin:@max").await.replied(expect![[r#"
            (ephemeral) # History
            What <@max> did to <@ada>

            **Case taken back** <@ada>: case 1 warn → wrong person · command · <t:+3m:R>
            **Note** <@ada>: was kind later · command · <t:+2m:R>
            **Warning** <@ada>: loud · command · <t:+0m:R>
            [Newest off] [Older off]"#]]);
        max.speaking("es-ES").runs("/history").await.replied(expect![[r#"
            (ephemeral) # Historial
            Todo

            **Ajustes cambiados** (bytes): versión 0 → 1 · <@olive> · comando · <t:+3m:R>
            **Caso deshecho** <@ada>: case 1 warn → wrong person · <@max> · comando · <t:+3m:R>
            **Nota** <@ada>: was kind later · <@max> · comando · <t:+2m:R>
            **Bytes concedidos** <@ada>: 5 · <@olive> · comando · <t:+1m:R>
            **Advertencia** <@ada>: loud · <@max> · comando · <t:+0m:R>
            [Recientes off] [Anteriores off]"#]]);
    });
}

#[test]
fn a_long_history_is_paged_and_tells_everything_once() {
    story(async |world| {
        let (max, olive) = (world.actor("max"), world.actor("olive"));
        world.actor("ada").runs("/bytes read").await;
        for n in 1..=8 {
            max.runs(&format!("/note user:@ada text:note {n}")).await;
            world.later(std::time::Duration::from_secs(1));
            olive.runs(&format!("/bytes-admin grant user:@ada amount:{n}")).await;
            world.later(std::time::Duration::from_secs(1));
        }
        let mut page = max.runs("/history user:@ada").await;
        let mut told = page.text();
        while !page.text().contains("[Older off]") {
            page = max.clicks(&page, "Older").await;
            told.push_str(&page.text());
        }
        for n in 1..=8 {
            assert_eq!(told.matches(&format!("note {n}")).count(), 1, "{told}");
            assert_eq!(told.matches(&format!(": {n} ·")).count(), 1, "{told}");
        }
        let newest = max.clicks(&page, "Newest").await;
        assert!(newest.text().contains("note 8") && newest.text().contains("[Newest off]"), "{}", newest.text());
    });
}

#[test]
fn histories_are_the_moderators() {
    story(async |world| {
        let ada = world.actor("ada");
        assert!(ada.cannot_send("/history user:@ben").await.contains("permission"));
        let hostile = ada.sends(serde_json::json!({ "name": "history", "type": 1, "options": [] })).await;
        hostile.was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        let max = world.actor("max");
        let history = max.runs("/history user:@ben").await;
        // Whoever gets hold of the button of an alert, or makes one up.
        let (message, _) = history.control("Newest");
        let show = |id: String| serde_json::json!({ "component_type": 2, "custom_id": id });
        let ben = world.id("ben");
        ada.sends_raw(3, show(format!("v1:history:show:{ben}")), Some(message))
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        max.sends_raw(3, show(format!("v1:history:show:{ben}")), Some(message)).await.replied(expect![[r#"
            (ephemeral) # History
            <@ben> · nothing so far

            Nothing is written here.
            [Newest off] [Older off]"#]]);
        for wrong in ["v1:history:show:x", "v1:history:show"] {
            max.sends_raw(3, show(wrong.to_owned()), Some(message))
                .await
                .was_refused(expect!["This control has expired. Please run the command again."]);
        }
        for odd in ["v1:history:page", "v1:history:page:x:y:z:-1:-1", "v1:history:page:::0:0:99999999"] {
            assert_eq!(max.sends_raw(3, show(odd.to_owned()), Some(message)).await.end.outcome, "ok", "{odd}");
        }
    });
}
