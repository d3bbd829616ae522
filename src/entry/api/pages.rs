//! Calls that look.

use serde_json::{Map, Value};
use twilight_model::guild::Permissions;

use super::{
    Asked, Desk, Out, Problem,
    auth::{self, Admitted},
};
use crate::{
    app::{
        Actor, Ctx, Fields, Settings, Through,
        api::{self, Answer, Call, Cursor, Does, Kind, Member, PAGE, Route, check},
        args::Args,
        ctx::Parts,
    },
    base::{error::Error, ids::InteractionId, lang::Lang, time::Time},
    features::{access::model::Access, settings},
    platform::{crypto, db::Rows},
};

const LIMIT: Member = Member::new("limit", Kind::Integer(1, api::LARGEST_PAGE), "").or_null();
const CURSOR: Member = Member::new("cursor", Kind::Text(1_000), "").or_null();

/// # Errors
/// The problem.
pub async fn show(desk: &Desk, asked: Asked, admitted: Admitted) -> Result<Out, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let route = asked.route;
    let (limit, after) = page(route, &asked.query)?;
    let known = asked.headers.if_none_match.clone();
    let (seen, under) = (admitted.clone(), asked.under(admitted.guild));
    let mut call = call(desk, asked, admitted, passing(desk.place.now));
    (call.limit, call.after) = (limit, after);
    let in_guild = route.is_of_guild();
    let mut facts = match &route.does {
        Does::Reads(ask) => vec![ask(&call).map_err(broke)?],
        _ => Vec::new(),
    };
    facts.extend(under);
    let rows = if in_guild {
        let (settings, rows) =
            settings::read_of(&desk.means.db, &desk.means.config, call.guild, facts).await.map_err(broke)?;
        auth::may_see(desk, &seen, route.level(), &settings)?;
        call.settings = settings;
        rows
    } else if facts.is_empty() {
        Vec::new()
    } else {
        desk.means.db.batch(facts).await.map_err(|error| broke(error.into()))?
    };
    if route.under.is_some() && rows.last().is_none_or(Rows::is_empty) {
        return Err(Problem::not_found());
    }
    let body = match &route.does {
        Does::Works(_, run) => Some(run(call).await.map_err(broke)?),
        _ => api::body(&route.answer, rows.first().map(|rows| rows.values()).unwrap_or_default(), limit),
    };
    let body = body.ok_or_else(Problem::not_found)?.to_string();
    let mut out = Out::new(200, body);
    if !matches!(route.answer, Answer::Page(..)) {
        let tag = etag(&out.body);
        if known.is_some_and(|given| names(&given, &tag)) {
            out = Out::new(304, String::new());
        }
        out.headers.push(("etag", tag));
    }
    Ok(out)
}

/// How many rows, from where.
fn page(route: &Route, query: &Fields) -> Result<(i64, Cursor), Problem> {
    let order: &[&str] = if let Answer::Page(_, order) = &route.answer { order } else { &[] };
    let mut members = route.query.to_vec();
    if !order.is_empty() {
        members.extend([LIMIT, CURSOR]);
    }
    check::query(&members, query).map_err(Problem::unfit)?;
    let limit = api::value(query, "limit").and_then(|text| text.parse().ok()).unwrap_or(PAGE);
    let after = match api::value(query, "cursor") {
        Some(text) => api::cursor_of(text, order)
            .ok_or_else(|| Problem::plain(422, "What was sent does not fit.").at("cursor", "It is none of ours."))?,
        None => Cursor::default(),
    };
    Ok((limit, after))
}

/// An identity for looking, which writes nothing under it.
fn passing(now: Time) -> InteractionId {
    let at = (now.millis() - crate::base::ids::DISCORD_EPOCH).max(1) as u64;
    InteractionId::new(at << 22)
}

/// A strong tag: the same bytes have the same.
pub fn etag(body: &str) -> String {
    format!("\"{}\"", &crypto::digest(body)[..32])
}

/// Whether a list of tags names one. Source: RFC 9110, section 13.1.
pub fn names(list: &str, tag: &str) -> bool {
    list.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == "*" || one == tag)
}

/// A call that needs nothing of who made the key.
pub fn call(desk: &Desk, asked: Asked, admitted: Admitted, cause: InteractionId) -> Call {
    let ctx = Ctx::new(parts(desk, &admitted, cause, None));
    call_of(ctx, asked.params, asked.query, asked.given, admitted, Settings::default())
}

/// A call as its route is handed it.
pub fn call_of(
    ctx: Ctx,
    params: Fields,
    query: Fields,
    given: Map<String, Value>,
    admitted: Admitted,
    settings: Settings,
) -> Call {
    Call {
        ctx,
        settings,
        params,
        query,
        given,
        after: Cursor::default(),
        limit: PAGE,
        key: admitted.caller,
        file: String::new(),
    }
}

/// Who acts, when and where; without what Discord says of them nothing may be done.
pub fn parts(desk: &Desk, admitted: &Admitted, cause: InteractionId, access: Option<&Access>) -> Parts {
    Parts {
        now: desk.place.now,
        lang: Lang::En,
        guild: admitted.guild,
        channel: None,
        actor: Actor {
            id: admitted.user,
            name: access.map(|access| access.user_name.clone()).unwrap_or_default(),
            roles: access.map(Access::roles).unwrap_or_default(),
            permissions: access.map_or(Permissions::empty(), Access::permissions),
            joined: access.and_then(|access| access.joined_at).map(Time::from_millis),
            has_avatar: true,
        },
        cause,
        through: Through::Api,
        seen_version: None,
        application: desk.means.config.application,
        app_permissions: Permissions::empty(),
        command: String::new(),
        args: Args::default(),
        message: None,
        means: desk.means.clone(),
        passing: std::cell::RefCell::default(),
        own_host: desk.place.host.clone(),
        own_origin: desk.place.origin.clone(),
    }
}

/// What a statement of a route found after an act.
pub async fn found(
    route: &Route,
    call: &Call,
    ask: fn(&Call) -> Result<crate::platform::db::Stmt, Error>,
) -> Result<Option<Value>, Error> {
    let rows = call.db.batch(vec![ask(call)?]).await?;
    Ok(api::body(&route.answer, rows.first().map(|rows| rows.values()).unwrap_or_default(), call.limit))
}
