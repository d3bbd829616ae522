//! The one service behind buttons, commands, menus and newcomers: each act is one batch in which the
//! state is restated, so of two moderators at once exactly one decides.

use super::{
    alert,
    model::{Opening, Verification, VerificationSettings},
    raid,
    sql::{self, NewEvent},
    text,
};
use crate::{
    app::{After, Afterword, Ctx, Means, MemberAct, Settings, Work, args::Target},
    base::{
        error::{Error, Result},
        ids::{GuildId, UserId},
        lang::Lang,
        time::Time,
    },
    features::{
        audit::{self, Origin},
        gate::{self, model::GateSettings},
        moderation::{
            self,
            model::{Kind, Order},
        },
        roles::{self, model::Wish},
    },
    platform::db::{self, DbError, Stmt, Violated},
};

/// What opening came to.
#[derive(Debug)]
pub enum Opened {
    /// A new one, with its id.
    New(String),
    /// Somebody is looked at already; it was added there.
    Joined(String),
}

impl Opened {
    pub fn id(&self) -> &str {
        match self {
            Opened::New(id) | Opened::Joined(id) => id,
        }
    }
}

fn audited(ctx: &Ctx, action: &'static str, origin: Origin, verification: &Verification) -> Stmt {
    let entry = audit::Entry {
        action,
        origin,
        subject: Some(verification.user.to_string()),
        before: None,
        after: Some(verification.id.clone()),
    };
    audit::record(ctx, entry)
}

