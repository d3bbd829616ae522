//! What a digest tells of verifications and cases, and what `/status` tells of looks.

use std::time::Duration;

use expect_test::expect;

use super::{alert, gated};
use crate::world::{Actor, World, story};

/// Three are looked at, one of them for long; two are decided, one by a ban.
async fn busy(world: &World) {
    gated(world).await;
    let max = Actor { channel: world.mods, ..world.actor("max") };
    let ada = world.actor("ada");
    for name in ["ben", "cleo", "olive"] {
        let message = world.actor(name).says("buy coins");
        ada.picks_on_message("Report message", message).await;
        let (message, _) = alert(world);
        world.later(Duration::from_secs(1_800));
        match name {
            "ben" => drop(max.clicks_on(message, "All fine").await),
            "cleo" => {
                let form = max.clicks_on(message, "Ban").await;
                max.fills(&form, &[("why", "spam")]).await;
            }
            _ => {}
        }
    }
    max.runs("/warn user:@ada reason:noise").await;
    world.read_all();
    world.at(Duration::from_secs(15 * 3_600));
}

#[test]
fn verifications_and_cases_are_told_in_three_languages() {
    story(async |world| {
        busy(&world).await;
        let olive = world.actor("olive");
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # The last 24 hours
            <t:-9h:f> – <t:+15h:f>
            Verification: `██████████` **3** opened ▲
            `██████░░░░` **2** decided ▲
            ✅ **1** approved · ⛔ **1** rejected
            Half of them within **30 minutes**
            Open for long: **1** alert waits for more than 12 hours · `/inbox`
            🔴 <@olive> · reported · <t:+1h:R> · [alert](https://discord.com/channels/guild/#mods/id)
            Moderation: `██████████` **1** ban ▲
            `██████████` **1** warning ▲
            (▲ ▼ compared with the day before)"#]]);
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Language", &["de"]).await;
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # Die letzten 24 Stunden
            <t:-9h:f> – <t:+15h:f>
            Verifizierung: `██████████` **3** eröffnet ▲
            `██████░░░░` **2** entschieden ▲
            ✅ **1** freigegeben · ⛔ **1** abgelehnt
            Die Hälfte innerhalb von **30 Minuten**
            Lange offen: **1** Meldung wartet seit mehr als 12 Stunden · `/inbox`
            🔴 <@olive> · gemeldet · <t:+1h:R> · [Meldung](https://discord.com/channels/guild/#mods/id)
            Moderation: `██████████` **1** Bann ▲
            `██████████` **1** Verwarnung ▲
            (▲ ▼ gegenüber dem Tag davor)"#]]);
        olive.selects(&setup, "Language", &["es"]).await;
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # Las últimas 24 horas
            <t:-9h:f> – <t:+15h:f>
            Verificación: `██████████` **3** abiertas ▲
            `██████░░░░` **2** decididas ▲
            ✅ **1** aprobadas · ⛔ **1** rechazadas
            La mitad en menos de **30 minutos**
            Abiertas hace tiempo: **1** alerta espera desde hace más de 12 horas · `/inbox`
            🔴 <@olive> · denunciado · <t:+1h:R> · [alerta](https://discord.com/channels/guild/#mods/id)
            Moderación: `██████████` **1** veto ▲
            `██████████` **1** advertencia ▲
            (▲ ▼ frente al día anterior)"#]]);
    });
}

#[test]
fn the_status_says_how_old_the_oldest_look_may_be() {
    story(async |world| {
        gated(&world).await;
        let max = Actor { channel: world.mods, ..world.actor("max") };
        let form = max.picks_on("Flag user", world.id("ada")).await;
        max.fills(&form, &[("why", "spam")]).await;
        for _ in 0..4 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        world.at(Duration::from_secs(600));
        let status = world.actor("olive").runs("/status").await.text();
        let line = status.lines().find(|line| line.contains("looked up")).unwrap_or_default();
        assert!(line.contains("everybody since <t:+"), "{status}");
        world.read_all();
    });
}
