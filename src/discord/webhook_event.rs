//! Events that Discord sends to the application's webhook-events address, read tolerantly: what an event
//! that is not for us holds is never looked at. They are seldom, so they are read without a type of their
//! own, which would weigh in the bundle.
//! Source: Discord reference, "Webhook Events".

use super::interaction::timestamp;
use crate::base::{
    ids::{self, ChannelId, GuildId, UserId},
    json::{self, Value},
    time::Time,
};

/// The outer `type` of an event; that of a PING is 0.
const EVENT: u64 = 1;
/// Somebody authorised the application, for a guild, for themselves or as an OAuth2 client.
const AUTHORIZED: &str = "APPLICATION_AUTHORIZED";
/// `integration_type` of an installation in a guild.
const GUILD_INSTALL: u64 = 0;

/// Somebody has installed the application in a guild.
#[derive(Clone, Debug, PartialEq)]
pub struct Installed {
    pub guild: GuildId,
    pub name: Option<String>,
    pub locale: String,
    pub system_channel: Option<ChannelId>,
    pub by: UserId,
    pub at: Time,
}

/// The installation that a payload tells of, if it does.
///
/// # Errors
/// The path to the place that cannot be read, and what is wrong there.
pub fn installed(body: &[u8]) -> Result<Option<Installed>, String> {
    let text = std::str::from_utf8(body).map_err(|error| format!(": {error}"))?;
    let payload = json::value(text).map_err(|fault| fault.to_string())?;
    if payload["type"].as_u64().ok_or("type: no number")? != EVENT {
        return Ok(None);
    }
    let event = &payload["event"];
    if event["type"].as_str().ok_or("event.type: no text")? != AUTHORIZED {
        return Ok(None);
    }
    let (data, guild) = (&event["data"], &event["data"]["guild"]);
    if guild.is_null() || data["integration_type"].as_u64().unwrap_or(GUILD_INSTALL) != GUILD_INSTALL {
        return Ok(None);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Ok(Some(Installed {
        guild: guild["id"].as_str().and_then(ids::parse).ok_or("event.data.guild.id: no id")?,
        name: text(&guild["name"]),
        locale: text(&guild["preferred_locale"]).unwrap_or_default(),
        system_channel: guild["system_channel_id"].as_str().and_then(ids::parse),
        by: data["user"]["id"].as_str().and_then(ids::parse).ok_or("event.data.user.id: no id")?,
        at: event["timestamp"].as_str().and_then(moment).ok_or("event.timestamp: no moment")?,
    }))
}

/// Discord writes the moment without a zone, in UTC.
fn moment(text: &str) -> Option<Time> {
    timestamp(text).or_else(|| timestamp(&format!("{text}Z")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &str, timestamp: &str) -> Result<Option<Installed>, String> {
        let text = format!(
            r#"{{"version":1,"type":1,"event":{{"type":"APPLICATION_AUTHORIZED","timestamp":"{timestamp}","data":{data}}}}}"#
        );
        installed(text.as_bytes())
    }

    #[test]
    fn only_an_installation_in_a_guild_is_one() {
        let guild = r#""guild":{"id":"5","name":null,"system_channel_id":null,"new":[]}"#;
        let of = |fields: &str| {
            let read = read(&format!(r#"{{"user":{{"id":"3"}},"scopes":["bot"]{fields}}}"#), "2024-10-18T14:42:53Z");
            read.unwrap().map(|installed| (installed.guild.get(), installed.by.get()))
        };
        assert_eq!(of(&format!(r#","integration_type":0,{guild}"#)), Some((5, 3)));
        assert_eq!(of(&format!(",{guild}")), Some((5, 3)));
        assert_eq!(of(&format!(r#","integration_type":1,{guild}"#)), None);
        assert_eq!(of(r#","integration_type":0"#), None);
        assert_eq!(of(r#","guild":null"#), None);
    }

    #[test]
    fn moments_without_a_zone_are_utc() {
        let at = |text| Some(read(r#"{"user":{"id":"3"},"guild":{"id":"5"}}"#, text).ok()??.at.millis());
        assert_eq!(at("2024-10-18T14:42:53.064834"), Some(1_729_262_573_064));
        assert_eq!(at("2024-10-18T14:42:53.064834+00:00"), Some(1_729_262_573_064));
        assert_eq!(at("yesterday"), None);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_place() {
        assert_eq!(read(r#"{"user":{"id":3},"guild":{"id":"5"}}"#, ""), Err("event.data.user.id: no id".to_owned()));
        assert_eq!(installed(b"[1]"), Err("type: no number".to_owned()));
        assert!(installed(b"\xff").is_err());
    }
}
