//! What members do with squads.

use std::time::Duration;

use expect_test::expect;
use simulator::Kind;

use super::squads;
use crate::world::{World, story};

/// Ada has bytes and lives in the squad of the owls.
async fn an_owl(world: &World) {
    world.actor("olive").runs("/bytes-admin grant user:@ada amount:400").await;
    world.actor("ada").runs("/squads join squad:Owls").await;
}

#[test]
fn the_list_shows_every_open_squad() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) There are no squads yet. An administrator makes the first with `/squads-admin create`.
            -# +10 bytes, day 1"#]]);
        squads(&world).await;
        an_owl(&world).await;
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            🦉 Owls ←: 1 member · <@&@Owls>
            Awake at night
            🐦 Larks: 0 members
            Bats: 0 of 1 member"#]]);
        world.actor("ben").speaking("de").runs("/squads list").await.replied(expect![[r#"
            (ephemeral) -# +10 Bytes, Tag 1
            # Trupps
            🦉 Owls: 1 Mitglied · <@&@Owls>
            Awake at night
            🐦 Larks: 0 Mitglieder
            Bats: 0 von 1 Mitglied"#]]);
    });
}

#[test]
fn joining_a_free_squad_needs_no_question() {
    story(async |world| {
        let owls = squads(&world).await;
        let ada = world.actor("ada");
        let joined = ada.runs("/squads join squad:Owls").await;
        joined.replied(expect![[r#"
            (ephemeral) You are in 🦉 **Owls** now.
            > Hoo! Say hello.
            -# +10 bytes, day 1"#]]);
        assert!(world.has_role("ada", owls));
        assert_eq!(joined.trips().1, 3, "one to find the name, one to read, one to write");
        ada.runs("/squads join squad:owls").await.was_refused(expect!["You are in 🦉 **Owls** already."]);
        ada.runs("/squads join squad:Hawks")
            .await
            .was_refused(expect!["There is no such squad. `/squads list` shows them all."]);
    });
}

#[test]
fn without_a_name_there_are_buttons_with_prices() {
    story(async |world| {
        squads(&world).await;
        world.actor("olive").runs("/squads-admin config join_cost:5").await;
        let ada = world.actor("ada");
        let offered = ada.runs("/squads join").await;
        offered.replied(expect![[r#"
            (ephemeral) Which squad?
            -# +10 bytes, day 1
            [🦉 Owls · 5 bytes] [🐦 Larks · 5 bytes] [Bats · 5 bytes]"#]]);
        ada.clicks(&offered, "🦉 Owls").await.replied(expect![[r#"
            (ephemeral) You are in 🦉 **Owls** now. It cost **5 bytes**; you hold **105 bytes**.
            > Hoo! Say hello."#]]);
    });
}

#[test]
fn switching_is_confirmed_with_its_cost() {
    story(async |world| {
        let owls = squads(&world).await;
        an_owl(&world).await;
        let ada = world.actor("ada");
        let asked = ada.runs("/squads join squad:Larks").await;
        asked.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls** and go to 🐦 **Larks** for **50 bytes**?
            [Yes, for 50 bytes] [No]"#]]);
        ada.clicks(&asked, "Yes")
            .await
            .replied(expect!["(ephemeral) You are in 🐦 **Larks** now. It cost **50 bytes**; you hold **460 bytes**."]);
        assert!(!world.has_role("ada", owls), "the old role is gone");
        ada.runs("/bytes history").await.replied(expect![[r#"
            (ephemeral) # Bytes: history
            <@ada>

            <t:+0m:f> **−50** squad fee · Larks
            <t:+0m:f> **+10** daily bytes
            <t:+0m:f> **+400** granted
            <t:+0m:f> **+100** account opened
            [Newest off] [Older off] [Show here]"#]]);
    });
}

#[test]
fn a_no_changes_nothing() {
    story(async |world| {
        squads(&world).await;
        an_owl(&world).await;
        let ada = world.actor("ada");
        let asked = ada.runs("/squads join squad:Larks").await;
        ada.clicks(&asked, "No").await.replied(expect!["(ephemeral) Everything stays as it is."]);
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> · 🦉 **Owls**, since <t:+0m:R>
            1 member
            Awake at night
            Open to you: ✅ 🐦 **Larks** · 50 bytes
            ✅ **Bats** · 50 bytes"#]]);
    });
}

#[test]
fn a_price_that_changed_is_asked_again() {
    story(async |world| {
        squads(&world).await;
        an_owl(&world).await;
        let ada = world.actor("ada");
        let asked = ada.runs("/squads join squad:Larks").await;
        world.actor("olive").runs("/squads-admin config switch_cost:80").await;
        let again = ada.clicks(&asked, "Yes").await;
        again.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls** and go to 🐦 **Larks** for **80 bytes**?
            This has changed since you were asked, so please look again.
            [Yes, for 80 bytes] [No]"#]]);
        ada.clicks(&again, "Yes")
            .await
            .replied(expect!["(ephemeral) You are in 🐦 **Larks** now. It cost **80 bytes**; you hold **430 bytes**."]);
    });
}

#[test]
fn controls_expire_and_belong_to_the_asker() {
    story(async |world| {
        squads(&world).await;
        an_owl(&world).await;
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        let asked = ada.runs("/squads join squad:Larks").await;
        let (message, custom_id) = asked.control("Yes");
        let data = serde_json::json!({ "component_type": 2, "custom_id": custom_id });
        ben.sends_raw(3, data, Some(message))
            .await
            .was_refused(expect!["These buttons are for <@ada>. Run the command yourself."]);
        world.later(Duration::from_secs(61));
        ada.clicks(&asked, "Yes")
            .await
            .replied(expect!["(ephemeral) These buttons have expired. Nothing was changed; run the command again."]);
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> · 🦉 **Owls**, since <t:+0m:R>
            1 member
            Awake at night
            Open to you: ✅ 🐦 **Larks** · 50 bytes
            ✅ **Bats** · 50 bytes"#]]);
    });
}

#[test]
fn too_little_too_full_too_early() {
    story(async |world| {
        squads(&world).await;
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        ada.runs("/squads join squad:Bats").await;
        ben.runs("/squads join squad:Bats").await.was_refused(expect![[r#"
            **Bats** is full. `/squads list` shows where there is room.
            -# +10 bytes, day 1"#]]);
        olive.runs("/squads-admin config minimum:500").await;
        ben.runs("/squads join squad:Owls").await.was_refused(expect![
            "Squads are open to members who hold at least **500 bytes**; you hold **110 bytes**."
        ]);
        olive.runs("/squads-admin config minimum:0 switch_cost:5000").await;
        ada.speaking("es-ES")
            .runs("/squads join squad:Owls")
            .await
            .was_refused(expect!["🦉 **Owls** te cuesta **5.000 bytes**; tienes **110 bytes**."]);
        ben.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ben> is in no squad.
            Open to you: ✅ 🦉 **Owls** · free
            ✅ 🐦 **Larks** · free
            ❌ **Bats** · full"#]]);
    });
}

#[test]
fn leaving_is_confirmed_and_takes_the_role() {
    story(async |world| {
        let owls = squads(&world).await;
        an_owl(&world).await;
        let ada = world.actor("ada");
        let asked = ada.runs("/squads leave").await;
        asked.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls**? You lose its role; coming back may cost something.
            [Leave] [No]"#]]);
        ada.clicks(&asked, "Leave").await.replied(expect!["(ephemeral) You have left 🦉 **Owls**."]);
        assert!(!world.has_role("ada", owls));
        ada.runs("/squads leave").await.was_refused(expect!["You are in no squad. `/squads join` finds you one."]);
    });
}

#[test]
fn members_are_paged_and_others_squads_are_told() {
    story(async |world| {
        squads(&world).await;
        for n in 0..22 {
            let newcomer = world.newcomer("somebody");
            newcomer.runs("/squads join squad:Larks").await;
            assert!(n < 22);
        }
        let ada = world.actor("ada");
        let first = ada.runs("/squads members squad:Larks").await;
        assert_eq!(first.text().matches("<@somebody>").count(), 20);
        let next = ada.clicks(&first, "Next").await;
        assert_eq!(next.text().matches("<@somebody>").count(), 2);
        world.actor("ben").runs("/squads join squad:Owls").await;
        ada.runs("/squads info user:@ben").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ben> · 🦉 **Owls**, since <t:+0m:R>
            1 member
            Awake at night"#]]);
        ada.runs("/squads members squad:Owls").await.replied(expect![[r#"
            (ephemeral) # 🦉 Owls · 1 member
            <@ben> · <t:+0m:R>"#]]);
    });
}

#[test]
fn many_squads_come_as_a_menu_and_too_many_by_name() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        for n in 1..=7 {
            olive.runs(&format!("/squads-admin create name:\"Squad {n}\"")).await;
        }
        let offered = ada.runs("/squads join").await;
        offered.replied(expect![[r#"
            (ephemeral) Which squad?
            -# +10 bytes, day 1
            [Choose a squad ▾]"#]]);
        ada.selects(&offered, "Choose a squad", &["3-0-0"])
            .await
            .replied(expect!["(ephemeral) You are in **Squad 3** now."]);
        // From inside a squad the menu asks before it switches.
        olive.runs("/bytes-admin grant user:@ada amount:400").await;
        let offered = ada.runs("/squads join").await;
        let asked = ada.selects(&offered, "Choose a squad", &["5-50-3"]).await;
        asked.replied(expect![[r#"
            (ephemeral) Leave **Squad 3** and go to **Squad 5** for **50 bytes**?
            [Yes, for 50 bytes] [No]"#]]);
        for n in 8..=27 {
            olive.runs(&format!("/squads-admin create name:\"Squad {n}\"")).await;
        }
        ada.runs("/squads join").await.replied(expect!["(ephemeral) There are more squads than a menu can hold. Name yours: `/squads join squad:…` suggests as you type."]);
        assert_eq!(ada.types("/squads join squad:squad 2", "squad").await.len(), 9);
    });
}

#[test]
fn a_role_above_the_bots_own_is_said_and_tried_no_more() {
    story(async |world| {
        let owls = squads(&world).await;
        world.place_role(owls, 99);
        let ada = world.actor("ada");
        ada.runs("/squads join squad:Owls").await;
        assert!(!world.has_role("ada", owls));
        let rows =
            world.db("SELECT state, reason FROM role_wishes WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert_eq!(rows[0]["reason"], "not_allowed");
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> · 🦉 **Owls**, since <t:+0m:R>
            1 member
            Awake at night
            Your role is missing: I am not allowed to: an administrator gives me **Manage Roles** and drags my role above this one.
            Open to you: ✅ 🐦 **Larks** · 50 bytes
            ✅ **Bats** · 50 bytes"#]]);
    });
}

#[test]
fn joins_are_announced_in_the_guilds_language() {
    story(async |world| {
        squads(&world).await;
        world.actor("olive").runs("/squads-admin config announce_in:#general").await;
        an_owl(&world).await;
        expect!["<@ada> joined 🦉 **Owls**."].assert_eq(&world.next_message(world.general));
        let ada = world.actor("ada");
        let asked = ada.runs("/squads join squad:Larks").await;
        ada.clicks(&asked, "Yes").await;
        expect!["<@ada> went from 🦉 **Owls** to 🐦 **Larks**."].assert_eq(&world.next_message(world.general));
    });
}

#[test]
fn an_announcement_that_cannot_be_made_holds_up_nothing() {
    story(async |world| {
        let owls = squads(&world).await;
        world.actor("olive").runs("/squads-admin config announce_in:#general").await;
        let general = world.general.to_string();
        world.sim.fail_next("POST", &general, simulator::Fault::Status(502), 1);
        an_owl(&world).await;
        assert!(world.has_role("ada", owls));
        world.later(Duration::from_secs(120));
        world.ticks_until_idle().await;
        expect!["<@ada> joined 🦉 **Owls**."].assert_eq(&world.next_message(world.general));
    });
}

#[test]
fn the_second_delivery_of_a_switch_costs_nothing() {
    story(async |world| {
        squads(&world).await;
        an_owl(&world).await;
        let ada = world.actor("ada");
        let asked = ada.runs("/squads join squad:Larks").await;
        let (message, custom_id) = asked.control("Yes");
        let kind = Kind::Click { message, custom_id };
        let first = ada.does(kind.clone()).await;
        ada.again(&first, kind).await;
        let rows = world
            .db("SELECT delta FROM ledger WHERE guild = ?1 AND kind = 'squad_fee'", &[world.guild.to_string().into()])
            .await;
        assert_eq!(rows.len(), 1);
    });
}

#[test]
fn many_squads_with_long_descriptions_fit_into_one_list() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let about = "What we stand for, at length. ".repeat(10);
        for n in 1..=26 {
            let name = format!("{n:02} {}", "*".repeat(37));
            olive.runs(&format!("/squads-admin create name:\"{name}\" description:\"{}\"", about.trim())).await;
        }
        let listed = ada.runs("/squads list").await.text();
        assert!(listed.contains("and 2 more") && listed.contains("What we stand for"), "{listed}");
    });
}

#[test]
fn in_the_only_squad_there_is_no_other_to_join() {
    story(async |world| {
        let ada = world.actor("ada");
        world.actor("olive").runs("/squads-admin create name:Owls").await;
        ada.runs("/squads join squad:Owls").await;
        ada.runs("/squads join").await.replied(expect!["(ephemeral) You are in the only squad there is."]);
    });
}
