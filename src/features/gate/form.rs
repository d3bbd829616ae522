//! The gate as it is chosen in the dashboard.

use super::model::GateSettings;
use crate::app::{Item, SettingsForm, form::Kind};

pub const FORM: SettingsForm = SettingsForm::of::<GateSettings>(
    "Gate",
    "How newcomers are kept out until they are verified. /setupverification in the server makes roles and channel, \
     and closes what has to be closed.",
    ITEMS,
);

const ITEMS: &[Item] = &[
    Item {
        name: "design",
        label: "Design",
        help: "",
        kind: Kind::One(&[
            ("off", "no gate"),
            ("restricted", "a restricted role sees only the verification channel"),
            ("verified", "the verified role sees the server, @everyone only the verification channel"),
        ]),
    },
    Item {
        name: "channel",
        label: "Verification channel",
        help: "Where newcomers press Verify me, and where who is restricted is talked with.",
        kind: Kind::Channel("none"),
    },
    Item { name: "restricted_role", label: "Restricted role", help: "", kind: Kind::Role("none") },
    Item { name: "verified_role", label: "Verified role", help: "", kind: Kind::Role("none") },
];
