//! Bytes' work without an interaction: audits, imports and folding.

mod audit;
mod fold;
mod import;

use crate::app::Job;

pub const JOBS: &[Job] = &[import::IMPORT, import::FORGET, audit::FULL, audit::NIGHTLY, fold::FOLD];
