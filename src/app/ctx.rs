//! What a handler is handed: who asks, when, in which language, and the ways out.

use std::{cell::RefCell, ops::Deref, rc::Rc};

use twilight_model::guild::Permissions;

use super::{Audience, Means, access, args::Args, text};
use crate::{
    base::{
        error::{Error, Result},
        ids::{ApplicationId, ChannelId, GuildId, InteractionId, RoleId, UserId},
        lang::Lang,
        time::Time,
    },
    discord::interaction::Message,
    platform::db::Stmt,
};

/// Who asks.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: UserId,
    /// The name people see.
    pub name: String,
    pub roles: Vec<RoleId>,
    pub permissions: Permissions,
    pub joined: Option<Time>,
    /// Whether they have a picture of their own.
    pub has_avatar: bool,
}

/// By which way somebody acts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Through {
    #[default]
    Discord,
    Dashboard,
    /// In the name of who made the key.
    Api,
}

/// One interaction in a guild. Cheap to clone; only handlers take it whole.
#[derive(Clone)]
pub struct Ctx(Rc<Parts>);

pub struct Parts {
    /// When the person acted, by Discord's clock.
    pub now: Time,
    /// The member's language, for what only they read.
    pub lang: Lang,
    pub guild: GuildId,
    pub channel: Option<ChannelId>,
    pub actor: Actor,
    /// The identity of the event, under UNIQUE where it must not act twice.
    pub cause: InteractionId,
    pub through: Through,
    /// The version of the settings that the one who asks has seen; a change of another is refused.
    pub seen_version: Option<i64>,
    pub application: Option<ApplicationId>,
    /// What the bot may do in this channel.
    pub app_permissions: Permissions,
    /// The command's full name (`bytes send`), or feature and action of the control.
    pub command: String,
    pub args: Args,
    /// The message on which a control was pressed.
    pub message: Option<Message>,
    pub means: Means,
    /// The Worker's own host name.
    pub own_host: String,
    /// Its scheme, host and port.
    pub own_origin: String,
    /// What is to be written in passing, with the first batch that reads settings. It must not fail.
    pub passing: RefCell<Option<Stmt>>,
}

impl Ctx {
    pub fn new(parts: Parts) -> Ctx {
        Ctx(Rc::new(parts))
    }

    /// The same event, with what a command or a control is handed.
    pub fn handed(&self, command: String, args: Args) -> Ctx {
        Ctx::new(Parts {
            now: self.now,
            lang: self.lang,
            guild: self.guild,
            channel: self.channel,
            actor: self.actor.clone(),
            cause: self.cause,
            through: self.through,
            seen_version: self.seen_version,
            application: self.application,
            app_permissions: self.app_permissions,
            command,
            args,
            message: None,
            means: self.means.clone(),
            own_host: self.own_host.clone(),
            own_origin: self.own_origin.clone(),
            passing: RefCell::default(),
        })
    }

    /// The text so far in the option being typed (autocomplete).
    pub fn typed(&self) -> &str {
        &self.args.typed
    }

    /// # Errors
    /// Refused with the sentence that says whom it is for.
    pub fn require(&self, audience: Audience, moderator_roles: &[RoleId]) -> Result<()> {
        match self.may(self.actor.permissions, audience, moderator_roles) {
            true => Ok(()),
            false => Err(Error::Refused(text::not_for_you(self.lang, audience))),
        }
    }

    /// Whether the one who asks may do what is for an audience, with these permissions.
    pub fn may(&self, permissions: Permissions, audience: Audience, moderator_roles: &[RoleId]) -> bool {
        let standing = access::Standing { user: self.actor.id, roles: &self.actor.roles, permissions };
        let listed = access::Listed { moderator_roles, operators: &self.config.operators };
        access::may(standing, audience, listed)
    }
}

impl Deref for Ctx {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Deref for Parts {
    type Target = Means;

    fn deref(&self) -> &Means {
        &self.means
    }
}
