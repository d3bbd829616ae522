//! How every act on memberships goes: one read, one decision, one batch; lost races are decided again.

use super::{
    logic::{self, Scene, Step},
    model::{Membership, Sale, Squad, SquadSettings},
    sql, text,
};
use crate::{
    app::{After, Ctx, Done},
    base::{
        error::{Error, Result},
        ids::RoleId,
        lang::Lang,
        money::Amount,
    },
    discord::reply::{Message, Reply},
    features::{
        audit::{self, Origin},
        bytes::{self, Facts},
        posts::{self, Post},
        roles::{self, model::Wish},
    },
    platform::db::{self, DbError, Stmt, Violated},
};

/// How often an act is decided: once, and once more when a race was lost.
const ROUNDS: usize = 2;

/// What one read gives.
pub struct Known {
    pub facts: Facts,
    pub settings: SquadSettings,
    pub squads: Vec<Squad>,
    pub membership: Option<Membership>,
    /// The squad of the stored membership, also when it was archived meanwhile.
    pub stored: Option<i64>,
    pub sales: Vec<Sale>,
}

impl Known {
    fn of(facts: Facts) -> Result<Known> {
        let mut known = Known {
            stored: None,
            settings: facts.settings.section(),
            squads: db::all(&facts.rows, 0)?,
            membership: db::first(&facts.rows, 1)?,
            sales: db::all(&facts.rows, 2)?,
            facts,
        };
        // Whose squad was archived belongs nowhere, also before the membership is removed.
        let active = |membership: &Membership| {
            known.squads.iter().any(|squad| squad.id == membership.squad && squad.is_active())
        };
        let belongs = known.membership.as_ref().is_some_and(active);
        known.stored = known.membership.as_ref().map(|membership| membership.squad);
        known.membership = known.membership.filter(|_| belongs);
        Ok(known)
    }

    pub fn squad(&self, id: i64) -> Option<&Squad> {
        self.squads.iter().find(|squad| squad.id == id)
    }

    pub fn own(&self) -> Option<&Squad> {
        self.squad(self.membership.as_ref()?.squad)
    }

    pub fn scene(&self, ctx: &Ctx) -> Scene<'_> {
        Scene {
            settings: &self.settings,
            membership: self.membership.as_ref(),
            sale: logic::running(&self.sales, ctx.now),
            balance: self.facts.own_claimed().balance,
        }
    }
}

pub fn statements(ctx: &Ctx) -> Vec<Stmt> {
    vec![
        sql::list_squads(ctx.guild),
        sql::find_membership(ctx.guild, ctx.actor.id),
        sql::list_sales(ctx.guild, ctx.now),
    ]
}

/// Everything that an act of the one who asks looks at; nothing is written.
pub async fn read(ctx: &Ctx) -> Result<Known> {
    Known::of(bytes::facts(ctx, ctx.actor.id, statements(ctx)).await?)
}

/// As [`read`] for what only looks: the day's bytes are claimed with it.
pub async fn visit(ctx: &Ctx) -> Result<Known> {
    Known::of(bytes::visit(ctx, ctx.actor.id, || statements(ctx)).await?)
}

/// What a member agreed to: the price and the squad they were in when they were asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Agreed {
    pub price: Amount,
    pub from: Option<i64>,
}

/// What an act of joining came to.
pub enum Joined {
    /// Done, with its answer.
    Done(Done),
    /// To be asked: the price, and whether it is another than was agreed to.
    Ask { step: Step, changed: bool, known: Box<Known> },
}

/// Joins or switches, when it is agreed to or needs no question.
///
/// # Errors
/// Refused with the reason; the day's bytes are claimed all the same.
pub async fn join(ctx: &Ctx, to: i64, agreed: Option<Agreed>, reply: fn(Message) -> Reply) -> Result<Joined> {
    for _ in 0..ROUNDS {
        let known = read(ctx).await?;
        let Some(squad) = known.squad(to) else { return Err(Error::Refused(text::no_such_squad(ctx.lang).to_owned())) };
        let step = match logic::step(&known.scene(ctx), squad) {
            Ok(step) => step,
            Err(refusal) => {
                let sentence = text::refusal(ctx.lang, refusal, squad, known.facts.own_claimed().balance);
                return Err(refused(ctx, &known, sentence).await?);
            }
        };
        let asked = Agreed { price: step.price, from: step.from };
        if agreed != Some(asked) && !(agreed.is_none() && logic::needs_no_question(&step)) {
            return Ok(Joined::Ask { step, changed: agreed.is_some(), known: Box::new(known) });
        }
        let (statements, wishes, post) = write(ctx, &known, squad, &step);
        let balance = known.facts.own_claimed().balance - step.price.get();
        let message = text::joined(ctx.lang, squad, &step, balance);
        let message = bytes::with_claim(ctx.lang, message, known.facts.claim.as_ref());
        let done = Done::from(reply(message));
        match commit(ctx, statements).await? {
            Written::Now => return Ok(Joined::Done(done.and_then(then(ctx, wishes, post)))),
            Written::Before => return Ok(Joined::Done(done)),
            Written::Not => {}
        }
    }
    Err(lost())
}

