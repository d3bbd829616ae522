//! Statements on `accounts`, `ledger`, `pairs`, `bytes_imports` and `bytes_audits`.

mod accounts;
mod audits;
mod digest;
mod imports;
mod ledger;
mod ranks;

pub use accounts::{
    claim_day, find_accounts, find_net, give, grant, list_accounts, open_account, receive, revoke, set_pair, sum_of,
    sums,
};
pub use audits::*;
pub use digest::list_moved;
pub use imports::*;
pub use ledger::*;
pub use ranks::*;
