//! What administrators do to squads and sales, from wherever.

use super::{
    model::{Sale, Squad},
    sql::{self, Draft},
    text,
};
use crate::{
    app::Ctx,
    base::{
        emoji,
        error::{Error, Result},
    },
    features::{
        audit::{self, Origin},
        roles, settings,
    },
    platform::db::{self, DbError, Stmt, Violated},
};

/// What is wrong, and with which part of a squad; an empty name stands for the whole.
pub type Wrong = (&'static str, Error);

fn whole(error: impl Into<Error>) -> Wrong {
    ("", error.into())
}

fn refused(part: &'static str, sentence: impl Into<String>) -> Wrong {
    (part, Error::Refused(sentence.into()))
}

fn recorded(ctx: &Ctx, origin: Origin, action: &str, before: Option<&str>, after: Option<&str>) -> Stmt {
    let [before, after] = [before, after].map(|text| text.map(str::to_owned));
    audit::record(ctx, audit::Entry { action, origin, subject: None, before, after })
}

/// What is new in a draft: a name, an emoji, a role that the bot can give.
async fn check(ctx: &Ctx, draft: &Draft, before: Option<&Squad>) -> Result<(), Wrong> {
    if draft.name.is_empty() {
        return Err(refused("name", text::empty_name(ctx.lang)));
    }
    let old = before.and_then(|squad| squad.emoji.as_deref());
    if draft.emoji.as_deref().is_some_and(|emoji| Some(emoji) != old && !emoji::is_one(emoji)) {
        return Err(refused("emoji", text::one_emoji(ctx.lang)));
    }
    match draft.role.filter(|role| before.and_then(|squad| squad.role) != Some(*role)) {
        Some(role) => roles::require_giveable(ctx, role).await.map_err(|why| ("role", why)),
        None => Ok(()),
    }
}

/// # Errors
/// The part that is wrong, and the sentence about it.
pub async fn create(ctx: &Ctx, origin: Origin, draft: &Draft) -> Result<(), Wrong> {
    check(ctx, draft, None).await?;
    settings::read(ctx, Vec::new()).await.map_err(whole)?;
    let statements = vec![
        recorded(ctx, origin, "squads.create", None, Some(&draft.name)),
        sql::insert_squad(ctx.guild, draft, ctx.now),
    ];
    match ctx.db.batch(statements).await {
        // What the same event has written before stands.
        Err(DbError::Violated(Violated::Unique(columns))) if columns.contains("audit_log") => Ok(()),
        Err(DbError::Violated(Violated::Unique(_))) => Err(refused("name", text::name_taken(ctx.lang, &draft.name))),
        Err(DbError::Violated(Violated::NotNull(_))) => Err(refused("", text::too_many_squads(ctx.lang))),
        other => other.map(drop).map_err(whole),
    }
}

/// # Errors
/// As [`create`].
pub async fn edit(ctx: &Ctx, origin: Origin, squad: &Squad, draft: &Draft) -> Result<(), Wrong> {
    check(ctx, draft, Some(squad)).await?;
    let mut statements = vec![
        recorded(ctx, origin, "squads.edit", Some(&squad.name), Some(&draft.name)),
        sql::set_squad(ctx.guild, squad.id, draft, squad),
    ];
    // Its members get the new role and lose the old one over the next minutes.
    if draft.role != squad.role {
        statements.insert(1, sql::check_roles_done(ctx.guild, squad.id));
        statements.push(sql::set_roles_due(ctx.guild, squad.id, ctx.now));
    }
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::Check(_))) => Err(refused("max", text::more_inside(ctx.lang, squad))),
        Err(DbError::Violated(Violated::NotNull(column))) if column.ends_with(".description") => {
            Err(refused("", text::changed_meanwhile(ctx.lang)))
        }
        Err(DbError::Violated(Violated::NotNull(_))) => Err(refused("role", text::roles_under_way(ctx.lang, squad))),
        Err(DbError::Violated(Violated::Unique(columns))) if !columns.contains("audit_log") => {
            Err(refused("name", text::name_taken(ctx.lang, &draft.name)))
        }
        Err(DbError::Violated(Violated::Unique(_))) => Ok(()),
        other => other.map(drop).map_err(whole),
    }
}

/// # Errors
/// Refused when it is archived already.
pub async fn archive(ctx: &Ctx, origin: Origin, squad: &Squad) -> Result<()> {
    let statements = vec![
        recorded(ctx, origin, "squads.archive", Some(&squad.name), None),
        sql::set_archived(ctx.guild, squad.id, ctx.now),
    ];
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_))) => {
            Err(Error::Refused(text::archived_already(ctx.lang).to_owned()))
        }
        Err(DbError::Violated(Violated::Unique(_))) => Ok(()),
        written => Ok(written.map(drop)?),
    }
}

/// # Errors
/// Refused when it would overlap another.
pub async fn start_sale(ctx: &Ctx, origin: Origin, sale: &Sale) -> Result<()> {
    let record = recorded(ctx, origin, "squads.sale", None, Some(&sale.name));
    match ctx.db.batch(vec![record, sql::insert_sale(ctx.guild, sale)]).await {
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused(text::sale_overlaps(ctx.lang).to_owned())),
        // The same event was here before; its sale stands.
        Err(DbError::Violated(Violated::Unique(_))) => Ok(()),
        written => Ok(written.map(drop)?),
    }
}

/// Whether there was one to end.
///
/// # Errors
/// When the database does not serve.
pub async fn end_sale(ctx: &Ctx, origin: Origin, id: &str) -> Result<bool> {
    let (_, rows) = settings::read(ctx, vec![sql::list_sales(ctx.guild, ctx.now)]).await?;
    let sales: Vec<Sale> = db::all(&rows, 0)?;
    let Some(sale) = sales.iter().find(|sale| sale.id == id) else { return Ok(false) };
    let record = recorded(ctx, origin, "squads.sale_end", Some(&sale.name), None);
    match ctx.db.batch(vec![record, sql::end_sale(ctx.guild, id, ctx.now)]).await {
        Err(DbError::Violated(_)) => {}
        written => drop(written?),
    }
    Ok(true)
}
