//! Who may use which command: as Discord offers it, and what was changed in the server.

use maud::{Markup, Render, html};
use twilight_model::guild::Permissions;

use crate::{
    app::{
        Audience, Command, View, Visit,
        form::known::{self, Names},
        text,
    },
    base::{
        error::Result,
        ids::{CommandId, GuildId},
        json::FromJson,
        lang::Lang,
    },
    discord::{permission, rest},
    features::settings,
    ui::{self, Badge, Card, Column, Facts, Icon, Link, Notice, Row, Table, Tone},
};

/// A command as it is registered.
#[derive(FromJson)]
struct Registered {
    id: CommandId,
    name: String,
    default_member_permissions: Option<String>,
}

/// What was changed of one command, or of all where the id is the application's.
#[derive(FromJson)]
struct Changed {
    id: CommandId,
    #[serde(default)]
    permissions: Vec<Overwrite>,
}

#[derive(FromJson)]
struct Overwrite {
    id: String,
    #[serde(rename = "type")]
    kind: u64,
    permission: bool,
}

/// What Discord says, as far as it answers.
struct Told {
    registered: Option<Vec<Registered>>,
    changed: Option<Vec<Changed>>,
    roles: Option<Names>,
    channels: Option<Names>,
}

async fn ask(visit: &Visit) -> Told {
    let Some(application) = visit.config.application else {
        return Told { registered: None, changed: None, roles: None, channels: None };
    };
    let changed = rest::get_command_permissions(application, visit.guild);
    Told {
        registered: visit.discord.read(rest::get_commands(application)).await.ok(),
        changed: visit.discord.read(changed).await.ok(),
        roles: known::roles(&visit.ctx).await,
        channels: known::channels(&visit.ctx).await,
    }
}

pub async fn show(visit: Visit) -> Result<View> {
    let told = ask(&visit).await;
    let application = visit.config.application.map(|id| id.to_string()).unwrap_or_default();
    let of = |id: &str| {
        let changed = told.changed.as_ref()?.iter().find(|changed| changed.id.to_string() == id)?;
        Some(overwrites(visit.guild, changed, &told)).filter(|_| !changed.permissions.is_empty())
    };
    let commands = visit.features.iter().flat_map(|feature| feature.commands);
    let rows = commands.map(|command| {
        let registered = told.registered.as_ref().and_then(|all| all.iter().find(|one| one.name == command.name));
        let changed = registered.and_then(|one| of(&one.id.to_string()));
        Row::new([
            ui::code(&command.shown(command.name)),
            offered(command, told.registered.as_ref().map(|_| registered)),
            html! { @match &changed { Some(changed) => (changed), None => "–" } },
            html! { (asks(command)) },
        ])
    });
    let columns = ["Command", "Offered to", "Changed here", "Guildhall asks for"].map(Column::new);
    let table = Table::new("Commands, and who may use them", columns).rows(rows);
    let place = format!("https://discord.com/channels/{}", visit.guild);
    let moderators = settings::moderator_role(&visit.settings, &visit.config).map(|role| {
        let role = role.to_string();
        named(told.roles.as_ref(), &role, "@")
    });
    let facts = Facts::new()
        .with("Administrators", "who has Manage Server or Administrator")
        .with("Moderators for an act", "who has that act's Discord permission")
        .with(
            "Moderators for every act",
            moderators.map_or("nobody beside them".to_owned(), |role| format!("who has {role}")),
        );
    let all = of(&application);
    Ok(html! {
        @if told.registered.is_none() || told.changed.is_none() {
            (Notice::warning("Discord does not answer at the moment; what was changed in the server is not shown."))
        }
        (Card::new("Who counts as what", facts.render()).note("For commands, buttons and this dashboard alike.")
            .tools(Link::new("Change the moderator role", visit.path("/settings")).render()))
        (Card::new("Commands", html! {
            @if let Some(all) = all { p { strong { "All commands: " } (all) } }
            (table)
        })
            .note("Whom Discord offers a command to is changed in Discord: Server Settings, Integrations, Guildhall. \
                   Guildhall looks at permissions again with every command, so being offered one is not yet being allowed.")
            .tools(Link::new("Open the server in Discord", place).icon(Icon::Out).render()))
    }
    .into())
}

/// Whom a command is offered to by what is registered.
fn offered(command: &Command, registered: Option<Option<&Registered>>) -> Markup {
    let bits = match registered {
        // Discord does not answer: what is registered with the next deployment.
        None => command.default_permissions(),
        Some(None) => return Badge { words: "not registered", tone: Tone::Warning }.render(),
        Some(Some(one)) => one.default_member_permissions.as_deref().map(|bits| permission::parse(Some(bits))),
    };
    match bits {
        None => html! { "everyone" },
        Some(bits) if bits == Permissions::empty() => html! { "administrators" },
        Some(bits) => html! { span { (ui::chat(&text::permission_names(Lang::En, bits))) } },
    }
}

fn asks(command: &Command) -> Markup {
    match command.audience {
        Audience::Everyone => html! { "nothing" },
        Audience::Moderators(act) => {
            html! { span { (ui::chat(&text::permission_names(Lang::En, act))) ", or the moderator role" } }
        }
        Audience::Admins => ui::chat(&text::permission_names(Lang::En, Permissions::MANAGE_GUILD)),
        Audience::Operators => html! { "being an operator" },
    }
}

/// A name with its sign, or the id.
fn named(names: Option<&Names>, id: &str, sign: &str) -> String {
    let known = names.and_then(|names| names.iter().find(|(known, _)| known == id));
    known.map_or_else(|| format!("{sign}{id}"), |(_, name)| name.clone())
}

/// Source: Discord reference, "Application Command Permission Type" and "Application Command Permissions
/// Constants": the guild's id is everyone, one less all channels.
fn overwrites(guild: GuildId, changed: &Changed, told: &Told) -> Markup {
    let (everyone, all_channels) = (guild.to_string(), (guild.get() - 1).to_string());
    let name = |one: &Overwrite| match one.kind {
        1 if one.id == everyone => "@everyone".to_owned(),
        1 => named(told.roles.as_ref(), &one.id, "@"),
        3 if one.id == all_channels => "all channels".to_owned(),
        3 => named(told.channels.as_ref(), &one.id, "#"),
        _ => format!("person {}", one.id),
    };
    html! {
        ul {
            @for one in &changed.permissions {
                @let (words, tone) = if one.permission { ("allowed", Tone::Good) } else { ("denied", Tone::Danger) };
                li { (name(one)) " " (Badge { words, tone }) }
            }
        }
    }
}
