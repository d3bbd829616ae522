//! The contract between features and entries: what a feature offers, and what it is handed.

pub mod access;
pub mod args;
pub mod check;
pub mod command;
pub mod ctx;
pub mod feature;
pub mod job;
pub mod settings;
pub mod text;

pub use access::Audience;
pub use check::{Check, Finding, SetupStep};
pub use command::{Action, Answer, Budget, Command, Done, Group, Press, Shape, Sub};
pub use ctx::{Actor, Ctx};
pub use feature::Feature;
pub use job::{Job, JobCtx, Schedule, Slice};
pub use settings::{Section, Settings};

/// A handler's work. Workers are single-threaded, so futures need not be `Send`.
pub type Work<T> = futures_util::future::LocalBoxFuture<'static, crate::base::error::Result<T>>;
