//! The channels and roles from which a form lets choose, by their names.

use super::{Kind, SettingsForm};
use crate::{
    app::Ctx,
    base::{
        ids::{ChannelId, RoleId},
        json::FromJson,
        list,
    },
    discord::{interaction::Role, rest},
};

/// Ids and names.
pub type Names = Vec<(String, String)>;

/// What Discord has, when it was asked and answered; and what the page itself offers.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub channels: Option<Names>,
    pub roles: Option<Names>,
    pub own: Names,
}

#[derive(FromJson)]
struct Channel {
    id: ChannelId,
    #[serde(rename = "type")]
    kind: u64,
    #[serde(default)]
    position: i64,
    name: Option<String>,
}

impl Known {
    /// Asks Discord for what these forms need: at most one call for channels and one for roles.
    pub async fn of(ctx: &Ctx, forms: &[&SettingsForm]) -> Known {
        let needs = |wanted: fn(&Kind) -> bool| forms.iter().flat_map(|form| form.items).any(|item| wanted(&item.kind));
        Known {
            channels: if needs(|kind| matches!(kind, Kind::Channel(_))) { channels(ctx).await } else { None },
            roles: if needs(|kind| matches!(kind, Kind::Role(_))) { roles(ctx).await } else { None },
            own: Names::new(),
        }
    }
}

/// The guild's channels of text and announcements, as Discord orders them.
pub async fn channels(ctx: &Ctx) -> Option<Names> {
    let mut all: Vec<Channel> = ctx.discord.read(rest::get_channels(ctx.guild)).await.ok()?;
    // Source: Discord reference, "Channel Types": 0 is text, 5 announcements.
    all.retain(|channel| matches!(channel.kind, 0 | 5));
    list::sort_by_key(&mut all, |channel| (channel.position, channel.id));
    let names =
        all.into_iter().map(|channel| (channel.id.to_string(), format!("#{}", channel.name.unwrap_or_default())));
    Some(names.collect())
}

/// Roles that can be given by hand, the highest first.
pub async fn roles(ctx: &Ctx) -> Option<Names> {
    let everyone: RoleId = ctx.guild.cast();
    let mut all: Vec<Role> = ctx.discord.read(rest::get_roles(ctx.guild)).await.ok()?;
    all.retain(|role| role.id != everyone && !role.managed);
    list::sort_by_key(&mut all, |role| std::cmp::Reverse((role.position, role.id)));
    Some(all.into_iter().map(|role| (role.id.to_string(), format!("@{}", role.name))).collect())
}
