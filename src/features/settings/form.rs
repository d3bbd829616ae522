//! What belongs to no feature alone, as it is chosen in the dashboard.

use super::model::General;
use crate::app::{Item, SettingsForm, form::Kind};

pub const FORM: SettingsForm =
    SettingsForm::of::<General>("The server", "Language, and the people who look after it.", ITEMS);

const ITEMS: &[Item] = &[
    Item {
        name: "language",
        label: "Language",
        help: "Of everything that others can read. Who asks is answered in their own.",
        kind: Kind::One(&[("en", "English"), ("de", "Deutsch"), ("es", "Español")]),
    },
    Item {
        name: "admin_channel",
        label: "Admin channel",
        help: "Where administrators are told what needs them.",
        kind: Kind::Channel("none"),
    },
    Item {
        name: "moderator_role",
        label: "Moderator role",
        help: "Whoever has it may do every moderator's act, beside those with Discord's own permission for it.",
        kind: Kind::Role("none"),
    },
];
