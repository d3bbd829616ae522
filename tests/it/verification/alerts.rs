//! Alerts and what moderators do with them.

use expect_test::expect;
use simulator::{Fault, Id};

use super::{alert, gated};
use crate::world::{Actor, World, story};

/// The moderator, where the alerts are.
fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

/// Ada is flagged by the moderator; gives the restricted role.
async fn flagged(world: &World) -> Id {
    let marker = gated(world).await;
    let form = max(world).picks_on("Flag user", world.id("ada")).await;
    max(world)
        .fills(&form, &[("why", "sells coins")])
        .await
        .replied(expect!["(ephemeral) <@ada> is restricted until somebody decides."]);
    marker
}

#[test]
fn a_flagged_member_is_restricted_and_an_alert_tells_why() {
    story(async |world| {
        let marker = flagged(&world).await;
        assert!(world.has_role("ada", marker));
        expect![[r#"
            # Somebody waits: flagged
            <@ada> (Ada)
            `ada`
            Account age: 2 years
            Joined: <t:+0m:R>
            Picture: none
            Why: **flagged** by <@max> <t:+0m:R>
            > sells coins
            History: nothing so far
            [Verify] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&alert(&world).1);
        max(&world).runs("/case list user:@ada").await.replied(expect![[r#"
            (ephemeral) # Cases
            Cases of <@ada>
            `1` Restriction: sells coins · <@max> · <t:+0m:R> · stands
            [Newest off] [Older off]"#]]);
        max(&world).runs("/inbox").await.replied(expect![[r#"
            (ephemeral) # Inbox
            <@ada> · flagged · <t:+0m:R> · [alert](https://discord.com/channels/guild/#mods/id)"#]]);
    });
}

#[test]
fn one_decides_and_late_clicks_are_polite() {
    story(async |world| {
        let marker = flagged(&world).await;
        let (message, _) = alert(&world);
        let max = max(&world);
        let form = max.clicks_on(message, "Ban").await;
        max.clicks_on(message, "Verify").await.replied(expect!["(ephemeral) <@ada> is in."]);
        assert!(!world.has_role("ada", marker));
        max.fills(&form, &[("why", "too late")])
            .await
            .was_refused(expect!["Somebody else has decided this already; look at the alert again."]);
        expect![[r#"
            ✅ <@ada> (Ada): verified by <@max> <t:+0m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
        assert_eq!(world.standing("ada"), "member");
    });
}

#[test]
fn verify_and_ban_at_once_end_in_one_decision() {
    story(async |world| {
        flagged(&world).await;
        let (message, _) = alert(&world);
        let (max, olive) = (max(&world), Actor { channel: world.mods, ..world.actor("olive") });
        let form = max.clicks_on(message, "Ban").await;
        futures_util::join!(max.fills(&form, &[("why", "spam")]), olive.clicks_on(message, "Verify"));
        world.ticks_until_idle().await;
        let rows =
            world.db("SELECT status FROM verifications WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert_eq!(rows.len(), 1);
        let status = rows[0]["status"].as_str().unwrap_or_default();
        let standing = world.standing("ada");
        assert!(
            matches!((status, standing.as_str()), ("verified", "member") | ("rejected", "banned")),
            "{status}, {standing}"
        );
        let actions = world
            .db(
                "SELECT action FROM admin_actions WHERE guild = ?1 AND action IN ('verify', 'reject')",
                &[world.guild.to_string().into()],
            )
            .await;
        assert_eq!(actions.len(), 1, "{actions:?}");
    });
}

#[test]
fn a_ban_from_the_alert_is_a_case_and_a_rejection() {
    story(async |world| {
        flagged(&world).await;
        let (message, _) = alert(&world);
        let form = max(&world).clicks_on(message, "Ban").await;
        max(&world).fills(&form, &[("why", "spam")]).await.replied(expect![[r#"
            (ephemeral) <@ada> is banned. Case 2.
            They were told by direct message."#]]);
        assert_eq!(world.standing("ada"), "banned");
        expect![[r#"
            ⛔ <@ada> (Ada): rejected by <@max> <t:+0m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
        let rows = world
            .db("SELECT action FROM admin_actions WHERE guild = ?1 ORDER BY action", &[world.guild.to_string().into()])
            .await;
        let actions: Vec<&str> = rows.iter().filter_map(|row| row["action"].as_str()).collect();
        assert_eq!(actions, ["ban", "reject"]);
        // Reopening unbans first.
        max(&world).clicks_on(message, "Reopen").await.replied(expect![
            "(ephemeral) <@ada> is to be restricted, but is not yet. They have left; the restriction waits for them."
        ]);
        assert_eq!(world.standing("ada"), "gone");
    });
}

#[test]
fn a_ban_by_command_resolves_the_alert_alike() {
    story(async |world| {
        flagged(&world).await;
        max(&world).runs("/ban user:@ada reason:spam").await;
        expect![[r#"
            ⛔ <@ada> (Ada): rejected by <@max> <t:+0m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
    });
}

#[test]
fn taking_the_case_back_lets_the_member_in() {
    story(async |world| {
        let marker = flagged(&world).await;
        max(&world)
            .runs("/case undo case:1")
            .await
            .replied(expect!["(ephemeral) <@ada> is no longer restricted. Case 1 is taken back."]);
        assert!(!world.has_role("ada", marker));
        expect![[r#"
            ✅ <@ada> (Ada): verified by <@max> <t:+0m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
    });
}

#[test]
fn a_thread_is_opened_locked_and_opened_again() {
    story(async |world| {
        flagged(&world).await;
        let (message, _) = alert(&world);
        let max = max(&world);
        max.clicks_on(message, "Create thread").await;
        let guild = world.guild;
        let thread =
            world.sim.state(|s| s.guilds[&guild].channels.values().find(|c| c.thread.is_some()).map(|c| c.id)).unwrap();
        world.call(thread, "#thread");
        let state = || {
            world.sim.state(|s| {
                let thread = s.guilds[&guild].channels[&thread].thread.clone().unwrap();
                (thread.locked, thread.archived, thread.members.contains(&world.id("ada")))
            })
        };
        assert_eq!(state(), (false, false, true));
        // Who is kept out reads and writes there, and the moderators see it.
        let may = |who: &str| {
            let needed = simulator::permission::VIEW_CHANNEL | simulator::permission::SEND_MESSAGES_IN_THREADS;
            world.sim.state(|s| s.permissions(thread, world.id(who)) & needed == needed)
        };
        assert!(may("ada") && may("max") && !may("ben"));
        expect!["Hello <@ada>. The moderators would like to talk with you here."]
            .assert_eq(&world.next_message(thread));
        max.clicks_on(message, "Verify").await;
        assert_eq!(state(), (true, true, true));
        max.clicks_on(message, "Reopen").await;
        assert_eq!(state(), (false, false, true));
        expect![[r#"
            # Somebody waits: flagged
            <@ada> (Ada)
            `ada`
            Account age: 2 years
            Joined: <t:+0m:R>
            Picture: none
            Why: **flagged** by <@max> <t:+0m:R>
            > sells coins
            History: nothing so far
            Thread: <##thread>
            [Verify] [Ban] [Create thread off]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&alert(&world).1);
    });
}

#[test]
fn two_who_open_a_thread_at_once_open_one() {
    story(async |world| {
        flagged(&world).await;
        let (message, _) = alert(&world);
        let (max, olive) = (max(&world), Actor { channel: world.mods, ..world.actor("olive") });
        futures_util::join!(max.clicks_on(message, "Create thread"), olive.clicks_on(message, "Create thread"));
        let guild = world.guild;
        let threads =
            world.sim.state(|s| s.guilds[&guild].channels.values().filter(|channel| channel.thread.is_some()).count());
        assert_eq!(threads, 1);
        world.read_all();
    });
}

#[test]
fn without_a_gate_the_thread_says_who_will_not_see_it() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "spam")]).await;
        let (message, _) = alert(&world);
        let said = max(&world).clicks_on(message, "Create thread").await;
        assert!(said.text().contains("sees it only if they see that channel"), "{}", said.text());
        world.read_all();
    });
}

#[test]
fn a_report_shows_the_message_and_keeps_nobody_out() {
    story(async |world| {
        let marker = gated(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        let message = ben.says("buy *coins*");
        ada.picks_on_message("Report message", message).await.replied(expect![
            "(ephemeral) Thank you. The moderators see it now; the author is not told who reported it."
        ]);
        assert!(!world.has_role("ben", marker));
        expect![[r#"
            # Please look: reported
            <@ben> (Ben)
            `ben`
            Account age: 2 years
            Joined: –
            Picture: none
            Why: **reported** by <@ada> <t:+0m:R>
            > buy \*coins\*
            https://discord.com/channels/guild/#general/id
            History: nothing so far
            [All fine] [Restrict] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&alert(&world).1);
        let own = ada.says("mine");
        ada.picks_on_message("Report message", own)
            .await
            .was_refused(expect!["This is your own message; you can delete it yourself."]);
        // A second report joins the first alert; a moderator may restrict.
        let other = ben.says("more coins");
        world.actor("cleo").picks_on_message("Report message", other).await;
        let (alert_id, text) = alert(&world);
        expect![[r#"
            # Please look: reported
            <@ben> (Ben)
            `ben`
            Account age: 2 years
            Joined: –
            Picture: none
            Why: **reported** by <@cleo> <t:+0m:R>
            > more coins
            https://discord.com/channels/guild/#general/id
            **reported** by <@ada> <t:+0m:R>
            > buy \*coins\*
            https://discord.com/channels/guild/#general/id
            History: nothing so far
            [All fine] [Restrict] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&text);
        max(&world).clicks_on(alert_id, "Restrict").await;
        assert!(world.has_role("ben", marker));
    });
}

#[test]
fn who_reports_too_much_is_slowed_down() {
    story(async |world| {
        gated(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        for n in 0..5 {
            let message = ben.says(&format!("message {n}"));
            ada.picks_on_message("Report message", message).await;
        }
        world.read_all();
        if world.deliveries() == 1 {
            let message = ben.says("one more");
            ada.picks_on_message("Report message", message)
                .await
                .was_refused(expect!["You have reported a lot in the last minutes. Please wait a little."]);
        }
    });
}

#[test]
fn moderators_and_the_owner_are_not_flagged_by_equals() {
    story(async |world| {
        gated(&world).await;
        let form = max(&world).picks_on("Flag user", world.id("olive")).await;
        max(&world)
            .fills(&form, &[("why", "coup")])
            .await
            .was_refused(expect!["This person owns the server; nobody can act on them."]);
        let data = serde_json::json!({ "component_type": 2, "custom_id": "v1:verification:verify:1" });
        let message = max(&world).says("x");
        world
            .actor("ada")
            .sends_raw(3, data, Some(message))
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
    });
}

#[test]
fn what_discord_does_not_take_is_kept_and_tried_again() {
    story(async |world| {
        let marker = gated(&world).await;
        let mods = world.mods.to_string();
        let times = world.deliveries() as u32;
        world.sim.fail_next("POST", &mods, Fault::Status(502), times);
        let ada = world.id("ada").to_string();
        world.sim.fail_next("PATCH", &format!("/members/{ada}"), Fault::Status(502), times);
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "spam")]).await;
        assert!(!world.has_role("ada", marker));
        world.later(std::time::Duration::from_secs(180));
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", marker));
        assert!(alert(&world).1.contains("Somebody waits"), "{}", alert(&world).1);
    });
}

#[test]
fn a_role_out_of_reach_is_said_on_the_alert() {
    story(async |world| {
        let marker = gated(&world).await;
        world.place_role(marker, 99);
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "spam")]).await;
        assert!(alert(&world).1.contains("I could not set their roles"), "{}", alert(&world).1);
        world.place_role(marker, 1);
        world.later(std::time::Duration::from_secs(3_600));
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", marker));
    });
}

#[test]
fn without_a_gate_a_flag_only_tells() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "spam")]).await.replied(expect![
            "(ephemeral) <@ada> is flagged. There is no gate to keep them out: `/setupverification` makes one."
        ]);
        let (message, text) = alert(&world);
        expect![[r#"
            # Please look: flagged
            <@ada> (Ada)
            `ada`
            Account age: 2 years
            Joined: <t:+0m:R>
            Picture: none
            Why: **flagged** by <@max> <t:+0m:R>
            > spam
            History: nothing so far
            [All fine] [Restrict] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&text);
        max(&world)
            .clicks_on(message, "Restrict")
            .await
            .was_refused(expect!["The gate is chosen but not set up yet. Run `/setupverification`."]);
        max(&world).clicks_on(message, "Mine").await;
        max(&world).clicks_on(message, "History").await.replied(expect![[r#"
            (ephemeral) # History
            <@ada> · nothing so far

            **Verification opened**: flag · <@max> · command · <t:+0m:R>
            [Newest off] [Older off]"#]]);
        max(&world).clicks_on(message, "False positive").await;
        expect![[r#"
            ✅ <@ada> (Ada): false positive by <@max> <t:+0m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
    });
}
