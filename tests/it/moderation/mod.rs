//! Moderation: cases, acts on Discord, refusals, native acts, taking back.

mod acts;
mod cases;
mod faults;
mod forms;
mod native;
mod pages;
mod refusals;
mod terms;
