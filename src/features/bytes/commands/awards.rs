//! `/bytes awards`: reward roles are reconciled now.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Sub},
    base::{
        error::{Error, Result},
        ids::RoleId,
        json::FromJson,
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
        rest::{self, code},
    },
    features::{
        bytes::{act, logic, text},
        roles,
    },
};

use super::shared;

pub const AWARDS: Sub = Sub {
    group: None,
    name: "awards",
    about: text::specs::awards,
    action: Action {
        options: &[Opt::user("user", text::specs::awards_user)],
        answer: Answer::Slow,
        budget: Budget::new(30, 24, 20),
        run: |ctx| Box::pin(awards(ctx)),
        complete: None,
    },
};

#[derive(FromJson)]
struct MemberRoles {
    #[serde(default)]
    roles: Vec<RoleId>,
}

async fn awards(ctx: Ctx) -> Result<Done> {
    let user = match ctx.args.user("user") {
        Some(target) if target.is_bot => return Err(Error::Refused(text::bots_have_none(ctx.lang).to_owned())),
        Some(target) => target.id,
        None => ctx.actor.id,
    };
    let facts = act::visit(&ctx, user, Vec::new).await?;
    let settings = &facts.bytes;
    if settings.rewards.is_empty() {
        let message = Message::text(text::no_rewards(ctx.lang));
        return shared::done(Reply::Ephemeral(shared::with_claim(ctx.lang, message, facts.claim.as_ref())));
    }
    let member: MemberRoles = match ctx.discord.read(rest::get_member(ctx.guild, user)).await {
        Ok(member) => member,
        Err(error) if error.code() == code::UNKNOWN_MEMBER => {
            return Err(Error::Refused(text::not_here(ctx.lang, user)));
        }
        Err(error) if error.is_passing() => return Err(Error::Refused(text::discord_silent(ctx.lang).to_owned())),
        Err(error) => return Err(error.into()),
    };
    let account = facts.other.clone().unwrap_or_default();
    let wishes = logic::wishes(settings, &account, user, &member.roles);
    if !wishes.is_empty() {
        // Planned first, so that what is interrupted is finished by the minute tick.
        ctx.db.batch(roles::plan(ctx.guild, &wishes, "bytes", ctx.now)).await?;
    }
    let outcomes = roles::bring_about(&ctx.db, &ctx.discord, ctx.guild, wishes, ctx.now).await?;
    let embed = text::awards(ctx.lang, settings, user, &account, &outcomes);
    shared::done(Reply::Ephemeral(shared::with_claim(ctx.lang, Message::embed(embed), facts.claim.as_ref())))
}
