//! Decisions about bytes. Pure: model and time in, outcome out.

mod csv;
mod daily;
mod rewards;
mod settings;
mod transfer;

pub use csv::{CsvFault, CsvFile, read_csv};
pub use daily::{boundary_moved, claim, claimed, next_day, payout, step};
pub use rewards::{earned_by_balance, next_reward, wanted, wishes};
pub use settings::{Unfit, ladder_of_text, ladder_text};
pub use transfer::{Refusal, Request, decide, sent};
