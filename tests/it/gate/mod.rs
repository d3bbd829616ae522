//! The gate: `/setupverification`, leaks, restrictions that stick.

use std::time::Duration;

use expect_test::expect;
use serde_json::json;
use simulator::{Id, permission};

use crate::world::{World, story, story_with};

/// Sets the restricted design up; gives the role and the channel that were made.
pub async fn restricted(world: &World) -> (Id, Id) {
    let olive = world.actor("olive");
    let page = olive.runs("/setupverification").await;
    olive.clicks(&page, "Restricted role").await;
    olive.clicks(&page, "Do it").await;
    olive.clicks(&page, "Do it").await;
    made(world, "Restricted")
}

/// The role of this name and the verification channel, named in the story's texts.
pub fn made(world: &World, role: &str) -> (Id, Id) {
    let guild = world.guild;
    let (role_id, channel) = world.sim.state(|s| {
        let guild = &s.guilds[&guild];
        let found = guild.roles.values().find(|known| known.name == role).map(|known| known.id);
        let channel = guild.channels.values().find(|known| known.name == "verification").map(|known| known.id);
        (found.expect("the role was made"), channel.expect("the channel was made"))
    });
    world.call(role_id, &format!("@{role}"));
    world.call(channel, "#verification");
    (role_id, channel)
}

fn sees(world: &World, user: Id, channel: Id) -> bool {
    world.sim.state(|s| s.permissions(channel, user) & permission::VIEW_CHANNEL != 0)
}

