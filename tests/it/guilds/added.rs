//! Somebody adds the bot.

use expect_test::expect;
use serde_json::json;
use simulator::{Fault, permission};

use super::{calls, first_then_known, greeting, outcomes};
use crate::world::{World, story, story_with};

fn closes_dms(world: &World, name: &'static str) {
    let id = world.id(name);
    world.sim.state(|s| {
        if let Some(user) = s.users.get_mut(&id) {
            user.accepts_dms = false;
        }
    });
}

fn speaks(world: &World, locale: &str) {
    let guild = world.guild;
    world.sim.state(|s| {
        if let Some(guild) = s.guilds.get_mut(&guild) {
            guild.preferred_locale = locale.to_owned();
        }
    });
}

#[test]
fn who_adds_the_bot_is_told_the_first_steps() {
    story(async |world| {
        world.hears_events();
        let olive = world.actor("olive");
        let ends = world.added_by(olive.id).await;
        first_then_known(&outcomes(&ends), "told");
        expect![[r#"
            👋 I am Guildhall, and I am now in **Lantern**. I look after bytes and squads, help moderators with their cases, and can keep a gate for newcomers. The first steps, for whoever has **Manage Server**:
            1. `/setup` checks what I may do and asks a few questions.
            2. `/setupverification` sets up a gate, if you want one.
            3. `/help` shows everything I can do.
            Bytes, squads and the moderators' commands work at once; what acts by itself stays off until you switch it on.
            [Open the server]"#]].assert_eq(&olive.dms().join("\n"));
        assert_eq!(greeting(&world).await.as_deref(), Some("dm"));
        // Another permission, another day: no news.
        world.days_later(9);
        let ends = world.added_by(world.id("max")).await;
        assert!(outcomes(&ends).iter().all(|outcome| *outcome == "known"), "{ends:?}");
        assert_eq!((olive.dms().len(), world.actor("max").dms().len()), (1, 0));
    });
}

#[test]
fn in_the_language_of_the_guild() {
    for (locale, expected) in [
        (
            "de",
            expect![[r#"
                👋 Ich bin Guildhall und jetzt auf **Lantern**. Ich kümmere mich um Bytes und Trupps, helfe Moderatoren bei ihren Fällen und kann ein Tor für Neue hüten. Die ersten Schritte, für alle mit **Server verwalten**:
                1. `/setup` prüft, was ich darf, und stellt ein paar Fragen.
                2. `/setupverification` richtet ein Tor ein, falls du eines möchtest.
                3. `/help` zeigt alles, was ich kann.
                Bytes, Trupps und die Befehle der Moderatoren gehen sofort; was von selbst handelt, bleibt aus, bis du es einschaltest.
                [Zum Server]"#]],
        ),
        (
            "es-419",
            expect![[r#"
                👋 Soy Guildhall y ya estoy en **Lantern**. Me ocupo de los bytes y los escuadrones, ayudo a la moderación con sus casos y puedo guardar una puerta para quienes llegan. Los primeros pasos, para quien tenga **Gestionar servidor**:
                1. `/setup` revisa qué puedo hacer y hace unas preguntas.
                2. `/setupverification` prepara una puerta, si quieres una.
                3. `/help` muestra todo lo que sé hacer.
                Los bytes, los escuadrones y los comandos de moderación funcionan desde ya; lo que actúa por sí solo queda apagado hasta que lo actives.
                [Abrir el servidor]"#]],
        ),
    ] {
        story(async |world| {
            world.hears_events();
            speaks(&world, locale);
            world.added_by(world.id("ada")).await;
            expected.assert_eq(&world.actor("ada").dms().join("\n"));
        });
    }
}

#[test]
fn a_guild_that_has_settings_is_not_told_to_begin() {
    story(async |world| {
        world.hears_events();
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Language", &["es"]).await;
        world.added_by(olive.id).await;
        expect![[r#"
            👋 Estoy de nuevo en **Lantern** y sus ajustes siguen como estaban. `/setup` revisa si tengo los permisos que necesitan.
            [Abrir el servidor]"#]].assert_eq(&olive.dms().join("\n"));
    });
}

#[test]
fn closed_direct_messages_lead_to_the_system_channel() {
    story(async |world| {
        world.hears_events();
        world.system_channel(Some(world.general));
        closes_dms(&world, "olive");
        let ends = world.added_by(world.id("olive")).await;
        first_then_known(&outcomes(&ends), "told in channel");
        expect![[r#"
            👋 I am Guildhall, and I am now in **Lantern**. I look after bytes and squads, help moderators with their cases, and can keep a gate for newcomers. The first steps, for whoever has **Manage Server**:
            1. `/setup` checks what I may do and asks a few questions.
            2. `/setupverification` sets up a gate, if you want one.
            3. `/help` shows everything I can do.
            Bytes, squads and the moderators' commands work at once; what acts by itself stays off until you switch it on."#]].assert_eq(&world.next_message(world.general));
        assert_eq!(greeting(&world).await.as_deref(), Some("channel"));
    });
}

#[test]
fn used_up_rations_lead_to_the_system_channel() {
    story(async |world| {
        world.hears_events();
        world.system_channel(Some(world.general));
        let hour = world.sim.clock().now() / 3_600_000 * 3_600_000;
        let taken = "INSERT INTO dm_rations (span, starts_at, opened) VALUES ('hour', ?1, 50)";
        world.db(taken, &[hour.into()]).await;
        let ends = world.added_by(world.id("cleo")).await;
        first_then_known(&outcomes(&ends), "told in channel");
        assert!(world.next_message(world.general).contains("`/setup`"));
        assert_eq!(calls(&world, "POST", "/users/@me/channels"), 0);
    });
}

#[test]
fn where_nobody_can_be_told_that_is_kept_and_nothing_breaks() {
    story(async |world| {
        world.hears_events();
        closes_dms(&world, "olive");
        let ends = world.added_by(world.id("olive")).await;
        first_then_known(&outcomes(&ends), "unheard");
        assert_eq!(greeting(&world).await.as_deref(), Some("unheard"));
    });
    story(async |world| {
        world.hears_events();
        let (guild, general) = (world.guild, world.general);
        world.system_channel(Some(general));
        world.sim.state(|s| s.overwrite(guild, general, guild, 0, permission::SEND_MESSAGES));
        world.sim.state(|s| s.overwrite(guild, general, world.bot_role, 0, permission::SEND_MESSAGES));
        closes_dms(&world, "olive");
        let ends = world.added_by(world.id("olive")).await;
        first_then_known(&outcomes(&ends), "unheard");
        assert_eq!(greeting(&world).await.as_deref(), Some("unheard"));
    });
    story(async |world| {
        world.hears_events();
        // Removed again before the event came.
        let (guild, general) = (world.guild, world.general);
        world.system_channel(Some(general));
        world.sim.state(|s| s.remove_bot_from(guild));
        closes_dms(&world, "olive");
        let ends = world.added_by(world.id("olive")).await;
        first_then_known(&outcomes(&ends), "unheard");
    });
}

#[test]
fn what_discord_cannot_take_now_is_posted_later() {
    story(async |world| {
        world.hears_events();
        world.system_channel(Some(world.general));
        closes_dms(&world, "olive");
        world.sim.fail_next("POST", &format!("/channels/{}/messages", world.general), Fault::Status(503), 1);
        first_then_known(&outcomes(&world.added_by(world.id("olive")).await), "told in channel");
        world.later(std::time::Duration::from_secs(180));
        world.tick().await;
        assert!(world.next_message(world.general).contains("`/setup`"));
    });
}

#[test]
fn a_guild_that_is_not_served_is_told_so_and_nothing_is_kept() {
    story_with(&json!({ "GUILDS": "1213094097321984001" }), true, async |world| {
        world.hears_events();
        world.system_channel(Some(world.general));
        let olive = world.actor("olive");
        first_then_known(&outcomes(&world.added_by(olive.id).await), "told");
        expect!["**Lantern**: This deployment does not serve this server. Its operator can switch it on."]
            .assert_eq(&olive.dms().join("\n"));
        closes_dms(&world, "max");
        speaks(&world, "de");
        first_then_known(&outcomes(&world.added_by(world.id("max")).await), "told in channel");
        expect!["**Lantern**: Diese Installation bedient diesen Server nicht. Der Betreiber kann ihn freischalten."]
            .assert_eq(&world.next_message(world.general));
        world.system_channel(None);
        closes_dms(&world, "ben");
        first_then_known(&outcomes(&world.added_by(world.id("ben")).await), "unheard");
        world.days_later(1);
        world.ticks_until_idle().await;
        assert_eq!(greeting(&world).await, None);
        let posts = world.db("SELECT * FROM posts WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert!(posts.is_empty(), "{posts:?}");
    });
}

#[test]
fn installed_for_oneself_alone_it_says_nothing() {
    story(async |world| {
        world.hears_events();
        let ada = world.actor("ada");
        let data = world.sim.state(|s| s.authorization(ada.id, None));
        assert!(world.event("APPLICATION_AUTHORIZED", data).await.is_empty());
        assert_eq!((ada.dms().len(), greeting(&world).await), (0, None));
    });
}

#[test]
fn without_a_database_it_is_logged_and_the_night_makes_up_for_it() {
    story(async |world| {
        world.hears_events();
        world.system_channel(Some(world.general));
        world.db_faults(json!([{"kind": "fail", "times": 99}])).await;
        let ends = world.added_by(world.id("olive")).await;
        world.db_faults(json!([])).await;
        assert!(outcomes(&ends).iter().all(|outcome| *outcome == "failed"), "{ends:?}");
        world.expect_errors(ends.len());
        world.days_later(1);
        world.ticks_until_idle().await;
        assert!(world.next_message(world.general).contains("`/setup`"));
    });
}
