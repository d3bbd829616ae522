//! What may not be done, and why.

use expect_test::expect;
use simulator::permission;

use crate::world::{World, story};

/// A bot that can act on members; moderators may kick as well.
fn staffed(world: &World) {
    let guild = world.guild;
    world.sim.state(|s| {
        let role = s.guilds[&guild].roles.values().find(|role| role.name == "Moderators").map(|role| role.id).unwrap();
        s.role_mut(guild, role).unwrap().permissions |= permission::KICK_MEMBERS;
    });
}

#[test]
fn oneself_the_owner_and_the_bot_are_out_of_reach() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/warn user:@max reason:me").await.was_refused(expect!["You cannot do this to yourself."]);
        max.runs("/ban user:@olive reason:coup")
            .await
            .was_refused(expect!["This person owns the server; nobody can act on them."]);
        let bot = world.sim.bot_id();
        max.runs(&format!("/timeout user:<@{bot}> duration:1h")).await.was_refused(expect!["That is me."]);
        let cases = world.db("SELECT * FROM cases WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert!(cases.is_empty(), "what was refused leaves no case");
    });
}

#[test]
fn who_stands_beside_or_above_is_out_of_reach() {
    story(async |world| {
        staffed(&world);
        let (max, guild) = (world.actor("max"), world.guild);
        let moderators = world.sim.state(|s| {
            s.guilds[&guild].roles.values().find(|role| role.name == "Moderators").map(|role| role.id).unwrap()
        });
        world.sim.state(|s| s.give_role(guild, world.id("ben"), moderators));
        max.runs("/kick user:@ben reason:rivalry").await.was_refused(expect![
            "Their highest role is not below yours, so you cannot act on them. Somebody with a higher role can."
        ]);
        let high = world.role_above("Council");
        world.sim.state(|s| s.give_role(guild, world.id("ada"), high));
        max.runs("/ban user:@ada reason:no").await.was_refused(expect![
            "Their highest role is not below yours, so you cannot act on them. Somebody with a higher role can."
        ]);
        let olive = world.actor("olive");
        olive.runs("/ban user:@ada reason:no").await.was_refused(expect!["Their highest role is not below mine. An administrator can drag my role above theirs: Server Settings › Roles."]);
        olive.runs("/warn user:@ada reason:words need no rank of mine").await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They were told by direct message."#]]);
    });
}

#[test]
fn the_bots_missing_permission_is_named_with_the_cure() {
    story(async |world| {
        let (max, guild, bot_role) = (world.actor("max"), world.guild, world.bot_role);
        let set = |permissions| world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions = permissions);
        set(permission::VIEW_CHANNEL);
        max.runs("/ban user:@ada reason:spam").await.was_refused(expect![
            "I lack the permission **Ban Members**. An administrator can give it to my role: Server Settings › Roles."
        ]);
        max.speaking("de").runs("/timeout user:@ada duration:1h").await.was_refused(expect!["Mir fehlt die Berechtigung **Time-out für Mitglieder**. Die Administration kann sie meiner Rolle geben: Servereinstellungen › Rollen."]);
        set(permission::ADMINISTRATOR);
        max.runs("/timeout user:@ada duration:1h").await.replied(expect![[r#"
            (ephemeral) <@ada> has a timeout until <t:+1h:f> (<t:+1h:R>). Case 1.
            They were told by direct message."#]]);
    });
}

#[test]
fn an_administrator_cannot_be_timed_out() {
    story(async |world| {
        let guild = world.guild;
        let admins = world.role("Admins");
        world.sim.state(|s| {
            s.role_mut(guild, admins).unwrap().permissions = permission::ADMINISTRATOR;
            s.give_role(guild, world.id("ben"), admins)
        });
        let olive = world.actor("olive");
        olive
            .runs("/timeout user:@ben duration:1h")
            .await
            .was_refused(expect!["Discord lets nobody time out an administrator."]);
    });
}

#[test]
fn who_is_not_here_cannot_be_timed_out_or_kicked() {
    story(async |world| {
        let (olive, stranger) = (world.actor("olive"), world.id("stranger"));
        olive
            .runs(&format!("/timeout user:<@{stranger}> duration:1h"))
            .await
            .was_refused(expect!["This person is not on the server."]);
        olive
            .runs(&format!("/kick user:<@{stranger}>"))
            .await
            .was_refused(expect!["This person is not on the server."]);
        olive.runs("/untimeout user:@ada").await.was_refused(expect!["This member has no timeout."]);
    });
}

#[test]
fn spans_that_cannot_be_read_or_are_too_long() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/timeout user:@ada duration:soonish").await.was_refused(expect![[
            r#"I cannot read "soonish" as a span of time. Write it like 30m, 2h, 1d 12h or 1w."#
        ]]);
        assert_eq!(
            max.types("/timeout user:@ada duration:1", "duration").await,
            ["1 minute", "10 minutes", "1 hour", "1 day", "1 week"]
        );
        let offered = max.runs("/timeout user:@ada duration:30d").await;
        offered.replied(expect![[r#"
            (ephemeral) A timeout lasts at most 28 days. You can ban <@ada> for that long instead, or give the longest timeout.
            [Timeout for 28 days …] [Ban for 30 days …]"#]]);
        let form = max.clicks(&offered, "Ban for 30 days").await;
        form.replied(expect![[r#"modal {"components":[{"component":{"custom_id":"why","max_length":400,"required":false,"style":2,"type":4},"description":"The person reads it; it also stands in the case.","label":"Reason","type":18}],"custom_id":"v1:moderation:instead-why:ban:ada:2592000","title":"Ban: why?"}"#]]);
        max.fills(&form, &[("why", "a month of quiet")]).await.replied(expect![[r#"
            (ephemeral) <@ada> is banned until <t:+720h:f> (<t:+720h:R>). Case 1.
            They were told by direct message."#]]);
        assert_eq!(world.standing("ada"), "banned");
    });
}

#[test]
fn members_cannot_moderate_even_with_a_forged_client() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.cannot_send("/ban user:@ben reason:x").await;
        let ben = world.id("ben").to_string();
        let data = serde_json::json!({ "id": "1", "name": "ban", "type": 1, "options": [
            { "name": "user", "type": 6, "value": ben }, { "name": "reason", "type": 3, "value": "x" }] });
        ada.sends(data)
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
        assert_eq!(world.standing("ben"), "member");
        let data = serde_json::json!({ "component_type": 2, "custom_id": "v1:moderation:undo:1" });
        let message = world.actor("max").says("x");
        ada.sends_raw(3, data, Some(message))
            .await
            .was_refused(expect!["This is for moderators. Ask an administrator if you should be one."]);
    });
}

#[test]
fn a_moderator_role_of_the_settings_counts_for_every_act() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let helpers = world.role("Helpers");
        world.sim.state(|s| s.give_role(world.guild, world.id("ada"), helpers));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Moderator role", &[&helpers.to_string()]).await;
        let ben = world.id("ben").to_string();
        let data = serde_json::json!({ "id": "1", "name": "kick", "type": 1, "options": [{ "name": "user", "type": 6, "value": ben }] });
        ada.sends(data).await.replied(expect![[r#"
            (ephemeral) <@ben> was removed. Case 1.
            They were told by direct message."#]]);
        assert_eq!(world.standing("ben"), "gone");
    });
}
