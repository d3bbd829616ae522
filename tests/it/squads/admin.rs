//! What administrators do with squads.

use std::time::Duration;

use expect_test::expect;
use simulator::permission;

use super::squads;
use crate::world::story;

#[test]
fn a_squad_is_made_and_changed() {
    story(async |world| {
        let olive = world.actor("olive");
        let role = world.role("Owls");
        olive
            .runs(&format!("/squads-admin create name:Owls role:<@&{role}> emoji:🦉"))
            .await
            .replied(expect!["(ephemeral) **Owls** is there. Members join with `/squads join`."]);
        olive.runs("/squads-admin create name:owls").await.was_refused(expect![
            "Another squad has the name **owls** or that role. Names and roles belong to one squad each."
        ]);
        olive.runs(&format!("/squads-admin create name:Larks role:<@&{role}>")).await.was_refused(expect![
            "Another squad has the name **Larks** or that role. Names and roles belong to one squad each."
        ]);
        olive
            .runs("/squads-admin create name:Larks emoji:lark")
            .await
            .was_refused(expect!["The emoji must be a single one, such as 🦉, or one of this server's own."]);
        for no_emoji in ["★★", "→", "🦉🦉"] {
            let refused = olive.runs(&format!("/squads-admin create name:Larks emoji:{no_emoji}")).await;
            assert!(refused.text().contains("single one"), "{no_emoji}: {}", refused.text());
        }
        olive
            .runs("/squads-admin edit squad:Owls name:\"Night Owls\" max:2")
            .await
            .replied(expect!["(ephemeral) **Night Owls** was changed."]);
        world.actor("ada").runs("/squads join squad:\"Night Owls\"").await;
        world.actor("ben").runs("/squads join squad:\"Night Owls\"").await;
        olive
            .runs("/squads-admin edit squad:\"Night Owls\" max:1")
            .await
            .was_refused(expect!["🦉 **Night Owls** has 2 members, which is more than that maximum."]);
        olive.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Squads
            🦉 Night Owls: 2 of 2 members · <@&@Owls>"#]]);
    });
}

#[test]
fn a_role_that_cannot_be_given_is_refused_at_once() {
    story(async |world| {
        let olive = world.actor("olive");
        let high = world.role_above("High");
        olive.runs(&format!("/squads-admin create name:Owls role:<@&{high}>")).await.was_refused(expect!["<@&@High> stands above my own role, so I cannot give it. Drag my role above it in Server Settings › Roles, then try again."]);
        let bot = world.bot_role;
        olive.runs(&format!("/squads-admin create name:Owls role:<@&{bot}>")).await.was_refused(expect![
            "Nobody can give this role: it belongs to everyone or to an integration. Pick another."
        ]);
    });
}

