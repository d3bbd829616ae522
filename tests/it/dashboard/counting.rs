//! What is counted: uses of commands, bytes, cases, pages, faults; and the pages that show it.

use std::time::Duration;

use serde_json::json;
use simulator::{Kind, permission};

use super::pages::{at, max};
use crate::world::{World, story};

/// Rows of a statement once there are so many; counts are written after the answer, before its event's end.
async fn rows(world: &World, sql: &str) -> Vec<serde_json::Value> {
    world.db(sql, &[world.guild.to_string().into()]).await
}

/// Makes somebody of the cast the application's owner, and so the operator.
pub fn operates(world: &World, name: &'static str) {
    let owner = world.id(name);
    world.sim.state(|s| s.application_owner = owner);
}

#[test]
fn a_use_counts_once_however_often_it_is_delivered() {
    story(async |world| {
        let ada = world.actor("ada");
        for _ in 0..3 {
            ada.runs("/bytes daily").await;
        }
        let said = ada.runs("/bytes send user:@ben amount:1").await;
        ada.runs("/bytes send user:@ada amount:1").await;
        for _ in 0..2 {
            ada.again(&said, Kind::Command("/bytes send user:@ben amount:1".to_owned())).await;
        }
        world.interaction_ends().await;
        let kept = rows(&world, "SELECT command, count, refused, failed, trips, rows_written, h0 + h1 + h2 + h3 + h4 + h5 + h6 + h7 + h8 + h9 + h10 + h11 + h12 + h13 + h14 + h15 + h16 + h17 + h18 + h19 AS buckets FROM command_days WHERE guild = ?1 ORDER BY command").await;
        let told: Vec<_> = kept
            .iter()
            .map(|row| {
                (
                    row["command"].as_str().unwrap_or_default(),
                    row["count"].as_u64(),
                    row["refused"].as_u64(),
                    row["buckets"].as_u64(),
                )
            })
            .collect();
        assert_eq!(told, [("bytes daily", Some(3), Some(0), Some(3)), ("bytes send", Some(2), Some(1), Some(2))]);
        let moved =
            rows(&world, "SELECT key, count, total FROM counters WHERE guild = ?1 AND series = 'bytes' ORDER BY key")
                .await;
        let moved: Vec<_> = moved
            .iter()
            .map(|row| (row["key"].as_str().unwrap_or_default(), row["count"].as_u64(), row["total"].as_u64()))
            .collect();
        // Both accounts were opened; the day's bytes were paid once.
        assert_eq!(moved, [("daily", Some(1), Some(10)), ("open", Some(2), Some(200)), ("transfer", Some(1), Some(1))]);
    });
}

#[test]
fn the_overview_shows_where_a_server_goes() {
    story(async |world| {
        operates(&world, "olive");
        for name in ["ada", "ben", "cleo"] {
            world.actor(name).runs("/bytes daily").await;
        }
        max(&world).runs("/warn user:@ben reason:spam").await;
        world.days_later(1);
        world.actor("ada").runs("/bytes send user:@ben amount:30").await;
        world.tick().await;
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/")).await;
        page.is(200)
            .says("commands, 7 days 6")
            .says("bytes moved, 7 days 370")
            .says("cases, 7 days 1")
            .says("Cases by kind warn 1 100 %")
            .says("bytes send 1")
            .says("Gateway not in use")
            .says("Rows written today")
            .says("that begins with the gateway")
            .says("Nothing is set up yet")
            .hides("No minute tick");
        assert!(page.html.len() < 100_000, "{} bytes", page.html.len());
        // What Discord knows is looked at when it is asked for.
        browser.opens(&at(&world, "/?check=1")).await.is(200).says("Checked just now").says("things need somebody");
        // Moderators see how it goes, not what it takes; members what is theirs.
        let shown = world.signed_in("max").await;
        shown
            .opens(&at(&world, "/?check=1"))
            .await
            .is(200)
            .says("cases, 7 days 1")
            .hides("Rows written")
            .hides("Checked just now");
        let ada = world.signed_in("ada").await;
        ada.opens(&at(&world, "/"))
            .await
            .is(200)
            .says("your squad none yet")
            .says("next /bytes daily in")
            .hides("cases");
        world.read_all();
    });
}

#[test]
fn usage_is_told_by_command_and_to_operators_by_page() {
    story(async |world| {
        operates(&world, "olive");
        world.actor("ada").runs("/bytes daily").await;
        world.actor("ada").runs("/bytes send user:@ada amount:1").await;
        let olive = world.signed_in("olive").await;
        olive.opens("/g/1/moderation").await.is(404);
        olive.opens(&at(&world, "/usage")).await.is(200);
        let page = olive.opens(&at(&world, "/usage?days=7")).await;
        page.is(200)
            .says("bytes send 1")
            .says("No errors")
            .says("/g/{guild}/usage GET 200 other")
            .says("/login/* POST");
        olive.opens(&at(&world, "/usage?days=x")).await.is(200).says("30 days");
        // An administrator who does not operate sees their own server.
        let role = world.sim.state(|s| s.add_role(world.guild, "Admins", permission::MANAGE_GUILD));
        world.sim.state(|s| s.give_role(world.guild, world.id("ben"), role));
        let ben = world.signed_in("ben").await;
        ben.opens(&at(&world, "/usage"))
            .await
            .is(200)
            .says("bytes send 1")
            .hides("Errors of the deployment")
            .hides("/login");
    });
}

