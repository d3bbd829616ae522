//! What each page shows and does, and to whom.

use std::time::Duration;

use crate::{
    verification::{alert, gated},
    world::{Actor, World, story},
};

pub fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

pub fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

#[test]
fn the_overview_tells_each_what_is_theirs() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let ada = world.signed_in("ada").await;
        ada.opens(&at(&world, "/"))
            .await
            .is(200)
            .says("bytes of yours 110")
            .says("day in a row 1")
            .hides("inbox")
            .hides("Moderation");
        let max = world.signed_in("max").await;
        max.opens(&at(&world, "/")).await.is(200).says("waiting in the inbox 0").says("You have no bytes yet");
        world.actor("max").runs("/pause").await;
        max.opens(&at(&world, "/")).await.is(200).says("Automatic acts are paused");
    });
}

#[test]
fn cases_are_listed_by_number_and_by_person() {
    story(async |world| {
        let max = max(&world);
        for number in 1..=27 {
            world.later(Duration::from_secs(60));
            max.runs(&format!("/note user:@ada text:note {number}")).await;
        }
        max.runs("/warn user:@ben reason:<script>alert(1)</script>").await;
        let browser = world.signed_in("max").await;
        let first = browser.opens(&at(&world, "/moderation")).await;
        first.is(200).says("note 27").says("note 4").hides("note 3 ").hides("<script>alert");
        assert_eq!(first.html.matches("<tr").count(), 26, "a head and 25 rows");
        let older = browser.opens(&at(&world, "/moderation?before=4")).await;
        older.is(200).says("note 3").says("note 1").says("Newest");
        let ben = world.id("ben");
        browser.opens(&at(&world, &format!("/moderation?person={ben}"))).await.is(200).says("Warning").hides("note 27");
        browser.opens(&at(&world, "/moderation?person=nobody")).await.is(200).says("This is no id of a person");
        browser.opens(&at(&world, "/moderation?before=x")).await.is(200).says("note 27");
    });
}

#[test]
fn a_case_is_edited_once_however_often_the_form_is_sent() {
    story(async |world| {
        max(&world).runs("/warn user:@ada reason:spam").await;
        let browser = world.signed_in("max").await;
        let page = browser.opens(&at(&world, "/moderation/1")).await;
        page.is(200).says("Case 1 · Warning").says("spam").says("None yet.");
        let action = at(&world, "/moderation/1/reason");
        let mark = page.mark(&action);
        for told in ["Saved.", "sent already", "sent already"] {
            let fields = [("mark", mark.as_str()), ("seen", "spam"), ("reason", "sold coins")];
            browser.sends(&action, &fields).await.is(200).says(told).says("sold coins");
        }
        let note = at(&world, "/moderation/1/note");
        let mark = page.mark(&note);
        for told in ["Saved.", "sent already"] {
            let fields = [("mark", mark.as_str()), ("note", "was warned before\n\"kindly\" & <b>")];
            browser.sends(&note, &fields).await.is(200).says(told).hides("<b>");
        }
        let notes = world.db("SELECT text FROM case_notes", &[]).await;
        assert_eq!(notes.len(), 1);
        let kept =
            world.db("SELECT origin, actor, before, after FROM audit_log WHERE action = 'moderation.edit'", &[]).await;
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0]["origin"].as_str(), kept[0]["before"].as_str()), (Some("dashboard"), Some("spam")));
        let kept = world.db("SELECT before, after FROM audit_log WHERE action = 'moderation.noted'", &[]).await;
        assert!(kept.len() == 1 && kept[0]["before"].is_null(), "{kept:?}");
        // What was said is said once.
        browser.opens(&at(&world, "/moderation/1")).await.is(200).hides("Saved.");
        browser.opens(&at(&world, "/moderation/2")).await.is(404).says("There is no case 2");
        let page = browser.opens(&at(&world, "/moderation/1")).await;
        browser.fills(&page, &action, &[("seen", "sold coins"), ("reason", " ")]).await.is(422);
        browser.fills(&page, &note, &[("note", "")]).await.is(422);
    });
}