#[test]
fn nobody_has_a_role_given_that_they_could_not_give() {
    story(async |world| {
        // Ben may change the bot's settings and stands lowest; Chief stands above him, Admin would be more than he has.
        let (managers, admin, owls) = (world.role("Managers"), world.role("Admin"), world.role("Owls"));
        let chief = world.role("Chief");
        let (guild, ben_id) = (world.guild, world.id("ben"));
        world.sim.state(|s| {
            for (role, permissions) in [(managers, permission::MANAGE_GUILD), (admin, permission::ADMINISTRATOR)] {
                s.role_mut(guild, role).expect("the role").permissions = permissions;
            }
            s.give_role(guild, ben_id, managers);
        });
        for (place, role) in [(0, owls), (0, admin), (1, managers), (2, chief)] {
            world.place_role(role, 10 + place);
        }
        world.place_role(world.bot_role, 20);
        let ben = world.actor("ben");
        for start in ["/squads-admin create name:Crew role:", "/bytes-admin reward add threshold:1 role:"] {
            let refused = ben.runs(&format!("{start}<@&{admin}>")).await;
            refused.was_refused(expect!["This role has permissions that you do not have, so you cannot have it given. Pick another, or ask the server's owner."]);
            for role in [chief, managers] {
                let refused = ben.runs(&format!("{start}<@&{role}>")).await;
                refused.was_refused(expect!["This role does not stand below your own highest role, so you cannot have it given. Pick a lower one, or ask somebody who stands above it."]);
            }
            assert!(ben.speaking("de").runs(&format!("{start}<@&{admin}>")).await.text().contains("die du nicht hast"));
        }
        ben.runs(&format!("/squads-admin create name:Owls role:<@&{owls}>"))
            .await
            .replied(expect!["(ephemeral) **Owls** is there. Members join with `/squads join`."]);

        // By the dashboard neither, also where settings name the role that newcomers get.
        let browser = world.signed_in("ben").await;
        let page = browser.opens(&format!("/g/{guild}/settings")).await;
        let seen = page.html.split("value=\"gate\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
        let seen = seen.and_then(|rest| rest.split('"').next()).expect("what was seen");
        let (save, admin_id) = (format!("/g/{guild}/settings/save"), admin.to_string());
        let mut fields = [
            ("section", "gate"),
            ("seen", seen),
            ("design", "verified"),
            ("channel", ""),
            ("restricted_role", ""),
            ("verified_role", admin_id.as_str()),
        ];
        browser.fills(&page, &save, &fields).await.is(422).says("permissions that you do not have");
        let owls_id = owls.to_string();
        fields[5].1 = &owls_id;
        browser.fills(&page, &save, &fields).await.is(200).says("saved");

        // The server's owner may, and what another has chosen is not theirs to put back.
        let olive = world.actor("olive");
        olive.runs(&format!("/bytes-admin reward add threshold:1 role:<@&{admin}>")).await;
        olive.runs("/bytes-admin reward remove role:Admin").await;
        let page = browser.opens(&format!("/g/{guild}/settings/versions?version=2")).await;
        let back = format!("/g/{guild}/settings/versions/back");
        browser.fills(&page, &back, &[("version", "2")]).await.is(422).says("permissions that you do not have");
        browser.fills(&page, &back, &[("version", "1")]).await.is(200);
    });
}

#[test]
fn a_squad_that_gets_another_role_moves_its_members_to_it() {
    story(async |world| {
        let owls = squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        ada.runs("/squads join squad:Owls").await;
        let night = world.role("Night");
        olive.runs(&format!("/squads-admin edit squad:Owls role:<@&{night}>")).await;
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", night) && !world.has_role("ada", owls));
    });
}

#[test]
fn members_cannot_administrate() {
    story(async |world| {
        squads(&world).await;
        let data = serde_json::json!({ "component_type": 2, "custom_id": "v1:squads:archive:1" });
        let message = world.actor("max").says("x");
        world
            .actor("ada")
            .sends_raw(3, data, Some(message))
            .await
            .was_refused(expect!["This is for administrators: it needs the permission **Manage Server**."]);
    });
}

#[test]
fn an_archived_squad_loses_its_members_and_roles_in_slices() {
    story(async |world| {
        let owls = squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        ada.runs("/squads join squad:Owls").await;
        world.actor("ben").runs("/squads join squad:Owls").await;
        let asked = olive.runs("/squads-admin archive squad:Owls").await;
        asked.replied(expect![[r#"
            (ephemeral) Archive 🦉 **Owls**? Its members (2) lose role and membership; this cannot be taken back.
            [Archive] [No]"#]]);
        olive.clicks(&asked, "Archive").await.replied(expect![
            "(ephemeral) 🦉 **Owls** is archived. Memberships and roles are removed over the next minutes."
        ]);
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> is in no squad.
            Open to you: ✅ 🐦 **Larks** · free
            ✅ **Bats** · free"#]]);
        // Also before the membership is removed one may go elsewhere, and it costs no switch.
        ada.runs("/squads join squad:Owls")
            .await
            .was_refused(expect!["🦉 **Owls** is closed. `/squads list` shows which are open."]);
        let ben = world.actor("ben");
        ben.runs("/squads join squad:Larks").await;
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", owls));
        ada.runs("/squads join squad:Larks").await.replied(expect!["(ephemeral) You are in 🐦 **Larks** now."]);
        // Its name and its role are free again.
        let made = olive.runs(&format!("/squads-admin create name:Owls role:<@&{owls}>")).await;
        made.replied(expect!["(ephemeral) **Owls** is there. Members join with `/squads join`."]);
    });
}

#[test]
fn a_sale_makes_switching_cheaper_while_it_runs() {
    story(async |world| {
        squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        olive.runs("/bytes-admin grant user:@ada amount:400").await;
        ada.runs("/squads join squad:Owls").await;
        olive.runs("/squads-admin sale").await.replied(expect![
            "(ephemeral) No sale runs or is planned. Name one: `/squads-admin sale name:… duration:2d switch:50`."
        ]);
        olive
            .runs("/squads-admin sale name:Summer")
            .await
            .was_refused(expect!["A sale needs a *duration* and a discount: *join*, *switch* or both."]);
        olive.runs("/squads-admin sale name:Summer duration:2d switch:50 starts_in:1h").await.replied(expect![[r#"
            (ephemeral) # Squads
            **Summer**: joining −0 %, switching −50 %, starts <t:+1h:R>
            [End Summer]"#]]);
        olive.runs("/squads-admin sale name:Other duration:1d switch:10").await.was_refused(expect![
            "Another sale runs in that time. End it first with its button in `/squads-admin sale`."
        ]);
        ada.runs("/squads join squad:Larks").await.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls** and go to 🐦 **Larks** for **50 bytes**?
            [Yes, for 50 bytes] [No]"#]]);
        world.later(Duration::from_secs(3_700));
        ada.runs("/squads join squad:Larks").await.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls** and go to 🐦 **Larks** for **25 bytes**?
            [Yes, for 25 bytes] [No]"#]]);
        let shown = olive.runs("/squads-admin sale").await;
        olive.clicks(&shown, "End Summer").await.replied(expect!["(ephemeral) The sale has ended."]);
        ada.runs("/squads join squad:Larks").await.replied(expect![[r#"
            (ephemeral) Leave 🦉 **Owls** and go to 🐦 **Larks** for **50 bytes**?
            [Yes, for 50 bytes] [No]"#]]);
    });
}

#[test]
fn settings_are_shown_and_changed() {
    story(async |world| {
        squads(&world).await;
        let olive = world.actor("olive");
        olive.runs("/squads-admin config").await.replied(expect![[r#"
            (ephemeral) # Squads
            Joining: 0 bytes
            Switching: 50 bytes
            Minimum balance: 0 bytes
            Buttons work for: 60 s
            Default squad: none
            Announcements: none"#]]);
        olive
            .runs("/squads-admin config switch_cost:10 join_cost:3 minimum:5 controls:120 default_squad:Larks announce_in:#general")
            .await
            .replied(expect![[r#"
                (ephemeral) # Squads
                Joining: 3 bytes
                Switching: 10 bytes
                Minimum balance: 5 bytes
                Buttons work for: 120 s
                Default squad: 🐦 **Larks**
                Announcements: <##general>"#]]);
        olive.runs("/squads-admin config default_squad:none quiet:true").await.replied(expect![[r#"
            (ephemeral) # Squads
            Joining: 3 bytes
            Switching: 10 bytes
            Minimum balance: 5 bytes
            Buttons work for: 120 s
            Default squad: none
            Announcements: none"#]]);
        olive
            .runs("/squads-admin config default_squad:Hawks")
            .await
            .was_refused(expect!["There is no such squad. `/squads list` shows them all."]);
    });
}

#[test]
fn who_earns_for_the_first_time_joins_the_default_squad() {
    story(async |world| {
        let owls = squads(&world).await;
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        olive.runs("/squads-admin config default_squad:Owls").await;
        ada.runs("/bytes daily").await;
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> · 🦉 **Owls**, since <t:+0m:R>
            1 member
            Awake at night
            Open to you: ✅ 🐦 **Larks** · 50 bytes
            ✅ **Bats** · 50 bytes"#]]);
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", owls));
        // By being given bytes as well, and never twice.
        ada.runs("/bytes send user:@ben amount:5").await;
        assert!(ben.runs("/squads info").await.text().contains("🦉 **Owls**"));
        world.ticks_until_idle().await;
        let rows =
            world.db("SELECT members FROM squads WHERE guild = ?1 AND id = 1", &[world.guild.to_string().into()]).await;
        assert_eq!(rows[0]["members"], 2);
    });
}

#[test]
fn a_first_join_goes_where_it_was_asked_and_not_to_the_default_squad() {
    story(async |world| {
        let owls = squads(&world).await;
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        olive.runs("/squads-admin config default_squad:Owls").await;
        ada.runs("/squads join squad:Larks").await.replied(expect![[r#"
            (ephemeral) You are in 🐦 **Larks** now.
            -# +10 bytes, day 1"#]]);
        ben.runs("/squads join squad:Owls").await.replied(expect![[r#"
            (ephemeral) You are in 🦉 **Owls** now.
            > Hoo! Say hello.
            -# +10 bytes, day 1"#]]);
        world.ticks_until_idle().await;
        ada.runs("/squads info").await.replied(expect![[r#"
            (ephemeral) # Squad
            <@ada> · 🐦 **Larks**, since <t:+0m:R>
            1 member · 110 bytes
            Open to you: ✅ 🦉 **Owls** · 50 bytes
            ✅ **Bats** · 50 bytes"#]]);
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            🦉 Owls: 1 member · 110 bytes · <@&@Owls>
            Awake at night
            🐦 Larks ←: 1 member · 110 bytes
            Bats: 0 of 1 member
            (Bytes are summed up every hour.)"#]]);
        assert!(!world.has_role("ada", owls));
        assert!(world.has_role("ben", owls));
    });
}

#[test]
fn a_servers_own_emoji_stands_in_texts_and_not_on_controls() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        olive.runs("/squads-admin create name:Owls emoji:<:owl:123456789012345678>").await;
        olive.runs("/squads-admin create name:Larks emoji:❤️‍🔥").await;
        let offered = ada.runs("/squads join").await;
        offered.replied(expect![[r#"
            (ephemeral) Which squad?
            -# +10 bytes, day 1
            [Owls · free] [❤️‍🔥 Larks · free]"#]]);
        ada.clicks(&offered, "Owls").await.replied(expect!["(ephemeral) You are in <:owl:id> **Owls** now."]);
    });
}

#[test]
fn what_a_squad_has_can_be_taken_away_again() {
    story(async |world| {
        let owls = squads(&world).await;
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        ada.runs("/squads join squad:Owls").await;
        for what in ["role", "description", "emoji", "welcome"] {
            olive.runs(&format!("/squads-admin edit squad:Owls remove:{what}")).await;
        }
        let night = world.role("Night");
        olive.runs(&format!("/squads-admin edit squad:Owls role:<@&{night}>")).await.was_refused(expect![
            "Members of **Owls** are still getting the role that was chosen last. Try again in a few minutes."
        ]);
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", owls));
        ada.runs("/squads list").await.replied(expect![[r#"
            (ephemeral) # Squads
            Owls ←: 1 member · 110 bytes
            🐦 Larks: 0 members
            Bats: 0 of 1 member
            (Bytes are summed up every hour.)"#]]);
        olive.runs(&format!("/squads-admin edit squad:Owls role:<@&{night}>")).await;
        world.ticks_until_idle().await;
        assert!(world.has_role("ada", night));
    });
}
