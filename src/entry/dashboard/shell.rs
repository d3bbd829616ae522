//! Pages around what features show: the frame with its navigation, and the dashboard's own sentences.

use maud::{Markup, html};

use super::{Desk, reply::Out};
use crate::{
    app::{Level, NavGroup, Page, View, Visit, text},
    base::{
        error::{Error, Missing},
        ids::UserId,
        lang::Lang,
        list,
        time::Time,
    },
    features::{
        FEATURES,
        access::model::{Link, Session},
    },
    ui::{self, Account, Button, Frame, GuildNav, Icon, NavHeading, NavLink, Notice, Person},
};

/// What the dashboard says by itself.
pub enum Sentence {
    SignIn,
    LinkIsOver,
    ShutOut { until: Time },
    SignedInAsOther { name: String },
    NotForYou { level: Level },
    OldForm,
    OpenForLong,
    SignInBroke,
    NotAllowed,
    NoAppeal,
    SignInToAppeal,
}

impl Sentence {
    /// A title and what to do.
    pub fn words(&self) -> (&'static str, String) {
        match self {
            Sentence::SignIn => (
                "Sign in first",
                "Type /dashboard in your server: the answer holds a link that lets you in.".to_owned(),
            ),
            Sentence::LinkIsOver => (
                "This link does not work any more",
                "A link works once, for five minutes. Type /dashboard again for a new one.".to_owned(),
            ),
            Sentence::ShutOut { until } => (
                "Too many attempts",
                format!(
                    "From here signing in has failed too often. It is possible again at {} (UTC).",
                    until.iso8601()
                ),
            ),
            Sentence::SignedInAsOther { name } => (
                "You are signed in as somebody else",
                format!("This browser is signed in as {name}, and the link is another person's. Sign out first."),
            ),
            Sentence::NotForYou { level } => ("This is not for you", format!("Only {} may see this.", circle(*level))),
            Sentence::SignInBroke => (
                "Signing in did not work",
                "It was begun elsewhere, or too long ago. Start again from here.".to_owned(),
            ),
            Sentence::NotAllowed => (
                "You are not signed in",
                "Discord was not allowed to tell who you are. Nothing is kept. You may start again, or type /dashboard in your server.".to_owned(),
            ),
            Sentence::NoAppeal => (
                "This address does not work",
                "A case can be appealed for 30 days, by the address that was sent to its person. Who has lost it signs in at /appeal.".to_owned(),
            ),
            Sentence::SignInToAppeal => (
                "Sign in first",
                "What was done to you is shown to you alone. Sign in, and open this page again.".to_owned(),
            ),
            Sentence::OldForm => {
                ("This form is too old", "Nothing was changed. Go back, reload the page, and send it again.".to_owned())
            }
            Sentence::OpenForLong => (
                "This form was open for more than a day",
                "This form was open for more than a day, so nothing was changed. Look it over and send it again.".to_owned(),
            ),
        }
    }
}

fn circle(level: Level) -> &'static str {
    match level {
        Level::Member => "members",
        Level::Moderator => "moderators",
        Level::Admin => "administrators",
        Level::Operator => "who runs this deployment",
    }
}

/// A page of its own, outside any guild.
pub fn own(title: &str, body: &Markup) -> Markup {
    ui::page(&Frame { title, ..Frame::default() }, body)
}

/// As [`own`], for somebody who is signed in.
pub fn own_of(session: &Session, mark: String, title: &str, body: &Markup) -> Markup {
    let person = Some(account(session.user, &session.user_name, None, mark));
    ui::page(&Frame { title, person, ..Frame::default() }, body)
}

fn account<'a>(user: UserId, name: &'a str, note: Option<&'a str>, mark: String) -> Account<'a> {
    let links = vec![
        ui::Link::new("Your servers", "/guilds").icon(Icon::Hall),
        ui::Link::new("Where you are signed in", "/sessions").icon(Icon::Key),
    ];
    Account { person: Person { note, ..Person::new(user, name) }, links, mark }
}

pub fn sentence(desk: &Desk, status: u16, sentence: Sentence) -> Out {
    let (title, words) = sentence.words();
    let leads_in =
        matches!(sentence, Sentence::SignIn | Sentence::SignInToAppeal | Sentence::SignInBroke | Sentence::NotAllowed);
    let with_discord = leads_in && desk.means.config.client_secret.is_some();
    let body = html! {
        p { (words) }
        @if with_discord { p { (Button::new("Sign in with Discord").icon(Icon::Door).to("/login")) } }
    };
    Out::page(status, own(title, &body))
}

pub fn not_found(_: &Desk) -> Out {
    let body =
        html! { p { "There is nothing here, or nothing that you may see." } p { a href="/guilds" { "Your servers" } } };
    Out::page(404, own("Nothing here", &body))
}

/// Where the database or Discord does not serve, or we have failed. What was typed is given back, to be copied.
pub fn failed(desk: &Desk, error: Error) -> Out {
    let (status, words) = failure(desk, error);
    // Ids and marks are shorter than this.
    let typed = desk.web.fields.iter().map(|(_, value)| value.as_str()).filter(|value| value.len() > 20);
    let typed: Vec<&str> = typed.filter(|value| *value != desk.web.field(ui::MARK)).collect();
    let body = html! {
        p { (words) }
        @if !typed.is_empty() { (ui::Card::new("What you sent, to copy", html! { @for value in typed { (ui::quote(value)) } })) }
    };
    Out::page(status, own("This did not work", &body))
}

