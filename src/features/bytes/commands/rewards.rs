//! `/bytes-admin reward`: roles that members earn.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Group, Sub},
    base::{
        error::{Error, Result},
        list,
        money::{self, Amount},
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        bytes::{
            model::{BytesSettings, Reward},
            text,
        },
        roles, settings,
    },
};

use super::shared;

/// Rewards of a guild at most.
const MOST: usize = 20;

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
        budget: Budget::new(10, 3, 6),
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
    let role = ctx.args.role("role").ok_or_else(|| Error::Refused(text::unknown_role(ctx.lang).to_owned()))?.clone();
    let threshold = ctx.args.integer("threshold").and_then(Amount::new).unwrap_or_default();
    roles::require_giveable(&ctx, &role).await?;
    let changed = settings::update(&ctx, Origin::Command, "bytes rewards", |before| {
        let mut bytes: BytesSettings = before.section();
        bytes.rewards.retain(|reward| reward.role != role.id);
        if bytes.rewards.len() >= MOST {
            return Err(Error::Refused(text::too_many_rewards(ctx.lang, MOST)));
        }
        bytes.rewards.push(Reward { role: role.id, threshold });
        list::sort_by_key(&mut bytes.rewards, |reward| (reward.threshold, reward.role));
        Ok(before.with(&bytes))
    })
    .await?;
    shown(&ctx, &changed.after.section())
}

async fn remove(ctx: Ctx) -> Result<Done> {
    let role = ctx.args.role("role").map(|role| role.id).or_else(|| crate::base::ids::parse(ctx.args.text("role")?));
    let changed = settings::update(&ctx, Origin::Command, "bytes rewards", |before| {
        let mut bytes: BytesSettings = before.section();
        let count = bytes.rewards.len();
        bytes.rewards.retain(|reward| Some(reward.role) != role);
        if bytes.rewards.len() == count {
            return Err(Error::Refused(text::no_such_reward(ctx.lang).to_owned()));
        }
        Ok(before.with(&bytes))
    })
    .await?;
    shown(&ctx, &changed.after.section())
}

async fn list(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    shown(&ctx, &settings.section())
}

fn shown(ctx: &Ctx, bytes: &BytesSettings) -> Result<Done> {
    shared::done(Reply::Ephemeral(Message::embed(text::rewards(ctx.lang, bytes))))
}
