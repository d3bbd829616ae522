//! The settings in the dashboard: every section, and the versions that there were.

use expect_test::expect;
use simulator::Fault;

use crate::world::{Shown, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

/// The hidden field that tells from what a section's form was filled.
fn seen(page: &Shown, section: &str) -> String {
    let form = page.html.split("<form").find(|form| form.contains(&format!("name=\"section\" value=\"{section}\"")));
    let seen =
        form.and_then(|form| form.split("name=\"seen\" value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    seen.unwrap_or_else(|| panic!("no form of {section}: {}", page.html)).to_owned()
}

#[test]
fn an_earlier_version_of_the_settings_is_put_back() {
    story(async |world| {
        let olive = world.actor("olive");
        let browser = world.signed_in("olive").await;
        browser.opens(&at(&world, "/settings/versions")).await.is(200).says("Nothing was set yet");
        olive.runs("/bytes-admin config daily:20").await;
        olive.runs("/bytes-admin config daily:30").await;
        browser.opens(&at(&world, "/settings/versions")).await.is(200).says("in force").says("Look");
        let page = browser.opens(&at(&world, "/settings/versions?version=1")).await;
        page.is(200).says("Bytes: Daily amount 30 20").says("Can be undone.").says("What it holds");
        let action = at(&world, "/settings/versions/back");
        let shown = browser.fills(&page, &action, &[("version", "1")]).await;
        shown.is(200).says("Version 1 is in force again.");
        let shown = browser.opens(&at(&world, "/settings/versions?version=1")).await;
        shown.is(200).says("Nothing differs");
        browser.opens(&at(&world, "/settings/versions?version=99")).await.is(404).says("not kept any more");
        let config = olive.runs("/bytes-admin config").await.text();
        assert!(config.contains("20"), "{config}");
        browser.fills(&shown, &action, &[("version", "99")]).await.is(422).says("not kept any more");
        // A moderator sees none of it.
        world.signed_in("max").await.opens(&at(&world, "/settings/versions")).await.is(403).says("Only administrators");
    });
}

#[test]
fn versions_are_turned_page_by_page() {
    story(async |world| {
        let olive = world.actor("olive");
        for daily in 1..=27 {
            olive.runs(&format!("/bytes-admin config daily:{daily}")).await;
        }
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/settings/versions")).await;
        page.is(200).hides("?version=2\"").says("Older");
        browser.opens(&at(&world, "/settings/versions?before=3")).await.is(200).says("Newest").hides("version=3\"");
    });
}

#[test]
fn a_version_that_is_put_back_keeps_the_day_and_the_streak() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let day = std::time::Duration::from_secs(86_400);
        let claims = async || ada.runs("/bytes daily").await.text();
        claims().await;
        olive.runs("/bytes-admin config day_starts:-10:00").await;
        let mut told = Vec::new();
        for number in 1..=5 {
            world.later(day);
            if number == 2 {
                olive.runs("/bytes-admin config day_starts:+12:00").await;
            }
            told.push(claims().await);
            if number == 4 {
                world.later(std::time::Duration::from_secs(3_600));
                let browser = world.signed_in("olive").await;
                let page = browser.opens(&at(&world, "/settings/versions?version=1")).await;
                let back = at(&world, "/settings/versions/back");
                browser.fills(&page, &back, &[("version", "1")]).await.is(200);
            }
        }
        expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **120 bytes**. The next day begins <t:+46h:R>.
            Streak: 1 day
            --
            (ephemeral) # +10 bytes
            You now hold **130 bytes**. The next day begins <t:+70h:R>.
            Streak: 2 days
            --
            (ephemeral) # +10 bytes
            You now hold **140 bytes**. The next day begins <t:+96h:R>.
            Streak: 1 day
            --
            (ephemeral) # +10 bytes
            You now hold **150 bytes**. The next day begins <t:+120h:R>.
            Streak: 2 days
            --
            (ephemeral) # +10 bytes
            You now hold **160 bytes**. The next day begins <t:+142h:R>.
            Streak: 3 days"#]]
        .assert_eq(&told.join("\n--\n"));
    });
}

