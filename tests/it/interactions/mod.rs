//! The interactions endpoint: who gets in, what comes back, and in which time.

mod corpus;
mod deferral;
mod delivery;
mod less;
mod requests;
mod signature;
mod undelivered;
mod unknown;
mod variables;

use serde_json::{Value, json};
use simulator::Exchange;

use crate::world::{Said, World};

/// A PING as Discord sends it.
fn ping() -> Vec<u8> {
    json!({"id": "1213094097321984001", "application_id": "1202524488990720003", "type": 1, "token": "made-up", "version": 1})
        .to_string()
        .into_bytes()
}

/// The text of an answer itself, also when the message that it made is another's or is gone.
fn answered(world: &World, exchange: &Exchange) -> String {
    let answer = exchange.response.clone().unwrap_or_default();
    world.show_message(&answer["data"])
}

/// The message of an answer as it is now, whatever happened since.
fn now(said: &Said) -> String {
    said.world.show_message(&said.message())
}

/// Callback type of an answer.
fn callback(exchange: &Exchange) -> u64 {
    exchange.response.as_ref().and_then(|answer| answer["type"].as_u64()).unwrap_or_default()
}

/// Flags of an answer.
fn flags(answer: &Value) -> u64 {
    answer["data"]["flags"].as_u64().unwrap_or_default()
}

/// Transfers of the story's guild, each counted once.
async fn transfers(world: &World) -> u64 {
    let sql = "SELECT count(*) AS n FROM ledger WHERE guild = ?1 AND kind = 'transfer' AND delta < 0";
    let rows = world.db(sql, &[world.guild.to_string().into()]).await;
    rows.first().and_then(|row| row["n"].as_u64()).unwrap_or_default()
}