#[test]
fn the_restricted_design_is_planned_and_set_up() {
    story(async |world| {
        let olive = world.actor("olive");
        let page = olive.runs("/setupverification").await;
        page.replied(expect![[r#"
            (ephemeral) # Verification gate
            There is no gate. Choose a design below; nothing happens before you press *Do it*.
            ⚠️ I may not list the members: the operator switches on **Server Members Intent** in the Developer Portal (Bot › Privileged Gateway Intents). Without it use the restricted role.
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
        olive.clicks(&page, "Restricted role").await.replied(expect![[r#"
            (ephemeral) # Verification gate
            • make the role **Restricted**
            • make the channel **#verification**
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it] [Look again]"#]]);
        olive.clicks(&page, "Do it").await.replied(expect![[r#"
            (ephemeral) Steps done: 2.
            # Verification gate
            • set channel permissions: 2
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it] [Look again]"#]]);
        made(&world, "Restricted");
        // A press that came twice went on with the plan, which is as good.
        if world.deliveries() == 2 {
            return;
        }
        olive.clicks(&page, "Do it").await.replied(expect![[r#"
            (ephemeral) Steps done: 2.
            # Verification gate
            Everything is set up; there is nothing to do.
            Leaks now: Who is restricted sees nothing but the verification channel.
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
        let before = world.sim.requests().iter().filter(|call| call.method != "GET").count();
        olive.runs("/setupverification").await;
        let after = world.sim.requests().iter().filter(|call| call.method != "GET").count();
        assert_eq!(after, before + 1, "nothing but the answer itself");
    });
}

#[test]
fn the_verified_design_gives_everybody_the_role_before_it_closes() {
    story(async |world| {
        world.sim.state(|s| s.application.insert("flags".into(), json!(1 << 15)));
        let guild = world.guild;
        let bot_role = world.bot_role;
        world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions |= permission::EVERYONE);
        let olive = world.actor("olive");
        let page = olive.runs("/setupverification").await;
        olive.clicks(&page, "Verified role").await;
        olive.clicks(&page, "Do it").await;
        let (verified, channel) = made(&world, "Verified");
        olive.clicks(&page, "Do it").await.replied(expect![[r#"
            (ephemeral) Steps done: 1.
            # Verification gate
            ⚠️ Newcomers could not get in: choose how they do under `/setup` › Features › Verification. Until then @everyone stays open.
            • give the verified role to everybody who is present (in slices)
            ⏳ 0 members seen, 0 given the role. Look again in a while.
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended)] [Restricted role] [No gate]
            [Do it] [Look again]"#]]);
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", verified) && world.has_role("ben", verified));
        let page = olive.runs("/setupverification").await;
        page.replied(expect![[r#"
            (ephemeral) # Verification gate
            ⚠️ Newcomers could not get in: choose how they do under `/setup` › Features › Verification. Until then @everyone stays open.
            • take **View Channels** from @everyone: only when you confirm it
            ✅ All 6 members that were present have the role. Now @everyone can be closed.
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended)] [Restricted role] [No gate]
            [Do it off] [Close @everyone now off] [Look again]"#]]);
        // Closed without a button, the gate would let nobody in any more.
        crate::verification::set(&world, json!({ "mode": "button" })).await;
        let page = olive.runs("/setupverification").await;
        olive.clicks(&page, "Close @everyone now").await.replied(expect![[r#"
            (ephemeral) Steps done: 1.
            # Verification gate
            Everything is set up; there is nothing to do.
            Leaks now: Who is restricted sees nothing but the verification channel.
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended)] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
        let nova = world.newcomer("nova");
        assert!(sees(&world, world.id("ada"), world.general) && !sees(&world, world.id("ada"), channel));
        assert!(!sees(&world, nova.id, world.general) && sees(&world, nova.id, channel));
        let commands = |user| world.sim.state(|s| s.permissions(channel, user) & permission::USE_APPLICATION_COMMANDS);
        assert_eq!(commands(nova.id), 0, "who is not in earns no role by a command");
        world.sim.state(|s| s.application.remove("flags"));
    });
}

#[test]
fn without_the_members_intent_the_cure_is_named() {
    story(async |world| {
        let guild = world.guild;
        let bot_role = world.bot_role;
        world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions |= permission::EVERYONE);
        let olive = world.actor("olive");
        olive.runs("/setupverification").await.replied(expect![[r#"
            (ephemeral) # Verification gate
            There is no gate. Choose a design below; nothing happens before you press *Do it*.
            ⚠️ I may not list the members: the operator switches on **Server Members Intent** in the Developer Portal (Bot › Privileged Gateway Intents). Without it use the restricted role.
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
        // It was there, and was switched off afterwards.
        world.sim.state(|s| s.application.insert("flags".into(), json!(1 << 15)));
        let page = olive.runs("/setupverification").await;
        olive.clicks(&page, "Verified role").await;
        olive.clicks(&page, "Do it").await;
        world.sim.state(|s| s.application.remove("flags"));
        olive.clicks(&page, "Do it").await;
        world.ticks_until_idle().await;
        made(&world, "Verified");
        olive.runs("/setupverification").await.replied(expect![[r#"
            (ephemeral) # Verification gate
            ⚠️ I may not list the members: the operator switches on **Server Members Intent** in the Developer Portal (Bot › Privileged Gateway Intents). Without it use the restricted role.
            ⚠️ Newcomers could not get in: choose how they do under `/setup` › Features › Verification. Until then @everyone stays open.
            • give the verified role to everybody who is present (in slices)
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it] [Look again]"#]]);
    });
}

#[test]
fn two_presses_at_once_make_one_role_and_one_channel() {
    story(async |world| {
        let olive = world.actor("olive");
        let page = olive.runs("/setupverification").await;
        olive.clicks(&page, "Restricted role").await;
        futures_util::join!(olive.clicks(&page, "Do it"), olive.clicks(&page, "Do it"));
        let guild = world.guild;
        let count = world.sim.state(|s| {
            let guild = &s.guilds[&guild];
            (
                guild.roles.values().filter(|role| role.name == "Restricted").count(),
                guild.channels.values().filter(|channel| channel.name == "verification").count(),
            )
        });
        assert_eq!(count, (1, 1));
        made(&world, "Restricted");
        olive.runs("/history admin:@olive").await.replied(expect![[r#"
            (ephemeral) # History
            What <@olive> did

            **Settings changed** (gate): version 1 → 2 · button · <t:+0m:R>
            **Gate's role made** · button · <t:+0m:R>
            **Verification channel made** · button · <t:+0m:R>
            **Settings changed** (gate): version 0 → 1 · button · <t:+0m:R>
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn what_the_bot_lacks_is_said_before_anything_is_done() {
    story(async |world| {
        let (guild, bot_role) = (world.guild, world.bot_role);
        world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions = permission::VIEW_CHANNEL);
        let olive = world.actor("olive");
        let page = olive.runs("/setupverification").await;
        olive.clicks(&page, "Restricted role").await.replied(expect![[r#"
            (ephemeral) # Verification gate
            ⚠️ My own role lacks **Manage Channels**, **Send Messages**, **Embed Links**, **Read Message History**, **Manage Roles**. Give them to it in Server Settings › Roles, then look again.
            • make the role **Restricted**
            • make the channel **#verification**
            Leaks now: <##general>: everybody reads and writes
            <##mods>: everybody reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
    });
}

#[test]
fn a_managed_role_that_opens_a_channel_is_named_and_told_once() {
    story_with(&json!({}), true, async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        restricted(&world).await;
        let (guild, general) = (world.guild, world.general);
        let booster = world.role("Booster");
        world.sim.state(|s| {
            s.role_mut(guild, booster).unwrap().managed = true;
            s.overwrite(guild, general, booster, permission::VIEW_CHANNEL, 0);
        });
        olive.runs("/setupverification").await.replied(expect![[r#"
            (ephemeral) # Verification gate
            Everything is set up; there is nothing to do.
            Leaks now: <##general>: who has *Booster* reads and writes
            (Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.)
            [Verified role (recommended) off] [Restricted role] [No gate]
            [Do it off] [Look again]"#]]);
        world.days_later(1);
        world.ticks_until_idle().await;
        expect![[r#"
            # The gate leaks
            <##general>: who has *Booster* reads and writes
            `/setupverification` mends what it can."#]]
        .assert_eq(&world.next_message(world.mods));
        world.days_later(1);
        world.ticks_until_idle().await;
    });
}

#[test]
fn a_restriction_survives_leaving_and_coming_back() {
    story(async |world| {
        let (marker, _) = restricted(&world).await;
        let owls = world.role("Owls");
        let (guild, ada) = (world.guild, world.id("ada"));
        world.sim.state(|s| s.give_role(guild, ada, owls));
        let olive = world.actor("olive");
        let form = olive.picks_on("Flag user", ada).await;
        olive.fills(&form, &[("why", "spam")]).await;
        assert!(world.has_role("ada", marker) && !world.has_role("ada", owls));
        world.sim.state(|s| s.leave(guild, ada, "left"));
        world.tick().await;
        world.sim.state(|s| s.add_member(guild, ada));
        assert!(!world.has_role("ada", marker));
        for _ in 0..2 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        assert!(world.has_role("ada", marker));
        olive.runs("/verify user:@ada").await;
        assert!(!world.has_role("ada", marker) && world.has_role("ada", owls), "what was taken is given back");
    });
}
