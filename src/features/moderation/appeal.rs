//! The address by which a person appeals a case: it proves that the case is theirs, and nothing of it is stored.

use super::{model::Kind, text};
use crate::{
    base::{
        config::Config,
        ids::{self, GuildId, UserId},
        lang::Lang,
        time::DAY,
    },
    discord::{
        build::{link, row},
        reply::Message,
    },
    platform::crypto,
};

/// For how long a case can be appealed, in milliseconds.
pub const TERM: i64 = 30 * DAY;

/// What a person may say something against.
pub const fn can_be_appealed(kind: Kind) -> bool {
    matches!(kind, Kind::Warn | Kind::Timeout | Kind::Kick | Kind::Ban | Kind::Restrict)
}

/// `{guild}-{number}-{proof}`; `None` without `ENCRYPTION_KEY`.
pub fn token(keys: &[[u8; 32]], guild: GuildId, number: i64, target: UserId) -> Option<String> {
    Some(format!("{guild}-{number}-{}", proof(keys.first()?, guild, number, target)))
}

fn proof(key: &[u8; 32], guild: GuildId, number: i64, target: UserId) -> String {
    crypto::hmac(key, &format!("appeal of case {number} in {guild} by {target}"))
}

/// The case that a token names; whether it may is for [`proves`] to say.
pub fn case_of_token(token: &str) -> Option<(GuildId, i64)> {
    let mut parts = token.splitn(3, '-');
    Some((ids::parse(parts.next()?)?, parts.next()?.parse().ok()?))
}

/// Whether a token was made for the person of this case.
pub fn proves(keys: &[[u8; 32]], token: &str, guild: GuildId, number: i64, target: UserId) -> bool {
    let shown = token.splitn(3, '-').nth(2).unwrap_or_default();
    keys.iter().any(|key| crypto::same(&proof(key, guild, number, target), shown))
}

/// The message with the button that leads to the appeal of a case, where it can be appealed and the deployment knows
/// its own address.
pub fn with_appeal(
    message: Message,
    (config, origin): (&Config, Option<&str>),
    lang: Lang,
    kind: Kind,
    (guild, number, target): (GuildId, i64, UserId),
) -> Message {
    match origin.filter(|_| can_be_appealed(kind)) {
        Some(origin) => with_page(message, (config, origin), text::appeal_button(lang), (guild, number, target)),
        None => message,
    }
}

/// The message with a button that leads to the page of a case's appeal.
pub fn with_page(
    message: Message,
    (config, origin): (&Config, &str),
    label: &str,
    (guild, number, target): (GuildId, i64, UserId),
) -> Message {
    match token(&config.keys(), guild, number, target) {
        Some(token) => message.with(row(vec![link(label, format!("{origin}/appeal/{token}"))])),
        None => message,
    }
}
