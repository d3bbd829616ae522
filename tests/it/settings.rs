//! `/setup`, `/status`, versions of the settings; `/help` and `/ping`.

use expect_test::expect;
use simulator::{Fault, permission};

use crate::world::story;

#[test]
fn setting_up_a_guild() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        setup.replied(expect![[r#"
            (ephemeral) # Set-up
            Choose below what is not chosen yet, or take the recommended settings. Everything can be changed later.
            Check-up: ⚠️ No interactions endpoint is set in the Developer Portal. The operator sets this deployment's address there.
            ⚠️ No admin channel is chosen. Pick one below, so that I can tell you what needs you.
            [Language of the server ▾]
            [Admin channel: where I tell what needs you ▾]
            [Moderator role (optional) ▾]
            [Gentle economy] [Classic economy] [With a gate] [No gate]
            [Use recommended settings] [Check again] [Features] [Earlier versions]"#]]);
        let mods = world.mods.to_string();
        olive.selects(&setup, "Admin channel", &[&mods]).await.replied(expect![[r#"
            (ephemeral) # Set-up
            Choose below what is not chosen yet, or take the recommended settings. Everything can be changed later.
            Check-up: ⚠️ No interactions endpoint is set in the Developer Portal. The operator sets this deployment's address there.
            ✅ I can write in <##mods>.
            [Language of the server ▾]
            [Admin channel: where I tell what needs you ▾]
            [Moderator role (optional) ▾]
            [Gentle economy] [Classic economy] [With a gate] [No gate]
            [Use recommended settings] [Check again] [Features] [Earlier versions]"#]]);
        olive.clicks(&setup, "Classic economy").await;
        olive.clicks(&setup, "Use recommended").await;
        olive.clicks(&setup, "Features").await.replied(expect![[r#"
            (ephemeral) # Features
            Bytes: Daily 10, cap none, reward roles: 0. `/bytes-admin config` · `/bytes-admin reward add`
            Squads: Joining 0 bytes, switching 50 bytes. `/squads-admin create` · `/squads-admin config`
            Verification gate: Off. `/setupverification`
            Verification: No button
            Digests: Off. `/digest configure channel:…` sends them.
            Log channels: Off. `/setup` › *Features* › *Log channels* chooses where acts are told.
            [Verification] [Log channels]
            [Back]"#]]);
        olive.clicks(&setup, "Back").await;
        olive.selects(&setup, "Language", &["es"]).await;
        olive.clicks(&setup, "Earlier versions").await.replied(expect![[r#"
            (ephemeral) # Versions of the settings
            `  4` <t:+0m:f> · <@olive> · language
            `  3` <t:+0m:f> · <@olive> · recommended
            `  2` <t:+0m:f> · <@olive> · economy
            `  1` <t:+0m:f> · <@olive> · channel
            [Put a version back ▾]
            [Back]"#]]);
        olive.selects(&setup, "Put a version back", &["1"]).await.replied(expect![[r#"
            (ephemeral) Version 1 was put back; the one before it stays in the list.
            # Versions of the settings
            `  5` <t:+0m:f> · <@olive> · version 1
            `  4` <t:+0m:f> · <@olive> · language
            `  3` <t:+0m:f> · <@olive> · recommended
            `  2` <t:+0m:f> · <@olive> · economy
            `  1` <t:+0m:f> · <@olive> · channel
            [Put a version back ▾]
            [Back]"#]]);
        let rows = world
            .db("SELECT version, json FROM guild_settings WHERE guild = ?1", &[world.guild.to_string().into()])
            .await;
        expect![[r##"{"json":"{\"settings\":{\"admin_channel\":\"#mods\",\"language\":\"en\",\"moderator_role\":null}}","version":5}"##]].assert_eq(&world.show(&rows[0].to_string()));
    });
}

#[test]
fn recommended_settings_speak_the_admins_language() {
    story(async |world| {
        let olive = world.actor("olive").speaking("de");
        let setup = olive.runs("/setup").await;
        olive.clicks(&setup, "Empfohlene").await.replied(expect![[r#"
            (ephemeral) # Einrichtung
            Wähle unten, was noch fehlt, oder nimm die empfohlenen Einstellungen. Alles lässt sich später ändern.
            Prüfung: ⚠️ Im Developer Portal ist kein Interactions Endpoint gesetzt. Der Betreiber trägt dort die Adresse dieser Installation ein.
            ⚠️ Kein Admin-Kanal gewählt. Wähle unten einen, damit ich sagen kann, was euch braucht.
            [Sprache des Servers ▾]
            [Admin-Kanal: wo ich sage, was euch braucht ▾]
            [Moderatoren-Rolle (optional) ▾]
            [Sanfte Wirtschaft] [Klassische Wirtschaft] [Mit Tor] [Kein Tor]
            [Empfohlene Einstellungen] [Erneut prüfen] [Funktionen] [Frühere Versionen]"#]]);
        let rows =
            world.db("SELECT json FROM guild_settings WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        let json = rows[0]["json"].as_str().unwrap_or_default();
        assert!(json.contains(r#""language":"de""#) && json.contains(r#""cap":320"#), "{json}");
    });
}

#[test]
fn the_check_up_names_what_is_missing_with_its_cure() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        let owls = world.role("Owls");
        olive.runs("/bytes-admin reward add role:Owls threshold:5").await;
        let (guild, mods, bot) = (world.guild, world.mods, world.bot_role);
        world.sim.state(|s| {
            s.overwrite(guild, mods, guild, 0, permission::SEND_MESSAGES);
            s.overwrite(guild, mods, bot, 0, permission::SEND_MESSAGES);
        });
        world.place_role(owls, 90);
        let status = olive.runs("/status").await.text();
        // Jobs belong to the whole deployment, so what stands there depends on other stories.
        let (own, jobs) = status.split_once("\nJobs: ").unwrap_or_default();
        assert!(jobs.contains("settings version 2"), "{jobs}");
        expect![[r#"
            (ephemeral) # Status
            Check-up: ⚠️ No interactions endpoint is set in the Developer Portal. The operator sets this deployment's address there.
            ⚠️ <@&@Owls> stands above my own role, so I cannot give it. Drag my role above it in Server Settings › Roles, then try again.
            ⚠️ I cannot write in <##mods>. Give my role **View Channel**, **Send Messages** and **Embed Links** there.
            Bytes: Daily 10, cap none, reward roles: 1. `/bytes-admin config` · `/bytes-admin reward add`
            Squads: Joining 0 bytes, switching 50 bytes. `/squads-admin create` · `/squads-admin config`
            Verification gate: Off. `/setupverification`
            Verification: No button
            Digests: Off. `/digest configure channel:…` sends them.
            Log channels: Off. `/setup` › *Features* › *Log channels* chooses where acts are told."#]].assert_eq(own);
    });
}

#[test]
fn the_check_up_offers_the_permissions_that_are_missing() {
    story(async |world| {
        let (guild, bot_role) = (world.guild, world.bot_role);
        let taken = permission::KICK_MEMBERS | permission::MANAGE_THREADS;
        world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions &= !taken);
        let setup = world.actor("olive").runs("/setup").await.text();
        let finding = setup.lines().find(|line| line.contains("I lack")).unwrap_or_default();
        expect!["⚠️ I lack **Kick Members**, **Manage Threads**. [Add me again](https://discord.com/oauth2/authorize?client_id=id&scope=bot+applications.commands&permissions=1494917147799&guild_id=guild), or give it to my role under Server Settings › Roles."].assert_eq(finding);
        world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions = permission::ADMINISTRATOR);
        let setup = world.actor("olive").runs("/setup").await.text();
        assert!(!setup.contains("I lack"), "{setup}");
    });
}

#[test]
fn the_check_up_says_when_discord_does_not_answer() {
    story(async |world| {
        let olive = world.actor("olive");
        world.sim.fail_next("GET", "/applications/@me", Fault::Status(500), 9);
        olive.runs("/setup").await.replied(expect![[r#"
            (ephemeral) # Set-up
            Choose below what is not chosen yet, or take the recommended settings. Everything can be changed later.
            Check-up: ⚠️ Discord does not answer at the moment, so I could not check roles and channels. Press *Check again* in a minute.
            [Language of the server ▾]
            [Admin channel: where I tell what needs you ▾]
            [Moderator role (optional) ▾]
            [Gentle economy] [Classic economy] [With a gate] [No gate]
            [Use recommended settings] [Check again] [Features] [Earlier versions]"#]]);
        world.sim.clear_faults();
    });
}

#[test]
fn which_features_look_at_a_channel() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        olive.runs("/status channel:#mods").await.replied(expect![[r#"
            (ephemeral) # Status of a channel
            <##mods>

            It is the admin channel: I tell here what needs an administrator."#]]);
        olive.runs("/status channel:#general").await.replied(expect![[r#"
            (ephemeral) # Status of a channel
            <##general>

            No feature looks at this channel."#]]);
    });
}

#[test]
fn help_lists_what_one_may_use() {
    story(async |world| {
        let ada = world.actor("ada");
        let help = ada.runs("/help").await;
        help.replied(expect![[r#"
            (ephemeral) # Commands
            /bytes · Earn, give and look at bytes: `/bytes read` Balance, streak and next reward
            `/bytes send` Give bytes to somebody
            `/bytes daily` Claim today's bytes
            `/bytes heap` Leaderboard
            `/bytes history` What came and went
            `/bytes awards` Bring reward roles up to date
            /squads · Squads: find yours: `/squads list` All squads with their members and bytes
            `/squads join` Joins a squad, or switches to it
            `/squads leave` Leaves your squad
            `/squads info` Your squad, or somebody else's
            `/squads members` Who is in a squad
            And: `Report message` Shows a message to the moderators
            `/dashboard` A link to your dashboard
            `/help` What I can do
            `/ping` Am I there?
            `/privacy` What is kept of you, and how to get or delete it
            (/help command:… tells more about one.)"#]]);
        assert_eq!(help.trips(), (0, 0));
        assert!(world.actor("olive").runs("/help").await.text().contains("/bytes-admin grant"));
        ada.runs("/help command:/bytes send").await.replied(expect![[r#"
            (ephemeral) # /bytes send
            Give bytes to somebody
            user (needed): Who gets them
            amount (needed): How many
            1 to 9,007,199,254,740,991
            reason: What for
            up to 300 characters"#]]);
        ada.runs("/help command:\"bytes-admin grant\"").await.was_refused(expect![[
            r#"There is no command "bytes\-admin grant" that you can use. `/help` lists them all."#
        ]]);
        assert_eq!(ada.types("/help command:hea", "command").await, ["/bytes heap"]);
        ada.speaking("de").runs("/help command:bytes").await.replied(expect![[r#"
            (ephemeral) # Befehle
            /bytes · Bytes verdienen, geben und ansehen: `/bytes read` Guthaben, Serie und nächste Belohnung
            `/bytes send` Jemandem Bytes geben
            `/bytes daily` Die Bytes von heute abholen
            `/bytes heap` Rangliste
            `/bytes history` Was kam und ging
            `/bytes awards` Belohnungsrollen auf den Stand bringen
            (/help command:… sagt mehr über einen.)"#]]);
    });
}

#[test]
fn ping_needs_nothing() {
    story(async |world| {
        let ping = world.actor("ada").runs("/ping").await;
        ping.replied(expect!["(ephemeral) Pong. I am here."]);
        assert_eq!((ping.end.statements, ping.end.subrequests), (0, 0));
    });
}
