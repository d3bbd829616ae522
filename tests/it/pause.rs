//! `/pause`.

use std::time::Duration;

use expect_test::expect;

use crate::world::story;

#[test]
fn automatic_acts_are_paused_for_an_hour_and_go_on() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/pause").await.replied(expect!["(ephemeral) ⏸️ Automatic acts are paused until <t:+1h:f> (<t:+1h:R>). Rules and detection go on looking, but they only tell moderators. What people order, and terms that end, go on. `/pause minutes:0` ends it."]);
        let status = world.actor("olive").runs("/status").await.text();
        assert!(status.contains("⚠️ Automatic acts are paused until <t:+1h:f>"), "{status}");
        max.runs("/pause minutes:0")
            .await
            .replied(expect!["(ephemeral) ▶️ The pause is over. Automatic acts work again."]);
        max.runs("/pause minutes:0")
            .await
            .replied(expect!["(ephemeral) Nothing is paused. `/pause` stops automatic acts for an hour."]);
        max.speaking("de").runs("/pause minutes:10080").await.replied(expect!["(ephemeral) ⏸️ Automatische Maßnahmen sind bis <t:+168h:f> angehalten (<t:+168h:R>). Regeln und Erkennung sehen weiter hin, melden aber nur. Was Menschen anordnen und Fristen, die enden, laufen weiter. `/pause minutes:0` beendet es."]);
        max.speaking("es-ES").runs("/pause minutes:5").await.replied(expect!["(ephemeral) ⏸️ Las acciones automáticas están en pausa hasta <t:+5m:f> (<t:+5m:R>). Las reglas y la detección siguen mirando, pero solo avisan. Lo que ordenan las personas y los plazos que terminan siguen. `/pause minutes:0` la termina."]);
        world.later(Duration::from_secs(300));
        let status = world.actor("olive").runs("/status").await.text();
        assert!(!status.contains("paused"), "{status}");
        max.runs("/pause minutes:0")
            .await
            .replied(expect!["(ephemeral) Nothing is paused. `/pause` stops automatic acts for an hour."]);
        let rows = world
            .db(
                "SELECT actor, origin, subject FROM audit_log WHERE guild = ?1 ORDER BY at",
                &[world.guild.to_string().into()],
            )
            .await;
        let rows: Vec<String> = rows.iter().map(|row| world.show(&row.to_string())).collect();
        expect![[r#"
            {"actor":"max","origin":"command","subject":"pause"}
            {"actor":"max","origin":"command","subject":"pause"}
            {"actor":"max","origin":"command","subject":"pause"}
            {"actor":"max","origin":"command","subject":"pause"}"#]]
        .assert_eq(&rows.join("\n"));
    });
}

#[test]
fn the_brake_is_the_moderators() {
    story(async |world| {
        assert!(world.actor("ada").cannot_send("/pause").await.contains("permission"));
        let ada = world.actor("ada");
        let hostile = ada.sends(serde_json::json!({ "name": "pause", "type": 1, "options": [] })).await;
        hostile.was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        let max = world.actor("max");
        assert!(max.cannot_send("/pause minutes:10081").await.contains("10"));
    });
}

#[test]
fn an_earlier_pause_that_comes_again_does_not_bring_itself_back() {
    story(async |world| {
        let max = world.actor("max");
        let pause = simulator::Kind::Command("/pause minutes:60".to_owned());
        let first = max.does(pause.clone()).await;
        world.later(Duration::from_secs(60));
        max.runs("/pause minutes:0").await;
        assert_eq!(max.again(&first, pause).await.end.outcome, "ok");
        let rows =
            world.db("SELECT json FROM guild_settings WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        expect![[r#"{"pause":{"until":null}}"#]].assert_eq(rows[0]["json"].as_str().unwrap_or_default());
    });
}