/// Looks at somebody from now on, or adds to what is looked at already.
///
/// # Errors
/// When the database does not serve.
pub async fn open(ctx: &Ctx, settings: &Settings, opening: &Opening) -> Result<Opened> {
    let (guild, id, now) = (ctx.guild, ctx.cause.to_string(), ctx.now);
    let own: VerificationSettings = settings.section();
    let kind = opening.detection.word();
    let event = |verification: &str| {
        let event = NewEvent {
            verification,
            cause: &id,
            kind,
            actor: opening.opened_by,
            text: &opening.text,
            link: opening.link.as_deref(),
        };
        sql::insert_event(guild, &event, now)
    };
    for _ in 0..2 {
        let rows = ctx.db.batch(vec![sql::find_latest(guild, opening.user)]).await?;
        let latest: Option<Verification> = db::first(&rows, 0)?;
        // The same event was here before.
        if let Some(known) = latest.as_ref().filter(|known| known.id == id) {
            return Ok(Opened::New(known.id.clone()));
        }
        if let Some(known) = latest.filter(Verification::is_pending) {
            let mut statements = vec![event(&known.id), sql::set_due(guild, &known.id, now.plus(super::logic::GRACE))];
            if opening.restricts && known.restricted == 0 {
                statements.extend(restricting(ctx, &known, &opening.text));
            }
            return match ctx.db.batch(statements).await {
                Ok(_) | Err(DbError::Violated(Violated::Unique(_))) => Ok(Opened::Joined(known.id)),
                // Restricted meanwhile by somebody else; read again.
                Err(DbError::Violated(_)) => continue,
                Err(other) => Err(other.into()),
            };
        }
        let limit = own.limit.filter(|_| opening.restricts).map(|limit| now.plus(limit));
        let entry = audit::Entry {
            action: "verification.open",
            origin: if opening.opened_by.is_some() { Origin::Command } else { Origin::Button },
            subject: Some(opening.user.to_string()),
            before: None,
            after: Some(kind.to_owned()),
        };
        let mut statements = vec![audit::record(ctx, entry), sql::insert(guild, &id, opening, now, limit), event(&id)];
        if opening.restricts {
            statements.extend(gate::restrict(guild, opening.user, &id, now));
            statements.extend(recorded(ctx, Kind::Restrict, opening.user, &opening.user_name, &opening.text));
        }
        statements.extend(raid::joined(guild, &id, now));
        match ctx.db.batch(statements).await {
            Ok(_) => return Ok(Opened::New(id)),
            Err(DbError::Violated(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Error::Internal("verification: the same race was lost twice".to_owned()))
}

/// The case of a restriction or of its end. A newcomer who is kept out by the checks has nobody who
/// decided it.
fn recorded(ctx: &Ctx, kind: Kind, user: UserId, name: &str, reason: &str) -> Vec<Stmt> {
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    let order = Order::new(kind, user, name, Origin::Automatic).because(reason);
    let (moderator, rule) = if ctx.actor.id == user { (None, Some("gate")) } else { (Some(ctx.actor.id), None) };
    moderation::record(ctx.guild, ctx.now, &ctx.cause.to_string(), moderator, rule, &order)
}

fn restricting(ctx: &Ctx, known: &Verification, why: &str) -> Vec<Stmt> {
    let mut statements = vec![sql::set_restricted(ctx.guild, &known.id, ctx.now)];
    statements.extend(gate::restrict(ctx.guild, known.user, &ctx.cause.to_string(), ctx.now));
    statements.extend(recorded(ctx, Kind::Restrict, known.user, &known.user_name, why));
    statements
}

/// Lets somebody in, or back in.
///
/// # Errors
/// Refused politely where somebody else has decided.
pub async fn verify(
    ctx: &Ctx,
    settings: &Settings,
    known: &Verification,
    origin: Origin,
    false_positive: bool,
) -> Result<()> {
    let (guild, cause, now) = (ctx.guild, ctx.cause.to_string(), ctx.now);
    let gate = GateSettings::of(settings, &ctx.config);
    let action = if false_positive { "false_positive" } else { "verify" };
    let event = NewEvent {
        verification: &known.id,
        cause: &cause,
        kind: action,
        actor: Some(ctx.actor.id),
        text: "",
        link: None,
    };
    let mut statements = vec![
        sql::insert_action(guild, &cause, known.user, action, ctx.actor.id, &known.id, now),
        audited(ctx, "verification.verify", origin, known),
        sql::set_verified(guild, &known.id, Some(ctx.actor.id), &cause, false_positive, now),
        // A ban that is under way has decided already.
        moderation::restate_none_planned(guild, known.user, Kind::Ban),
        sql::insert_event(guild, &event, now),
    ];
    if known.restricted == 1 {
        statements.extend(gate::lift(guild, known.user, &gate, &cause, now));
        statements.extend(recorded(ctx, Kind::Lift, known.user, &known.user_name, ""));
    }
    decided(ctx, statements).await
}

/// Frees somebody whom nobody looks at any more, or lets somebody in at once; false where there is nothing
/// to do.
///
/// # Errors
/// When the database does not serve.
pub async fn admit(ctx: &Ctx, settings: &Settings, target: &Target, restricted: bool) -> Result<Option<Vec<Wish>>> {
    let gate = GateSettings::of(settings, &ctx.config);
    let wish = gate::admission(target.id, &gate).filter(|wish| !target.roles.contains(&wish.role));
    if !restricted && wish.is_none() {
        return Ok(None);
    }
    let entry = audit::Entry {
        action: "verification.admit",
        origin: Origin::Command,
        subject: Some(target.id.to_string()),
        before: None,
        after: None,
    };
    let mut statements = vec![audit::record(ctx, entry)];
    let wishes: Vec<Wish> = wish.filter(|_| !restricted).into_iter().collect();
    if restricted {
        statements.extend(gate::lift(ctx.guild, target.id, &gate, &ctx.cause.to_string(), ctx.now));
        statements.extend(recorded(ctx, Kind::Lift, target.id, &target.name, ""));
    }
    statements.extend(roles::plan(ctx.guild, &wishes, "gate", ctx.now));
    match ctx.db.batch(statements).await {
        // The same event was here before.
        Err(DbError::Violated(_)) => {}
        written => drop(written?),
    }
    Ok(Some(wishes))
}

/// Keeps somebody out who was only looked at.
///
/// # Errors
/// As [`verify`].
pub async fn restrict(ctx: &Ctx, known: &Verification) -> Result<()> {
    let (guild, cause, now) = (ctx.guild, ctx.cause.to_string(), ctx.now);
    let event = NewEvent {
        verification: &known.id,
        cause: &cause,
        kind: "restrict",
        actor: Some(ctx.actor.id),
        text: "",
        link: None,
    };
    let mut statements = vec![
        sql::insert_action(guild, &cause, known.user, "restrict", ctx.actor.id, &known.id, now),
        audited(ctx, "verification.restrict", Origin::Button, known),
    ];
    statements.extend(restricting(ctx, known, ""));
    statements.push(sql::insert_event(guild, &event, now));
    decided(ctx, statements).await
}

/// Opens again what was decided: the member is kept out as before.
///
/// # Errors
/// As [`verify`].
pub async fn reopen(ctx: &Ctx, settings: &Settings, known: &Verification) -> Result<()> {
    let (guild, cause, now) = (ctx.guild, ctx.cause.to_string(), ctx.now);
    let restricts = GateSettings::of(settings, &ctx.config).is_ready();
    let event = NewEvent {
        verification: &known.id,
        cause: &cause,
        kind: "reopen",
        actor: Some(ctx.actor.id),
        text: "",
        link: None,
    };
    let mut statements = vec![
        sql::insert_action(guild, &cause, known.user, "reopen", ctx.actor.id, &known.id, now),
        audited(ctx, "verification.reopen", Origin::Button, known),
        sql::set_reopened(guild, &known.id, restricts, now),
        sql::insert_event(guild, &event, now),
    ];
    if restricts {
        statements.extend(gate::restrict(guild, known.user, &cause, now));
        statements.extend(recorded(ctx, Kind::Restrict, known.user, &known.user_name, ""));
    }
    decided(ctx, statements).await
}

/// Runs a decision's batch; that it was decided before is said politely.
async fn decided(ctx: &Ctx, statements: Vec<Stmt>) -> Result<()> {
    match ctx.db.batch(statements).await {
        Ok(_) => Ok(()),
        // The same event was here before, and stands.
        Err(DbError::Violated(Violated::Unique(columns))) if columns.contains("admin_actions") => Ok(()),
        Err(DbError::Violated(_)) => Err(Error::Refused(text::decided_already(ctx.lang).to_owned())),
        Err(other) => Err(other.into()),
    }
}

/// What an answer says of a member's roles, before Discord was asked to set them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Said {
    Nothing,
    In,
    Restricted,
}

/// Brings roles, alert and thread about, after the answer.
pub fn after(ctx: &Ctx, id: &str, user: UserId, said: Said) -> After {
    let (ctx, id) = (ctx.clone(), id.to_owned());
    Box::pin(async move {
        let outcome = gate::bring_about(&ctx.means, ctx.guild, user, ctx.now).await?;
        alert::refresh(&ctx.means, ctx.guild, &id, ctx.now).await?;
        Ok(untrue(&ctx, user, said, outcome))
    })
}

/// Gives back what was taken from somebody who is free again, after the answer that says so.
pub fn freed(ctx: &Ctx, user: UserId) -> After {
    let ctx = ctx.clone();
    Box::pin(async move {
        let outcome = gate::bring_about(&ctx.means, ctx.guild, user, ctx.now).await?;
        Ok(untrue(&ctx, user, Said::In, outcome))
    })
}

fn untrue(ctx: &Ctx, user: UserId, said: Said, outcome: gate::Outcome) -> Option<Afterword> {
    let gate::Outcome::Failed(failure) = outcome else { return None };
    let why = gate::text::failure(ctx.lang, failure);
    match said {
        Said::Nothing => None,
        Said::In => Some(Afterword::Instead(text::not_in(ctx.lang, user, why))),
        Said::Restricted => Some(Afterword::Instead(text::not_restricted(ctx.lang, user, why))),
    }
}

/// Gives the roles that let somebody in, after the answer that says so.
pub fn given(ctx: &Ctx, wishes: Vec<Wish>, or_else: fn(Lang, UserId, &str) -> String) -> Option<After> {
    let ctx = ctx.clone();
    (!wishes.is_empty()).then(|| -> After {
        Box::pin(async move {
            let outcomes = roles::bring_about(&ctx.db, &ctx.discord, ctx.guild, wishes, ctx.now).await?;
            let failed =
                outcomes.iter().find_map(|(wish, outcome)| Some((wish.user, roles::text::why_not(ctx.lang, outcome)?)));
            Ok(failed.map(|(user, why)| Afterword::Instead(or_else(ctx.lang, user, why))))
        })
    })
}

/// What joins the batch of an act by which another feature decides on a member.
pub fn follow(act: &MemberAct) -> Vec<Stmt> {
    use crate::app::Deed;
    let (status, kind) = match act.deed {
        Deed::Banned => ("rejected", "ban"),
        // Who comes back asks anew.
        Deed::Kicked => ("rejected", "kick"),
        Deed::Lifted => ("verified", "lift"),
        // Who may come back does so as anybody does, also when they were restricted before the ban.
        Deed::Unbanned => {
            let mut statements = gate::forget(act.guild, act.user, act.now);
            statements.push(moderation::end_restrictions(act.guild, act.user, act.actor, act.now));
            return statements;
        }
        Deed::Restricted => return Vec::new(),
    };
    let (guild, user, cause, now) = (act.guild, act.user, act.cause.as_str(), act.now);
    let mut statements = vec![
        sql::set_followed(guild, user, status, act.actor, cause, now),
        sql::insert_followed(guild, user, cause, kind, act.actor, now),
    ];
    if let Some(admin) = act.actor {
        statements.push(sql::insert_followed_action(guild, user, cause, kind, admin, now));
        if status == "rejected" {
            statements.push(sql::insert_followed_action(guild, user, cause, "reject", admin, now));
        }
    }
    statements
}

/// After it: the alert shows what was decided.
pub fn followed(means: Means, act: MemberAct) -> Work<()> {
    Box::pin(async move { refresh_latest(&means, act.guild, act.user, act.now).await })
}

async fn refresh_latest(means: &Means, guild: GuildId, user: UserId, now: Time) -> Result<()> {
    let rows = means.db.batch(vec![sql::find_latest(guild, user)]).await?;
    let latest: Option<Verification> = db::first(&rows, 0)?;
    match latest {
        Some(latest) => alert::refresh(means, guild, &latest.id, now).await,
        None => Ok(()),
    }
}
