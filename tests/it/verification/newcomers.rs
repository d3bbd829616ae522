//! *Verify me*.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;

use super::{alert, gated, set};
use crate::world::{Actor, Said, World, story};

/// The verified gate, and where newcomers press.
async fn verified(world: &World) -> simulator::Id {
    let (guild, bot_role) = (world.guild, world.bot_role);
    world.sim.state(|s| {
        s.application.insert("flags".into(), json!(1 << 15));
        s.role_mut(guild, bot_role).unwrap().permissions |= simulator::permission::EVERYONE;
    });
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
    let page = olive.runs("/setupverification").await;
    olive.clicks(&page, "Verified role").await;
    olive.clicks(&page, "Do it").await;
    olive.clicks(&page, "Do it").await;
    set(world, json!({ "mode": "button" })).await;
    world.ticks_until_idle().await;
    world.at(Duration::from_secs(6 * 3_600));
    olive.clicks(&page, "Look again").await;
    olive.clicks(&page, "Close @everyone now").await;
    world.sim.state(|s| s.application.remove("flags"));
    crate::gate::made(world, "Verified").0
}

/// The newcomer goes to the verification channel and presses.
pub async fn presses(who: &Actor) -> Said {
    let world = &who.world;
    let (_, channel) = crate::gate::made(world, "Verified");
    let message =
        world.sim.state(|s| s.messages.values().find(|m| m.channel == channel).map(|m| m.id)).expect("a prompt");
    Actor { channel, ..who.clone() }.clicks_on(message, "Verify me").await
}

pub async fn with_mode(world: &World, settings: serde_json::Value) -> simulator::Id {
    let role = verified(world).await;
    set(world, settings).await;
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    let steps = olive.clicks(&setup, "Features").await;
    let page = olive.clicks(&steps, "Verification").await;
    olive.clicks(&page, "Post the button now").await;
    world.read_all();
    role
}

#[test]
fn who_passes_is_let_in_at_once() {
    story(async |world| {
        let role =
            with_mode(&world, json!({ "mode": "button", "minimum_age": 86_400_000, "avatar_required": true })).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(30 * 86_400), true);
        presses(&nova).await.replied(expect!["(ephemeral) Welcome! You are in now."]);
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
        assert!(world.sim.state(|s| s.permissions(world.general, nova.id) & simulator::permission::VIEW_CHANNEL != 0));
    });
}

#[test]
fn a_form_that_opens_too_late_is_asked_for_again() {
    story(async |world| {
        with_mode(&world, json!({ "mode": "questions", "questions": ["Who told you of us?"] })).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(30 * 86_400), true);
        world.db_faults(json!([{"kind": "delay", "ms": 2_500}])).await;
        let said = presses(&nova).await;
        said.replied(expect!["(ephemeral) That took too long to open. Please press again."]);
        assert!(said.end.deferred);
        assert!(presses(&nova).await.text().starts_with("modal"), "the next press opens it");
    });
}

