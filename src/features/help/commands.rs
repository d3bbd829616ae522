//! `/help` and `/ping`.

use super::text;
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape, access},
    base::error::{Error, Result},
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
};

pub const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        about: text::help,
        audience: Audience::Everyone,
        shape: Shape::One(Action {
            options: &[Opt::text("command", text::help_command, 100).autocomplete()],
            answer: Answer::Ephemeral,
            budget: Budget::FREE,
            run: |ctx| Box::pin(async move { help(&ctx) }),
            complete: Some(|ctx| Box::pin(async move { Ok(matching(&ctx)) })),
        }),
    },
    Command {
        name: "ping",
        about: text::ping,
        audience: Audience::Everyone,
        shape: Shape::One(Action {
            options: &[],
            answer: Answer::Ephemeral,
            budget: Budget::FREE,
            run: |ctx| Box::pin(async move { Ok(Reply::Ephemeral(Message::text(text::pong(ctx.lang))).into()) }),
            complete: None,
        }),
    },
];

/// The commands that this person may use.
fn usable(ctx: &Ctx) -> impl Iterator<Item = &'static Command> {
    let standing = access::Standing { user: ctx.actor.id, roles: &ctx.actor.roles, permissions: ctx.actor.permissions };
    let listed = access::Listed { moderator_roles: &[], operators: &ctx.config.operators };
    let allowed: Vec<&'static Command> = ctx
        .features
        .iter()
        .flat_map(|feature| feature.commands)
        .filter(|command| access::may(standing, command.audience, listed))
        .collect();
    allowed.into_iter()
}

fn help(ctx: &Ctx) -> Result<Done> {
    let Some(name) = ctx.args.text("command") else {
        let embed = text::overview(ctx.lang, &usable(ctx).collect::<Vec<_>>());
        return Ok(Reply::Ephemeral(Message::embed(embed)).into());
    };
    let wanted = name.trim().trim_start_matches('/').to_ascii_lowercase();
    let named = |command: &'static Command| command.actions().into_iter().map(move |action| (command, action));
    let found = usable(ctx).flat_map(named).find(|(_, (name, _, _))| name.to_ascii_lowercase() == wanted);
    let group = usable(ctx).find(|command| command.name == wanted);
    let embed = match (found, group) {
        (Some((command, (name, action, about))), _) => text::one(ctx.lang, command.shown(&name), action, about),
        (None, Some(command)) => text::overview(ctx.lang, &[command]),
        (None, None) => return Err(Error::Refused(text::no_such_command(ctx.lang, name))),
    };
    Ok(Reply::Ephemeral(Message::embed(embed)).into())
}

fn matching(ctx: &Ctx) -> Vec<(String, String)> {
    let typed = ctx.typed().trim_start_matches('/').to_ascii_lowercase();
    let named =
        |command: &'static Command| command.actions().into_iter().map(move |(name, ..)| (command.shown(&name), name));
    let names = usable(ctx).flat_map(named).filter(|(_, name)| name.to_ascii_lowercase().contains(&typed));
    names.take(25).collect()
}