#[test]
fn a_fault_is_grouped_by_its_cause_and_tells_no_values() {
    story(async |world| {
        operates(&world, "olive");
        let ada = world.actor("ada");
        for _ in 0..2 {
            // Of the first delivery only.
            world.db_faults(json!([{ "kind": "fail", "times": 1 }])).await;
            ada.runs("/bytes send user:@ben amount:7 reason:a secret").await;
        }
        world.db_faults(json!([])).await;
        world.expect_errors(2);
        world.interaction_ends().await;
        let kept = rows(&world, "SELECT * FROM errors WHERE guild = ?1").await;
        assert_eq!(kept.len(), 1, "{kept:#?}");
        assert_eq!(kept[0]["count"].as_u64(), Some(2));
        assert_eq!(kept[0]["doing"], "bytes send");
        assert_eq!(kept[0]["request"], "user amount reason");
        assert!(!kept[0].to_string().contains("a secret"), "{kept:#?}");
        let olive = world.signed_in("olive").await;
        olive.opens(&at(&world, "/usage")).await.is(200).says("with user amount reason");
        let used = rows(&world, "SELECT failed FROM command_days WHERE guild = ?1 AND command = 'bytes send'").await;
        assert_eq!(used[0]["failed"].as_u64(), Some(2));
    });
}

#[test]
fn counts_are_forgotten_in_time() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        world.signed_in("ada").await.opens(&at(&world, "/")).await.is(200);
        world.interaction_ends().await;
        let count = async |series: &str| {
            let rows = world.db("SELECT count(*) AS count FROM counters WHERE series = ?1", &[series.into()]).await;
            rows[0]["count"].as_u64().unwrap_or_default()
        };
        assert!(count("page").await > 0 && count("bytes").await > 0);
        world.days_later(91);
        world.ticks_until_idle().await;
        assert_eq!(count("page").await, 0);
        assert!(count("bytes").await > 0);
        world.days_later(275);
        world.ticks_until_idle().await;
        assert_eq!(count("bytes").await, 0);
        assert!(
            rows(&world, "SELECT * FROM command_days WHERE guild = ?1 AND command = 'bytes daily'").await.is_empty()
        );
    });
}

#[test]
fn jobs_are_looked_at_by_administrators_and_run_by_operators() {
    story(async |world| {
        let ben = world.id("ben");
        operates(&world, "ben");
        world.tick().await;
        world.later(Duration::from_secs(300));
        world.ticks_until_idle().await;
        let olive = world.signed_in("olive").await;
        let page = olive.opens(&at(&world, "/jobs")).await;
        page.is(200).says("dedup. clean every hour fine").says("every night at").hides("Run now");
        let browser = world.signed_in("ben").await;
        let page = browser.opens(&at(&world, "/jobs")).await;
        page.is(200).says("Run now");
        let before = world.db("SELECT next_at FROM jobs WHERE name = 'counters.forget'", &[]).await;
        let shown = browser.fills(&page, &at(&world, "/jobs/run"), &[("job", "counters.forget")]).await;
        shown.is(200).says("runs with the next tick").says("with the next tick");
        world.ticks_until_idle().await;
        let after = world.db("SELECT next_at, runs FROM jobs WHERE name = 'counters.forget'", &[]).await;
        assert_eq!(before[0]["next_at"], after[0]["next_at"], "the night's run stays where it was");
        let runs: serde_json::Value =
            serde_json::from_str(after[0]["runs"].as_str().unwrap_or_default()).unwrap_or_default();
        assert_eq!(runs.as_array().map(Vec::len), Some(2), "{runs}");
        browser.fills(&shown, &at(&world, "/jobs/run"), &[("job", "posts.send")]).await.is(422);
        let kept = world.db("SELECT actor, subject FROM audit_log WHERE action = 'jobs.run'", &[]).await;
        assert_eq!((kept.len(), kept[0]["actor"].as_str()), (1, Some(ben.to_string().as_str())));
        assert_eq!(world.sim.state(|s| s.application_owner), ben);
    });
}

#[test]
fn tables_of_the_deployment_are_turned_page_by_page() {
    story(async |world| {
        operates(&world, "olive");
        let day = (world.sim.clock().now() / 86_400_000) as i64;
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 105)";
        let links = format!(
            "{numbers} INSERT INTO links (slug, url, about, made_by, made_at, changed_at) \
             SELECT 'l' || (1000 + i), 'https://example.com/', '', '1', 1, 1 FROM n"
        );
        // Many of one moment, and of one count: none may be lost between two pages.
        let errors = format!(
            "{numbers} INSERT INTO errors (id, place, doing, chain, request, count, first_at, last_at, correlations) \
             SELECT 'e' || (1000 + i), 'page', 'fault-' || (1000 + i), 'x', '', 1, ?1, ?1, '' FROM n WHERE i <= 60"
        );
        let pages = format!(
            "{numbers} INSERT INTO counters (guild, series, day, key, count, total) \
             SELECT '', 'page', ?1, json_array('GET', '/view-' || (1000 + i), '200', 'browser'), 5000, 1 FROM n WHERE i <= 70"
        );
        world.db(&links, &[]).await;
        world.db(&errors, &[(day * 86_400_000).into()]).await;
        world.db(&pages, &[day.into()]).await;
        let browser = world.signed_in("olive").await;
        for (below, word, count) in [("/links", "/go/l1", 105), ("/usage", "fault-1", 60), ("/usage", "/view-1", 70)] {
            let (mut place, mut seen) = (at(&world, below), std::collections::BTreeSet::new());
            loop {
                let page = browser.opens(&place).await;
                page.is(200);
                let found = page.html.split(word).skip(1).map(|rest| rest[..3].to_owned());
                seen.extend(found);
                let name = match word {
                    "fault-1" => "errors=",
                    "/view-1" => "pages=",
                    _ => "after=",
                };
                let next =
                    page.html.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|to| to.contains(name));
                let Some(next) = next else { break };
                place = next.replace("&amp;", "&");
            }
            assert_eq!(seen.len(), count, "{word}");
        }
    });
}
