//! Events that Discord sends to the application's webhook-events address, read tolerantly and in steps:
//! what an event that is not for us holds is never looked at.
//! Source: Discord reference, "Webhook Events".

use serde::Deserialize;

use super::interaction::timestamp;
use crate::base::{
    ids::{ChannelId, GuildId, UserId},
    time::Time,
};

/// The outer `type` of an event; that of a PING is 0.
pub const EVENT: u64 = 1;
/// Somebody authorised the application, for a guild, for themselves or as an OAuth2 client.
pub const AUTHORIZED: &str = "APPLICATION_AUTHORIZED";
/// `integration_type` of an installation in a guild.
const GUILD_INSTALL: u64 = 0;

/// Of every payload.
#[derive(Debug, Deserialize)]
pub struct Outer {
    #[serde(rename = "type")]
    pub kind: u64,
}

/// Of every event.
#[derive(Debug, Deserialize)]
pub struct Named {
    pub event: Name,
}

#[derive(Debug, Deserialize)]
pub struct Name {
    #[serde(rename = "type")]
    pub kind: String,
}

/// An [`AUTHORIZED`] event.
#[derive(Debug, Deserialize)]
pub struct Authorized {
    pub event: Authorization,
}

#[derive(Debug, Deserialize)]
pub struct Authorization {
    timestamp: String,
    pub data: Authorizing,
}

#[derive(Debug, Deserialize)]
pub struct Authorizing {
    integration_type: Option<u64>,
    pub user: Person,
    guild: Option<Guild>,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: UserId,
}

/// The guild into which the application was installed.
#[derive(Debug, Deserialize)]
pub struct Guild {
    pub id: GuildId,
    pub name: Option<String>,
    pub preferred_locale: Option<String>,
    pub system_channel_id: Option<ChannelId>,
}

impl Authorization {
    /// When it happened. Discord writes the moment without a zone, in UTC.
    pub fn at(&self) -> Option<Time> {
        timestamp(&self.timestamp).or_else(|| timestamp(&format!("{}Z", self.timestamp)))
    }
}

impl Authorizing {
    /// `None` when it was installed for a person only, or not at all.
    pub fn guild(&self) -> Option<&Guild> {
        self.guild.as_ref().filter(|_| self.integration_type.unwrap_or(GUILD_INSTALL) == GUILD_INSTALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &str, timestamp: &str) -> Authorization {
        let text = format!(
            r#"{{"version":1,"type":1,"event":{{"type":"APPLICATION_AUTHORIZED","timestamp":"{timestamp}","data":{data}}}}}"#
        );
        serde_json::from_str::<Authorized>(&text).unwrap().event
    }

    #[test]
    fn only_an_installation_in_a_guild_has_one() {
        let guild = r#""guild":{"id":"5","name":null,"system_channel_id":null,"new":[]}"#;
        let of = |fields: &str| {
            read(&format!(r#"{{"user":{{"id":"3"}},"scopes":["bot"]{fields}}}"#), "2024-10-18T14:42:53Z")
        };
        assert_eq!(of(&format!(r#","integration_type":0,{guild}"#)).data.guild().map(|guild| guild.id.get()), Some(5));
        assert!(of(&format!(",{guild}")).data.guild().is_some());
        assert!(of(&format!(r#","integration_type":1,{guild}"#)).data.guild().is_none());
        assert!(of(r#","integration_type":0"#).data.guild().is_none());
        assert!(of(r#","guild":null"#).data.guild().is_none());
    }

    #[test]
    fn moments_without_a_zone_are_utc() {
        let at = |text| read(r#"{"user":{"id":"3"}}"#, text).at().map(Time::millis);
        assert_eq!(at("2024-10-18T14:42:53.064834"), Some(1_729_262_573_064));
        assert_eq!(at("2024-10-18T14:42:53.064834+00:00"), Some(1_729_262_573_064));
        assert_eq!(at("yesterday"), None);
    }
}