#[test]
fn each_section_is_saved_by_itself() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let (place, save) = (at(&world, "/settings"), at(&world, "/settings/save"));
        let page = browser.opens(&place).await;
        page.is(200)
            .says("The server")
            .says("Gate")
            .says("Verification")
            .says("Logs")
            .says("#mods")
            .says("@Moderators");
        let (mods, role) = (world.mods.to_string(), world.role("Lamplighters").to_string());
        let fields = [
            ("section", "settings"),
            ("seen", &seen(&page, "settings")),
            ("language", "de"),
            ("admin_channel", &mods),
            ("moderator_role", &role),
        ];
        browser.fills(&page, &save, &fields).await.is(200).says("The server: saved.");
        let page = browser.opens(&place).await;
        let kept = world.db("SELECT json FROM guild_settings", &[]).await[0]["json"].to_string();
        assert!(kept.contains("de") && kept.contains(&mods) && kept.contains(&role), "{kept}");
        assert!(page.html.contains("value=\"de\" selected"), "{}", page.html);
        // Saved as it stands, nothing changes.
        let fields = [fields[0], ("seen", &seen(&page, "settings")), fields[2], fields[3], fields[4]];
        browser.fills(&page, &save, &fields).await.is(200);
        assert_eq!(world.db("SELECT version FROM settings_versions", &[]).await.len(), 1);
        let page = browser.opens(&place).await;
        let logs = [("section", "logs"), ("seen", &seen(&page, "logs")), ("all", &mods), ("bytes", "")];
        browser.fills(&page, &save, &logs).await.is(200).says("Logs: saved.");
        let versions = world.db("SELECT what FROM settings_versions ORDER BY version", &[]).await;
        assert_eq!(versions.iter().filter_map(|row| row["what"].as_str()).collect::<Vec<_>>(), ["settings", "logs"]);
        browser.opens(&at(&world, "/settings/versions")).await.is(200).says("in force").says("logs");
        let page = browser.opens(&place).await;
        browser.fills(&page, &save, &[("section", "nonsense")]).await.is(422);
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn what_is_refused_stays_as_it_was_typed() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let (place, save) = (at(&world, "/settings"), at(&world, "/settings/save"));
        let page = browser.opens(&place).await;
        let own = seen(&page, "verification");
        let typed = [
            ("section", "verification"),
            ("seen", own.as_str()),
            ("mode", "questions"),
            ("minimum_age", "3 lamps"),
            ("limit", "7d"),
            ("then", "kick"),
            ("ping", ""),
            ("avatar_required", "on"),
            ("questions", "Who invited you?\n<b>Why?</b>"),
        ];
        let shown = browser.fills(&page, &save, &typed).await;
        shown.is(422).says("I cannot read this span").says("Nothing was saved").hides("<b>Why");
        assert!(shown.html.contains("value=\"3 lamps\"") && shown.html.contains("Who invited you?"), "{}", shown.html);
        assert!(shown.html.contains("value=\"kick\" selected"), "{}", shown.html);
        let mut mended = typed;
        mended[3].1 = "3d";
        browser.fills(&shown, &save, &mended).await.is(200).says("Verification: saved.");
        let page = browser.opens(&place).await;
        assert!(page.html.contains("value=\"3d\"") && page.html.contains("value=\"7d\""), "{}", page.html);
        let again = seen(&page, "verification");
        let mut long = mended;
        (long[1].1, long[8].1) = (&again, "1\n2\n3\n4\n5\n6");
        browser.fills(&page, &save, &long).await.is(422).says("Five at most");
        // Somebody else's change in between is not written over.
        let mut late = mended;
        late[1].1 = own.as_str();
        browser.fills(&page, &save, &late).await.is(422).says("Somebody else has changed these settings");
        assert_eq!(world.db("SELECT version FROM settings_versions", &[]).await.len(), 1);
    });
}

#[test]
fn only_channels_and_roles_of_this_server_are_taken() {
    story(async |world| {
        let owner = world.id("olive");
        let elsewhere = world.sim.state(|s| {
            let guild = s.add_guild("Harbour", owner);
            s.add_bot_to(guild, simulator::permission::VIEW_CHANNEL);
            s.add_channel(guild, "quay")
        });
        let browser = world.signed_in("olive").await;
        let (place, save) = (at(&world, "/settings"), at(&world, "/settings/save"));
        let page = browser.opens(&place).await;
        page.is(200).hides("quay");
        let (own, elsewhere) = (seen(&page, "settings"), elsewhere.to_string());
        let mut fields = [
            ("section", "settings"),
            ("seen", own.as_str()),
            ("language", "en"),
            ("admin_channel", &elsewhere),
            ("moderator_role", ""),
        ];
        browser.fills(&page, &save, &fields).await.is(422).says("no such thing in this server");
        // While Discord does not answer ids are typed, and looked at when it does.
        let mods = world.mods.to_string();
        fields[3].1 = &mods;
        world.sim.fail_next("GET", "/channels", Fault::Status(502), 9);
        let page = browser.opens(&place).await;
        page.is(200).says("Discord does not answer at the moment");
        let shown = browser.fills(&page, &save, &fields).await;
        shown.is(422).says("I cannot look whether this is yours");
        assert!(shown.html.contains(&format!("value=\"{mods}\"")), "{}", shown.html);
        world.sim.clear_faults();
        browser.fills(&shown, &save, &fields).await.is(200).says("The server: saved.");
    });
}
