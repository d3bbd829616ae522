//! `/guilds`: the servers where one has access; for operators every one.

use maud::{Markup, Render, html};
use twilight_model::guild::Permissions;

use super::{
    Desk, own,
    reply::Out,
    shell::{self, Sentence},
};
use crate::{
    base::{error::Result, ids::GuildId, json::FromJson, lang::Lang, list, words},
    discord::{permission, rest},
    features::{
        access::{
            self,
            model::{Seen, Session},
        },
        pause,
        settings::{self, State},
        verification,
    },
    platform::{crypto, db},
    ui::{Badge, Column, Empty, Icon, Person, Row, Table, Tone},
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

/// What is known of a server.
struct Line {
    guild: GuildId,
    name: String,
    /// Whether the one who asks may know what waits there.
    cares: bool,
    members: Option<i64>,
    /// Whether the bot is there.
    inside: bool,
}

/// # Errors
/// When the database does not serve.
pub async fn guilds(desk: &Desk) -> Result<Out> {
    let Some(secret) = desk.web.secret() else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let (means, now, id) = (&desk.means, desk.web.now, crypto::digest(secret));
    let mut facts = vec![access::find_session(&id, now), access::list_guilds(&id)];
    facts.extend(access::find_people(&means.config));
    let rows = means.db.batch(facts).await?;
    let session: Option<Session> = db::first(&rows, 0)?;
    let Some(session) = session else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let seen: Vec<Seen> = db::all(&rows, 1)?;
    let mut pending = Vec::new();
    let operators = access::operators(means, rows.get(2), now, &mut pending).await?;
    // A link's session is good for its own server alone.
    let operates = session.guild.is_none() && operators.contains(&session.user);
    // Without Discord's answer the list is shown without its figures.
    let ours: Option<Vec<Own>> = match means.config.token {
        Some(_) => means.discord.read(rest::get_own_guilds_counted()).await.ok(),
        None => None,
    };
    let lines = lines(seen, ours, operates);
    let ids: Vec<String> = lines.iter().map(|line| line.guild.to_string()).collect();
    let ids = serde_json::json!(ids).to_string();
    let passing = pending.len();
    pending.extend([settings::list_states(&ids), verification::list_open_counts(&ids)]);
    let rows = means.db.batch(pending).await?;
    let states: Vec<State> = db::all(&rows, passing)?;
    let open: Vec<Open> = db::all(&rows, passing + 1)?;
    let rows = lines.iter().map(|line| {
        let state = states.iter().find(|state| state.guild == line.guild);
        let open = open.iter().find(|open| open.guild == line.guild).map_or(0, |open| open.count);
        row(desk, line, state, open)
    });
    let columns =
        [Column::new("Server"), Column::number("Members"), Column::new("State"), Column::new("Needs somebody")];
    let title = if operates { "All servers" } else { "Your servers" };
    let nothing = Empty::new("No servers yet", "Type /dashboard in a server: it stands here from then on.");
    let table = Table::new(title, columns).rows(rows).empty(nothing.icon(Icon::Hall));
    Ok(Out::page(200, shell::own_of(&session, own::mark(desk), title, &table.render())))
}

fn lines(seen: Vec<Seen>, ours: Option<Vec<Own>>, operates: bool) -> Vec<Line> {
    let known = ours.is_some();
    let mut ours: list::Table<GuildId, Own> = ours.unwrap_or_default().into_iter().map(|own| (own.id, own)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for seen in seen {
        let own = ours.remove(&seen.guild);
        let held = permission::parse(Some(&seen.permissions));
        let cares = operates
            || [Permissions::MANAGE_GUILD, Permissions::MODERATE_MEMBERS]
                .iter()
                .any(|act| permission::allows(held, *act));
        let inside = own.is_some() || !known;
        let members = own.as_ref().and_then(|own| own.approximate_member_count);
        lines.push(Line {
            guild: seen.guild,
            name: own.map_or(seen.guild_name, |own| own.name),
            cares,
            members,
            inside,
        });
    }
    if operates {
        lines.extend(ours.into_iter().map(|(_, own)| Line {
            guild: own.id,
            name: own.name,
            cares: true,
            members: own.approximate_member_count,
            inside: true,
        }));
    }
    lines
}

fn row(desk: &Desk, line: &Line, state: Option<&State>, open: i64) -> Row {
    let config = &desk.means.config;
    let settings = state.and_then(State::settings);
    let (words, tone) = match (state, &settings) {
        (Some(state), _) if state.is_left() || !line.inside => ("bot is not there", Tone::Warning),
        (Some(state), _) if !state.is_served(config) => ("switched off", Tone::Neutral),
        (_, None) => ("not set up", Tone::Info),
        (_, Some(settings)) if pause::is_on(settings, desk.web.now) => ("paused", Tone::Warning),
        _ => ("running", Tone::Good),
    };
    let waiting = match open {
        0 => html! { span .soft { "nothing" } },
        100.. => html! { (Badge { words: "100+ in the inbox", tone: Tone::Warning }) },
        count => html! { (Badge { words: &format!("{count} in the inbox"), tone: Tone::Warning }) },
    };
    Row::new([
        html! { a href={ "/g/" (line.guild) "/" } { (Person::new(line.guild.cast(), &line.name)) } },
        html! { @match line.members { Some(count) => (words::number(Lang::En, count)), None => "–" } },
        html! { (Badge { words, tone }) },
        if line.cares { waiting } else { Markup::default() },
    ])
}
