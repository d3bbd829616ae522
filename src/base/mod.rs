//! Words that everyone shares: ids, time, money, languages, errors, configuration. Pure.

pub mod address;
pub mod agent;
pub mod config;
pub mod duration;
pub mod emoji;
pub mod error;
pub mod ids;
pub mod json;
pub mod lang;
pub mod list;
pub mod money;
pub mod time;
pub mod words;
