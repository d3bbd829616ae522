//! The deployment's variables and secrets, read once a start and checked.

use super::ids::{self, ApplicationId, ChannelId, GuildId, RoleId, UserId};

/// How much is logged.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum LogLevel {
    Error,
    #[default]
    Info,
    Debug,
}

/// What the deployment was given. A variable that is missing or malformed is `None` here and
/// named in [`Config::faults`]; only the routes that need it refuse to serve.
#[derive(Debug, Default)]
pub struct Config {
    /// `DISCORD_PUBLIC_KEY`: 32 bytes, hexadecimal.
    pub public_key: Option<[u8; 32]>,
    /// `DISCORD_APPLICATION_ID`.
    pub application: Option<ApplicationId>,
    /// `DISCORD_TOKEN`: a bot's token, without the prefix "Bot".
    pub token: Option<String>,
    /// `DISCORD_CLIENT_SECRET`: for signing in to the dashboard with Discord.
    pub client_secret: Option<String>,
    /// `DISCORD_API_BASE`, without a slash at its end.
    pub api_base: String,
    /// `GUILDS`: the guilds served. Empty means every guild, for local runs only.
    pub guilds: Vec<GuildId>,
    /// `OPERATOR_IDS`: who operates the deployment, beside the application's owner and team.
    pub operators: Vec<UserId>,
    /// `ENCRYPTION_KEY`: 32 bytes, hexadecimal; AES-256-GCM for stored credentials.
    pub encryption_key: Option<[u8; 32]>,
    /// `ENCRYPTION_KEY_PREVIOUS`: the key before it was rotated. Nothing is sealed with it any more.
    pub encryption_key_previous: Option<[u8; 32]>,
    /// `PUBLIC_BASE_URL`: where the deployment is reached, without a slash at its end; requests know it by themselves.
    pub base_url: Option<String>,
    /// `ALLOWED_TEST_HOSTS`: loopback hosts that the address guard lets through.
    pub allowed_test_hosts: Vec<String>,
    /// `VERIFIED_ROLE_ID`, `RESTRICTED_ROLE_ID`, `MODERATOR_ROLE_ID`, `ADMIN_CHANNEL_ID` and
    /// `VERIFICATION_CHANNEL_ID`: what settings say nothing of, in one-guild deployments.
    pub verified_role: Option<RoleId>,
    pub restricted_role: Option<RoleId>,
    pub moderator_role: Option<RoleId>,
    pub admin_channel: Option<ChannelId>,
    pub verification_channel: Option<ChannelId>,
    /// `LOG_LEVEL`: error, info or debug.
    pub log_level: LogLevel,
    /// Names of variables that are set but cannot be read. Values are never kept here.
    pub faults: Vec<&'static str>,
}

/// Discord's REST API. Source: Discord reference, "API Versioning".
pub const DEFAULT_API_BASE: &str = "https://discord.com/api/v10";

