//! `/guilds`: the servers where one has access; for operators every one.

use maud::{Markup, Render, html};

use super::{
    Desk, act, login, own,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    app::{Level, Settings, access::Listed, access::Standing},
    base::{
        error::{Error, Result},
        ids::{self, GuildId, RoleId},
        json::{self, FromJson},
        lang::Lang,
        list,
        time::DAY,
        words,
    },
    discord::{permission, rest},
    features::{
        access::{
            self, logic,
            model::{FRESH, Seen, Session},
        },
        audit::{self, Origin},
        pause, posts, roles,
        settings::{self, State},
        verification,
    },
    platform::{
        crypto,
        db::{self, DbError, Rows, Violated},
    },
    ui::{Badge, Button, Column, Confirm, Empty, Form, Icon, Person, Row, Table, Tone, Undo},
};

/// A guild of the bot's, as Discord lists it.
#[derive(FromJson)]
struct Own {
    id: GuildId,
    name: String,
    approximate_member_count: Option<i64>,
}

#[derive(FromJson)]
struct Open {
    guild: GuildId,
    count: i64,
}

#[derive(FromJson)]
struct Failing {
    guild: GuildId,
}

/// What is known of a server.
struct Line {
    guild: GuildId,
    name: String,
    /// What the one who asks may do there, where that was read lately.
    seen: Option<Seen>,
    members: Option<i64>,
    /// Whether the bot is there.
    inside: bool,
}

/// Who is signed in, whether they run the deployment, and the servers they have seen.
struct Known {
    session: Session,
    operates: bool,
    seen: Vec<Seen>,
    pending: Vec<db::Stmt>,
}

async fn known(desk: &Desk, acts: bool) -> Result<Option<Known>> {
    let Some(secret) = desk.web.secret() else { return Ok(None) };
    let (means, now, id) = (&desk.means, desk.web.now, crypto::digest(secret));
    let mut facts = vec![access::find_session(&id, now), access::list_guilds(&id)];
    facts.extend(access::find_people(&means.config));
    let rows = means.db.batch(facts).await?;
    let Some(session) = db::first::<Session>(&rows, 0)? else { return Ok(None) };
    let mut pending = Vec::new();
    let operators = access::operators(means, rows.get(2), acts, now, &mut pending).await?;
    // A link's session is good for its own server alone.
    let operates = session.guild.is_none() && operators.contains(&session.user);
    Ok(Some(Known { session, operates, seen: db::all(&rows, 1)?, pending }))
}

/// # Errors
/// When the database does not serve.
pub async fn guilds(desk: &Desk) -> Result<Out> {
    let (means, now) = (&desk.means, desk.web.now);
    let Some(known) = known(desk, false).await? else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let Known { session, operates, seen, mut pending } = known;
    // Without Discord's answer the list is shown without its figures.
    let ours: Option<Vec<Own>> = match means.config.token {
        Some(_) => means.discord.read(rest::get_own_guilds_counted()).await.ok(),
        None => None,
    };
    // What Discord listed at signing in was said then.
    let since = now.millis() - FRESH;
    let is_fresh = |seen: &Seen| seen.read_at > since || seen.read_at == 0 && session.created_at > since;
    let lines = lines(seen, ours, operates, is_fresh);
    let ids: Vec<String> = lines.iter().map(|line| line.guild.to_string()).collect();
    let ids = serde_json::json!(ids).to_string();
    let (passing, week) = (pending.len(), now.plus(-7 * DAY));
    pending.extend([
        settings::list_states(&ids),
        verification::list_open_counts(&ids),
        posts::list_failing(&ids, week),
        roles::list_failing(&ids, week),
    ]);
    let rows = means.db.batch(pending).await?;
    let states: Vec<State> = db::all(&rows, passing)?;
    let open: Vec<Open> = db::all(&rows, passing + 1)?;
    let failing =
        |place: usize| -> Result<Vec<Failing>> { rows.get(passing + place).map_or(Ok(Vec::new()), Rows::all) };
    let warned = [
        (failing(2)?, "A message could not be posted this week: the channel is gone or closed to the bot."),
        (failing(3)?, "A role could not be given this week: it is gone or stands above the bot's."),
    ];
    let rows = lines.iter().map(|line| {
        let state = states.iter().find(|state| state.guild == line.guild);
        let open = open.iter().find(|open| open.guild == line.guild).map_or(0, |open| open.count);
        let warnings = warned.iter().filter(|(guilds, _)| guilds.iter().any(|one| one.guild == line.guild));
        let warnings: Vec<&str> = warnings.map(|(_, words)| *words).collect();
        row(desk, &session, operates, line, state, open, &warnings)
    });
    let columns =
        [Column::new("Server"), Column::number("Members"), Column::new("State"), Column::new("Needs somebody")];
    let title = if operates { "All servers" } else { "Your servers" };
    let nothing = Empty::new("No servers yet", "Type /dashboard in a server: it stands here from then on.");
    let table = Table::new(title, columns).rows(rows).empty(nothing.icon(Icon::Hall));
    Ok(Out::page(200, shell::own_of(&session, own::mark(desk), title, &table.render())))
}

