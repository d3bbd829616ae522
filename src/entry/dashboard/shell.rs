//! Pages around what features show: the frame with its navigation, and the dashboard's own sentences.

use maud::{DOCTYPE, Markup, html};

use super::{Desk, reply::Out};
use crate::{
    app::{Level, NavGroup, Page, View, Visit, text},
    base::{
        error::{Error, Missing},
        lang::Lang,
        time::Time,
    },
    features::{FEATURES, access::model::Link},
    ui::{self, Tone},
};

/// What the dashboard says by itself.
pub enum Sentence {
    SignIn,
    LinkIsOver,
    ShutOut { until: Time },
    SignedInAsOther { name: String },
    NotForYou { level: Level },
    OldForm,
    SignInBroke,
    NotAllowed,
}

impl Sentence {
    /// A title and what to do.
    fn words(&self) -> (&'static str, String) {
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
            Sentence::OldForm => {
                ("This form is too old", "Nothing was changed. Go back, reload the page, and send it again.".to_owned())
            }
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

const LAMP: &str = "/favicon.svg";

fn head(title: &str, place: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { (title) " · " (place) }
        link rel="icon" href=(LAMP) type="image/svg+xml";
        link rel="stylesheet" href=(STYLE);
    }
}

/// The stylesheet; a release's own, so that no browser shows new pages in an old dress.
const STYLE: &str = concat!("/static/dashboard.css?", env!("CARGO_PKG_VERSION"));

/// A page of its own, outside any guild.
pub fn own(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(title, "Guildhall")) }
            body { main class="alone card" { img src=(LAMP) alt=""; h1 { (title) } (body) } }
        }
    }
}

pub fn sentence(desk: &Desk, status: u16, sentence: Sentence) -> Out {
    let (title, words) = sentence.words();
    let leads_in = matches!(sentence, Sentence::SignIn | Sentence::SignInBroke | Sentence::NotAllowed);
    let with_discord = leads_in && desk.means.config.client_secret.is_some();
    let body = html! {
        p { (words) }
        @if with_discord { p { a class="button main" href="/login" { "Sign in with Discord" } } }
    };
    Out::page(status, own(title, &body))
}

pub fn not_found(_: &Desk) -> Out {
    let body =
        html! { p { "There is nothing here, or nothing that you may see." } p { a href="/guilds" { "Your servers" } } };
    Out::page(404, own("Nothing here", &body))
}

/// Where the database or Discord does not serve, or we have failed.
pub fn failed(desk: &Desk, error: Error) -> Out {
    let (status, words) = match error {
        Error::Refused(words) => (422, words),
        Error::Without(missing) => {
            let status = if matches!(missing, Missing::Permission) { 403 } else { 503 };
            (status, text::without(Lang::En, missing))
        }
        Error::Internal(_) => (500, text::internal(Lang::En, &desk.correlation)),
    };
    Out::page(status, own("This did not work", &html! { p { (words) } }))
}

/// *Continue as …*: what a link shows before it is spent.
pub fn continue_as(desk: &Desk, link: &Link) -> Out {
    let name = &link.user_name;
    let body = html! {
        p { "You are about to sign in to the dashboard on this device, for a week. Whoever uses it then acts as you." }
        form method="post" { button class="main" { "Continue as " (name) } }
    };
    let _ = desk;
    Out::page(200, own("Sign in", &body))
}

/// A feature's page in its frame.
pub fn view(desk: &Desk, visit: &Visit, page: &Page, view: View, status: u16) -> Out {
    let title = view.title.unwrap_or_else(|| page.title.to_owned());
    framed(desk, visit, page, &title, &view.body, status)
}

/// A page that cannot be shown, or a form that was refused.
pub fn refused(desk: &Desk, visit: &Visit, page: &Page, sentence: &str, status: u16) -> Out {
    let body = html! { (ui::notice(Tone::Bad, sentence)) p { a href=(visit.path("/")) { "Back to the overview" } } };
    framed(desk, visit, page, page.title, &body, status)
}

/// A form that was carried out: the browser is led on, and it is said there once.
pub fn done(to: String, said: &str) -> Out {
    let kept: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect();
    Out::to(to).cookie(SAID, kept, 60)
}

const SAID: &str = "guildhall-said";

fn framed(desk: &Desk, visit: &Visit, page: &Page, title: &str, body: &Markup, status: u16) -> Out {
    let said = desk.web.cookie(SAID).map(|kept| {
        let decoded = url::form_urlencoded::parse(kept.as_bytes()).next();
        decoded.map(|(text, _)| text.into_owned()).unwrap_or_default()
    });
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(title, &visit.guild_name)) }
            body {
                a class="skip" href="#main" { "Skip to the page" }
                header class="top" {
                    img src=(LAMP) alt="";
                    a class="place" href=(visit.path("/")) { (visit.guild_name) }
                    div class="who" {
                        span { (visit.actor.name) }
                        a href="/guilds" { "Servers" }
                        a href="/sessions" { "Sessions" }
                        form method="post" action="/logout" { (visit.mark()) button { "Sign out" } }
                    }
                }
                div class="frame" {
                    nav class="side" aria-label="Pages" { details { summary { "Pages" } (entries(visit, page)) } }
                    main id="main" {
                        @if let Some(said) = &said { (ui::notice(Tone::Good, said)) }
                        h1 { (title) }
                        (body)
                    }
                }
                footer { a href="/privacy" { "What is kept of people" } " · Guildhall " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    let out = Out::page(status, whole);
    if said.is_some() { out.cookie(SAID, "", 0) } else { out }
}

fn entries(visit: &Visit, page: &Page) -> Markup {
    html! {
        @for (group, pages) in navigation(visit.level) {
            h2 { (group_name(group)) }
            ul { @for entry in pages {
                // A page that another leads to lies below it.
                @let here = entry.path == page.path || (entry.path != "/" && page.path.starts_with(entry.path));
                li { a href=(visit.path(entry.path)) aria-current=[here.then_some("page")] { (entry.title) } }
            } }
        }
    }
}

fn group_name(group: NavGroup) -> &'static str {
    match group {
        NavGroup::Guild => "Server",
        NavGroup::Community => "Community",
        NavGroup::Moderation => "Moderation",
        NavGroup::SetUp => "Set-up",
        NavGroup::Deployment => "Deployment",
    }
}

/// The pages that somebody may see, by group.
fn navigation(level: Level) -> Vec<(NavGroup, Vec<&'static Page>)> {
    let mut groups: Vec<(NavGroup, Vec<&'static Page>)> = Vec::new();
    let pages = FEATURES.iter().flat_map(|feature| feature.pages).filter(|page| page.level <= level);
    for (group, page) in pages.filter_map(|page| page.nav.map(|group| (group, page))) {
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, pages)) => pages.push(page),
            None => groups.push((group, vec![page])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    groups
}
