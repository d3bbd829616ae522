//! Whose key it is, whether it is good, how often it calls, and what its maker may see.

use super::{Asked, Desk, Known, Problem};
use crate::{
    app::{
        Level, Settings,
        access::{Listed, Standing},
        api::{Caller, value},
    },
    base::{
        error::Result,
        ids::{self, GuildId, UserId},
        json,
        time::{SECOND, Time},
    },
    discord::permission,
    features::{
        access::{
            self,
            model::{FRESH, STALE},
        },
        keys::{
            self, logic,
            model::{Key, Maker, PREFIX, USE},
            token,
        },
        settings,
    },
    platform::{
        crypto,
        db::{self, Rows, Stmt},
    },
};

/// Who calls, and in whose name.
#[derive(Clone)]
pub struct Admitted {
    pub caller: Caller,
    pub user: UserId,
    /// The guild of the path; the key's own where there is none.
    pub guild: GuildId,
    /// Whether they run the deployment.
    pub operates: bool,
    /// What Discord says of them in the guild of the path, where the call looks.
    maker: Option<Maker>,
}

/// Lets a call in whose key may.
///
/// # Errors
/// The problem.
pub async fn admit(desk: &Desk, asked: &Asked, known: &mut Known) -> std::result::Result<Admitted, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let Some(secret) = &asked.headers.secret else { return Err(Problem::unauthorized()) };
    let named: Option<GuildId> = value(&asked.params, "guild").and_then(ids::parse);
    let now = desk.place.now;
    let Found { key, shut, people } = whose(desk, secret, named).await.map_err(broke)?;
    if let Some(until) = shut {
        let wait = (until.millis() - now.millis()) / SECOND + 1;
        let sentence = "From here authentication has failed too often.";
        return Err(Problem::plain(429, sentence).with("retry-after", wait.to_string()));
    }
    let Some(key) = key.filter(|key| key.is_alive(now)) else {
        access::failed(&desk.means.db, &desk.place.address, now).await.map_err(broke)?;
        return Err(Problem::unauthorized());
    };
    known.key = Some(key.id.clone());
    known.limits = vec![("ratelimit-policy", format!("\"key\";q={};w=60", key.most))];
    if let Some(limiter) = &desk.limiter
        && !limiter.lets(&logic::limited_as(&key.id, key.most, js_sys::Math::random())).await
    {
        let sentence = format!("This key may call {} times a minute.", key.most);
        return Err(Problem::plain(429, sentence).with("retry-after", "60"));
    }
    if key.used_at.is_none_or(|at| now.millis() - at >= USE) {
        known.pending.push(keys::set_used(&key.id, now));
    }
    if asked.route.is_of_key() && !secret.starts_with(PREFIX) {
        return Err(Problem::plain(403, "Only the key itself may ask for this, and not a token."));
    }
    let operators = access::operators(&desk.means, people.as_ref(), !asked.route.is_read(), now, &mut known.pending)
        .await
        .map_err(broke)?;
    permitted(desk, asked, &key, operators.contains(&key.created_by), known).await
}

async fn permitted(
    desk: &Desk,
    asked: &Asked,
    key: &Key,
    operates: bool,
    known: &mut Known,
) -> std::result::Result<Admitted, Problem> {
    let route = asked.route;
    let caller = key.caller();
    let named = value(&asked.params, "guild").and_then(ids::parse);
    // Whose key is not this guild's does not learn whether it is there.
    let guild: GuildId = named.unwrap_or(key.guild);
    if !caller.guilds.contains(&guild) {
        return Err(Problem::not_found());
    }
    known.guild = named.map(|_| guild);
    if let Some(scope) = route.scope().filter(|scope| !logic::covers(&caller.scopes, scope)) {
        return Err(Problem::plain(403, format!("This key lacks the scope {scope}.")));
    }
    if route.is_for_operators() && !operates {
        return Err(Problem::plain(403, "Only a key of who runs the deployment may do this."));
    }
    if guild != key.guild && !operates {
        let sentence = "Who made this key does not run the deployment any more, so it is good for its own server only.";
        return Err(Problem::plain(403, sentence));
    }
    let mut admitted = Admitted { caller, user: key.created_by, guild, operates, maker: None };
    if route.is_read() && named.is_some() {
        let maker = looked_up(desk, key, guild, operates, known).await?;
        admitted.caller.guild_name.clone_from(&maker.guild_name);
        admitted.maker = Some(maker);
    }
    Ok(admitted)
}

