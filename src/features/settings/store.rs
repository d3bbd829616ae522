//! Reading settings with an act's facts, and changing them so that no change is lost.

use twilight_model::guild::Permissions;

use super::{
    model::{General, Version},
    sql,
};
use crate::{
    app::{Audience, Change, Ctx, Settings},
    base::{
        config::Config,
        error::{Error, Missing, Result},
        ids::{ChannelId, GuildId, RoleId},
        json::FromJson,
        list,
    },
    features::{
        audit::{self, Origin},
        roles,
    },
    platform::db::{self, Db, DbError, Rows, Stmt, Violated},
};

#[derive(FromJson)]
struct Row {
    version: Option<i64>,
    json: Option<String>,
    served: Option<i64>,
}

/// The guild's settings and the rows of the given statements, in one round trip.
///
/// # Errors
/// [`Missing::Guild`] when this deployment does not serve the guild.
pub async fn read(ctx: &Ctx, facts: Vec<Stmt>) -> Result<(Settings, Vec<Rows>)> {
    let (asked, passing) = (facts.len(), ctx.passing.take());
    let (settings, mut rows) =
        read_of(&ctx.db, &ctx.config, ctx.guild, facts.into_iter().chain(passing).collect()).await?;
    rows.truncate(asked);
    Ok((settings, rows))
}

/// As [`read`], for work that no interaction asked for.
///
/// # Errors
/// As [`read`].
pub async fn read_of(db: &Db, config: &Config, guild: GuildId, facts: Vec<Stmt>) -> Result<(Settings, Vec<Rows>)> {
    let statements = std::iter::once(sql::find_settings(guild)).chain(facts).collect();
    let mut rows = db.batch(statements).await?.into_iter();
    let row: Option<Row> = rows.next().map(|rows| rows.first()).transpose()?.flatten();
    let row = row.ok_or_else(|| Error::Internal("no settings row".to_owned()))?;
    let served = row.served.map_or_else(|| config.names_guild(guild), |served| served == 1);
    if !served {
        return Err(Error::Without(Missing::Guild));
    }
    let settings = match (row.version, row.json) {
        (Some(version), Some(json)) => Settings::stored(version, &json),
        _ => Settings::default(),
    };
    Ok((settings, rows.collect()))
}

/// Where the administrators are told what needs them.
pub fn admin_channel(settings: &Settings, config: &Config) -> Option<ChannelId> {
    settings.section::<General>().admin_channel.or(config.admin_channel)
}

/// Whose holders count as moderators for every act.
pub fn moderator_role(settings: &Settings, config: &Config) -> Option<RoleId> {
    settings.section::<General>().moderator_role.or(config.moderator_role)
}

#[derive(FromJson)]
struct GuildRow {
    guild: GuildId,
    served: Option<i64>,
    #[serde(default)]
    left_at: Option<i64>,
}

impl GuildRow {
    fn is_served(&self, config: &Config) -> bool {
        self.served.map_or_else(|| config.names_guild(self.guild), |served| served == 1)
    }
}

/// The guilds served that are known here: those that `GUILDS` names, or where it names none those that
/// have settings; with those that the operator switched on, without those switched off and those that
/// the bot has left. At most 100 of each, by id.
///
/// # Errors
/// When the database does not serve.
pub async fn list_guilds(db: &Db, config: &Config) -> Result<Vec<GuildId>> {
    let rows = db.batch(vec![sql::list_guilds()]).await?;
    let rows: Vec<GuildRow> = db::all(&rows, 0)?;
    let is_served = |guild: &GuildId| match rows.iter().find(|row| row.guild == *guild) {
        Some(row) => row.left_at.is_none() && row.is_served(config),
        None => config.names_guild(*guild),
    };
    let known = rows.iter().map(|row| row.guild);
    let mut guilds: Vec<GuildId> = known.chain(config.guilds.iter().copied()).filter(is_served).collect();
    list::sort(&mut guilds);
    guilds.dedup();
    Ok(guilds)
}

/// How a guild stands, for a list of many.
#[derive(FromJson)]
pub struct State {
    pub guild: GuildId,
    version: Option<i64>,
    json: Option<String>,
    left_at: Option<i64>,
    served: Option<i64>,
}

impl State {
    /// Its settings, when it was ever set up.
    pub fn settings(&self) -> Option<Settings> {
        Some(Settings::stored(self.version?, self.json.as_deref()?))
    }

    pub fn is_left(&self) -> bool {
        self.left_at.is_some()
    }

    pub fn is_served(&self, config: &Config) -> bool {
        self.served.map_or_else(|| config.names_guild(self.guild), |served| served == 1)
    }
}

/// Of these guilds those that are served and have no settings yet, in the same order.
///
/// # Errors
/// When the database does not serve.
pub async fn list_unset(db: &Db, config: &Config, guilds: &[GuildId]) -> Result<Vec<GuildId>> {
    if guilds.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.batch(vec![sql::list_unset(&serde_json::json!(guilds).to_string())]).await?;
    let rows: Vec<GuildRow> = db::all(&rows, 0)?;
    Ok(rows.into_iter().filter(|row| row.is_served(config)).map(|row| row.guild).collect())
}

/// Whether the one who asks may do an act that needs these Discord permissions: they hold them, or
/// the role that settings list for moderators.
///
/// # Errors
/// Refused with the sentence that says whom it is for.
pub fn require_moderator(ctx: &Ctx, settings: &Settings, act: Permissions) -> Result<()> {
    ctx.require(Audience::Moderators(act), moderator_role(settings, &ctx.config).as_slice())
}

