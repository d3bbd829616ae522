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
fn an_administrator_has_everything_deleted() {
    story(async |world| {
        used(&world).await;
        // What goes by the clock is due in a database that never saw a tick.
        world.ticks_until_idle().await;
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/data?count=1")).await;
        page.is(200).says("Counted just now").says("ledger").says("per cent of the free plan");
        let part = at(&world, "/data/part");
        let file = browser.fills(&page, &part, &[("table", "accounts"), ("after", "")]).await;
        let told: Value = serde_json::from_str(&file.html).expect("JSON");
        assert_eq!(told["rows"].as_array().map(Vec::len), Some(2), "{told}");
        let last = told["rows"][0]["user"].as_str().unwrap_or_default().to_owned();
        let page = browser.opens(&at(&world, "/data")).await;
        let after = serde_json::json!([world.guild.to_string(), last]).to_string();
        let file = browser.fills(&page, &part, &[("table", "accounts"), ("after", &after)]).await;
        let told: Value = serde_json::from_str(&file.html).expect("JSON");
        assert_eq!(told["rows"].as_array().map(Vec::len), Some(1), "the next part goes on after the last row");
        for (table, after) in [("sessions", ""), ("d1_migrations", ""), ("accounts", "x")] {
            let page = browser.opens(&at(&world, "/data")).await;
            browser.fills(&page, &part, &[("table", table), ("after", after)]).await.is(422).says("no such part");
        }
        let page = browser.opens(&at(&world, "/data")).await;
        let whole = at(&world, "/data/whole");
        browser.fills(&page, &whole, &[("typed", "delete")]).await.is(422).says("Nothing was deleted");
        browser.fills(&page, &whole, &[("typed", "Lantern")]).await.is(200).says("being deleted");
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
