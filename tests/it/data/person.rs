//! One person's data.

use expect_test::expect;
use serde_json::Value;

use super::{at, places_of};
use crate::world::{Actor, World, story};

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

/// Bytes, a transfer, a squad, a warning and a ban of ada's.
async fn lived(world: &World) {
    let (ada, olive) = (world.actor("ada"), world.actor("olive"));
    ada.runs("/bytes daily").await;
    ada.runs("/bytes send user:@ben amount:7 reason:a secret between us").await;
    let owls = world.role("Owls");
    olive.runs(&format!("/squads-admin create name:Owls role:<@&{owls}>")).await;
    olive.runs("/bytes-admin grant user:@ada amount:500").await;
    ada.runs("/squads join squad:Owls").await;
    olive.runs("/warn user:@ada reason:spam").await;
    olive.runs("/ban user:@ada reason:more spam").await;
    world.read_all();
}

async fn sums(world: &World) -> Vec<Value> {
    let wrong = "SELECT a.user FROM accounts AS a WHERE a.guild = ?1 AND a.balance <> \
                 (SELECT sum(delta) FROM ledger AS l WHERE l.guild = a.guild AND l.user = a.user)";
    world.db(wrong, &[world.guild.to_string().into()]).await
}

#[test]
fn a_member_gets_a_file_of_everything() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes daily").await;
        ada.runs("/bytes send user:@ben amount:7 reason:lamps").await;
        max(&world).runs("/warn user:@ada reason:spam").await;
        let browser = world.signed_in("ada").await;
        let page = browser.opens(&at(&world, "/me/data")).await;
        page.is(200).says("What is kept of you").says("your bytes").says("Cannot be undone".to_lowercase().as_str());
        let action = at(&world, "/me/data/export");
        for scope in ["here", "everywhere"] {
            let file = browser.fills(&page, &action, &[("scope", scope)]).await;
            file.is(200);
            let id = world.id("ada");
            assert_eq!(file.answer.header("content-type"), "application/json; charset=utf-8");
            assert_eq!(
                file.answer.header("content-disposition"),
                format!("attachment; filename=\"guildhall-{id}.json\"")
            );
            let told: Value = serde_json::from_str(&file.html).expect("JSON");
            let kept = &told["kept"];
            assert_eq!(told["person"], id.to_string());
            assert_eq!(kept["accounts.user"][0]["sent"], 7);
            assert_eq!(kept["people.user"][0]["name"], "Ada");
            assert_eq!(kept["cases.target"][0]["reason"], "spam");
            assert!(kept["ledger.user"].as_array().is_some_and(|rows| rows.iter().any(|row| row["reason"] == "lamps")));
            assert_eq!(kept.get("sessions.user").is_some(), scope == "everywhere");
            assert!(!file.html.contains("moderator"), "who decided is not theirs: {}", file.html);
        }
    });
}