/// As [`require_moderator`] in another channel than the one where it is asked: the Discord
/// permissions are those that the one who asks has there.
pub fn is_moderator_there(ctx: &Ctx, settings: &Settings, act: Permissions, there: Permissions) -> bool {
    let listed = settings.section::<General>().moderator_role.or(ctx.config.moderator_role);
    ctx.may(there, Audience::Moderators(act), listed.as_slice())
}

#[derive(FromJson)]
struct Migration {
    name: String,
}

/// The name of the latest migration; `None` when the database does not say.
pub async fn schema(db: &Db) -> Option<String> {
    let rows = db.batch(vec![sql::find_schema()]).await.ok()?;
    let latest: Option<Migration> = rows.first()?.first().ok()?;
    latest.map(|migration| migration.name)
}

/// The refusal of a change of settings that are not those any more which the one who asks has seen.
pub const MOVED: &str = "The settings have been changed meanwhile.";

/// The refusal of a version that is not there.
pub const GONE: &str = "This version is not kept any more.";

/// A change as it was made.
pub struct Changed {
    pub before: Settings,
    pub after: Settings,
}

/// Reads, lets `change` decide, and writes a new version with its audit row. When another change
/// came first it is read and decided again.
///
/// # Errors
/// What `change` refuses with, or that the one who asks may not give a role that the bot would; nothing is written
/// then.
pub async fn update(
    ctx: &Ctx,
    origin: Origin,
    what: &str,
    change: impl Fn(&Settings) -> Result<Settings>,
) -> Result<Changed> {
    // One body for all, whatever decides.
    updated(ctx, origin, what, &change, true).await
}

/// As [`update`], where the roles that the bot gives are such as it has just made itself: Discord is not asked who
/// may give them, so that what was made is not lost when it does not answer.
///
/// # Errors
/// As [`update`].
pub async fn update_made(
    ctx: &Ctx,
    origin: Origin,
    what: &str,
    change: impl Fn(&Settings) -> Result<Settings>,
) -> Result<Changed> {
    updated(ctx, origin, what, &change, false).await
}

async fn updated(
    ctx: &Ctx,
    origin: Origin,
    what: &str,
    change: &dyn Fn(&Settings) -> Result<Settings>,
    asks: bool,
) -> Result<Changed> {
    for _ in 0..2 {
        let (before, _) = read(ctx, Vec::new()).await?;
        if ctx.seen_version.is_some_and(|seen| seen != before.version) {
            return Err(Error::Refused(MOVED.to_owned()));
        }
        let mut after = change(&before)?;
        if after == before {
            return Ok(Changed { after: before.clone(), before });
        }
        let had = given(ctx, &before);
        let new = given(ctx, &after).into_iter().filter(|one| asks && !had.contains(one));
        roles::require_own(ctx, &new.map(|(role, _)| role).collect::<Vec<_>>()).await?;
        after.version = before.version + 1;
        match ctx.db.batch(write(ctx, origin, what, &before, &after)).await {
            Ok(_) => return Ok(Changed { before, after }),
            // The same event has made its change before; what was set since stands.
            Err(DbError::Violated(Violated::Unique(columns))) if columns.starts_with("audit_log.") => {
                return Ok(Changed { after: before.clone(), before });
            }
            Err(DbError::Violated(Violated::Check(_) | Violated::Unique(_))) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Error::Internal("settings changed twice while one change was made".to_owned()))
}

/// The roles that the bot gives by these settings.
fn given(ctx: &Ctx, settings: &Settings) -> Vec<(RoleId, i64)> {
    ctx.features.iter().flat_map(|feature| (feature.gives)(settings)).collect()
}

/// Puts an earlier version back, as a version of its own.
///
/// # Errors
/// Refused where it is not kept any more.
pub async fn put_back(ctx: &Ctx, origin: Origin, number: i64) -> Result<Changed> {
    let rows = ctx.db.batch(vec![sql::find_version(ctx.guild, number)]).await?;
    let version: Option<Version> = db::first(&rows, 0)?;
    let version = version.ok_or_else(|| Error::Refused(GONE.to_owned()))?;
    let what = format!("version {number}");
    update(ctx, origin, &what, |before| Ok(restored(ctx, before, &version))).await
}

/// The settings that a version comes to when it is put back now.
pub fn restored(ctx: &Ctx, before: &Settings, version: &Version) -> Settings {
    let earlier = Settings::stored(before.version, &version.json);
    ctx.features.iter().fold(earlier, |earlier, feature| (feature.put_back)(before, earlier, ctx.now))
}

fn write(ctx: &Ctx, origin: Origin, what: &str, before: &Settings, after: &Settings) -> Vec<Stmt> {
    let json = after.json();
    let set = match before.version {
        0 => sql::insert_settings(ctx.guild, &json),
        seen => sql::set_settings(ctx.guild, seen, &json),
    };
    let entry = audit::Entry {
        action: "settings.change",
        origin,
        subject: Some(what.to_owned()),
        before: Some(before.version.to_string()),
        after: Some(after.version.to_string()),
    };
    let version = sql::insert_version(ctx.guild, after.version, &json, ctx.actor.id, ctx.now, what);
    let change = Change { guild: ctx.guild, before, after, now: ctx.now };
    let beside = ctx.features.iter().flat_map(|feature| (feature.resettle)(&change));
    [audit::record(ctx, entry), set, version].into_iter().chain(beside).collect()
}
