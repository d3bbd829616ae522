//! Many alerts at once: one card, acts on all, taking them back, refusals.

mod acts;
mod card;
mod refusals;
mod undo;

use std::time::Duration;

use serde_json::Value;
use simulator::{Id, permission};

use super::gated;
use crate::world::{Actor, Said, World};

/// The moderator, where the card is.
pub fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

/// A newcomer of this number, `raider7`, with an account of two days and no picture.
pub fn raider(world: &World, number: usize) -> Actor {
    let name: &'static str = Box::leak(format!("raider{number}").into_boxed_str());
    world.newcomer_of(name, Duration::from_secs(2 * 86_400), false)
}

/// Reported by somebody who has reports left.
pub async fn report(by: &Actor, whom: &Actor) -> Said {
    let message = whom.says("free coins");
    by.picks_on_message("Report message", message).await
}

/// One newcomer more, reported by the one before, so that nobody reports too much.
pub async fn one_more(world: &World, raiders: &mut Vec<Actor>) {
    let one = raider(world, raiders.len() + 1);
    let before = raiders.last().cloned().unwrap_or_else(|| world.actor("ada"));
    report(&before, &one).await;
    raiders.push(one);
}

/// So many alerts at once.
pub async fn alerts(world: &World, count: usize) -> Vec<Actor> {
    let mut raiders: Vec<Actor> = Vec::new();
    for _ in 0..count {
        one_more(world, &mut raiders).await;
    }
    raiders
}

/// As [`alerts`], with what is due by then done; none is restricted.
pub async fn raid(world: &World, count: usize) -> Vec<Actor> {
    let raiders = alerts(world, count).await;
    // So many ticks and no more: the raid has to last, however much else there is to do.
    for _ in 0..3 {
        world.later(Duration::from_secs(130));
        world.tick().await;
    }
    world.read_all();
    world.at(Duration::from_secs(9 * 60));
    raiders
}

/// What is due soon is done: the card rests a few seconds after each edit, and acts have two minutes.
pub async fn settled(world: &World) {
    world.later(Duration::from_secs(130));
    world.ticks_until_idle().await;
    world.read_all();
}

/// A gate, and a raid of so many; gives the restricted role, the raiders and the card.
pub async fn gated_raid(world: &World, count: usize) -> (Id, Vec<Actor>, Id) {
    let marker = gated(world).await;
    let raiders = raid(world, count).await;
    (marker, raiders, card(world).0)
}

/// The card as it stands.
pub fn card(world: &World) -> (Id, String) {
    world.read_all();
    let mods = world.mods;
    let found = world.sim.state(|s| {
        let is_card = |title: &Value| title.as_str().is_some_and(|title| title.starts_with("Raid"));
        let mut cards = s.messages.values().filter(|message| message.channel == mods);
        cards.find_map(|message| {
            let json = message.json(s);
            is_card(&json["embeds"][0]["title"]).then_some((message.id, json))
        })
    });
    let (id, json) = found.expect("there is a card");
    (id, world.show_message(&json))
}

/// What stands in the admin channel, but for the card.
pub fn lines(world: &World) -> Vec<String> {
    let (mods, card) = (world.mods, card(world).0);
    let found: Vec<Value> = world.sim.state(|s| {
        let there = s.messages.values().filter(|message| message.channel == mods && message.only_for.is_none());
        there.filter(|message| message.id != card).map(|message| message.json(s)).collect()
    });
    found.iter().map(|json| world.show_message(json)).collect()
}

/// Asks for all and confirms.
pub async fn all(world: &World, card: Id, action: &str, confirm: &str) -> Said {
    let asked = max(world).clicks_on(card, action).await;
    max(world).clicks(&asked, confirm).await
}

/// How many of them Discord has banned.
pub fn banned(world: &World, raiders: &[Actor]) -> usize {
    let guild = world.guild;
    world.sim.state(|s| raiders.iter().filter(|one| s.guilds[&guild].bans.contains_key(&one.id)).count())
}

pub fn holders(world: &World, raiders: &[Actor], role: Id) -> usize {
    let guild = world.guild;
    world.sim.state(|s| {
        raiders.iter().filter(|one| s.member(guild, one.id).is_some_and(|member| member.roles.contains(&role))).count()
    })
}

/// Lets the bot manage the server, which Discord asks for a bulk ban.
pub fn may_manage(world: &World) {
    let (guild, bot_role) = (world.guild, world.bot_role);
    world.sim.state(|s| s.role_mut(guild, bot_role).unwrap().permissions |= permission::MANAGE_GUILD);
}

/// Calls of this method whose path ends so, of this guild.
pub fn calls(world: &World, method: &str, path: &str) -> usize {
    let guild = world.guild.to_string();
    let is_one =
        |call: &&simulator::Recorded| call.method == method && call.path.contains(&guild) && call.path.contains(path);
    world.sim.requests().iter().filter(is_one).count()
}

/// The one figure that a statement with the guild as its parameter gives as `n`.
pub async fn count(world: &World, sql: &str) -> i64 {
    let rows = world.db(sql, &[world.guild.to_string().into()]).await;
    rows[0]["n"].as_i64().unwrap_or_default()
}