#[test]
fn what_a_person_has_deleted_is_gone_and_what_is_in_force_stays() {
    story(async |world| {
        lived(&world).await;
        let id = world.id("ada").to_string();
        // Who is banned signs in no more; an administrator deletes for them.
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/data")).await;
        let action = at(&world, "/data/delete");
        browser.fills(&page, &action, &[("user", &id), ("typed", "yes")]).await.is(422).says("Nothing was deleted");
        browser.fills(&page, &action, &[("user", "ada"), ("typed", "delete")]).await.is(422).says("no id of a person");
        let done = browser.fills(&page, &action, &[("user", &id), ("typed", " delete ")]).await;
        done.is(200).says("The data is being deleted").says("stay by id until they are lifted");
        world.ticks_until_idle().await;
        let places = places_of(&world, &id).await.join("\n");
        expect![[r#"
            cases.target
            data_requests.user
            dm_channels.user"#]]
        .assert_eq(&places);
        assert_eq!(sums(&world).await, Vec::<Value>::new(), "every balance is the sum of its ledger");
        let members = world.db("SELECT members FROM squads", &[]).await;
        assert_eq!(members[0]["members"], 0);
        let kept = world.db("SELECT kind FROM cases WHERE target = ?1", &[id.clone().into()]).await;
        assert_eq!(
            (kept.len(), kept[0]["kind"].as_str()),
            (1, Some("ban")),
            "the ban is in force, the warning is gone"
        );
        let secret = world.db("SELECT 1 FROM ledger WHERE reason LIKE '%secret%'", &[]).await;
        assert_eq!(secret.len(), 0, "what they wrote is gone from the other side too");
        let page = browser.opens(&at(&world, "/data")).await;
        let again = browser.fills(&page, &action, &[("user", &id), ("typed", "delete")]).await;
        again.is(422).says("within the last 30 days");
        // What is looked at again is what was left: what they were given since is not touched, and nothing is stuck.
        world.actor("olive").runs(&format!("/bytes-admin grant user:{id} amount:5")).await;
        world.days_later(8);
        world.ticks_until_idle().await;
        assert_eq!(world.db("SELECT balance FROM accounts WHERE user = ?1", &[id.clone().into()]).await.len(), 1);
        let left = world.db("SELECT left_parts, step, due_at FROM data_requests", &[]).await;
        assert_eq!((left[0]["left_parts"].as_str(), left[0]["step"].as_str()), (Some("cases.target"), Some("")));
        world.signed_in("olive").await.opens(&at(&world, "/data")).await.is(200).says("looked at again every week");
        // Once the ban is lifted its case goes as well.
        world.actor("olive").runs(&format!("/unban user:{id} reason:enough")).await;
        world.days_later(8);
        world.ticks_until_idle().await;
        assert_eq!(world.db("SELECT 1 FROM cases WHERE target = ?1", &[id.clone().into()]).await.len(), 0);
        assert_eq!(world.db("SELECT balance FROM accounts WHERE user = ?1", &[id.into()]).await.len(), 1);
        let over = world.db("SELECT 1 FROM data_requests WHERE due_at IS NOT NULL", &[]).await;
        assert_eq!(over.len(), 0, "nothing is left to come back to");
        world.read_all();
    });
}

#[test]
fn a_long_life_is_told_whole() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes daily").await;
        let (guild, id) = (world.guild.to_string(), world.id("ada").to_string());
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) \
                    INSERT INTO ledger (guild, user, at, cause, delta, kind) SELECT ?1, ?2, i, 'n' || i, 1, 'grant' FROM n";
        world.db(many, &[guild.into(), id.clone().into()]).await;
        let key = world.key("ada", &["bytes:read"]).await;
        let browser = world.signed_in("ada").await;
        let page = browser.opens(&at(&world, "/me/data")).await;
        let file = browser.fills(&page, &at(&world, "/me/data/export"), &[("scope", "everywhere")]).await;
        let told: Value = serde_json::from_str(&file.html).expect("JSON");
        assert_eq!(told["kept"]["ledger.user"].as_array().map(Vec::len), Some(2_502));
        assert_eq!(told["more"], serde_json::json!([]));
        assert_eq!(told["kept"]["session_access.session"][0]["guild_name"], "Lantern");
        assert_eq!(told["kept"]["api_keys.created_by"][0]["id"], key.id);
        for table in ["role_holds.user", "dm_pending.user", "data_requests.user"] {
            assert!(told["kept"].get(table).is_some(), "{table}");
        }
    });
}

#[test]
fn an_earlier_narrower_request_bars_nobody() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let id = world.id("ada").to_string();
        let olive = world.signed_in("olive").await;
        let page = olive.opens(&at(&world, "/data")).await;
        let by_other = [("user", id.as_str()), ("typed", "delete")];
        olive.fills(&page, &at(&world, "/data/delete"), &by_other).await.is(200).says("being deleted");
        let ada = world.signed_in("ada").await;
        for (scope, status) in [("here", 200), ("here", 422), ("everywhere", 200), ("everywhere", 422), ("here", 422)] {
            let page = ada.opens(&at(&world, "/me/data")).await;
            let fields = [("scope", scope), ("typed", "delete")];
            ada.fills(&page, &at(&world, "/me/data/delete"), &fields).await.is(status);
        }
        let page = olive.opens(&at(&world, "/data")).await;
        olive.fills(&page, &at(&world, "/data/delete"), &by_other).await.is(422).says("within the last 30 days");
        world.ticks_until_idle().await;
    });
}

