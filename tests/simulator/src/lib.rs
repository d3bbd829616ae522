//! A simulated Discord: a state model with REST and interactions as strict as the real ones, and a playground.

mod address;
pub mod clock;
pub mod events;
pub mod faults;
pub mod interact;
mod keys;
pub mod limits;
mod oauth;
mod openapi;
pub mod playground;
mod record;
mod rest;
mod simulator;
pub mod state;
mod watching;
pub mod webhook_events;
mod worker;

/// A snowflake. In JSON it is a string.
pub type Id = u64;

pub use clock::Clock;
pub use events::{Event, EventKind};
pub use faults::Fault;
pub use interact::{Exchange, Interaction, Kind};
pub use oauth::Refusal;
pub use record::{Problem, Recorded};
pub use simulator::{Options, Simulator};
pub use state::{State, Team, permission};
pub use webhook_events::Delivery;
