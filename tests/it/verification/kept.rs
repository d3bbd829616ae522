//! What is read of an alert, who is told of it, and what is kept for how long.

use std::time::Duration;

use expect_test::expect;

use super::{alert, gated};
use crate::world::{Actor, World, story};

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

async fn flagged(world: &World) {
    gated(world).await;
    let form = max(world).picks_on("Flag user", world.id("ada")).await;
    max(world).fills(&form, &[("why", "sells coins")]).await;
}

#[test]
fn long_words_are_read_line_by_line_and_whole_behind_a_button() {
    story(async |world| {
        gated(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        let message = ben.says(&format!("first line\n{}\nlast *line*", "very long words ".repeat(60)));
        ada.picks_on_message("Report message", message).await;
        let (message, text) = alert(&world);
        assert!(
            text.contains("> first line\n> very long") && text.contains("…\n") && text.contains("[Read all]"),
            "{text}"
        );
        assert!(!text.contains("last"), "{text}");
        let said = max(&world).clicks_on(message, "Read all").await;
        assert!(said.text().contains("> last \\*line\\*"), "{}", said.text());
    });
}

#[test]
fn two_reports_at_once_are_one_alert_with_both() {
    story(async |world| {
        gated(&world).await;
        let (ada, ben, cleo) = (world.actor("ada"), world.actor("ben"), world.actor("cleo"));
        let (one, other) = (ben.says("buy coins"), ben.says("cheap coins"));
        futures_util::join!(
            ada.picks_on_message("Report message", one),
            cleo.picks_on_message("Report message", other)
        );
        world.later(Duration::from_secs(180));
        world.ticks_until_idle().await;
        let mods = world.mods;
        let alerts =
            world.sim.state(|s| s.messages.values().filter(|m| m.channel == mods && !m.embeds.is_empty()).count());
        assert_eq!(alerts, 1);
        let (_, text) = alert(&world);
        assert!(text.contains("buy coins") && text.contains("cheap coins"), "{text}");
    });
}

#[test]
fn what_was_reported_is_forgotten_ninety_days_after_the_decision() {
    story(async |world| {
        gated(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        let (open, decided) = (ben.says("buy coins"), world.actor("cleo").says("cheap coins"));
        ada.picks_on_message("Report message", open).await;
        ada.picks_on_message("Report message", decided).await;
        let (message, _) = alert(&world);
        max(&world).clicks_on(message, "All fine").await;
        let kept = async || {
            let rows = world
                .db(
                    "SELECT text FROM verification_events WHERE guild = ?1 AND kind = 'report' ORDER BY text",
                    &[world.guild.to_string().into()],
                )
                .await;
            rows.iter().map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        world.days_later(89);
        world.ticks_until_idle().await;
        assert_eq!(kept().await, ["buy coins", "cheap coins"]);
        world.days_later(2);
        world.ticks_until_idle().await;
        assert_eq!(kept().await, ["", "buy coins"], "what is open is kept");
        world.read_all();
    });
}

#[test]
fn a_chosen_role_is_pinged_once_in_ten_minutes() {
    story(async |world| {
        gated(&world).await;
        let watch = world.role("Watch");
        let guild = world.guild;
        world.sim.state(|s| s.role_mut(guild, watch).unwrap().mentionable = true);
        // Told when it was posted; an edit afterwards pings nobody.
        let pings = || {
            let role = watch.to_string();
            let of = |message: &serde_json::Value| {
                message["mention_roles"].as_array().is_some_and(|roles| roles.iter().any(|id| *id == role.as_str()))
            };
            let events = world.sim.events(0);
            let made = events.iter().filter(|event| event.kind == simulator::EventKind::MessageCreated);
            made.filter(|event| event.message.as_ref().is_some_and(of)).count()
        };
        let report = async |who: &'static str, name: &'static str| {
            let message = world.actor(name).says("buy coins");
            world.actor(who).picks_on_message("Report message", message).await;
        };
        report("ada", "ben").await;
        assert_eq!(pings(), 0, "nobody is pinged by default");
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        let steps = olive.clicks(&setup, "Features").await;
        let page = olive.clicks(&steps, "Verification").await;
        let page = olive.selects(&page, "Role to ping", &[&watch.to_string()]).await;
        page.replied(expect![[r#"
            (ephemeral) # Verification
            Youngest account: any
            Picture: not needed
            Longest wait: none
            When somebody waits too long: Nothing happens
            Pinged about alerts: <@&@Watch>, at most every 10 minutes (the role must allow being mentioned)
            Questions: none
            [How newcomers get in ▾]
            [When somebody waits too long ▾]
            [Role to ping about new alerts (at most every 10 minutes) ▾]
            [Checks and questions …] [Post the button now] [‹ /setup]"#]]);
        report("ada", "cleo").await;
        assert_eq!(pings(), 1);
        report("ben", "max").await;
        assert_eq!(pings(), 1);
        world.later(Duration::from_secs(601));
        report("ben", "olive").await;
        assert_eq!(pings(), 2);
        let (_, text) = alert(&world);
        assert!(text.contains("Please look"), "{text}");
        world.read_all();
    });
}

#[test]
fn the_inbox_is_paged_and_marks_what_is_late() {
    story(async |world| {
        gated(&world).await;
        let at = i64::try_from(world.sim.clock().now()).unwrap_or_default();
        for n in 0..12i64 {
            let open =
                "INSERT INTO verifications (guild, id, user, detection, opened_at) VALUES (?1, ?2, ?2, 'report', ?3)";
            // The first two are open for more than twelve hours.
            let opened = at - if n < 2 { 13 * 3_600_000 } else { 3_600_000 } + n;
            world.db(open, &[world.guild.to_string().into(), (n + 100).to_string().into(), opened.into()]).await;
        }
        let page = max(&world).runs("/inbox").await;
        let text = page.text();
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(" · ")).collect();
        let late: Vec<bool> = lines.iter().map(|line| line.contains("🔴")).collect();
        assert_eq!(late, [true, true, false, false, false, false, false, false, false, false], "{text}");
        max(&world).clicks(&page, "Next").await.replied(expect![[r#"
            (ephemeral) # Inbox
            <@110> · reported · <t:-1h:R>
            <@111> · reported · <t:-1h:R>
            [First] [Next off]"#]]);
        let page = max(&world).clicks(&page, "First").await;
        assert_eq!(page.text(), text);
    });
}

#[test]
fn every_change_is_an_event() {
    story(async |world| {
        flagged(&world).await;
        let (message, _) = alert(&world);
        let max = max(&world);
        max.clicks_on(message, "Create thread").await;
        max.clicks_on(message, "False positive").await;
        max.clicks_on(message, "Reopen").await;
        let form = max.clicks_on(message, "Ban").await;
        max.fills(&form, &[("why", "spam")]).await;
        let rows = world
            .db(
                "SELECT kind FROM verification_events WHERE guild = ?1 ORDER BY at, cause",
                &[world.guild.to_string().into()],
            )
            .await;
        let kinds: Vec<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
        assert_eq!(kinds, ["flag", "thread", "false_positive", "reopen", "ban"]);
        world.read_all();
    });
}
