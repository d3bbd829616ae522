//! Whose key it is, whether it is good, and how often it has called.

use super::{Asked, Desk, Known, Problem};
use crate::{
    app::api::Caller,
    base::{
        error::Result,
        ids::{self, GuildId, UserId},
        time::{MINUTE, SECOND, Time},
    },
    features::{
        access,
        keys::{
            self, logic,
            model::{Key, PREFIX},
            token,
        },
    },
    platform::{
        crypto,
        db::{self, Stmt},
    },
};

/// Who calls, and in whose name.
pub struct Admitted {
    pub caller: Caller,
    pub user: UserId,
    /// The guild of the path; the key's own where there is none.
    pub guild: GuildId,
    /// Whether they run the deployment; known where the route is for those alone.
    pub operates: bool,
}

/// Lets a call in whose key may.
///
/// # Errors
/// The problem.
pub async fn admit(desk: &Desk, asked: &Asked, known: &mut Known) -> std::result::Result<Admitted, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let Some(secret) = &asked.headers.secret else { return Err(Problem::unauthorized()) };
    let (key, shut) = whose(desk, secret).await.map_err(broke)?;
    if let Some(until) = shut {
        let wait = (until.millis() - desk.place.now.millis()) / SECOND + 1;
        let sentence = "From here authentication has failed too often.";
        return Err(Problem::plain(429, sentence).with("retry-after", wait.to_string()));
    }
    let Some(key) = key.filter(|key| key.is_alive(desk.place.now)) else {
        access::failed(&desk.means.db, &desk.place.address, desk.place.now).await.map_err(broke)?;
        return Err(Problem::unauthorized());
    };
    known.key = Some(key.id.clone());
    let left = MINUTE - desk.place.now.millis().rem_euclid(MINUTE);
    let seconds = (left + SECOND - 1) / SECOND;
    known.limits = vec![
        ("ratelimit-policy", format!("\"key\";q={};w=60", key.most)),
        ("ratelimit", format!("\"key\";r={};t={seconds}", (key.most - key.used).max(0))),
    ];
    if key.used > key.most {
        let sentence = format!("This key may call {} times a minute.", key.most);
        return Err(Problem::plain(429, sentence).with("retry-after", seconds.to_string()));
    }
    permitted(desk, asked, &key).await
}

async fn permitted(desk: &Desk, asked: &Asked, key: &Key) -> std::result::Result<Admitted, Problem> {
    let caller = key.caller();
    let named = crate::app::api::value(&asked.params, "guild").and_then(ids::parse);
    // Whose key is not this guild's does not learn whether it is there.
    let guild: GuildId = named.unwrap_or(key.guild);
    if !caller.guilds.contains(&guild) {
        return Err(Problem::not_found());
    }
    if let Some(scope) = asked.route.scope().filter(|scope| !logic::covers(&caller.scopes, scope)) {
        return Err(Problem::plain(403, format!("This key lacks the scope {scope}.")));
    }
    let operates = asked.route.is_for_operators();
    if operates {
        let known = access::operates(&desk.means, key.created_by, desk.place.now).await;
        if !known.map_err(|error| Problem::of(error, &desk.correlation))? {
            return Err(Problem::plain(403, "Only a key of who runs the deployment may do this."));
        }
    }
    Ok(Admitted { caller, user: key.created_by, guild, operates })
}

/// Whether a secret is a key's that may call now.
pub async fn is_good(desk: &Desk, secret: &str) -> bool {
    let now = desk.place.now;
    match whose(desk, secret).await {
        Ok((Some(key), None)) if key.is_alive(now) => key.used <= key.most,
        Ok((None, None)) => {
            // That the failure could not be counted is nothing to tell.
            access::failed(&desk.means.db, &desk.place.address, now).await.ok();
            false
        }
        _ => false,
    }
}

/// The key of a secret, this call counted, and until when the address is shut out.
///
/// # Errors
/// When the database does not serve.
async fn whose(desk: &Desk, secret: &str) -> Result<(Option<Key>, Option<Time>)> {
    let now = desk.place.now;
    let shut = access::find_shut(&desk.place.address, now);
    let found = match secret.starts_with(PREFIX) {
        true => Some(keys::count_call(&crypto::digest(secret), now)),
        false => token::key_of(&desk.means.config.keys(), secret, now).map(|key| keys::count_call_of_id(&key, now)),
    };
    let batch: Vec<Stmt> = std::iter::once(shut).chain(found).collect();
    let rows = desk.means.db.batch(batch).await?;
    let shut: Option<access::model::Listed> = db::first(&rows, 0)?;
    let key: Option<Key> = db::first(&rows, 1)?;
    Ok((key, shut.map(|row| Time::from_millis(row.shut_until))))
}
