//! What a digest tells, in three languages.

use std::time::Duration;

use expect_test::expect;

use crate::world::{World, story};

/// A day on which something happened, and one before it on which a little did.
async fn busy(world: &World) {
    let olive = world.actor("olive");
    let (ada, ben, cleo) = (world.actor("ada"), world.actor("ben"), world.actor("cleo"));
    olive.runs("/bytes-admin config cooldown:0").await;
    ada.runs("/bytes daily").await;
    ada.runs("/bytes send user:@ben amount:5").await;
    world.days_later(1);
    world.later(Duration::from_secs(600));
    for person in [&ada, &ben, &cleo] {
        person.runs("/bytes daily").await;
    }
    ada.runs("/bytes send user:@ben amount:40").await;
    cleo.runs("/bytes send user:@ben amount:30").await;
    ben.runs("/bytes send user:@cleo amount:25").await;
    ben.runs("/bytes send user:@max amount:3").await;
    olive.runs("/squads-admin create name:Night-Owls").await;
    olive.runs("/squads-admin create name:Larks").await;
    for person in [&ada, &ben] {
        person.runs("/squads join squad:Night-Owls").await;
    }
    cleo.runs("/squads join squad:Larks").await;
    let owls = world.role_above("Owls");
    let wish = "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, reason, set_at) VALUES (?1, ?2, ?3, 1, 'bytes', 'failed', 'not_allowed', ?4)";
    let at = world.sim.clock().now();
    for who in ["ada", "ben"] {
        let wish_of =
            [world.guild.to_string().into(), world.id(who).to_string().into(), owls.to_string().into(), at.into()];
        world.db(wish, &wish_of).await;
    }
    world.later(Duration::from_secs(600));
}

#[test]
fn a_digest_in_three_languages() {
    story(async |world| {
        busy(&world).await;
        let olive = world.actor("olive");
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # The last 24 hours
            <t:+20m:f> – <t:+24h20m:f>
            Bytes: `███░░░░░░░` **30** earned ▲ 200%
            `██████████` **98** sent ▲ ×19
            **4** members ▲ 100%
            Given most by others:
            🥇 `██████████` <@ben> **70**
            🥈 `███░░░░░░░` <@cleo> **25**
            🥉 `█░░░░░░░░░` <@max> **3**
            Squads: **3** joined ▲
            `██████████` Night\-Owls **+2**, now 2
            `█████░░░░░` Larks **+1**, now 1
            Needs an administrator: ⚠️ <@&@Owls> (×2): I am not allowed to: an administrator gives me **Manage Roles** and drags my role above this one.
            (▲ ▼ compared with the day before)"#]]);
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Language", &["de"]).await;
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # Die letzten 24 Stunden
            <t:+20m:f> – <t:+24h20m:f>
            Bytes: `███░░░░░░░` **30** verdient ▲ 200 %
            `██████████` **98** verschenkt ▲ ×19
            **4** Mitglieder ▲ 100 %
            Am meisten geschenkt bekommen:
            🥇 `██████████` <@ben> **70**
            🥈 `███░░░░░░░` <@cleo> **25**
            🥉 `█░░░░░░░░░` <@max> **3**
            Trupps: **3** Beitritte ▲
            `██████████` Night\-Owls **+2**, jetzt 2
            `█████░░░░░` Larks **+1**, jetzt 1
            Braucht die Administration: ⚠️ <@&@Owls> (×2): Ich darf das nicht: Die Administration gibt mir **Rollen verwalten** und zieht meine Rolle über diese.
            (▲ ▼ gegenüber dem Tag davor)"#]]);
        olive.selects(&setup, "Language", &["es"]).await;
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # Las últimas 24 horas
            <t:+20m:f> – <t:+24h20m:f>
            Bytes: `███░░░░░░░` **30** ganados ▲ 200 %
            `██████████` **98** enviados ▲ ×19
            **4** miembros ▲ 100 %
            Quienes más recibieron:
            🥇 `██████████` <@ben> **70**
            🥈 `███░░░░░░░` <@cleo> **25**
            🥉 `█░░░░░░░░░` <@max> **3**
            Escuadrones: **3** ingresos ▲
            `██████████` Night\-Owls **+2**, ahora 2
            `█████░░░░░` Larks **+1**, ahora 1
            Necesita a la administración: ⚠️ <@&@Owls> (×2): No tengo permiso: la administración debe darme **Gestionar roles** y subir mi rol por encima de este.
            (▲ ▼ frente al día anterior)"#]]);
    });
}

#[test]
fn its_settings_in_three_languages() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/digest configure channel:#general hour:1 zone:+05:30").await;
        olive.speaking("de").runs("/digest configure").await.replied(expect![[r#"
            (ephemeral) # Berichte
            Kanal: **<##general>**
            Wann: **täglich um 1:00 Uhr (+05:30)**
            Nächster: **<t:+7h30m:f> (<t:+7h30m:R>)**
            Leere: **werden ausgelassen**
            Abschnitte: **Bytes · Trupps · Verifizierung · Lange offen · Moderation · Braucht die Administration**
            (/digest preview zeigt, was einer jetzt sagen würde.)
            [Wovon sie erzählen ▾]"#]]);
        olive.speaking("es-ES").runs("/digest configure").await.replied(expect![[r#"
            (ephemeral) # Resúmenes
            Canal: **<##general>**
            Cuándo: **cada día a la 1:00 (+05:30)**
            Próximo: **<t:+7h30m:f> (<t:+7h30m:R>)**
            Los vacíos: **se omiten**
            Secciones: **Bytes · Escuadrones · Verificación · Abiertas hace tiempo · Moderación · Necesita a la administración**
            (/digest preview muestra lo que diría uno ahora.)
            [De qué hablan ▾]"#]]);
        // The day that a weekly one comes depends on the day on which the story runs.
        let weekly = olive.runs("/digest configure frequency:weekly weekday:Sunday").await.text();
        assert!(weekly.contains("every Sunday at 1:00"), "{weekly}");
        let weekly = olive.speaking("de").runs("/digest configure").await.text();
        assert!(weekly.contains("jeden Sonntag um 1:00 Uhr"), "{weekly}");
        let weekly = olive.speaking("es-ES").runs("/digest configure").await.text();
        assert!(weekly.contains("cada domingo a la 1:00"), "{weekly}");
    });
}
