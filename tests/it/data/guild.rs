//! A guild's data.

use serde_json::Value;
use simulator::permission;

use super::{at, places_of};
use crate::{
    verification::gated,
    world::{Actor, World, story},
};

/// A guild with something in most tables.
async fn used(world: &World) {
    let (olive, ada) = (world.actor("olive"), world.actor("ada"));
    let max = Actor { channel: world.mods, ..world.actor("max") };
    gated(world).await;
    ada.runs("/bytes daily").await;
    ada.runs("/bytes send user:@ben amount:7").await;
    let owls = world.role("Owls");
    olive.runs(&format!("/squads-admin create name:Owls role:<@&{owls}>")).await;
    olive.runs("/bytes-admin grant user:@ada amount:500").await;
    ada.runs("/squads join squad:Owls").await;
    max.runs("/warn user:@ben reason:spam").await;
    let form = max.picks_on("Flag user", world.id("cleo")).await;
    max.fills(&form, &[("why", "sells coins")]).await;
    max.runs("/ban user:@cleo reason:spam").await;
    world.signed_in("ada").await;
    world.read_all();
}

async fn night(world: &World, days: u64) {
    world.days_later(days);
    world.ticks_until_idle().await;
}

#[test]
fn thirty_days_after_the_bot_was_removed_no_row_of_the_guild_is_left() {
    story(async |world| {
        used(&world).await;
        let guild = world.guild;
        world.ticks_until_idle().await;
        world.sim.state(|s| s.remove_bot_from(guild));
        night(&world, 1).await;
        night(&world, 28).await;
        let before = places_of(&world, &guild.to_string()).await;
        assert!(before.len() > 15, "everything is still there: {before:?}");
        world.days_later(2);
        for _ in 0..30 {
            world.ticks_until_idle().await;
            world.later(std::time::Duration::from_secs(2 * 3_600));
        }
        assert_eq!(places_of(&world, &guild.to_string()).await, Vec::<String>::new());
        world.read_all();
        world.sim.clear_problems();
    });
}

#[test]
fn a_return_keeps_the_data() {
    story(async |world| {
        used(&world).await;
        let guild = world.guild;
        world.sim.state(|s| s.remove_bot_from(guild));
        night(&world, 1).await;
        assert_eq!(world.db("SELECT 1 FROM data_requests", &[]).await.len(), 1);
        world.sim.state(|s| s.add_bot_to(guild, permission::VIEW_CHANNEL));
        night(&world, 1).await;
        assert_eq!(world.db("SELECT 1 FROM data_requests", &[]).await.len(), 0);
        night(&world, 32).await;
        assert!(places_of(&world, &guild.to_string()).await.len() > 15);
        world.read_all();
        world.sim.clear_problems();
    });
}

#[test]
fn everything_of_a_guild_is_downloaded_part_by_part() {
    story(async |world| {
        used(&world).await;
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100) \
                    INSERT INTO accounts (guild, user, changed_at) SELECT ?1, '5000000000000' || (10000 + i), 1 FROM n";
        world.db(many, &[world.guild.to_string().into()]).await;
        let browser = world.signed_in("olive").await;
        let (mut place, file) = (at(&world, "/data/parts"), at(&world, "/data/parts/file"));
        let mut rows = std::collections::BTreeMap::<String, usize>::new();
        let mut parts = 0;
        loop {
            parts += 1;
            let page = browser.opens(&place).await;
            page.is(200).says(&format!("Download part {parts}"));
            let from = page.html.split("name=\"from\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            let from = from.unwrap_or_default().replace("&quot;", "\"");
            let shown = browser.fills(&page, &file, &[("from", &from), ("part", &parts.to_string())]).await;
            let told: Value = serde_json::from_str(&shown.html).expect("JSON");
            for (table, list) in told["kept"].as_object().expect("tables") {
                *rows.entry(table.clone()).or_default() += list.as_array().map_or(0, Vec::len);
            }
            let next = page
                .html
                .split("href=\"")
                .find(|rest| rest.starts_with(&format!("{}?from", at(&world, "/data/parts"))));
            let Some(next) = next.and_then(|rest| rest.split('"').next()) else { break };
            assert_eq!(told["last"], false);
            place = next.replace("&amp;", "&");
        }
        assert!(parts >= 3, "{parts}");
        for (table, count) in &rows {
            let kept = format!("SELECT count(*) AS n FROM {table} WHERE guild = ?1");
            let kept = world.db(&kept, &[world.guild.to_string().into()]).await[0]["n"].as_u64().unwrap_or_default();
            // Looking writes the audit log itself.
            assert!(*count as u64 == kept || table == "audit_log", "{table}: {count} of {kept}");
        }
        assert_eq!(rows["accounts"], 4_102);
        assert!(rows.len() > 12, "{rows:?}");
        for from in ["[\"sessions\",\"\"]", "[\"d1_migrations\",\"\"]", "[\"accounts\",\"x\"]", "x"] {
            let page = browser.opens(&at(&world, "/data/parts")).await;
            browser.fills(&page, &file, &[("from", from)]).await.is(422).says("no such part");
        }
    });
}

