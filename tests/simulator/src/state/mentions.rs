//! Who a message pings: the marks in its text, let through by `allowed_mentions` and permissions.

use serde_json::Value;

use crate::Id;
use crate::state::{State, permission};

/// Who is pinged by a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Users.
    pub users: Vec<Id>,
    /// Roles.
    pub roles: Vec<Id>,
    /// @everyone or @here.
    pub everyone: bool,
}

/// Works out the pings of a message by `author` in `channel`. Embeds never ping.
pub fn of(state: &State, channel: Id, author: Id, content: &str, allowed: Option<&Value>) -> Mentions {
    let rule = Allowed::read(allowed);
    // A webhook pings as it likes, unless the body holds it back.
    let may = match state.webhooks.contains_key(&author) {
        true => permission::ALL,
        false => state.permissions(channel, author),
    };
    let guild = state.guild_of(channel);
    let mut out = Mentions {
        everyone: (content.contains("@everyone") || content.contains("@here"))
            && rule.everyone
            && may & permission::MENTION_EVERYONE != 0,
        ..Mentions::default()
    };
    for (mark, id) in marks(content) {
        match mark {
            Mark::User if state.users.contains_key(&id) && rule.users.lets(id) => push(&mut out.users, id),
            Mark::Role => {
                let role = guild.and_then(|guild| guild.roles.get(&id));
                let pings = role.is_some_and(|role| role.mentionable || may & permission::MENTION_EVERYONE != 0);
                if pings && rule.roles.lets(id) {
                    push(&mut out.roles, id);
                }
            }
            _ => {}
        }
    }
    out
}

#[derive(Clone, Copy)]
enum Mark {
    User,
    Role,
}

fn marks(content: &str) -> impl Iterator<Item = (Mark, Id)> + '_ {
    content.split("<@").skip(1).filter_map(|rest| {
        let inner = rest.split_once('>')?.0;
        let (mark, digits) = match inner.strip_prefix('&') {
            Some(digits) => (Mark::Role, digits),
            None => (Mark::User, inner.strip_prefix('!').unwrap_or(inner)),
        };
        digits.parse().ok().map(|id| (mark, id))
    })
}

fn push(list: &mut Vec<Id>, id: Id) {
    if !list.contains(&id) {
        list.push(id);
    }
}

enum Which {
    Every,
    These(Vec<Id>),
}

impl Which {
    fn lets(&self, id: Id) -> bool {
        match self {
            Which::Every => true,
            Which::These(ids) => ids.contains(&id),
        }
    }
}

struct Allowed {
    users: Which,
    roles: Which,
    everyone: bool,
}

impl Allowed {
    fn read(allowed: Option<&Value>) -> Allowed {
        let Some(allowed) = allowed.filter(|value| value.is_object()) else {
            return Allowed { users: Which::Every, roles: Which::Every, everyone: true };
        };
        let parse = |name: &str| allowed["parse"].as_array().is_some_and(|list| list.iter().any(|item| item == name));
        let ids = |name: &str| {
            let list = allowed[name].as_array().cloned().unwrap_or_default();
            Which::These(list.iter().filter_map(|id| id.as_str()?.parse().ok()).collect())
        };
        Allowed {
            users: if parse("users") { Which::Every } else { ids("users") },
            roles: if parse("roles") { Which::Every } else { ids("roles") },
            everyone: parse("everyone"),
        }
    }
}
