//! Discord's REST API v10: one table of routes, one file per resource.

pub(crate) mod access;
mod addresses;
mod answer;
mod application;
mod audit;
mod bans;
pub(crate) mod body;
mod caller;
mod cdn;
mod channels;
mod commands;
mod error;
#[cfg(test)]
mod fidelity;
mod gateway;
mod guilds;
mod hook_messages;
mod hooks;
mod interactions;
mod invites;
pub(crate) mod limit;
mod made;
mod members;
mod messages;
mod oauth;
mod request;
pub(crate) mod server;
mod threads;
mod uploads;
mod users;
mod webhooks;

pub(crate) use error::ApiError;
pub(crate) use request::{Call, Reply, Upload};

type Handler = fn(&mut Call) -> Result<Reply, ApiError>;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// `Authorization: Bot <token>`.
    Bot,
    /// The bot, or `Authorization: Bearer <access token>` of a person who granted this scope.
    BotOrUser(&'static str),
    /// Only a person who granted this scope; any will do when it is empty.
    User(&'static str),
    /// The token in the path.
    Token,
    /// The application with its client secret: OAuth2's own two, which take forms.
    Client,
}

pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// The template as Discord's OpenAPI document writes it.
    pub(crate) path: &'static str,
    pub(crate) auth: Auth,
    pub(crate) handler: Handler,
}

const fn bot(method: &'static str, path: &'static str, handler: Handler) -> Route {
    Route { method, path, auth: Auth::Bot, handler }
}

const fn token(method: &'static str, path: &'static str, handler: Handler) -> Route {
    Route { method, path, auth: Auth::Token, handler }
}

const fn shared(method: &'static str, path: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { method, path, auth: Auth::BotOrUser(scope), handler }
}

const fn user(method: &'static str, path: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { method, path, auth: Auth::User(scope), handler }
}

const fn client(method: &'static str, path: &'static str, handler: Handler) -> Route {
    Route { method, path, auth: Auth::Client, handler }
}

/// Executing a webhook, of a channel or of an interaction.
pub(crate) const WEBHOOK: &str = "/webhooks/{webhook_id}/{webhook_token}";