impl Config {
    /// Reads every variable by name through `get`; empty counts as missing.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Config {
        let text = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let mut faults = Vec::new();
        let mut note = |name: &'static str, wrong: bool| {
            if wrong {
                faults.push(name);
            }
        };

        let key = |name: &str| text(name).map(|value| hex32(&value));
        let public_key = key("DISCORD_PUBLIC_KEY");
        note("DISCORD_PUBLIC_KEY", public_key == Some(None));
        let encryption_key = key("ENCRYPTION_KEY");
        note("ENCRYPTION_KEY", encryption_key == Some(None));
        let encryption_key_previous = key("ENCRYPTION_KEY_PREVIOUS");
        note("ENCRYPTION_KEY_PREVIOUS", encryption_key_previous == Some(None));

        let application = text("DISCORD_APPLICATION_ID").map(|value| ids::parse(&value));
        note("DISCORD_APPLICATION_ID", application == Some(None));

        let token = text("DISCORD_TOKEN");
        let usable_token = token.clone().filter(|value| is_bot_token(value));
        note("DISCORD_TOKEN", token.is_some() && usable_token.is_none());

        let client_secret = text("DISCORD_CLIENT_SECRET");
        let api_base = text("DISCORD_API_BASE").unwrap_or_else(|| DEFAULT_API_BASE.to_owned());
        let is_url = api_base.starts_with("https://") || api_base.starts_with("http://");
        note("DISCORD_API_BASE", !is_url);

        let base_url = text("PUBLIC_BASE_URL").map(|url| url.trim_end_matches('/').to_owned());
        let (guilds, guilds_wrong) = id_list(text("GUILDS"));
        note("GUILDS", guilds_wrong);
        let (operators, operators_wrong) = id_list(text("OPERATOR_IDS"));
        note("OPERATOR_IDS", operators_wrong);

        let mut one = |name: &'static str| {
            let id = text(name).map(|value| ids::parse::<twilight_model::id::marker::GenericMarker>(&value));
            note(name, id == Some(None));
            id.flatten()
        };
        let verified_role = one("VERIFIED_ROLE_ID").map(twilight_model::id::Id::cast);
        let restricted_role = one("RESTRICTED_ROLE_ID").map(twilight_model::id::Id::cast);
        let moderator_role = one("MODERATOR_ROLE_ID").map(twilight_model::id::Id::cast);
        let admin_channel = one("ADMIN_CHANNEL_ID").map(twilight_model::id::Id::cast);
        let verification_channel = one("VERIFICATION_CHANNEL_ID").map(twilight_model::id::Id::cast);

        let level = text("LOG_LEVEL").map(|value| match value.as_str() {
            "error" => Some(LogLevel::Error),
            "info" => Some(LogLevel::Info),
            "debug" => Some(LogLevel::Debug),
            _ => None,
        });
        note("LOG_LEVEL", level == Some(None));

        let hosts = text("ALLOWED_TEST_HOSTS").unwrap_or_default();
        Config {
            public_key: public_key.flatten(),
            application: application.flatten(),
            token: usable_token,
            client_secret,
            api_base: api_base.trim_end_matches('/').to_owned(),
            guilds,
            operators,
            base_url,
            encryption_key: encryption_key.flatten(),
            encryption_key_previous: encryption_key_previous.flatten(),
            allowed_test_hosts: hosts
                .split(',')
                .map(|host| host.trim().to_ascii_lowercase())
                .filter(|h| !h.is_empty())
                .collect(),
            verified_role,
            restricted_role,
            moderator_role,
            admin_channel,
            verification_channel,
            log_level: level.flatten().unwrap_or_default(),
            faults,
        }
    }

    /// The keys that stored credentials may be sealed with, the present one first.
    pub fn keys(&self) -> Vec<[u8; 32]> {
        self.encryption_key.into_iter().chain(self.encryption_key_previous).collect()
    }

    /// Whether `GUILDS` names this guild, or names none at all (local runs). A malformed list
    /// names nobody.
    pub fn names_guild(&self, guild: GuildId) -> bool {
        let every_guild = self.guilds.is_empty() && !self.faults.contains(&"GUILDS");
        every_guild || self.guilds.contains(&guild)
    }
}

/// 32 bytes from 64 hexadecimal digits.
pub fn hex32(text: &str) -> Option<[u8; 32]> {
    hex_bytes(text)
}

/// Exactly `N` bytes from hexadecimal digits, in either case.
pub fn hex_bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
    }
    Some(bytes)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// A bot's token has three parts joined by dots. Whether it truly is a bot's is asked of Discord
/// by the check-up; this only keeps out what cannot be one, such as "Bearer …".
fn is_bot_token(token: &str) -> bool {
    let parts: Vec<&str> = token.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty())
        && token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'='))
}

/// An empty list for a missing variable. One wrong id spoils the whole list, because serving
/// other guilds than the operator meant is worse than serving none.
fn id_list<T>(value: Option<String>) -> (Vec<twilight_model::id::Id<T>>, bool) {
    let Some(value) = value else { return (Vec::new(), false) };
    let ids: Option<Vec<_>> = value.split([',', ' ', '\n']).filter(|part| !part.is_empty()).map(ids::parse).collect();
    match ids {
        Some(ids) => (ids, false),
        None => (Vec::new(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Config {
        Config::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn nothing_set_is_no_fault() {
        let config = read(&[]);
        assert!(config.faults.is_empty());
        assert_eq!(config.api_base, DEFAULT_API_BASE);
        assert_eq!(config.public_key, None);
    }

    #[test]
    fn malformed_variables_are_named_without_their_value() {
        let config = read(&[
            ("DISCORD_PUBLIC_KEY", "abc"),
            ("DISCORD_APPLICATION_ID", "me"),
            ("DISCORD_TOKEN", "Bearer secret"),
            ("GUILDS", "1, x"),
            ("LOG_LEVEL", "loud"),
        ]);
        assert_eq!(
            config.faults,
            ["DISCORD_PUBLIC_KEY", "DISCORD_APPLICATION_ID", "DISCORD_TOKEN", "GUILDS", "LOG_LEVEL"]
        );
        assert!(!format!("{:?}", config.faults).contains("secret"));
        assert!(!config.names_guild(GuildId::new(1)), "a malformed list serves nobody");
    }

    #[test]
    fn lists_and_keys_are_read() {
        let key = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
        let config = read(&[
            ("GUILDS", "1,2 3"),
            ("DISCORD_PUBLIC_KEY", key),
            ("DISCORD_API_BASE", "http://127.0.0.1:1/api/v10/"),
        ]);
        assert_eq!(config.guilds.len(), 3);
        assert_eq!(config.public_key.unwrap()[..2], [0x01, 0x23]);
        assert_eq!(config.api_base, "http://127.0.0.1:1/api/v10");
        assert!(config.faults.is_empty());
    }
}
