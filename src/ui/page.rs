//! The frame of every page: head, header, side navigation, heading, footer.

use maud::{DOCTYPE, Markup, html};

use crate::base::ids::GuildId;

use super::{
    button::Button,
    form::Form,
    icon::Icon,
    link::{Link, safe},
    notice::Notice,
    person::{Person, face},
    steps::breadcrumb,
};

/// The style sheet, of a release, so that a cached one of before is never shown with new pages.
const STYLE: &str = concat!("/static/dashboard.css?v=", env!("CARGO_PKG_VERSION"));

/// The guild whose pages these are.
#[derive(Clone, Copy, Debug)]
pub struct GuildNav<'a> {
    pub id: GuildId,
    pub name: &'a str,
}

/// Who looks at the page.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    pub person: Person<'a>,
    /// What is theirs: profile, sessions, data.
    pub links: Vec<Link>,
    /// The mark of the form that ends the session.
    pub mark: String,
}

/// Pages under one heading of the side navigation.
#[derive(Clone, Debug)]
pub struct NavHeading<'a> {
    /// Empty for the pages that stand before all groups.
    pub title: &'a str,
    pub links: Vec<NavLink<'a>>,
}

#[derive(Clone, Debug)]
pub struct NavLink<'a> {
    /// What [`Frame::current`] names it by.
    pub key: &'a str,
    pub label: &'a str,
    pub to: String,
    pub icon: Icon,
}

/// Everything around a page's body. `..Frame::default()` leaves out what it does not have.
#[derive(Clone, Debug, Default)]
pub struct Frame<'a> {
    pub title: &'a str,
    /// A sentence under the heading.
    pub lead: Option<&'a str>,
    pub guild: Option<GuildNav<'a>>,
    pub person: Option<Account<'a>>,
    pub nav: Vec<NavHeading<'a>>,
    /// The key of the link that leads here.
    pub current: &'a str,
    /// The pages above this one.
    pub trail: Vec<Link>,
    /// Buttons beside the heading.
    pub tools: Option<Markup>,
    /// What the last act did.
    pub flash: Option<Notice>,
    /// Uses the whole width: for large tables.
    pub wide: bool,
}

/// The whole document. It loads the style sheet and the tab's icon; nothing else.
pub fn page(frame: &Frame, body: &Markup) -> Markup {
    let place = frame.guild.map_or("Guildhall", |guild| guild.name);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (frame.title) " · " (place) }
                link rel="icon" type="image/svg+xml" href="/favicon.svg";
                link rel="stylesheet" href=(STYLE);
            }
            body class=[frame.nav.is_empty().then_some("alone")] {
                a .skip href="#main" { "Go to the content" }
                (header(frame))
                div .hall {
                    @if !frame.nav.is_empty() { (side(frame)) }
                    main #main tabindex="-1" class=[frame.wide.then_some("wide")] {
                        @if !frame.trail.is_empty() { (breadcrumb(&frame.trail)) }
                        div .page-head {
                            h1 { (frame.title) }
                            @if let Some(tools) = &frame.tools { div .tools { (tools) } }
                        }
                        @if let Some(lead) = frame.lead { p .lead { (lead) } }
                        @if let Some(flash) = &frame.flash { (flash) }
                        (body)
                    }
                }
                footer {
                    a href="/privacy" { "Privacy" }
                    span { "Guildhall " (env!("CARGO_PKG_VERSION")) }
                }
            }
        }
    }
}

fn header(frame: &Frame) -> Markup {
    html! {
        header .top {
            a .brand href=(frame.guild.map_or("/".to_owned(), |guild| format!("/g/{}/", guild.id))) {
                span .mark { (Icon::Lantern) }
                @if let Some(guild) = frame.guild {
                    (face(guild.id.get(), guild.name))
                    span .brand-words { strong { (guild.name) } span { "Guildhall" } }
                } @else {
                    span .brand-words { strong { "Guildhall" } span { "Dashboard" } }
                }
            }
            @if let Some(account) = &frame.person {
                details .account {
                    summary { (account.person) (Icon::Down) }
                    div .account-menu {
                        @if !account.links.is_empty() { ul { @for link in &account.links { li { (link) } } } }
                        (Form::new("/logout", account.mark.as_str()).button(Button::new("Sign out").quiet().icon(Icon::Door)))
                    }
                }
            }
        }
    }
}

/// Folds on narrow screens; on wide ones the style sheet keeps it open.
fn side(frame: &Frame) -> Markup {
    let here = frame.nav.iter().flat_map(|group| &group.links).find(|link| link.key == frame.current);
    html! {
        details .side {
            summary { (Icon::Menu) "Menu" @if let Some(link) = here { span .soft { (link.label) } } (Icon::Down) }
            nav aria-label="Dashboard" {
                @for group in &frame.nav {
                    @if !group.title.is_empty() { h2 { (group.title) } }
                    ul {
                        @for link in &group.links {
                            li {
                                a href=(safe(&link.to)) aria-current=[(link.key == frame.current).then_some("page")] {
                                    (link.icon) span { (link.label) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_anybody() {
        let text = page(&Frame { title: "Sign in <now>", ..Frame::default() }, &html! { p { "x" } }).into_string();
        assert!(text.starts_with("<!DOCTYPE html><html lang=\"en\"><head>"), "{text}");
        assert!(text.contains("<title>Sign in &lt;now&gt; · Guildhall</title>"), "{text}");
        assert!(!text.contains("<nav"), "{text}");
    }
}