/// What Discord says of a key's maker: as it was said lately, and for a while longer where Discord does not answer.
async fn looked_up(
    desk: &Desk,
    key: &Key,
    guild: GuildId,
    operates: bool,
    known: &mut Known,
) -> std::result::Result<Maker, Problem> {
    let (discord, now) = (&desk.means.discord, desk.place.now);
    let before = key.maker();
    let is_within = |most: i64| before.as_ref().filter(|maker| (now.millis() - maker.read_at).abs() < most);
    if let Some(maker) = is_within(FRESH) {
        return Ok(maker.clone());
    }
    let looked = match access::look(discord, guild, key.created_by, now).await {
        Ok(None) if operates => access::look_in(discord, guild, "", now).await.map(Some),
        looked => looked,
    };
    let maker = match looked {
        Ok(found) => Maker {
            present: i64::from(found.is_some()),
            permissions: found.as_ref().map_or_else(|| "0".to_owned(), |found| found.permissions.clone()),
            roles: found.as_ref().map_or_else(|| "[]".to_owned(), |found| found.roles.clone()),
            guild_name: found.map(|found| found.guild_name).unwrap_or_default(),
            read_at: now.millis(),
        },
        Err(error) if error.is_passing() => {
            let kept = is_within(STALE).cloned();
            return kept.ok_or_else(|| Problem::of(error.into(), &desk.correlation));
        }
        // The bot is not there, so there is nothing to see.
        Err(_) => return Err(Problem::not_found()),
    };
    known.pending.push(keys::set_maker(guild, &key.id, &maker));
    Ok(maker)
}

/// Refuses to show what who made the key may not see any more, by the function that decides on pages too.
///
/// # Errors
/// 403 with the reason.
pub fn may_see(
    desk: &Desk,
    admitted: &Admitted,
    least: Level,
    settings: &Settings,
) -> std::result::Result<(), Problem> {
    let Some(maker) = &admitted.maker else { return Ok(()) };
    if maker.present == 0 {
        return Err(Problem::plain(403, "Who made this key is not in the server any more."));
    }
    let roles: Vec<_> = json::parse(&maker.roles).unwrap_or_default();
    let moderators: Vec<_> = settings::moderator_role(settings, &desk.means.config).into_iter().collect();
    let standing =
        Standing { user: admitted.user, roles: &roles, permissions: permission::parse(Some(&maker.permissions)) };
    let operators = admitted.operates.then_some(admitted.user);
    let listed = Listed { moderator_roles: &moderators, operators: operators.as_slice() };
    if access::logic::level(standing, listed) >= least {
        return Ok(());
    }
    let who = if least == Level::Moderator { "moderators" } else { "administrators" };
    Err(Problem::plain(403, format!("Who made this key may not see this any more: it is for {who}.")))
}

/// Whether a secret is a key's that may call now.
pub async fn is_good(desk: &Desk, secret: &str) -> bool {
    let now = desk.place.now;
    match whose(desk, secret, None).await {
        Ok(Found { key: Some(key), shut: None, .. }) if key.is_alive(now) => true,
        Ok(Found { key: None, shut: None, .. }) => {
            // That the failure could not be counted is nothing to tell.
            access::failed(&desk.means.db, &desk.place.address, now).await.ok();
            false
        }
        _ => false,
    }
}

struct Found {
    key: Option<Key>,
    /// Until when the address is shut out.
    shut: Option<Time>,
    /// Who runs the deployment, where a row tells it.
    people: Option<Rows>,
}

/// The key of a secret, with what is known of its maker in a guild.
///
/// # Errors
/// When the database does not serve.
async fn whose(desk: &Desk, secret: &str, guild: Option<GuildId>) -> Result<Found> {
    let now = desk.place.now;
    let found = match secret.starts_with(PREFIX) {
        true => Some(keys::find_by_hash(&crypto::digest(secret), guild)),
        false => token::key_of(&desk.means.config.keys(), secret, now).map(|key| keys::find_by_id(&key, guild)),
    };
    let (is_readable, people) = (found.is_some(), access::find_people(&desk.means.config));
    let tells = people.is_some();
    let batch: Vec<Stmt> =
        std::iter::once(access::find_shut(&desk.place.address, now)).chain(found).chain(people).collect();
    let mut rows = desk.means.db.batch(batch).await?;
    let people = if tells { rows.pop() } else { None };
    let shut: Option<access::model::Listed> = db::first(&rows, 0)?;
    let key = if is_readable { db::first(&rows, 1)? } else { None };
    Ok(Found { key, shut: shut.map(|row| Time::from_millis(row.shut_until)), people })
}
