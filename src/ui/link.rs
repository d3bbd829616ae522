//! Where a piece leads. What a person may have written is looked at before it becomes an address.

use maud::{Markup, Render, html};

use super::icon::Icon;

/// The address when a browser may follow it: a place of this site, or http(s). `#` for the rest, above all
/// for `javascript:`, which escaping does not make harmless.
pub fn safe(to: &str) -> &str {
    // Browsers drop tabs and newlines from an address, and read a backslash as a slash.
    let plain = !to.bytes().any(|byte| byte.is_ascii_control());
    let own = (to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\")) || to.starts_with(['?', '#']);
    let web = ["https://", "http://"].iter().any(|start| to.starts_with(start));
    if plain && (own || web) { to } else { "#" }
}

/// A link of words, with a drawing before them if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Link(Box<LinkParts>);

#[derive(Clone, Debug, PartialEq)]
struct LinkParts {
    label: String,
    to: String,
    icon: Option<Icon>,
    what: Option<String>,
}

impl Link {
    pub fn new(label: impl Into<String>, to: impl Into<String>) -> Link {
        Link(Box::new(LinkParts { label: label.into(), to: to.into(), icon: None, what: None }))
    }

    pub fn icon(mut self, icon: Icon) -> Link {
        self.0.icon = Some(icon);
        self
    }

    /// Words that follow the label for readers of the screen only.
    pub(super) fn of(mut self, what: Option<String>) -> Link {
        self.0.what = what;
        self
    }

    pub(super) fn classed(&self, class: &str) -> Markup {
        self.marked(class, false)
    }

    /// With a mark on it when it leads to the page that is shown.
    pub(super) fn marked(&self, class: &str, current: bool) -> Markup {
        let to = safe(&self.0.to);
        // Another site learns neither which page led there nor gets a handle on it.
        let outside = to.starts_with("http").then_some("noopener noreferrer");
        let class = if class.is_empty() { self.0.icon.map(|_| "linked") } else { Some(class) };
        html! {
            a class=[class] href=(to) rel=[outside]
                aria-current=[current.then_some("page")] {
                @if let Some(icon) = self.0.icon { (icon) }
                (self.0.label)
                @if let Some(what) = &self.0.what { span .unseen { " " (what) } }
            }
        }
    }

    pub(super) fn label(&self) -> &str {
        &self.0.label
    }
}

impl Render for Link {
    fn render(&self) -> Markup {
        self.classed("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_followed() {
        for good in ["/dashboard/1/members?after=2", "?sort=name", "#top", "https://discord.com/x"] {
            assert_eq!(safe(good), good);
        }
        for bad in [
            "javascript:alert(1)",
            "JAVASCRIPT:1",
            "//evil.example",
            "/\\evil.example",
            "data:text/html,x",
            "",
            "/a\tb",
        ] {
            assert_eq!(safe(bad), "#", "{bad:?}");
        }
    }

    #[test]
    fn words_are_escaped() {
        let link = Link::new("<b>&\"", "/a?x=\"><script>").render().into_string();
        assert_eq!(link, "<a href=\"/a?x=&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&quot;</a>");
    }
}
