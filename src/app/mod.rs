//! The contract between features and entries: what a feature offers, and what it is handed.

pub mod access;
pub mod api;
pub mod args;
pub mod check;
pub mod command;
pub mod ctx;
pub mod deputy;
pub mod digest;
pub mod feature;
pub mod follow;
pub mod form;
pub mod holding;
pub mod inbox;
pub mod invite;
pub mod job;
pub mod means;
pub mod page;
pub mod path;
pub mod settings;
pub mod text;

pub use access::Audience;
pub use check::{Check, Finding, SetupStep};
pub use command::{Action, After, Afterword, Answer, Budget, Command, Done, Group, Press, Shape, Sub, silently};
pub use ctx::{Actor, Ctx, Through};
pub use digest::{DigestSection, Period};
pub use feature::Feature;
pub use follow::{Deed, Follow, MemberAct};
pub use form::{Item, Known, SettingsForm};
pub use holding::{Fate, Holding, OfGuild, Person};
pub use inbox::{WAITING, Waiting, Waits};
pub use job::{Job, JobCtx, Needs, Schedule, Slice};
pub use means::Means;
pub use page::{Acted, Fields, Form, Level, NavGroup, Page, View, Visit};
pub use settings::{Change, Section, Settings};

/// A handler's work. Workers are single-threaded, so futures need not be `Send`.
pub type Work<T> = futures_util::future::LocalBoxFuture<'static, crate::base::error::Result<T>>;
