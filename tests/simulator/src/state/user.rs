//! Users: people and bots, with what others see of them.

use serde_json::{Value, json};

use crate::Id;

/// A user account.
#[derive(Clone, Debug)]
pub struct User {
    /// Snowflake; its time is the account's age.
    pub id: Id,
    /// Unique lower-case name.
    pub username: String,
    /// Display name.
    pub global_name: Option<String>,
    /// Hash of the picture.
    pub avatar: Option<String>,
    /// A bot account.
    pub bot: bool,
    /// Their client's language, sent as an interaction's `locale`.
    pub locale: String,
    /// Whether members of shared guilds may write to them; off answers 50007.
    pub accepts_dms: bool,
    /// Public flags.
    pub public_flags: u64,
}

impl User {
    /// The user object as everyone sees it.
    pub fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id.to_string(),
            "username": self.username,
            "avatar": self.avatar,
            "discriminator": if self.bot { "0001" } else { "0" },
            "public_flags": self.public_flags,
            "flags": self.public_flags,
            "banner": null,
            "accent_color": null,
            "global_name": self.global_name,
            "avatar_decoration_data": null,
            "collectibles": null,
            "display_name_styles": null,
            "banner_color": null,
            "clan": null,
            "primary_guild": null,
        });
        if self.bot {
            user["bot"] = json!(true);
        }
        user
    }

    /// The name a client shows outside of guilds.
    pub fn display_name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}
