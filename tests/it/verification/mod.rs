//! Verification: newcomers, alerts, decisions, threads, reports.

mod alerts;
mod alone;
mod back;
mod digests;
mod inbox;
mod kept;
pub mod newcomers;
mod order;
mod raid;

use serde_json::json;
use simulator::Id;

use crate::world::World;

/// A guild with the restricted gate and an admin channel; gives the restricted role.
pub async fn gated(world: &World) -> Id {
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
    crate::gate::restricted(world).await.0
}

/// Settings of verification, written as `/setup` writes them.
pub async fn set(world: &World, verification: serde_json::Value) {
    world
        .db(
            "UPDATE guild_settings SET json = json_set(json, '$.verification', json(?2)), version = version + 1 WHERE guild = ?1",
            &[world.guild.to_string().into(), json!(verification.to_string())],
        )
        .await;
}

/// The bot's last message in the admin channel that still stands: the alert, as it is now.
pub fn alert(world: &World) -> (Id, String) {
    world.read_all();
    let mods = world.mods;
    let found = world.sim.state(|s| {
        let last = s.messages.values().rfind(|message| message.channel == mods && message.only_for.is_none());
        last.map(|message| (message.id, message.json(s)))
    });
    let (id, json) = found.expect("there is an alert");
    (id, world.show_message(&json))
}
