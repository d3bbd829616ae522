//! How every act on bytes goes: one read, one decision, one batch; lost races are decided again.

use super::{
    logic,
    model::{Account, BytesSettings, Claim},
    sql,
};
use crate::{
    app::{Ctx, Settings},
    base::{
        error::{Error, Result},
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        money::Amount,
        time::Time,
    },
    features::{
        roles::{self, model::Wish},
        settings,
    },
    platform::db::{DbError, Rows, Stmt},
};

/// How often an act is decided: once, and once more when a race was lost.
pub const ROUNDS: usize = 2;

/// What one read gives.
pub struct Facts {
    pub settings: Settings,
    pub bytes: BytesSettings,
    /// The account of the one who asks, if it was ever opened.
    pub own: Option<Account>,
    /// The account of the other person.
    pub other: Option<Account>,
    /// The day's bytes, if they are still to be paid to the one who asks.
    pub claim: Option<Claim>,
    /// Rows of the statements that the act added.
    pub rows: Vec<Rows>,
    /// Roles that the claim has earned, planned with it; to be brought about after the answer.
    pub wishes: Vec<Wish>,
}

impl Facts {
    /// The account of the one who asks with the day's bytes already on it.
    pub fn own_claimed(&self) -> Account {
        logic::claimed(self.own.as_ref(), self.claim.as_ref())
    }
}

#[derive(FromJson)]
struct AccountRow {
    user: UserId,
    #[serde(flatten)]
    account: Account,
}

/// Reads settings, both accounts and the given statements in one round trip.
pub async fn facts(ctx: &Ctx, other: UserId, more: Vec<Stmt>) -> Result<Facts> {
    let own = ctx.actor.id;
    let statements = std::iter::once(sql::find_accounts(ctx.guild, own, other)).chain(more).collect();
    let (settings, rows) = settings::read(ctx, statements).await?;
    let mut rows = rows.into_iter();
    let accounts: Vec<AccountRow> = rows.next().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let find = |user| accounts.iter().find(|row| row.user == user).map(|row| row.account.clone());
    let bytes: BytesSettings = settings.section();
    let account = find(own);
    let claim = logic::claim(&bytes, account.as_ref(), ctx.now);
    Ok(Facts { settings, own: account, other: find(other), claim, bytes, rows: rows.collect(), wishes: Vec::new() })
}

/// The statements that open an account where it is needed.
pub fn opening(guild: GuildId, user: UserId, starting: Option<Amount>, at: Time) -> Vec<Stmt> {
    let Some(starting) = starting else { return Vec::new() };
    vec![
        sql::open_account(guild, user, starting, at),
        sql::insert_entry(guild, user, at, "open", starting.get(), "open", None),
    ]
}

/// What other features add where an account is opened: its owner earns for the first time.
pub fn first_earning(ctx: &Ctx, settings: &Settings, user: UserId, opens: bool) -> Vec<Stmt> {
    let hooks = ctx.features.iter().filter_map(|feature| feature.first_earning).filter(|_| opens);
    hooks.flat_map(|hook| hook(settings, ctx.guild, user, ctx.now)).collect()
}

/// The statements that pay the day's bytes. The entry that carries the cause stands before the
/// write that can refuse.
pub fn claim_statements(ctx: &Ctx, claim: Option<&Claim>) -> Vec<Stmt> {
    let Some(claim) = claim else { return Vec::new() };
    let (guild, user, at) = (ctx.guild, ctx.actor.id, ctx.now);
    let mut statements = opening(guild, user, claim.opening, at);
    let cause = format!("daily:{}", claim.day);
    let by = format!("/{}", ctx.command);
    statements.push(sql::insert_entry(guild, user, at, &cause, claim.amount.get(), "daily", Some(&by)));
    statements.push(sql::claim_day(guild, user, claim, at));
    statements
}

/// Runs a batch; `None` when a restated fact did not hold and everything must be decided again.
pub async fn commit(ctx: &Ctx, statements: Vec<Stmt>) -> Result<Option<Vec<Rows>>> {
    match ctx.db.batch(statements).await {
        Ok(rows) => Ok(Some(rows)),
        Err(DbError::Violated(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// What remains when two rounds were lost.
pub fn lost() -> Error {
    Error::Internal("bytes: the same race was lost twice".to_owned())
}

/// A reading act: gives the facts with the day's bytes paid, when they were due. `more` is read
/// after the claim, so that it shows what the claim changed.
pub async fn visit(ctx: &Ctx, other: UserId, more: impl Fn() -> Vec<Stmt>) -> Result<Facts> {
    for _ in 0..ROUNDS {
        let mut facts = facts(ctx, other, more()).await?;
        if facts.claim.is_none() {
            return Ok(facts);
        }
        let (mut statements, wishes) = claim_with_roles(ctx, &facts);
        let written = statements.len();
        statements.extend(more());
        if let Some(rows) = commit(ctx, statements).await? {
            facts.rows = rows.into_iter().skip(written).collect();
            facts.own = Some(facts.own_claimed());
            facts.wishes = wishes;
            if other == ctx.actor.id {
                facts.other = facts.own.clone();
            }
            return Ok(facts);
        }
    }
    Err(lost())
}

/// The claim of an act that is refused: it stands even so. `None` when there is none, or when it
/// was lost to another event of the same moment. Roles that it earned are left to the minute tick.
pub async fn claim_alone(ctx: &Ctx, facts: &Facts) -> Result<Option<Claim>> {
    if facts.claim.is_none() {
        return Ok(None);
    }
    let (statements, _) = claim_with_roles(ctx, facts);
    let written = commit(ctx, statements).await?;
    Ok(facts.claim.clone().filter(|_| written.is_some()))
}

/// The claim's statements with those that plan the roles it earns.
pub fn claim_with_roles(ctx: &Ctx, facts: &Facts) -> (Vec<Stmt>, Vec<Wish>) {
    let mut statements = claim_statements(ctx, facts.claim.as_ref());
    let opens = facts.claim.as_ref().is_some_and(|claim| claim.opening.is_some());
    statements.extend(first_earning(ctx, &facts.settings, ctx.actor.id, opens));
    let before = facts.own.clone().unwrap_or_default();
    let (wishes, planned) =
        role_changes(ctx, &facts.bytes, &before, &facts.own_claimed(), ctx.actor.id, &ctx.actor.roles);
    statements.extend(planned);
    (statements, wishes)
}

/// The role changes that an account's new state asks for, as statements for its batch.
pub fn role_changes(
    ctx: &Ctx,
    settings: &BytesSettings,
    before: &Account,
    after: &Account,
    user: UserId,
    held: &[RoleId],
) -> (Vec<Wish>, Vec<Stmt>) {
    // Nothing to ask of Discord when the step on the ladder of rewards is the same.
    if logic::wanted(settings, before) == logic::wanted(settings, after) {
        return (Vec::new(), Vec::new());
    }
    let wishes = logic::wishes(settings, after, user, held);
    let statements = roles::plan(ctx.guild, &wishes, "bytes", ctx.now);
    (wishes, statements)
}
