//! What wakes Guildhall: thin, named by what it is woken by.

mod correlation;
mod cron;
mod fetch;
mod health;
mod interactions;

