//! JSON error codes that Guildhall tells apart. Source: Discord reference, "JSON Error Codes".

pub const UNKNOWN_CHANNEL: u32 = 10003;
pub const UNKNOWN_GUILD: u32 = 10004;
pub const UNKNOWN_MEMBER: u32 = 10007;
pub const UNKNOWN_MESSAGE: u32 = 10008;
/// "Unknown Overwrite".
pub const UNKNOWN_OVERWRITE: u32 = 10009;
pub const UNKNOWN_ROLE: u32 = 10011;
pub const UNKNOWN_USER: u32 = 10013;
pub const UNKNOWN_WEBHOOK: u32 = 10015;
pub const UNKNOWN_BAN: u32 = 10026;
/// "Your bot has been flagged by our anti-spam system"; its requests are in quarantine.
pub const QUARANTINED: u32 = 20026;
/// "You are opening direct messages too fast".
pub const DMS_TOO_FAST: u32 = 40003;
pub const MISSING_ACCESS: u32 = 50001;
/// "Cannot send messages to this user".
pub const CANNOT_DM: u32 = 50007;
pub const MISSING_PERMISSIONS: u32 = 50013;
pub const INVALID_WEBHOOK_TOKEN: u32 = 50027;
/// "You provided a message that was too old to bulk delete".
pub const TOO_OLD_TO_DELETE: u32 = 50034;
pub const THREAD_ARCHIVED: u32 = 50083;
/// "Cannot send messages to this user due to having no mutual guilds".
pub const NO_MUTUAL_GUILD: u32 = 50278;
/// "A thread has already been created for this message".
pub const THREAD_EXISTS: u32 = 160004;