#[test]
fn the_audit_log_comes_as_a_file_for_spreadsheets() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/squads-admin create name:=1+1").await;
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2300) \
                    INSERT INTO audit_log (guild, at, cause, action, actor, origin, subject) SELECT ?1, 1000 + i / 3, 'n' || i, 'links.make', '1', 'command', 'a\"b,' || i FROM n";
        world.db(many, &[world.guild.to_string().into()]).await;
        let browser = world.signed_in("olive").await;
        let (place, acts) = (at(&world, "/data"), at(&world, "/data/acts"));
        let page = browser.opens(&place).await;
        let file = browser.fills(&page, &acts, &[("from", ""), ("until", "")]).await;
        assert_eq!(file.answer.header("content-type"), "text/csv; charset=utf-8");
        let lines: Vec<&str> = file.html.split("\r\n").filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 1 + 2_300 + 1, "a head, and every act once");
        assert_eq!(lines[0], "at,action,origin,actor,subject,before,after");
        assert_eq!(lines[1], "1970-01-01T00:00:01Z,links.make,command,1,\"a\"\"b,1\",,");
        assert!(lines[2_301].ends_with(",'=1+1"), "{}", lines[2_301]);
        let page = browser.opens(&place).await;
        let until = browser.fills(&page, &acts, &[("from", ""), ("until", "1990-01-01T00:00")]).await;
        assert!(!until.html.contains("squads.create") && until.html.contains("b,2300"));
        let page = browser.opens(&place).await;
        let from = browser.fills(&page, &acts, &[("from", "1990-01-01T00:00"), ("until", "")]).await;
        assert!(from.html.contains("squads.create") && !from.html.contains("links.make"));
        let page = browser.opens(&place).await;
        browser.fills(&page, &acts, &[("from", "soon"), ("until", "")]).await.is(422).says("Date and time as");
        world.signed_in("max").await.sends(&acts, &[("mark", "1.x")]).await.is(403);
    });
}

#[test]
fn acts_are_forgotten_after_thirteen_months() {
    story(async |world| {
        world.actor("olive").runs("/bytes-admin config daily:20").await;
        let kept = async || world.db("SELECT 1 FROM audit_log WHERE action = 'settings.change'", &[]).await.len();
        night(&world, 398).await;
        assert_eq!(kept().await, 1);
        night(&world, 4).await;
        assert_eq!(kept().await, 0);
        world.read_all();
    });
}

#[test]
fn an_administrator_has_everything_deleted() {
    story(async |world| {
        used(&world).await;
        // What goes by the clock is due in a database that never saw a tick.
        world.ticks_until_idle().await;
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/data?count=1")).await;
        page.is(200).says("Counted just now").says("ledger").says("per cent of the free plan");
        page.says("For how long it is kept").says("13 months");
        let whole = at(&world, "/data/whole");
        browser.fills(&page, &whole, &[("typed", "delete")]).await.is(422).says("Nothing was deleted");
        let done = browser.fills(&page, &whole, &[("typed", "Lantern")]).await;
        done.is(200).says("being deleted").says("the whole server").says("0 of ");
        world.ticks_until_idle().await;
        let mut left = places_of(&world, &world.guild.to_string()).await;
        // Who is signed in stays so, for a week.
        left.retain(|place| !place.contains("session") && !place.contains("login"));
        assert_eq!(left, ["audit_log.guild"], "who did it stays on record");
        let told = world.db("SELECT action FROM audit_log", &[]).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["action"], "data.delete_guild");
        world.read_all();
    });
}

#[test]
fn the_whole_ledger_is_checked_from_the_page() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/data")).await;
        page.is(200).says("No check of the whole ledger was asked for yet");
        browser.fills(&page, &at(&world, "/data/check"), &[]).await.is(200).says("The check runs");
        world.ticks_until_idle().await;
        browser.opens(&at(&world, "/data")).await.is(200).says("every balance is the sum of its ledger");
        world.db("UPDATE accounts SET balance = balance + 1", &[]).await;
        let page = browser.opens(&at(&world, "/data")).await;
        browser.fills(&page, &at(&world, "/data/check"), &[]).await.is(200);
        world.ticks_until_idle().await;
        browser.opens(&at(&world, "/data")).await.is(200).says("1 are not the sum of their ledger");
        world.read_all();
    });
}
