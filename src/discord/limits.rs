//! Discord's limits that Guildhall itself counts before it sends. Source: Discord reference,
//! "Message Resource › Embed Limits", "Component Reference", "Application Commands".

/// Characters of a message's content.
pub const CONTENT: usize = 2_000;
/// Characters of an embed's description.
pub const EMBED_DESCRIPTION: usize = 4_096;
/// Characters of an embed field's value.
pub const FIELD_VALUE: usize = 1_024;
/// Characters of a select option's or a choice's name.
pub const LABEL: usize = 100;
/// Options of a select menu, choices of an autocomplete answer.
pub const CHOICES: usize = 25;
/// How long an interaction's token lives, in milliseconds.
pub const TOKEN_LIFE: i64 = 15 * crate::base::time::MINUTE;
