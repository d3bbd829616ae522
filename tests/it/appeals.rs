//! Appeals: by the address that was sent, from the inbox, to the verdict.

use std::time::Duration;

use expect_test::expect;
use serde_json::Value;
use simulator::{Fault, Id};

use crate::world::{Actor, Browser, World, story, story_with};

const DAY: Duration = Duration::from_secs(86_400);

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

async fn admin_channel(world: &World) {
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
}

/// The path below the button of the last direct message to somebody.
pub fn address(world: &World, name: &'static str) -> String {
    address_of(world, world.id(name))
}

fn address_of(world: &World, id: Id) -> String {
    let url = world.sim.state(|s| {
        let dm = s.dms.values().find(|dm| dm.user == id).map(|dm| dm.id);
        let last = s.messages.values().rfind(|message| Some(message.channel) == dm);
        last.and_then(|message| message.json(s)["components"][0]["components"][0]["url"].as_str().map(str::to_owned))
    });
    let url = url.expect("a message with a link");
    url[url.find("/appeal/").expect("a link to an appeal")..].to_owned()
}

async fn appeal(world: &World, name: &'static str, text: &str) -> (Browser, String) {
    let (browser, address) = (world.browser(), address(world, name));
    let page = browser.opens(&address).await;
    page.is(200);
    browser.fills(&page, &address, &[("text", text)]).await.is(200).says("is with the moderators");
    (browser, address)
}

async fn one(world: &World, sql: &str) -> Value {
    world.db(sql, &[]).await.into_iter().next().unwrap_or_default()
}

