//! `/squads info`.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Sub},
    base::{error::Result, ids::RoleId, json::FromJson},
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        bytes,
        roles::{self, model::Reason},
        squads::{act, model::Membership, sql, text},
    },
    platform::db,
};

pub const INFO: Sub = Sub {
    group: None,
    name: "info",
    about: text::specs::info,
    action: Action {
        options: &[Opt::user("user", text::specs::info_user)],
        answer: Answer::Ephemeral,
        budget: Budget::new(30, 4, 20),
        run: |ctx| Box::pin(info(ctx)),
        complete: None,
    },
};

/// What became of a role that a member should have.
#[derive(FromJson)]
struct Wish {
    role: RoleId,
    wanted: i64,
    state: String,
    reason: Option<Reason>,
}

async fn info(ctx: Ctx) -> Result<Done> {
    let user = ctx.args.user("user").map_or(ctx.actor.id, |target| target.id);
    let known = act::visit(&ctx).await?;
    let is_own = user == ctx.actor.id;
    let membership: Option<Membership> = match is_own {
        true => known.membership.clone(),
        false => {
            let rows = ctx.db.batch(vec![sql::find_membership(ctx.guild, user)]).await?;
            db::first(&rows, 0)?
        }
    };
    let squad =
        membership.as_ref().and_then(|membership| known.squad(membership.squad)).filter(|squad| squad.is_active());
    let mut shown = text::info(ctx.lang, user, squad, membership.as_ref());
    if is_own {
        if let Some(role) = squad.and_then(|squad| squad.role) {
            let rows = ctx.db.batch(vec![roles::list_of_member(ctx.guild, user)]).await?;
            let wishes: Vec<Wish> = db::all(&rows, 0)?;
            let failed = wishes.iter().find(|wish| wish.role == role && wish.wanted == 1 && wish.state == "failed");
            if let Some(reason) = failed.and_then(|wish| wish.reason) {
                shown = text::role_missing(ctx.lang, shown, roles::text::reason(ctx.lang, reason));
            }
        }
        shown = text::others(ctx.lang, shown, &known, &known.scene(&ctx));
    }
    let message = bytes::with_claim(ctx.lang, Message::embed(shown), known.facts.claim.as_ref());
    Ok(Done::from(Reply::Ephemeral(message)).and_then(roles::after(&ctx, known.facts.wishes.clone())))
}
