//! Pieces of the dashboard's pages: values in, markup out. They name only `base`, and know no request.
//!
//! Maud escapes every text. There is no inline script and no inline style: the pages' Content Security Policy
//! allows neither, so a width or a height is an attribute of an SVG. What they look like stands in
//! `assets/static/dashboard.css`.

mod button;
mod card;
pub mod chart;
mod chat;
mod confirm;
mod empty;
mod facts;
mod field;
mod form;
mod icon;
mod link;
mod meter;
mod notice;
mod page;
mod person;
mod refill;
mod search;
mod steps;
mod table;
mod tone;
mod when;

pub use button::Button;
pub use card::{Card, Stat, columns, tiles};
pub use chat::chat;
pub use confirm::{Confirm, Undo};
pub use empty::Empty;
pub use facts::{Badge, Facts, code, quote};
pub use field::{Choice, Field};
pub use form::{Form, MARK};
pub use icon::Icon;
pub use link::{Link, safe};
pub use meter::Meter;
pub use notice::Notice;
pub use page::{Account, Frame, GuildNav, NavHeading, NavLink, page};
pub use person::Person;
pub use refill::refill;
pub use search::Search;
pub use steps::{breadcrumb, tabs};
pub use table::{Column, Order, Pager, Row, Table};
pub use tone::Tone;
pub use when::When;