#[test]
fn the_button_comes_up_with_the_next_tick() {
    story(async |world| {
        let (_, channel) = crate::gate::restricted(&world).await;
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        let steps = olive.clicks(&setup, "Features").await;
        let page = olive.clicks(&steps, "Verification").await;
        olive.selects(&page, "How newcomers get in", &["button"]).await;
        world.later(Duration::from_secs(60));
        world.tick().await;
        expect![[r#"
            Welcome! Press the button to come in.
            [Verify me]"#]]
        .assert_eq(&world.next_message(channel));
        // It stands; changing back and forth posts no second one.
        olive.selects(&page, "How newcomers get in", &["off"]).await;
        olive.selects(&page, "How newcomers get in", &["questions"]).await;
        world.later(Duration::from_secs(60));
        world.tick().await;
    });
}

#[test]
fn the_check_up_tells_what_keeps_newcomers_out() {
    story(async |world| {
        let olive = world.actor("olive");
        let (_, channel) = crate::gate::restricted(&world).await;
        let findings = async || {
            let said = olive.runs("/setup").await.text();
            said.lines()
                .filter(|line| line.contains("Newcomers") || line.contains("*Verify me*"))
                .collect::<Vec<_>>()
                .join("\n")
        };
        set(&world, json!({ "mode": "questions" })).await;
        expect!["⚠️ Newcomers are to answer questions, but there are none, so a press is enough. Write some: `/setup` › Features › Verification › Checks and questions."].assert_eq(&findings().await);
        set(&world, json!({ "mode": "button" })).await;
        expect!["✅ Newcomers get in by *Verify me*."].assert_eq(&findings().await);
        let (guild, bot) = (world.guild, world.sim.state(|s| s.bot_id));
        world.sim.state(|s| s.overwrite(guild, channel, bot, 0, simulator::permission::SEND_MESSAGES));
        expect!["⚠️ I cannot put *Verify me* up in <##verification>: `/setupverification` puts its permissions right."]
            .assert_eq(&findings().await);
        world.read_all();
    });
}

#[test]
fn the_doubtful_wait_for_a_moderator() {
    story(async |world| {
        let role =
            with_mode(&world, json!({ "mode": "button", "minimum_age": 604_800_000, "avatar_required": true })).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(86_400), false);
        presses(&nova)
            .await
            .replied(expect!["(ephemeral) A moderator will look at this soon. You need not press again."]);
        presses(&nova)
            .await
            .replied(expect!["(ephemeral) A moderator will look at this soon. You need not press again."]);
        let (message, text) = alert(&world);
        expect![[r#"
            # Somebody waits: newcomer
            <@nova> (Nova)
            `nova`
            Account age: 1 day
            Joined: <t:+6h:R>
            Picture: none
            Why: **newcomer** <t:+6h:R>
            > the account is only 1 day old, no picture
            History: nothing so far
            [Verify] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&text);
        let max = Actor { channel: world.mods, ..world.actor("max") };
        max.clicks_on(message, "Verify").await.replied(expect!["(ephemeral) <@nova> is in."]);
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
        expect![[r#"
            ✅ <@nova> (Nova): verified by <@max> <t:+6h:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
    });
}

#[test]
fn questions_are_answered_in_a_form_and_read_on_the_alert() {
    story(async |world| {
        with_mode(&world, json!({ "mode": "questions", "questions": ["Who told you of us?", "What do you like?"] }))
            .await;
        let nova = world.newcomer_of("nova", Duration::from_secs(30 * 86_400), true);
        let form = presses(&nova).await;
        expect![[r#"modal {"components":[{"component":{"custom_id":"q0","max_length":300,"required":true,"style":2,"type":4},"label":"Who told you of us?","type":18},{"component":{"custom_id":"q1","max_length":300,"required":true,"style":2,"type":4},"label":"What do you like?","type":18}],"custom_id":"v1:verification:answers","title":"Before you come in"}"#]].assert_eq(&form.text());
        let (_, channel) = crate::gate::made(&world, "Verified");
        let there = Actor { channel, ..nova.clone() };
        there
            .fills(&form, &[("q0", "a friend"), ("q1", "*lanterns*")])
            .await
            .replied(expect!["(ephemeral) A moderator will look at this soon. You need not press again."]);
        expect![[r#"
            # Somebody waits: newcomer
            <@nova> (Nova)
            `nova`
            Account age: 4 weeks 2 days
            Joined: <t:+6h:R>
            Picture: yes
            Why: **newcomer** <t:+6h:R>
            > Who told you of us?
            > → a friend
            > What do you like?
            > → \*lanterns\*
            History: nothing so far
            [Verify] [Ban] [Create thread]
            [History] [Mine] [False positive]"#]]
        .assert_eq(&alert(&world).1);
    });
}

/// Nova is doubtful, presses, and waits for a day.
pub async fn waited(world: &World, then: &str) -> (Actor, simulator::Id) {
    let settings = json!({ "mode": "button", "minimum_age": 604_800_000, "limit": 86_400_000, "then": then });
    let role = with_mode(world, settings).await;
    let nova = world.newcomer_of("nova", Duration::from_secs(60), true);
    presses(&nova).await;
    world.later(Duration::from_secs(86_400 + 60));
    world.ticks_until_idle().await;
    (nova, role)
}

#[test]
fn who_waits_too_long_is_let_in_where_settings_say_so() {
    story(async |world| {
        let (nova, role) = waited(&world, "lift").await;
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
        expect![[r#"
            ✅ <@nova> (Nova): verified <t:+30h1m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
    });
}

#[test]
fn who_waits_too_long_waits_on_where_nothing_happens() {
    story(async |world| {
        let (nova, role) = waited(&world, "nothing").await;
        let guild = world.guild;
        assert!(!world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
        assert!(alert(&world).1.starts_with("# Somebody waits"), "{}", alert(&world).1);
    });
}

#[test]
fn who_was_removed_for_waiting_is_told_and_may_ask_again() {
    story(async |world| {
        let (nova, _) = waited(&world, "kick").await;
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).is_none()));
        expect![[r#"
            ⛔ <@nova> (Nova): rejected <t:+30h1m:R>
            [Reopen]"#]]
        .assert_eq(&alert(&world).1);
        expect![[r#"
            # You were removed from Lantern
            Why: not verified in time
            (Case 2)"#]]
        .assert_eq(&nova.dms().join("\n"));
        world.actor("max").runs("/inbox").await.replied(expect!["(ephemeral) Nothing waits for you. Well done."]);
        world.sim.state(|s| s.add_member(guild, nova.id));
        presses(&nova)
            .await
            .replied(expect!["(ephemeral) A moderator will look at this soon. You need not press again."]);
        assert!(alert(&world).1.starts_with("# Somebody waits"), "{}", alert(&world).1);
        world.later(Duration::from_secs(300));
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn without_the_database_verify_gives_the_role_all_the_same() {
    story(async |world| {
        let role = with_mode(&world, json!({ "mode": "button", "minimum_age": 604_800_000 })).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(86_400), false);
        presses(&nova).await;
        let (message, _) = alert(&world);
        let max = Actor { channel: world.mods, ..world.actor("max") };
        world.db_faults(json!([{ "kind": "quota", "times": 99 }])).await;
        max.clicks_on(message, "Verify").await.replied(expect!["(ephemeral) <@nova> has the role now. The database does not serve at the moment: press *Verify* once more when it does, or the restriction comes back."]);
        world.db_faults(json!([])).await;
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
        max.clicks_on(message, "Verify").await.replied(expect!["(ephemeral) <@nova> is in."]);
        assert!(world.sim.state(|s| s.member(guild, nova.id).unwrap().roles.contains(&role)));
    });
}

#[test]
fn who_waits_too_long_is_removed_where_settings_say_so() {
    story(async |world| {
        let age = json!({ "mode": "button", "minimum_age": 604_800_000, "limit": 86_400_000, "then": "kick" });
        with_mode(&world, age).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(60), true);
        presses(&nova).await;
        world.later(Duration::from_secs(86_400 + 60));
        world.ticks_until_idle().await;
        world.read_all();
        let guild = world.guild;
        assert!(world.sim.state(|s| s.member(guild, nova.id).is_none()));
        world.actor("max").runs("/case list").await.replied(expect![[r#"
            (ephemeral) # Cases
            `2` Kick <@nova>: not verified in time · wait · <t:+30h1m:R>
            `1` Restriction <@nova>: the account is only 1 minute old · gate · <t:+6h:R> · stands
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn while_the_brake_is_on_nobody_is_removed_by_itself() {
    story(async |world| {
        let age = json!({ "mode": "button", "minimum_age": 604_800_000, "limit": 86_400_000, "then": "kick" });
        with_mode(&world, age).await;
        let nova = world.newcomer_of("nova", Duration::from_secs(60), true);
        presses(&nova).await;
        world.later(Duration::from_secs(86_400 - 600));
        world.actor("max").runs("/pause minutes:60").await;
        let inside = || world.sim.state(|s| s.member(world.guild, nova.id).is_some());
        for _ in 0..15 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        assert!(inside());
        world.later(Duration::from_secs(3_600));
        world.ticks_until_idle().await;
        world.read_all();
        assert!(!inside());
    });
}

#[test]
fn settings_are_reached_from_setup() {
    story(async |world| {
        gated(&world).await;
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        let steps = olive.clicks(&setup, "Features").await;
        let page = olive.clicks(&steps, "Verification").await;
        page.replied(expect![[r#"
            (ephemeral) # Verification
            Youngest account: any
            Picture: not needed
            Longest wait: none
            When somebody waits too long: Nothing happens
            Pinged about alerts: nobody
            Questions: none
            [How newcomers get in ▾]
            [When somebody waits too long ▾]
            [Role to ping about new alerts (at most every 10 minutes) ▾]
            [Checks and questions …] [Post the button now] [‹ /setup]"#]]);
        let page = olive.selects(&page, "How newcomers get in", &["questions"]).await;
        let form = olive.clicks(&page, "Checks and questions").await;
        olive
            .fills(
                &form,
                &[("age", "7d"), ("avatar", "yes"), ("limit", "48h"), ("questions", "Who are you?\nWhy here?")],
            )
            .await
            .replied(expect![[r#"
                (ephemeral) # Verification
                Youngest account: 1 week
                Picture: needed
                Longest wait: 2 days
                When somebody waits too long: Nothing happens
                Pinged about alerts: nobody
                Questions: • Who are you?
                • Why here?
                [How newcomers get in ▾]
                [When somebody waits too long ▾]
                [Role to ping about new alerts (at most every 10 minutes) ▾]
                [Checks and questions …] [Post the button now] [‹ /setup]"#]]);
        let form = olive.clicks(&page, "Checks and questions").await;
        olive
            .fills(&form, &[("age", "soon")])
            .await
            .was_refused(expect!["I could not read this. Write spans like 7d or 48h, and yes or no."]);
    });
}
