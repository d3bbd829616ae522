//! `/bytes-admin reward`: roles that members earn.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Group, Sub},
    base::{
        error::{Error, Result},
        money::{self, Amount},
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        bytes::{manage, model::BytesSettings, text},
        settings,
    },
};

use super::shared;

const GROUP: Group = Group { name: "reward", about: text::specs::reward };

pub const ADD: Sub = Sub {
    group: Some(&GROUP),
    name: "add",
    about: text::specs::reward_add,
    action: Action {
        options: &[
            Opt::role("role", text::specs::reward_role).required(),
            Opt::integer("threshold", text::specs::reward_threshold, 1, money::MAX).required(),
        ],
        // The bot's own place among the roles is asked of Discord.
        answer: Answer::Slow,
        budget: Budget::new(10, 4, 6),
        run: |ctx| Box::pin(add(ctx)),
        complete: None,
    },
};

pub const REMOVE: Sub = Sub {
    group: Some(&GROUP),
    name: "remove",
    about: text::specs::reward_remove,
    action: Action {
        options: &[Opt::role("role", text::specs::reward_role).required()],
        answer: Answer::Ephemeral,
        budget: Budget::new(10, 0, 6),
        run: |ctx| Box::pin(remove(ctx)),
        complete: None,
    },
};

pub const LIST: Sub = Sub {
    group: Some(&GROUP),
    name: "list",
    about: text::specs::reward_list,
    action: Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(4, 0, 0),
        run: |ctx| Box::pin(list(ctx)),
        complete: None,
    },
};

async fn add(ctx: Ctx) -> Result<Done> {
    let role = ctx.args.role("role").ok_or_else(|| Error::Refused(text::unknown_role(ctx.lang).to_owned()))?.id;
    let threshold = ctx.args.integer("threshold").and_then(Amount::new).unwrap_or_default();
    shown(&ctx, &manage::set_reward(&ctx, Origin::Command, role, threshold).await?)
}

async fn remove(ctx: Ctx) -> Result<Done> {
    let role = ctx.args.role("role").map(|role| role.id).or_else(|| crate::base::ids::parse(ctx.args.text("role")?));
    shown(&ctx, &manage::remove_reward(&ctx, Origin::Command, role).await?)
}

async fn list(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    shown(&ctx, &settings.section())
}

fn shown(ctx: &Ctx, bytes: &BytesSettings) -> Result<Done> {
    shared::done(Reply::Ephemeral(Message::embed(text::rewards(ctx.lang, bytes))))
}