/// Every route there is. Of two that fit the first counts, so literal segments stand before parameters.
pub(crate) const ROUTES: &[Route] = &[
    bot("GET", "/applications/@me", application::get),
    bot("PATCH", "/applications/@me", application::change),
    bot("GET", "/applications/{application_id}/commands", commands::list_global),
    bot("PUT", "/applications/{application_id}/commands", commands::replace_global),
    bot("GET", "/applications/{application_id}/guilds/{guild_id}/commands", commands::list_guild),
    bot("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", commands::replace_guild),
    bot("GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions", commands::list_permissions),
    client("POST", "/oauth2/token", oauth::token),
    client("POST", "/oauth2/token/revoke", oauth::revoke),
    user("GET", "/oauth2/@me", "", oauth::me),
    shared("GET", "/users/@me", "identify", users::me),
    shared("GET", "/users/@me/guilds", "guilds", users::my_guilds),
    user("GET", "/users/@me/guilds/{guild_id}/member", "guilds.members.read", users::my_member),
    bot("POST", "/users/@me/channels", users::open_dm),
    bot("GET", "/users/{user_id}", users::get),
    bot("GET", "/guilds/{guild_id}", guilds::get),
    bot("GET", "/guilds/{guild_id}/roles", guilds::roles),
    bot("POST", "/guilds/{guild_id}/roles", made::role),
    bot("PATCH", "/guilds/{guild_id}/roles/{role_id}", made::change_role),
    bot("DELETE", "/guilds/{guild_id}/roles/{role_id}", made::delete_role),
    bot("GET", "/guilds/{guild_id}/channels", guilds::channels),
    bot("POST", "/guilds/{guild_id}/channels", made::channel),
    bot("GET", "/guilds/{guild_id}/threads/active", threads::active),
    bot("GET", "/guilds/{guild_id}/audit-logs", audit::get),
    bot("GET", "/guilds/{guild_id}/bans", bans::list),
    bot("GET", "/guilds/{guild_id}/bans/{user_id}", bans::get),
    bot("PUT", "/guilds/{guild_id}/bans/{user_id}", bans::ban),
    bot("DELETE", "/guilds/{guild_id}/bans/{user_id}", bans::unban),
    bot("POST", "/guilds/{guild_id}/bulk-ban", bans::bulk),
    bot("GET", "/guilds/{guild_id}/members", members::list),
    bot("GET", "/guilds/{guild_id}/members/{user_id}", members::get),
    bot("DELETE", "/guilds/{guild_id}/members/{user_id}", bans::kick),
    bot("PATCH", "/guilds/{guild_id}/members/{user_id}", members::change),
    bot("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", members::give_role),
    bot("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", members::take_role),
    bot("GET", "/channels/{channel_id}", channels::get),
    bot("PATCH", "/channels/{channel_id}", channels::change),
    bot("DELETE", "/channels/{channel_id}", channels::delete),
    bot("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", made::set_overwrite),
    bot("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", made::delete_overwrite),
    bot("POST", "/channels/{channel_id}/threads", threads::create),
    bot("POST", "/channels/{channel_id}/messages/{message_id}/threads", threads::create_on_message),
    bot("PUT", "/channels/{channel_id}/thread-members/{user_id}", threads::add_member),
    bot("DELETE", "/channels/{channel_id}/thread-members/{user_id}", threads::remove_member),
    bot("GET", "/channels/{channel_id}/messages", messages::list),
    bot("POST", "/channels/{channel_id}/messages/bulk-delete", messages::bulk_delete),
    bot("POST", "/channels/{channel_id}/messages", messages::create),
    bot("GET", "/channels/{channel_id}/messages/{message_id}", messages::get),
    bot("PATCH", "/channels/{channel_id}/messages/{message_id}", messages::change),
    bot("DELETE", "/channels/{channel_id}/messages/{message_id}", messages::delete),
    bot("POST", "/channels/{channel_id}/invites", invites::create),
    bot("GET", "/channels/{channel_id}/webhooks", hooks::of_channel),
    bot("POST", "/channels/{channel_id}/webhooks", hooks::create),
    bot("GET", "/guilds/{guild_id}/webhooks", hooks::of_guild),
    bot("GET", "/webhooks/{webhook_id}", hooks::get),
    bot("PATCH", "/webhooks/{webhook_id}", hooks::change),
    bot("DELETE", "/webhooks/{webhook_id}", hooks::delete),
    token("GET", WEBHOOK, hooks::get_by_token),
    token("PATCH", WEBHOOK, hooks::change_by_token),
    token("DELETE", WEBHOOK, hooks::delete_by_token),
    token("POST", WEBHOOK, webhooks::follow_up),
    token("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::get),
    token("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::change),
    token("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::delete),
    token("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::get),
    token("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::change),
    token("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::delete),
    token("POST", "/interactions/{interaction_id}/{interaction_token}/callback", interactions::callback),
    bot("GET", "/gateway/bot", gateway::bot),
];

/// The parameters of a path by name.
pub(crate) type Params = Vec<(&'static str, String)>;

/// The parameters of a path, when it fits a template.
pub(crate) fn fit(template: &'static str, path: &str) -> Option<Params> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut params = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(part), Some(value)) => match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) if !value.is_empty() => params.push((name, value.to_owned())),
                None if part == value => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// The route of a call, or why there is none.
pub(crate) fn find(method: &str, path: &str) -> Result<(&'static Route, Params), ApiError> {
    let mut other_method = false;
    for route in ROUTES {
        if let Some(params) = fit(route.path, path) {
            if route.method == method {
                return Ok((route, params));
            }
            other_method = true;
        }
    }
    Err(if other_method { ApiError::no_method() } else { ApiError::no_route() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_in_discords_document() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
        let path = root.join("shared/discord/openapi.json");
        let Some(document) = crate::openapi::OpenApi::load(&path) else {
            return;
        };
        // The document leaves OAuth2's own two out; the reference has them.
        for route in ROUTES.iter().filter(|route| route.auth != Auth::Client) {
            assert!(document.has(route.path, route.method), "{} {}", route.method, route.path);
        }
    }

    #[test]
    fn literal_routes_go_before_parameters() {
        let path = |method, path| find(method, path).map(|(route, _)| route.path);
        assert_eq!(path("GET", "/users/@me"), Ok("/users/@me"));
        assert_eq!(path("GET", "/users/5"), Ok("/users/{user_id}"));
        assert_eq!(
            path("PATCH", "/webhooks/1/tok/messages/@original"),
            Ok("/webhooks/{webhook_id}/{webhook_token}/messages/@original")
        );
        assert_eq!(path("PUT", "/users/5"), Err(ApiError::no_method()));
        assert_eq!(path("GET", "/nothing"), Err(ApiError::no_route()));
    }
}