#[test]
fn an_alert_is_decided_from_the_inbox() {
    story(async |world| {
        let marker = gated(&world).await;
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "sells coins")]).await;
        assert!(world.has_role("ada", marker));
        let browser = world.signed_in("max").await;
        let list = browser.opens(&at(&world, "/inbox")).await;
        list.is(200).says("Ada").says("flagged").says("nobody");
        world.later(Duration::from_secs(13 * 3_600));
        let browser = world.signed_in("max").await;
        browser.opens(&at(&world, "/inbox")).await.is(200).says("13 hours ago").says("for long");
        let id = world.db("SELECT id FROM verifications", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let place = at(&world, &format!("/inbox/{id}"));
        let page = browser.opens(&place).await;
        page.is(200).says("sells coins").says("kept out until somebody decides");
        let action = format!("{place}/verify");
        let again = browser.copy();
        browser.fills(&page, &action, &[]).await.is(200).says("Ada is in.").says("Nothing waits for you");
        assert!(!world.has_role("ada", marker));
        assert!(alert(&world).1.contains("verified by <@max>"), "{}", alert(&world).1);
        // Of two moderators the second is told.
        let ban = format!("{place}/ban");
        again
            .sends(&ban, &[("mark", page.mark(&ban).as_str()), ("why", "late")])
            .await
            .is(422)
            .says("decided this already");
        browser.opens(&place).await.is(200).says("verified").hides("button danger");
        world.read_all();
    });
}

#[test]
fn a_ban_from_the_inbox_is_a_case() {
    story(async |world| {
        gated(&world).await;
        let form = max(&world).picks_on("Flag user", world.id("ada")).await;
        max(&world).fills(&form, &[("why", "sells coins")]).await;
        let browser = world.signed_in("max").await;
        let id = world.db("SELECT id FROM verifications", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let place = at(&world, &format!("/inbox/{id}"));
        let page = browser.opens(&place).await;
        browser.fills(&page, &format!("{place}/ban"), &[("why", "spam")]).await.is(200).says("Ada is banned. Case 2.");
        assert_eq!(world.standing("ada"), "banned");
        browser.opens(&at(&world, "/moderation")).await.is(200).says("Ban").says("spam");
        world.read_all();
    });
}

#[test]
fn the_audit_log_tells_who_did_what_from_where() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/bytes-admin grant user:@ada amount:7 reason:<i>lamps</i>").await;
        max(&world).runs("/warn user:@ben reason:spam").await;
        let browser = world.signed_in("max").await;
        let page = browser.opens(&at(&world, "/audit")).await;
        page.is(200).says("Bytes granted").says("command").hides("<i>lamps").says("Ben").says("Max");
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        browser.opens(&at(&world, &format!("/audit?on={ada}"))).await.is(200).says("Bytes granted");
        browser.opens(&at(&world, &format!("/audit?on={ben}&by={}", world.id("olive")))).await.is(200).hides("granted");
        browser.opens(&at(&world, &format!("/audit?by={}", world.id("olive")))).await.is(200).says("Bytes granted");
        browser.opens(&at(&world, "/audit?on=ada")).await.is(200).says("This is no id of a person");
        browser.opens(&at(&world, "/audit?from=1-0")).await.is(200).says("Nothing was done").says("Newest");
        for _ in 0..55 {
            world.later(Duration::from_secs(1));
            olive.runs("/bytes-admin grant user:@ada amount:1").await;
        }
        let first = browser.opens(&at(&world, "/audit")).await;
        let next = first.html.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next());
        let next = next.and_then(|rest| rest.split('"').next()).unwrap_or_default().replace("&amp;", "&");
        let second = browser.opens(&next).await;
        let rows = |html: &str| html.matches("<tr").count() - 1;
        assert_eq!(rows(&first.html), 50);
        let all =
            world.db("SELECT count(*) AS count FROM audit_log", &[]).await[0]["count"].as_u64().unwrap_or_default();
        assert_eq!(rows(&second.html) as u64, all - 50);
    });
}