/// A status and what to say.
pub fn failure(desk: &Desk, error: Error) -> (u16, String) {
    match error {
        Error::Refused(words) => (422, words),
        Error::Without(missing) => {
            let status = if matches!(missing, Missing::Permission) { 403 } else { 503 };
            (status, text::without(Lang::En, missing))
        }
        Error::Internal(_) => (500, text::internal(Lang::En, &desk.correlation)),
    }
}

/// *Continue as …*: what a link shows before it is spent.
pub fn continue_as(desk: &Desk, link: &Link) -> Out {
    let name = &link.user_name;
    let body = html! {
        p { "You are about to sign in to the dashboard on this device, for a week. Whoever uses it then acts as you." }
        form method="post" { (Button::new(format!("Continue as {name}")).icon(Icon::Door)) }
    };
    let _ = desk;
    Out::page(200, own("Sign in", &body))
}

/// A feature's page in its frame.
pub fn view(desk: &Desk, visit: &Visit, page: &Page, view: View, status: u16) -> Out {
    framed(desk, visit, page, &view, None, status)
}

/// A page that cannot be shown.
pub fn refused(desk: &Desk, visit: &Visit, page: &Page, sentence: &str, status: u16) -> Out {
    let body = html! { p { (ui::Link::new("Back to the overview", visit.path("/"))) } };
    framed(desk, visit, page, &body.into(), Some(Notice::danger(sentence)), status)
}

/// The page of a form that was refused, with what was typed.
pub fn again(desk: &Desk, visit: &Visit, page: &Page, mut view: View, sentence: &str, status: u16) -> Out {
    let action = format!("/{}", desk.web.path.join("/"));
    if let Some(body) = ui::refill(&view.body, &action, &desk.web.fields) {
        view.body = body;
    }
    framed(desk, visit, page, &view, Some(Notice::danger(sentence)), status)
}

/// A form that was carried out: the browser is led on, and it is said there once.
pub fn done(to: String, said: &str) -> Out {
    let kept: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect();
    Out::to(to).cookie(SAID, kept, 60)
}

const SAID: &str = "guildhall-said";

fn framed(desk: &Desk, visit: &Visit, page: &Page, view: &View, refused: Option<Notice>, status: u16) -> Out {
    let said = desk.web.cookie(SAID).map(|kept| {
        let decoded = url::form_urlencoded::parse(kept.as_bytes()).next();
        decoded.map(|(text, _)| text.into_owned()).unwrap_or_default()
    });
    let above = entry_of(page);
    let is_entry = page.nav.is_some();
    let trail = above.filter(|_| !is_entry).map(|above| ui::Link::new(above.title, visit.path(above.path)));
    let frame = Frame {
        title: view.title.as_deref().unwrap_or(page.title),
        lead: view.lead,
        guild: Some(GuildNav { id: visit.guild, name: &visit.guild_name }),
        person: Some(account(visit.actor.id, &visit.actor.name, Some(standing(visit.level)), (visit.marks)())),
        nav: navigation(visit),
        current: above.map_or("", |above| above.path),
        trail: trail.into_iter().collect(),
        tools: view.tools.clone(),
        flash: refused.or_else(|| said.as_deref().map(Notice::good)),
        wide: false,
    };
    let out = Out::page(status, ui::page(&frame, &view.body));
    if said.is_some() { out.cookie(SAID, "", 0) } else { out }
}

fn pages() -> impl Iterator<Item = &'static Page> {
    FEATURES.iter().flat_map(|feature| feature.pages)
}

/// The page of the navigation that this one is, or lies below.
fn entry_of(page: &Page) -> Option<&'static Page> {
    let above = |entry: &&Page| {
        let rest = page.path.strip_prefix(entry.path);
        entry.path == page.path || (entry.path != "/" && rest.is_some_and(|rest| rest.starts_with('/')))
    };
    pages().filter(|entry| entry.nav.is_some()).filter(above).max_by_key(|entry| entry.path.len())
}

fn standing(level: Level) -> &'static str {
    match level {
        Level::Member => "Member",
        Level::Moderator => "Moderator",
        Level::Admin => "Administrator",
        Level::Operator => "Operator",
    }
}

fn group_name(group: NavGroup) -> &'static str {
    match group {
        NavGroup::Guild => "",
        NavGroup::Community => "Community",
        NavGroup::Moderation => "Moderation",
        NavGroup::SetUp => "Set-up",
        NavGroup::Deployment => "Deployment",
    }
}

/// The pages that somebody may see, by group.
fn navigation(visit: &Visit) -> Vec<NavHeading<'static>> {
    let mut seen: Vec<&'static Page> = pages().filter(|page| page.nav.is_some() && page.level <= visit.level).collect();
    list::sort_by_key(&mut seen, |page| page.nav);
    let mut headings: Vec<NavHeading<'static>> = Vec::new();
    for page in seen {
        let title = page.nav.map_or("", group_name);
        let link = NavLink { key: page.path, label: page.title, to: visit.path(page.path), icon: page.icon };
        match headings.last_mut().filter(|last| last.title == title) {
            Some(last) => last.links.push(link),
            None => headings.push(NavHeading { title, links: vec![link] }),
        }
    }
    headings
}
