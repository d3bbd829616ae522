//! What commands and buttons do, done from a page by the same handlers, so that both refuse with the same sentences.

use serde_json::Value;

use super::{Afterword, Done, Visit, args::Args, feature::command_named};
use crate::{
    base::{
        error::{Error, Result},
        ids::{GuildId, UserId},
    },
    discord::{
        interaction::{Data, Member, OptionValue, User},
        reply::Message,
        rest::{self, code},
    },
    platform::http::Rest,
};

impl Visit {
    /// Presses a control (feature, action) with its arguments, in the name of the one who asks; gives what is
    /// answered, corrected by what Discord did not do.
    ///
    /// # Errors
    /// As the control does, and refused where it is for others.
    pub async fn presses(&self, feature: &str, action: &str, args: &[&str]) -> Result<String> {
        let mut all = self.features.iter().filter(|known| known.name == feature).flat_map(|known| known.presses);
        let press = all.find(|press| press.action == action);
        let press = press.ok_or_else(|| Error::Internal(format!("no control {feature}:{action}")))?;
        self.require(press.audience, &self.moderator_roles)?;
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let ctx = self.ctx.handed(format!("{feature}:{action}"), Args::of_control(args, Data::default()));
        said((press.run)(ctx).await?).await
    }

    /// Runs a command by its full name, with whom it is about as its option `user`, and further options.
    ///
    /// # Errors
    /// As the command does, and refused where it is for others, or Discord does not know the person.
    pub async fn runs(&self, name: &str, user: UserId, options: &[(&str, Value)]) -> Result<String> {
        let named = command_named(self.features, name);
        let (command, action) = named.ok_or_else(|| Error::Internal(format!("no command {name}")))?;
        self.require(command.audience, &self.moderator_roles)?;
        let mut data = Data::default();
        look_up(&self.ctx.discord, self.ctx.guild, user, &mut data).await?;
        let named = [("user", Value::from(user.to_string()))];
        let options = named.iter().chain(options).map(|(name, value)| OptionValue {
            name: (*name).to_owned(),
            value: Some(value.clone()),
            ..OptionValue::default()
        });
        let args = Args::of_command(self.lang, action.options, options.collect(), data)?;
        said((action.run)(self.ctx.handed(name.to_owned(), args)).await?).await
    }
}

/// What Discord knows of somebody, member or not, as it comes with an interaction that names them.
///
/// # Errors
/// Refused where there is nobody of this id.
pub async fn look_up(discord: &Rest, guild: GuildId, user: UserId, data: &mut Data) -> Result<()> {
    let found: std::result::Result<Member, _> = discord.read(rest::get_member(guild, user)).await;
    match found {
        Ok(mut member) => {
            data.resolved.users.extend(member.user.take().map(|known| (user, known)));
            data.resolved.members.insert(user, member);
            Ok(())
        }
        Err(error) if matches!(error.code(), code::UNKNOWN_MEMBER | code::UNKNOWN_USER) => {
            let known: std::result::Result<User, _> = discord.read(rest::get_user(user)).await;
            match known {
                Ok(known) => {
                    data.resolved.users.insert(user, known);
                    Ok(())
                }
                Err(error) if error.is_passing() => Err(error.into()),
                Err(_) => Err(Error::Refused("Discord knows no such user.".to_owned())),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// What was answered, once it is true.
async fn said(done: Done) -> Result<String> {
    let text = done.reply.message().map(words).unwrap_or_default();
    let after = match done.after {
        Some(after) => after.await?,
        None => None,
    };
    Ok(match after {
        Some(Afterword::Instead(sentence)) => sentence,
        Some(Afterword::Besides(sentence)) => format!("{text}\n{sentence}"),
        None => text,
    })
}

/// What a message says, without its controls.
pub fn words(message: &Message) -> String {
    let embeds = message.embeds.iter().flat_map(|embed| [&embed.title, &embed.description]).flatten();
    let texts = std::iter::once(&message.content).chain(embeds).filter(|text| !text.is_empty());
    texts.cloned().collect::<Vec<_>>().join("\n")
}
