//! A command's options from a body and a path, with what Discord knows of whom and what they name.

use serde_json::{Map, Value};

use crate::{
    app::{Fields, api, args::Args, command::Action, ctx::Parts, deputy::look_up},
    base::{
        error::{Error, Result},
        ids::{self, ChannelId, GuildId, RoleId},
        json::FromJson,
        lang::Lang,
    },
    discord::{
        command::OptKind,
        interaction::{Channel, Data, OptionValue, Role, User},
        rest,
    },
    features::access,
};

#[derive(FromJson)]
struct ChannelObject {
    id: ChannelId,
    guild_id: Option<GuildId>,
}

/// # Errors
/// Refused where something that is named is not there.
pub async fn fill(parts: &mut Parts, action: &Action, params: &Fields, given: &Map<String, Value>) -> Result<()> {
    let mut data = Data::default();
    let mut options = Vec::new();
    for opt in action.options {
        let in_path = api::value(params, opt.name).map(|text| match opt.kind {
            OptKind::Integer { .. } => text.parse::<i64>().map_or(Value::Null, Value::from),
            _ => Value::from(text),
        });
        let Some(value) = in_path.or_else(|| given.get(opt.name).cloned()) else { continue };
        let text = value.as_str().unwrap_or_default();
        match opt.kind {
            OptKind::User => user(parts, &mut data, text).await?,
            OptKind::Role => role(parts, &mut data, text).await?,
            OptKind::Channel => channel(parts, &mut data, text).await?,
            _ => {}
        }
        options.push(OptionValue { name: opt.name.to_owned(), value: Some(value), ..OptionValue::default() });
    }
    parts.args = Args::of_command(Lang::En, action.options, options, data)?;
    Ok(())
}

fn unknown(what: &str) -> Error {
    Error::Refused(format!("Discord knows no such {what}."))
}

async fn user(parts: &Parts, data: &mut Data, text: &str) -> Result<()> {
    let id = ids::parse(text).ok_or_else(|| unknown("user"))?;
    look_up(&parts.discord, parts.guild, id, data).await
}

/// The role, and what the bot may do in the guild, which decides whether it can give it.
async fn role(parts: &mut Parts, data: &mut Data, text: &str) -> Result<()> {
    let id: RoleId = ids::parse(text).ok_or_else(|| unknown("role"))?;
    let roles: Vec<Role> = parts.discord.read(rest::get_roles(parts.guild)).await?;
    let role = roles.into_iter().find(|role| role.id == id).ok_or_else(|| unknown("role in this server"))?;
    data.resolved.roles.insert(id, role);
    let own: User = parts.discord.read(rest::get_own_user()).await?;
    if let Some(own) = access::look(&parts.discord, parts.guild, own.id, parts.now).await? {
        parts.app_permissions = own.permissions();
    }
    Ok(())
}

async fn channel(parts: &Parts, data: &mut Data, text: &str) -> Result<()> {
    let id: ChannelId = ids::parse(text).ok_or_else(|| unknown("channel"))?;
    let found: std::result::Result<ChannelObject, _> = parts.discord.read(rest::get_channel(id)).await;
    match found {
        Ok(channel) if channel.guild_id == Some(parts.guild) => {
            data.resolved.channels.insert(id, Channel { id: channel.id, permissions: None });
            Ok(())
        }
        Err(error) if error.is_passing() => Err(error.into()),
        _ => Err(unknown("channel in this server that I may see")),
    }
}