/// What became of an act's batch.
enum Written {
    Now,
    /// This same event had written it; what follows from it was brought about then, or is by the
    /// minute tick.
    Before,
    /// A restated fact did not hold; everything is to be decided again.
    Not,
}

/// Writes an act. Its audit row stands first and carries the cause, so that a repeat is told from a
/// lost race.
async fn commit(ctx: &Ctx, statements: Vec<Stmt>) -> Result<Written> {
    match ctx.db.batch(statements).await {
        Ok(_) => Ok(Written::Now),
        Err(DbError::Violated(Violated::Unique(columns))) if columns.contains("audit_log") => Ok(Written::Before),
        Err(DbError::Violated(_)) => Ok(Written::Not),
        Err(other) => Err(other.into()),
    }
}

fn lost() -> Error {
    Error::Internal("squads: the same race was lost twice".to_owned())
}

/// The refusal of an act, with the day's bytes, which stand even so.
pub async fn refused(ctx: &Ctx, known: &Known, sentence: String) -> Result<Error> {
    let claim = bytes::claim_alone(ctx, &known.facts).await?;
    let line = claim.map(|claim| format!("\n{}", bytes::text::claim_line(ctx.lang, &claim))).unwrap_or_default();
    Ok(Error::Refused(sentence + &line))
}

fn write(ctx: &Ctx, known: &Known, squad: &Squad, step: &Step) -> (Vec<Stmt>, Vec<Wish>, Option<Post>) {
    let (guild, user, cause) = (ctx.guild, ctx.actor.id, ctx.cause.to_string());
    let from = known.stored.and_then(|from| known.squad(from));
    let entry = audit::Entry {
        action: if from.is_some() { "squads.switch" } else { "squads.join" },
        origin: Origin::Command,
        subject: Some(user.to_string()),
        before: from.map(|from| from.name.clone()),
        after: Some(squad.name.clone()),
    };
    let mut statements = vec![audit::record(ctx, entry)];
    statements.extend(known.stored.map(|from| sql::count_down(guild, from)));
    statements.push(sql::set_membership(guild, user, known.stored, squad.id, ctx.now));
    statements.push(sql::count_up(guild, squad.id));
    // After the membership: a first earning puts only those into the default squad who are in none.
    let (claimed, mut wishes) = bytes::claim_with_roles(ctx, &known.facts);
    statements.extend(claimed);
    if step.price > Amount::ZERO {
        statements.extend(bytes::fee(guild, user, step.price, &cause, &squad.name, ctx.now));
    }
    let moves = role_moves(ctx, from.and_then(|from| from.role), squad.role);
    statements.extend(roles::plan(guild, &moves, "squads", ctx.now));
    wishes.extend(moves);
    let post = known.settings.channel.map(|channel| Post {
        guild,
        id: format!("squads:{cause}"),
        channel,
        message: Message::text(text::announced(known.facts.settings.lang(), user, from, squad)),
    });
    statements.extend(post.as_ref().map(|post| posts::plan(post, ctx.now)));
    (statements, wishes, post)
}

/// One role goes, another comes.
fn role_moves(ctx: &Ctx, from: Option<RoleId>, to: Option<RoleId>) -> Vec<Wish> {
    let wish = |role: RoleId, wanted: bool| Wish { user: ctx.actor.id, role, wanted };
    let gone = from.filter(|role| Some(*role) != to).map(|role| wish(role, false));
    gone.into_iter().chain(to.map(|role| wish(role, true))).collect()
}

/// What is brought about after the answer: roles, then the announcement.
fn then(ctx: &Ctx, wishes: Vec<Wish>, post: Option<Post>) -> Option<After> {
    let roles = roles::after(ctx, wishes);
    let post = post.map(|post| posts::after(&ctx.means, post, ctx.now));
    if roles.is_none() && post.is_none() {
        return None;
    }
    Some(Box::pin(async move {
        let word = match roles {
            Some(roles) => roles.await?,
            None => None,
        };
        if let Some(post) = post {
            post.await?;
        }
        Ok(word)
    }))
}

/// Leaves the squad that one is in.
///
/// # Errors
/// Refused when one is in none, or in another by now.
pub async fn leave(ctx: &Ctx, from: i64, lang: Lang) -> Result<Done> {
    for _ in 0..ROUNDS {
        let known = read(ctx).await?;
        let Some(squad) = known.own().filter(|squad| squad.id == from) else {
            return Err(Error::Refused(text::not_there(lang).to_owned()));
        };
        let entry = audit::Entry {
            action: "squads.leave",
            origin: Origin::Button,
            subject: Some(ctx.actor.id.to_string()),
            before: Some(squad.name.clone()),
            after: None,
        };
        let mut statements = vec![audit::record(ctx, entry), sql::count_leaver(ctx.guild, ctx.actor.id, from)];
        statements.push(sql::delete_membership(ctx.guild, ctx.actor.id));
        let moves = role_moves(ctx, squad.role, None);
        statements.extend(roles::plan(ctx.guild, &moves, "squads", ctx.now));
        let done = Done::from(Reply::Update(Message::text(text::left(lang, squad))));
        match commit(ctx, statements).await? {
            Written::Now => return Ok(done.and_then(then(ctx, moves, None))),
            Written::Before => return Ok(done),
            Written::Not => {}
        }
    }
    Err(lost())
}