/// `/guilds/{guild}`: asks whether a server is to be served, and decides it.
///
/// # Errors
/// When the database does not serve.
pub async fn switch(desk: &Desk, guild: &str) -> Result<Out> {
    let acts = desk.web.method == Method::Post;
    let Some(known) = known(desk, acts).await? else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let (means, now) = (&desk.means, desk.web.now);
    let Some(guild) = ids::parse(guild).filter(|_| known.operates) else {
        return Ok(shell::sentence(desk, 403, Sentence::NotForYou { level: Level::Operator }));
    };
    let mut statements = known.pending;
    if !acts {
        statements.insert(0, settings::list_states(&serde_json::json!([guild]).to_string()));
        let rows = means.db.batch(statements).await?;
        let states: Vec<State> = db::all(&rows, 0)?;
        let on = states.first().is_some_and(|state| state.is_served(&means.config));
        return Ok(ask(desk, &known.session, guild, !on));
    }
    let mark = desk.web.secret().map(login::form_secret);
    let Some(cause) = mark.and_then(|mark| act::cause(&mark, desk.web.field("mark"), now)) else {
        return Ok(shell::sentence(desk, 403, Sentence::OldForm));
    };
    let on = desk.web.field("on") == "1";
    let entry = audit::Entry {
        action: if on { "guilds.on" } else { "guilds.off" },
        origin: Origin::Dashboard,
        subject: None,
        before: None,
        after: None,
    };
    let at = ids::time_of(cause);
    statements.push(audit::record_as(guild, at, &cause.to_string(), known.session.user, entry));
    statements.push(settings::set_served(guild, on, now));
    match means.db.batch(statements).await {
        // The form was sent before, and did what it says.
        Err(DbError::Violated(Violated::Unique(_))) => {}
        written => drop(written.map_err(Error::from)?),
    }
    Ok(Out::to("/guilds"))
}

fn ask(desk: &Desk, session: &Session, guild: GuildId, on: bool) -> Out {
    let to = format!("/guilds/{guild}");
    let (question, what, how, act) = match on {
        true => (
            "Serve this server?",
            "Its commands and buttons answer with the next press, and what is kept of it from then on counts to this deployment's budget.",
            "You can switch it off again at any time.",
            "Switch on",
        ),
        false => (
            "Stop serving this server?",
            "Its commands answer with one sentence, and nothing automatic happens there any more. What is kept of it stays.",
            "You can switch it on again at any time.",
            "Switch off",
        ),
    };
    let body = Confirm {
        question,
        what,
        undo: Undo::Possible(how),
        form: Form::new(to, own::mark(desk)).keeps("on", if on { "1" } else { "0" }),
        act,
        back: "/guilds",
        typed: None,
    };
    Out::page(200, shell::own_of(session, own::mark(desk), &format!("Server {guild}"), &body.render()))
}

fn lines(seen: Vec<Seen>, ours: Option<Vec<Own>>, operates: bool, is_fresh: impl Fn(&Seen) -> bool) -> Vec<Line> {
    let known = ours.is_some();
    let mut ours: list::Table<GuildId, Own> = ours.unwrap_or_default().into_iter().map(|own| (own.id, own)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for seen in seen {
        let own = ours.remove(&seen.guild);
        lines.push(Line {
            guild: seen.guild,
            inside: own.is_some() || !known,
            members: own.as_ref().and_then(|own| own.approximate_member_count),
            name: own.map_or_else(|| seen.guild_name.clone(), |own| own.name),
            seen: Some(seen).filter(|seen| is_fresh(seen)),
        });
    }
    if operates {
        lines.extend(ours.into_iter().map(|(_, own)| Line {
            guild: own.id,
            name: own.name,
            seen: None,
            members: own.approximate_member_count,
            inside: true,
        }));
    }
    lines
}

/// Whether the one who asks may know what waits in a server, by the function that decides on its pages.
fn cares(desk: &Desk, session: &Session, seen: Option<&Seen>, settings: Option<&Settings>) -> bool {
    let Some(seen) = seen else { return false };
    let roles: Vec<RoleId> = json::parse(&seen.roles).unwrap_or_default();
    let none = Settings::default();
    let moderators: Vec<_> =
        settings::moderator_role(settings.unwrap_or(&none), &desk.means.config).into_iter().collect();
    let permissions = permission::parse(Some(&seen.permissions));
    let standing = Standing { user: session.user, roles: &roles, permissions };
    logic::level(standing, Listed { moderator_roles: &moderators, operators: &[] }) >= Level::Moderator
}

fn row(
    desk: &Desk,
    session: &Session,
    operates: bool,
    line: &Line,
    state: Option<&State>,
    open: i64,
    warnings: &[&str],
) -> Row {
    let config = &desk.means.config;
    let settings = state.and_then(State::settings);
    let serves = state.is_some_and(|state| state.is_served(config));
    let (words, tone) = match (state, &settings) {
        (Some(state), _) if state.is_left() || !line.inside => ("bot is not there", Tone::Warning),
        _ if !serves => ("switched off", Tone::Neutral),
        (_, None) => ("not set up", Tone::Info),
        (_, Some(settings)) if pause::is_on(settings, desk.web.now) => ("paused", Tone::Warning),
        _ => ("running", Tone::Good),
    };
    let waiting = match open {
        0 => html! { span .soft { "nothing" } },
        100.. => html! { (Badge { words: "100+ in the inbox", tone: Tone::Warning }) },
        count => html! { (Badge { words: &format!("{count} in the inbox"), tone: Tone::Warning }) },
    };
    let cares = operates || cares(desk, session, line.seen.as_ref(), settings.as_ref());
    let waiting = html! {
        @if open > 0 || warnings.is_empty() { (waiting) }
        @for warning in warnings { " " span .soft { (warning) } }
    };
    let row = Row::new([
        html! { a href={ "/g/" (line.guild) "/" } { (Person::new(line.guild.cast(), &line.name)) } },
        html! { @match line.members { Some(count) => (words::number(Lang::En, count)), None => "–" } },
        html! { (Badge { words, tone }) },
        if cares { waiting } else { Markup::default() },
    ]);
    let label = if serves { "Switch off" } else { "Switch on" };
    match operates {
        true => row.acts(Button::new(label).quiet().of(&line.name).to(format!("/guilds/{}", line.guild)).render()),
        false => row,
    }
}
