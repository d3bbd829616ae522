//! What squads do by themselves.

use expect_test::expect;

use super::squads;
use crate::world::story_with;

#[test]
fn a_role_that_was_taken_by_hand_is_put_right_at_night() {
    story_with(&serde_json::json!({}), true, async |world| {
        let owls = squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        ada.runs("/squads join squad:Owls").await;
        let guild = world.guild;
        world.sim.state(|s| s.take_role(guild, world.id("ada"), owls));
        world.days_later(1);
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", owls));
        expect!["Members who lacked the role of their squad: 1. I put it right."]
            .assert_eq(&world.next_message(world.mods));
    });
}

#[test]
fn what_a_squad_holds_together_is_summed_up_every_hour() {
    story_with(&serde_json::json!({}), true, async |world| {
        squads(&world).await;
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        ada.runs("/squads join squad:Owls").await;
        ben.runs("/squads join squad:Owls").await;
        olive.runs("/bytes-admin grant user:@ada amount:400").await;
        world.ticks_until_idle().await;
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            🦉 Owls ←: 2 members · 620 bytes · <@&@Owls>
            Awake at night
            🐦 Larks: 0 members
            Bats: 0 of 1 member
            (Bytes are summed up every hour.)"#]]);
        olive.runs("/bytes-admin grant user:@ben amount:80").await;
        world.later(std::time::Duration::from_secs(3_660));
        world.ticks_until_idle().await;
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            🦉 Owls ←: 2 members · 700 bytes · <@&@Owls>
            Awake at night
            🐦 Larks: 0 members
            Bats: 0 of 1 member
            (Bytes are summed up every hour.)"#]]);
    });
}

#[test]
fn a_role_that_cannot_be_given_is_told_with_its_cure() {
    story_with(&serde_json::json!({}), true, async |world| {
        let owls = squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        ada.runs("/squads join squad:Owls").await;
        let guild = world.guild;
        world.sim.state(|s| s.take_role(guild, world.id("ada"), owls));
        world.place_role(owls, 99);
        world.days_later(1);
        world.ticks_until_idle().await;
        expect!["Members of a squad lack its role <@&@Owls>. I am not allowed to: an administrator gives me **Manage Roles** and drags my role above this one."].assert_eq(&world.next_message(world.mods));
    });
}

#[test]
fn a_squad_that_everybody_left_holds_nothing() {
    story_with(&serde_json::json!({}), true, async |world| {
        squads(&world).await;
        let ada = world.actor("ada");
        ada.runs("/squads join squad:Owls").await;
        world.ticks_until_idle().await;
        let asked = ada.runs("/squads leave").await;
        ada.clicks(&asked, "Leave").await;
        world.later(std::time::Duration::from_secs(3_660));
        world.ticks_until_idle().await;
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            🦉 Owls: 0 members · 0 bytes · <@&@Owls>
            Awake at night
            🐦 Larks: 0 members
            Bats: 0 of 1 member
            (Bytes are summed up every hour.)"#]]);
    });
}
