//! *Sign in with Discord*: OAuth2 with state and PKCE. The person's token is used once and kept nowhere.

use super::{
    Desk, login,
    reply::Out,
    shell::{self, Sentence},
};
use crate::{
    base::{
        error::{Error, Missing, Result},
        ids::{GuildId, UserId},
        json::FromJson,
    },
    discord::rest::{self, RestError},
    features::{
        access::{
            self,
            model::{SESSION, Seen, Session},
        },
        settings::{self, State},
    },
    platform::{crypto, db},
};

/// State and verifier, until Discord leads back.
const COOKIE: &str = "guildhall-oauth";
/// How long somebody may take to consent, in seconds.
const PATIENCE: i64 = 600;

/// `/login`: leads to Discord.
///
/// # Errors
/// When the deployment has no client secret.
pub fn start(desk: &Desk) -> Result<Out> {
    let config = &desk.means.config;
    let (Some(application), true) = (config.application, config.client_secret.is_some()) else {
        return Ok(shell::sentence(desk, 404, Sentence::SignIn));
    };
    let (state, verifier) = (crypto::secret()?, crypto::secret()?);
    let challenge = crypto::digest_base64url(&verifier);
    let to = rest::authorize_url(&config.api_base, application, &redirect(desk), &state, &challenge);
    Ok(Out::to(to).cookie(COOKIE, format!("{state}.{verifier}"), PATIENCE))
}

fn redirect(desk: &Desk) -> String {
    format!("{}/login/callback", desk.web.origin)
}

#[derive(FromJson)]
struct Token {
    access_token: String,
    #[serde(default)]
    scope: String,
}

#[derive(FromJson)]
struct User {
    id: UserId,
    username: String,
    global_name: Option<String>,
}

#[derive(FromJson)]
struct Guild {
    id: GuildId,
    name: String,
    /// What who asks may do there: a decimal number.
    #[serde(default)]
    permissions: String,
}

/// `/login/callback`: where Discord leads back to.
///
/// # Errors
/// When the database or Discord does not serve.
pub async fn callback(desk: &Desk) -> Result<Out> {
    let (web, db) = (&desk.web, &desk.means.db);
    if let Some(until) = access::shut_until(db, &web.address, web.now).await? {
        return Ok(shell::sentence(desk, 429, Sentence::ShutOut { until }));
    }
    let asked = |name: &str| web.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let kept = web.cookie(COOKIE).and_then(|kept| kept.split_once('.'));
    let returned = asked("state").unwrap_or_default();
    let verifier = kept.filter(|(state, _)| crypto::same(state, returned)).map(|(_, verifier)| verifier);
    let Some(verifier) = verifier else {
        access::failed(db, &web.address, web.now).await?;
        return Ok(shell::sentence(desk, 403, Sentence::SignInBroke).cookie(COOKIE, "", 0));
    };
    let Some(code) = asked("code") else {
        return Ok(shell::sentence(desk, 200, Sentence::NotAllowed).cookie(COOKIE, "", 0));
    };
    let signed_in = match token(desk, code, verifier).await {
        Ok(token) => sign_in(desk, &token).await?,
        Err(error) if error.is_passing() => return Err(Error::Without(Missing::Discord)),
        Err(_) => {
            access::failed(db, &web.address, web.now).await?;
            return Ok(shell::sentence(desk, 403, Sentence::SignInBroke).cookie(COOKIE, "", 0));
        }
    };
    Ok(signed_in.cookie(COOKIE, "", 0))
}

async fn token(desk: &Desk, code: &str, verifier: &str) -> std::result::Result<String, RestError> {
    let config = &desk.means.config;
    let (Some(application), Some(secret)) = (config.application, config.client_secret.as_deref()) else {
        return Err(RestError::Answer { status: 401, code: 0, message: "no client secret".to_owned() });
    };
    let call = rest::exchange_code(application, secret, code, &redirect(desk), verifier);
    let token: Token = desk.means.discord.read(call).await?;
    let granted = |scope: &str| token.scope.split(' ').any(|known| known == scope);
    match rest::SCOPES.split(' ').all(granted) {
        true => Ok(token.access_token),
        false => Err(RestError::Answer { status: 403, code: 0, message: "a scope was not granted".to_owned() }),
    }
}

async fn sign_in(desk: &Desk, token: &str) -> Result<Out> {
    let discord = &desk.means.discord;
    let user: User = discord.read(rest::get_signed_in(token)).await?;
    let theirs: Vec<Guild> = discord.read(rest::get_guilds_of_signed_in(token)).await?;
    let ours: Vec<Guild> = discord.read(rest::get_own_guilds(None)).await?;
    let mut both: Vec<Guild> = theirs.into_iter().filter(|guild| ours.iter().any(|own| own.id == guild.id)).collect();
    let ids: Vec<GuildId> = both.iter().map(|guild| guild.id).collect();
    let rows = desk.means.db.batch(vec![settings::list_states(&serde_json::json!(ids).to_string())]).await?;
    let states: Vec<State> = db::all(&rows, 0)?;
    both.retain(|guild| states.iter().any(|state| state.guild == guild.id && state.is_served(&desk.means.config)));
    let seen = both.into_iter().map(|guild| Seen {
        guild: guild.id,
        guild_name: guild.name,
        permissions: guild.permissions,
        roles: String::new(),
        read_at: 0,
    });
    let seen: Vec<Seen> = seen.collect();
    let secret = crypto::secret()?;
    let session = Session {
        id: crypto::digest(&secret),
        user: user.id,
        user_name: user.global_name.unwrap_or(user.username),
        guild: None,
        agent: desk.web.agent.clone(),
        created_at: desk.web.now.millis(),
        used_at: desk.web.now.millis(),
    };
    // Whoever was signed in here before is not any more.
    if let Some(before) = login::session(desk).await? {
        desk.means.db.batch(vec![access::delete_session(before.user, &before.id)]).await?;
    }
    access::sign_in(&desk.means.db, &session, &seen, desk.web.now).await?;
    let to = match seen.as_slice() {
        [one] => format!("/g/{}/", one.guild),
        // Who shares no server with the bot may come because they were banned from one.
        [] => "/appeal".to_owned(),
        _ => "/guilds".to_owned(),
    };
    Ok(Out::to(to).cookie(desk.web.session_cookie(), secret, SESSION / 1_000))
}