#[test]
fn a_member_deletes_their_own_and_begins_anew() {
    story(async |world| {
        let (ada, owls) = (world.actor("ada"), world.role("Owls"));
        ada.runs("/bytes daily").await;
        ada.runs("/bytes send user:@ben amount:7").await;
        world.actor("olive").runs(&format!("/squads-admin create name:Owls role:<@&{owls}>")).await;
        ada.runs("/squads join squad:Owls").await;
        assert!(world.has_role("ada", owls));
        let browser = world.signed_in("ada").await;
        let page = browser.opens(&at(&world, "/me/data")).await;
        let action = at(&world, "/me/data/delete");
        browser.fills(&page, &action, &[("scope", "here"), ("typed", "")]).await.is(422).says("Nothing was deleted");
        browser
            .fills(&page, &action, &[("scope", "everywhere"), ("typed", "delete")])
            .await
            .is(200)
            .says("being deleted");
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", owls), "the squad's role goes with the membership");
        let mut left = places_of(&world, &world.id("ada").to_string()).await;
        left.retain(|place| !place.starts_with("login_links"));
        let left = left.join("\n");
        expect![[r#"
            data_requests.asked_by
            data_requests.user
            sessions.user"#]]
        .assert_eq(&left);
        let ben = world
            .db("SELECT other FROM ledger WHERE user = ?1 AND kind = 'transfer'", &[world.id("ben").to_string().into()])
            .await;
        let stand_in = ben[0]["other"].as_str().unwrap_or_default().to_owned();
        assert!(stand_in.len() <= 15, "a number that is nobody's stands there: {stand_in}");
        let history = world.actor("ben").runs("/bytes history").await.text();
        assert!(!history.contains("ada"), "{history}");
        ada.runs("/bytes read").await;
        assert_eq!(sums(&world).await, Vec::<Value>::new());
        browser.opens(&at(&world, "/me/data")).await.is(200).says("You had your data deleted here");
    });
}

#[test]
fn nobody_reaches_the_data_of_somebody_else() {
    story(async |world| {
        world.actor("ben").runs("/bytes daily").await;
        let ben = world.id("ben").to_string();
        let ada = world.signed_in("ada").await;
        let page = ada.opens(&at(&world, "/me/data")).await;
        let own = at(&world, "/me/data/export");
        let mark = page.mark(&own);
        let file = ada.sends(&own, &[("mark", &mark), ("scope", "everywhere"), ("user", &ben)]).await;
        file.is(200).hides(&ben);
        for below in ["/data/export", "/data/delete", "/data/parts/file", "/data/whole", "/data/check"] {
            let fields =
                [("mark", mark.as_str()), ("user", &ben), ("typed", "delete"), ("table", "ledger"), ("after", "")];
            ada.sends(&at(&world, below), &fields).await.is(403).hides(&ben);
            world.signed_in("max").await.sends(&at(&world, below), &fields).await.is(403);
        }
        assert_eq!(world.db("SELECT 1 FROM data_requests", &[]).await.len(), 0);
    });
}

#[test]
fn the_page_on_privacy_tells_and_starts_both() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let said = world.actor("ada").runs("/privacy").await;
        said.replied(expect![[r#"
            (ephemeral) The page tells what is kept of you, for how long and why, and gives or deletes it. To do that, sign in with the link of `/dashboard` first.
            [Open the page]"#]]);
        let url = said.message()["components"][0]["components"][0]["url"].clone();
        assert_eq!(url, format!("{}/privacy", world.worker()));
        for (locale, word) in [("de", "gespeichert"), ("es-ES", "se guarda")] {
            let text = world.actor("ada").speaking(locale).runs("/privacy").await.text();
            assert!(text.contains(word), "{text}");
        }
        let out = world.browser();
        out.opens("/privacy").await.is(200).says("What is kept of you").says("/dashboard").hides("/privacy/delete");
        out.sends("/privacy/delete", &[("typed", "delete")]).await.is(401);
        let browser = world.signed_in("ada").await;
        let page = browser.opens("/privacy").await;
        let file = browser.fills(&page, "/privacy/export", &[]).await;
        let told: Value = serde_json::from_str(&file.html).expect("JSON");
        assert_eq!(told["kept"]["people.user"][0]["name"], "Ada");
        browser.sends("/privacy/delete", &[("typed", "delete")]).await.is(403);
        browser.fills(&page, "/privacy/delete", &[("typed", "no")]).await.is(200).says("Nothing was deleted");
        browser.fills(&page, "/privacy/delete", &[("typed", "delete")]).await.is(200).says("being deleted");
        world.ticks_until_idle().await;
        let left = world.db("SELECT 1 FROM accounts WHERE user = ?1", &[world.id("ada").to_string().into()]).await;
        assert_eq!(left.len(), 0);
    });
}
