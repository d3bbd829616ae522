//! Every sentence about bytes.

mod accounts;
mod awards;
mod config;
mod digest;
mod economy;
mod files;
mod heap;
mod rewards;
mod shared;
pub mod specs;
mod transfers;

pub use accounts::*;
pub use awards::*;
pub use config::*;
pub use digest::*;
pub use economy::*;
pub use files::*;
pub use heap::*;
pub use rewards::*;
pub use shared::*;
pub use transfers::*;