#[test]
fn who_is_banned_appeals_and_is_let_back() {
    story(async |world| {
        admin_channel(&world).await;
        max(&world).runs("/ban user:@ben reason:sells coins").await;
        let told = world.actor("ben").dms();
        assert!(told.last().is_some_and(|dm| dm.contains("[Appeal]")), "{told:?}");
        let (browser, address) = (world.browser(), address(&world, "ben"));
        let page = browser.opens(&address).await;
        page.is(200).says("sells coins").says("Lantern").says("Ban").hides("Accept");
        browser.fills(&page, &address, &[("text", "  ")]).await.is(422).says("Write what speaks against it");
        let page = browser.opens(&address).await;
        let sent = browser.fills(&page, &address, &[("text", "It was <b>my</b> brother.\n\nHe is sorry.")]).await;
        sent.is(200).says("is with the moderators").says("brother").hides("<b>my");
        // Sent again, it is not there twice.
        browser.fills(&page, &address, &[("text", "again")]).await.is(200).hides("again");
        let rows = world.db("SELECT text FROM appeals", &[]).await;
        assert_eq!(rows.len(), 1);
        expect![[r#"
            # Appeal · Case 1 · Ban
            It was \<b\>my\</b\> brother. He is sorry.
            Who: <@ben> (Ben)
            Reason of the case: sells coins
            Written: <t:+0m:R>
            [Accept] [Shorten] [Reject] [Ask]"#]]
        .assert_eq(&world.next_message(world.mods));

        let inbox = max(&world).runs("/inbox").await;
        expect![[r#"
            (ephemeral) # Inbox
            Ben appeals case 1 \(Ban\) · <t:+0m:R>
            [Appeal 1]"#]]
        .assert_eq(&inbox.text());
        let card = max(&world).clicks(&inbox, "Appeal 1").await;
        let late = max(&world).clicks(&inbox, "Appeal 1").await;
        let done = max(&world).clicks(&card, "Accept").await;
        expect![[r#"
            (ephemeral) # Appeal · Case 1 · Ban
            It was \<b\>my\</b\> brother. He is sorry.
            Who: <@ben> (Ben)
            Reason of the case: sells coins
            Written: <t:+0m:R>
            Verdict: accepted: taken back · <@max>"#]]
        .assert_eq(&done.text());
        assert_eq!(world.standing("ben"), "gone");
        let case = one(&world, "SELECT resolution, resolved_by FROM cases WHERE number = 1").await;
        assert_eq!(case["resolution"], "appealed");
        browser.opens(&address).await.is(200).says("accepted: taken back");
        max(&world)
            .clicks(&late, "Accept")
            .await
            .was_refused(expect!["Somebody decided this already. Nothing was changed."]);
        max(&world).runs("/inbox").await.replied(expect!["(ephemeral) Nothing waits for you. Well done."]);
        world.read_all();
    });
}

#[test]
fn a_rejection_says_why_and_a_question_waits_for_its_answer() {
    story(async |world| {
        admin_channel(&world).await;
        max(&world).runs("/timeout user:@ada duration:2d reason:loud").await;
        let (browser, address) = appeal(&world, "ada", "I was not loud.").await;
        let dashboard = world.signed_in("max").await;
        let guild = world.guild;
        let list = dashboard.opens(&format!("/g/{guild}/inbox")).await;
        list.is(200).says("Ada appeals case 1 (Timeout)");
        let place = format!("/g/{guild}/inbox/appeals/1");
        let page = dashboard.opens(&place).await;
        page.is(200).says("I was not loud.").says("waits for you").says("Shorten");
        dashboard
            .fills(&page, &format!("{place}/ask"), &[("question", "Who was it then?")])
            .await
            .is(200)
            .says("They are asked.");
        dashboard.opens(&format!("/g/{guild}/inbox")).await.is(200).hides("appeals case");
        let told = world.actor("ada").dms();
        assert!(told.last().is_some_and(|dm| dm.contains("Who was it then?")), "{told:?}");
        let page = browser.opens(&address).await;
        page.is(200).says("Who was it then?");
        browser.fills(&page, &address, &[("text", "The parrot.")]).await.is(200).says("is with the moderators");
        let page = dashboard.opens(&place).await;
        page.is(200).says("The parrot.").says("waits for you");
        let late = dashboard.copy();
        let refused = dashboard.fills(&page, &format!("{place}/reject"), &[("why", "Parrots are <i>quiet</i>.")]).await;
        refused.is(200).says("The appeal is rejected.").hides("<i>quiet");
        late.sends(&format!("{place}/accept"), &[("mark", page.mark(&format!("{place}/accept")).as_str())])
            .await
            .is(422)
            .says("Somebody decided this already");
        browser.opens(&address).await.is(200).says("rejected").says("Parrots are");
        let told = world.actor("ada").dms();
        expect![[r#"
            # Appeal · Case 1 · Timeout
            Your appeal was rejected. The case stands.
            Why: Parrots are \<i\>quiet\</i\>.
            [Open the appeal]"#]]
        .assert_eq(told.last().map_or("", String::as_str));
        assert_eq!(one(&world, "SELECT resolution FROM cases WHERE number = 1").await["resolution"], "open");
        world.read_all();
    });
}

#[test]
fn a_timeout_and_a_ban_are_shortened() {
    story(async |world| {
        let max = max(&world);
        max.runs("/timeout user:@ada duration:2d reason:loud").await;
        max.runs("/ban user:@ben duration:9d reason:spam").await;
        appeal(&world, "ada", "Please.").await;
        appeal(&world, "ben", "Please.").await;
        let inbox = max.runs("/inbox").await;
        let card = max.clicks(&inbox, "Appeal 1").await;
        let shorten = async |span: &'static str| {
            let form = max.clicks(&card, "Shorten").await;
            max.fills(&form, &[("span", span), ("why", "be quiet")]).await
        };
        shorten("soon").await.was_refused(expect!["I do not understand this duration. Write it like 30m, 12h or 3d."]);
        shorten("5d").await.was_refused(expect!["That would not be shorter: it ends before. Nothing was changed."]);
        shorten("1h").await;
        expect!["member until <t:+1h:f>"].assert_eq(&world.standing("ada"));

        let dashboard = world.signed_in("max").await;
        let place = format!("/g/{}/inbox/appeals/2", world.guild);
        let page = dashboard.opens(&place).await;
        dashboard
            .fills(&page, &format!("{place}/shorten"), &[("span", "1d"), ("why", "")])
            .await
            .is(200)
            .says("shortened");
        world.later(DAY + Duration::from_secs(120));
        world.ticks_until_idle().await;
        assert_eq!(world.standing("ben"), "gone", "the ban is over");
        world.read_all();
    });
}

#[test]
fn an_address_is_its_persons_alone_and_for_a_month() {
    story(async |world| {
        max(&world).runs("/warn user:@ada reason:loud").await;
        max(&world).runs("/warn user:@ben reason:louder").await;
        let (ada, ben) = (address(&world, "ada"), address(&world, "ben"));
        let browser = world.browser();
        // One person's proof does not open another's case.
        let proof = ada.splitn(3, '-').nth(2).unwrap_or_default();
        let mut mixed: Vec<&str> = ben.splitn(3, '-').collect();
        mixed[2] = proof;
        for wrong in [mixed.join("-").as_str(), "/appeal/1-1-x", "/appeal/x"] {
            browser.opens(wrong).await.is(404).says("This address does not work").hides("louder");
        }
        // A form of another address, or of none, is not taken.
        let page = browser.opens(&ada).await;
        let mark = page.mark(&ada);
        browser.sends(&ben, &[("mark", mark.as_str()), ("text", "x")]).await.is(403);
        browser.sends(&ada, &[("text", "x")]).await.is(403);
        assert_eq!(world.db("SELECT text FROM appeals", &[]).await.len(), 0);
        world.days_later(29);
        browser.opens(&ada).await.is(200);
        world.days_later(2);
        browser.opens(&ada).await.is(404);
        // Guessing is shut out.
        let mut guesser = world.browser();
        guesser.address = "203.0.113.66".to_owned();
        for _ in 0..10 {
            guesser.opens("/appeal/1-1-x").await.is(404);
        }
        guesser.opens(&ben).await.is(429);
    });
}

#[test]
fn who_has_lost_the_address_signs_in_and_finds_it() {
    story(async |world| {
        max(&world).runs("/warn user:@ada reason:loud").await;
        max(&world).runs("/note user:@ada text:a note is not hers to see").await;
        max(&world).runs("/warn user:@ben reason:louder").await;
        world.browser().opens("/appeal").await.is(401).says("Sign in first");
        let ada = world.signed_in("ada").await;
        let list = ada.opens("/appeal").await;
        list.is(200).says("Warning · case 1").hides("louder").hides("not hers");
        let own = address(&world, "ada");
        assert!(list.html.contains(&own), "{}", list.html);
    });
}

#[test]
fn every_appeal_is_found_by_how_it_stands() {
    story(async |world| {
        let max = max(&world);
        for name in ["ada", "ben", "cleo"] {
            max.runs(&format!("/warn user:@{name} reason:loud")).await;
            appeal(&world, name, "Please.").await;
            world.later(Duration::from_secs(60));
        }
        let browser = world.signed_in("max").await;
        let at = |below: &str| format!("/g/{}{below}", world.guild);
        let does = async |number: i64, act: &'static str, fields: &'static [(&'static str, &'static str)]| {
            let place = at(&format!("/inbox/appeals/{number}"));
            let page = browser.opens(&place).await;
            browser.fills(&page, &format!("{place}/{act}"), fields).await.is(200);
        };
        does(1, "ask", &[("question", "Who was it?")]).await;
        does(2, "reject", &[("why", "No.")]).await;
        browser.opens(&at("/inbox/appeals/2")).await.is(200).says("by Max");
        let end = world.page_end("GET /g/*/inbox/appeals/*").await;
        assert!(end.trips <= 2, "{end:?}");
        browser.opens(&at("/appeals")).await.is(200).says("Cleo").hides(">Ada<").hides(">Ben<");
        browser.opens(&at("/appeals?state=asked")).await.is(200).says("Ada").hides(">Ben<").hides(">Cleo<");
        browser.opens(&at("/appeals?state=decided")).await.is(200).says("Ben").says("rejected").hides(">Ada<");
        // More than fit on a page are reached by the key.
        let more = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 39) \
                    INSERT INTO cases (guild, number, kind, target, target_name, created_at, cause, state) \
                    SELECT ?1, i, 'warn', '77777777777777777', 'Nr ' || i, 1, 'c' || i, 'done' FROM n";
        world.db(more, &[world.guild.to_string().into()]).await;
        let more = "INSERT INTO appeals (guild, number, target, text, at, cause) \
                    SELECT guild, number, target, 'x', number, cause FROM cases WHERE guild = ?1 AND number >= 10";
        world.db(more, &[world.guild.to_string().into()]).await;
        browser.opens(&at("/appeals")).await.is(200).says("Nr 10").says("Nr 34").hides("Nr 35");
        browser.opens(&at("/appeals?state=&after=34-34")).await.is(200).says("Nr 35").says("Cleo").hides("Nr 34<");
        world.read_all();
    });
}

#[test]
fn of_two_verdicts_at_once_one_is_done_and_nothing_else() {
    story(async |world| {
        for _ in 0..3 {
            max(&world).runs("/ban user:@ben reason:sells coins").await;
            appeal(&world, "ben", "Please.").await;
            let number = one(&world, "SELECT max(number) AS n FROM cases").await["n"].clone();
            let place = format!("/g/{}/inbox/appeals/{number}", world.guild);
            let (first, second) = (world.signed_in("max").await, world.signed_in("olive").await);
            let (one_page, other_page) = (first.opens(&place).await, second.opens(&place).await);
            let (accept, reject) = (format!("{place}/accept"), format!("{place}/reject"));
            let (one_said, other_said) =
                tokio::join!(first.fills(&one_page, &accept, &[]), second.fills(&other_page, &reject, &[]));
            let mut statuses = [one_said.status, other_said.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 422]);
            let verdict = one(&world, "SELECT verdict FROM appeals ORDER BY number DESC LIMIT 1").await;
            let banned = world.standing("ben") == "banned";
            assert_eq!(verdict["verdict"] == "rejected", banned, "{verdict}");
            world.sim.state(|s| {
                s.unban(world.guild, world.id("olive"), world.id("ben"), None);
                s.add_member(world.guild, world.id("ben"));
            });
            world.later(Duration::from_secs(120));
        }
        world.read_all();
    });
}

#[test]
fn what_discord_refuses_leaves_the_appeal_open() {
    story(async |world| {
        max(&world).runs("/ban user:@ben reason:sells coins").await;
        appeal(&world, "ben", "Please.").await;
        let place = format!("/g/{}/inbox/appeals/1", world.guild);
        let browser = world.signed_in("max").await;
        let page = browser.opens(&place).await;
        world.sim.fail_next("DELETE", "/bans/", Fault::Error { status: 403, code: 50013 }, 1);
        let refused = browser.fills(&page, &format!("{place}/accept"), &[]).await;
        refused.is(422).says("The appeal stays open.");
        assert_eq!(world.standing("ben"), "banned");
        let page = browser.opens(&place).await;
        page.is(200).says("waits for you");
        browser.fills(&page, &format!("{place}/accept"), &[]).await.is(200).says("accepted");
        assert_eq!(world.standing("ben"), "gone");
        world.read_all();
    });
}

#[test]
fn who_is_removed_by_a_rule_can_appeal_where_the_address_is_known() {
    let vars = serde_json::json!({ "PUBLIC_BASE_URL": "https://bot.example.com/" });
    story_with(&vars, true, async |world| {
        let (nova, _) = crate::verification::newcomers::waited(&world, "kick").await;
        let told = nova.dms();
        assert!(told.last().is_some_and(|dm| dm.contains("[Appeal]")), "{told:?}");
        let browser = world.browser();
        let address = address_of(&world, nova.id);
        browser.opens(&address).await.is(200).says("Kick");
        world.read_all();
    });
}

#[test]
fn who_cannot_sign_in_is_told_what_else_there_is() {
    story_with(&serde_json::json!({ "DISCORD_CLIENT_SECRET": null }), true, async |world| {
        world
            .browser()
            .opens("/appeal")
            .await
            .is(401)
            .says("How to appeal")
            .says("open the link in it")
            .hides("/login");
    });
}
