//! The inbox in the dashboard: raids, what was decided, many alerts at once.

use std::time::Duration;

use super::{
    alert, gated,
    raid::{alerts, gated_raid, holders, max, one_more, settled},
};
use crate::world::{Browser, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

async fn texts(world: &World, sql: &str) -> Vec<String> {
    let rows = world.db(sql, &[]).await;
    rows.iter().map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect()
}

/// So many members who were flagged, minutes apart; their ids in that order.
async fn flagged(world: &World, names: &[&'static str]) -> Vec<String> {
    for name in names {
        let form = max(world).picks_on("Flag user", world.id(name)).await;
        max(world).fills(&form, &[("why", "sells coins")]).await;
        world.later(Duration::from_secs(120));
    }
    texts(world, "SELECT id AS text FROM verifications ORDER BY opened_at").await
}

async fn sends(browser: &Browser, path: &str, mark: &str, fields: &[(&str, &str)]) -> crate::world::Shown {
    let mut all = vec![("mark", mark)];
    all.extend(fields);
    browser.sends(path, &all).await
}

#[test]
fn a_raid_is_decided_from_its_page() {
    story(async |world| {
        let (marker, raiders, _) = gated_raid(&world, 7).await;
        max(&world).runs("/inbox").await;
        let browser = world.signed_in("max").await;
        let overview = browser.opens(&at(&world, "/")).await;
        overview.is(200).says("waiting in the inbox 1");
        let inbox = browser.opens(&at(&world, "/inbox")).await;
        inbox.is(200).says("Raid: 7 waiting").hides("Nothing waits for you");
        let id = texts(&world, "SELECT id AS text FROM raids").await.remove(0);
        let place = at(&world, &format!("/inbox/raids/{id}"));
        let page = browser.opens(&place).await;
        page.is(200)
            .says("Raid: 7 alerts")
            .says("7 waiting")
            .says("Raider1")
            .says("Restrict all")
            .says("no picture: 7 of 7");
        let end = world.page_end("GET /g/*/inbox/raids/*").await;
        assert!(end.trips <= 2, "{end:?}");
        let (ask, go) = (format!("{place}/ask"), format!("{place}/go"));
        let asked = browser.fills(&page, &ask, &[("act", "restrict")]).await;
        asked.is(200).says("Restrict 7 members of this raid").says("Can be undone.");
        let seen = world.sim.clock().now().to_string();
        sends(&browser, &go, &asked.mark(&go), &[("act", "restrict"), ("seen", &seen)])
            .await
            .is(200)
            .says("Begun with 7");
        settled(&world).await;
        assert_eq!(holders(&world, &raiders, marker), 7);
        let page = browser.opens(&place).await;
        page.is(200).says("7 waiting (7 restricted)").says("7 of 7 done, by Max").says("Undo all: restrictions");
        let undo = format!("{place}/undo");
        let run = texts(&world, "SELECT id AS text FROM raid_runs").await.remove(0);
        let asked = browser.fills(&page, &undo, &[("run", &run)]).await;
        asked.is(200).says("Lift the restriction of 7 members");
        browser.fills(&asked, &undo, &[("run", &run), ("sure", "yes")]).await.is(200).says("Begun with 7");
        settled(&world).await;
        assert_eq!(holders(&world, &raiders, marker), 0);
        let origins =
            texts(&world, "SELECT DISTINCT origin AS text FROM audit_log WHERE action = 'verification.raid'").await;
        assert_eq!(origins, ["dashboard"]);
        // Whoever may not ban may not ban all.
        let page = browser.opens(&place).await;
        browser.fills(&page, &ask, &[("act", "x")]).await.is(422);
        browser.opens(&at(&world, "/inbox/raids/1")).await.is(404).says("not known any more");
        world.read_all();
    });
}

#[test]
fn many_alerts_are_decided_at_once() {
    story(async |world| {
        let marker = gated(&world).await;
        let ids = flagged(&world, &["ada", "ben", "cleo"]).await;
        let browser = world.signed_in("max").await;
        let page = browser.opens(&at(&world, "/inbox")).await;
        page.is(200).says("Verify the ticked");
        let picked = at(&world, "/inbox/picked");
        browser.fills(&page, &picked, &[("act", "verify")]).await.is(422).says("Tick whom you mean first.");
        // Somebody else is quicker with one of them.
        let one = browser.opens(&at(&world, &format!("/inbox/{}", ids[1]))).await;
        let fine = at(&world, &format!("/inbox/{}/verify", ids[1]));
        browser.fills(&one, &fine, &[]).await.is(200).says("Ben is in.").says("Cleo").says("kept out until");
        let both = [("act", "verify"), ("alert", ids[0].as_str()), ("alert", ids[1].as_str())];
        let done = browser.fills(&page, &picked, &both).await;
        done.is(200).says("1 of 2 begun").says("1 were decided").says("Verify all").says("1 of 1 done, by Max");
        settled(&world).await;
        assert!(!world.has_role("ada", marker) && world.has_role("cleo", marker));
        // A ban is asked for first, and can be taken back.
        let page = browser.opens(&at(&world, "/inbox")).await;
        page.is(200).says("Cleo").hides("Ada<");
        let one = [("act", "ban"), ("alert", ids[2].as_str())];
        let asked = browser.fills(&page, &picked, &one).await;
        asked.is(200).says("Ban this person?").says("Can be undone.");
        assert_ne!(world.standing("cleo"), "banned");
        let sure = [("act", "ban"), ("alert", ids[2].as_str()), ("sure", "yes")];
        let done = browser.fills(&asked, &picked, &sure).await;
        done.is(200).says("Ban all");
        settled(&world).await;
        assert_eq!(world.standing("cleo"), "banned");
        assert_eq!(texts(&world, "SELECT reason AS text FROM cases WHERE kind = 'ban'").await, ["Decided with others"]);
        let page = browser.opens(&done.path).await;
        let run = texts(&world, "SELECT id AS text FROM raid_runs WHERE action = 'ban'").await.remove(0);
        let undo = format!("{}/undo", done.path);
        browser.fills(&page, &undo, &[("run", &run), ("sure", "yes")]).await.is(200);
        settled(&world).await;
        assert_eq!(world.standing("cleo"), "gone");
        world.read_all();
    });
}

#[test]
fn what_was_decided_is_listed_by_how() {
    story(async |world| {
        gated(&world).await;
        let ids = flagged(&world, &["ada", "ben", "cleo"]).await;
        let browser = world.signed_in("max").await;
        for (id, act) in [(&ids[0], "false"), (&ids[1], "ban"), (&ids[2], "verify")] {
            let place = at(&world, &format!("/inbox/{id}"));
            let page = browser.opens(&place).await;
            browser.fills(&page, &format!("{place}/{act}"), &[]).await.is(200);
            world.later(Duration::from_secs(60));
        }
        let list = browser.opens(&at(&world, "/inbox?status=verified")).await;
        list.is(200).says("Ada").says("Cleo").says("Max").hides(">Ben<");
        assert!(list.html.find(">Cleo<") < list.html.find(">Ada<"), "the newest first");
        let end = world.page_end("GET /g/*/inbox").await;
        assert!(end.trips <= 2, "{end:?}");
        browser.opens(&at(&world, "/inbox?status=rejected")).await.is(200).says("Ben").hides(">Ada<");
        let last = world.db("SELECT resolved_at FROM verifications WHERE id = ?1", &[ids[2].clone().into()]).await;
        let after = format!("/inbox?status=verified&after={}-{}", last[0]["resolved_at"], ids[2]);
        browser.opens(&at(&world, &after)).await.is(200).says("Ada").hides(">Cleo<");
        world.read_all();
    });
}

#[test]
fn the_page_of_an_alert_does_what_its_buttons_do() {
    story(async |world| {
        let marker = gated(&world).await;
        max(&world).runs("/warn user:@ada reason:was loud before").await;
        let message = world.actor("ada").says("free coins");
        world.actor("ben").picks_on_message("Report message", message).await;
        let id = texts(&world, "SELECT id AS text FROM verifications").await.remove(0);
        let place = at(&world, &format!("/inbox/{id}"));
        let browser = world.signed_in("max").await;
        let does = async |act: &'static str| {
            let page = browser.opens(&place).await;
            browser.fills(&page, &format!("{place}/{act}"), &[]).await
        };
        browser.opens(&place).await.is(200).says("was loud before").says("by Ben").says("Mine").says("Create thread");
        let end = world.page_end("GET /g/*/inbox/*").await;
        assert!(end.trips <= 2, "{end:?}");
        does("mine").await.is(200).says("Marked as yours.").says("Works on it Max").hides(">Mine<");
        does("thread").await.is(200).says("Talk there").says("Thread Open it in Discord");
        does("restrict").await.is(200).says("Ada is").says("kept out until somebody decides").hides(">Restrict<");
        assert!(world.has_role("ada", marker));
        does("false").await.is(200).says("Ada is in.").says("Nothing waits for you");
        browser.opens(&place).await.is(200).says("false positive").says("by Max").hides("Or ban");
        does("reopen").await.is(200).says("kept out until somebody decides");
        assert!(world.has_role("ada", marker));
        assert!(alert(&world).1.contains("Somebody waits"));
        let origins = "SELECT DISTINCT origin AS text FROM audit_log WHERE action LIKE 'verification.%' AND action <> 'verification.open'";
        assert_eq!(texts(&world, origins).await, ["dashboard"]);
        world.read_all();
    });
}

#[test]
fn every_number_that_waits_counts_what_the_inbox_shows() {
    story(async |world| {
        gated(&world).await;
        let mut raiders = alerts(&world, 6).await;
        one_more(&world, &mut raiders).await;
        settled(&world).await;
        world.later(Duration::from_secs(3_600));
        flagged(&world, &["ada"]).await;
        max(&world).runs("/warn user:@ben reason:spam").await;
        let (address, outside) = (crate::appeals::address(&world, "ben"), world.browser());
        let page = outside.opens(&address).await;
        outside.fills(&page, &address, &[("text", "It was my brother.")]).await.is(200);
        // A raid of seven, an alert, an appeal.
        let browser = world.signed_in("max").await;
        browser.opens(&at(&world, "/")).await.is(200).says("waiting in the inbox 3");
        browser.opens("/guilds").await.is(200).says("3 in the inbox");
        world.read_all();
    });
}
