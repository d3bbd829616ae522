//! What is pressed: a button of a form, or a link that looks like one.

use maud::{Markup, Render, html};

use super::{
    icon::Icon,
    link::{Link, safe},
};

/// A button that sends its form; with [`Button::to`] a link. Primary unless said otherwise: one a form.
#[derive(Clone, Debug)]
pub struct Button {
    label: String,
    look: &'static str,
    icon: Option<Icon>,
    to: Option<String>,
    sends: Option<(String, String)>,
    goes: Option<String>,
    what: Option<String>,
    disabled: bool,
}

impl Button {
    pub fn new(label: impl Into<String>) -> Button {
        let label = label.into();
        Button { label, look: "primary", icon: None, to: None, sends: None, goes: None, what: None, disabled: false }
    }

    /// For everything that stands beside the one thing to do.
    pub fn quiet(self) -> Button {
        Button { look: "quiet", ..self }
    }

    /// For acts that take something away.
    pub fn danger(self) -> Button {
        Button { look: "danger", ..self }
    }

    pub fn icon(self, icon: Icon) -> Button {
        Button { icon: Some(icon), ..self }
    }

    /// Leads to another page, for which it becomes a link.
    pub fn to(self, to: impl Into<String>) -> Button {
        Button { to: Some(to.into()), ..self }
    }

    /// The field and its value that tell the handler which of several buttons was pressed.
    pub fn sends(self, name: impl Into<String>, value: impl Into<String>) -> Button {
        Button { sends: Some((name.into(), value.into())), ..self }
    }

    /// Sends the form around it to another place than the form's own: *Preview* beside *Save*.
    pub fn goes(self, to: impl Into<String>) -> Button {
        Button { goes: Some(to.into()), ..self }
    }

    /// Words that follow the label for readers of the screen only: the row in which a *Revoke* stands.
    pub fn of(self, what: impl Into<String>) -> Button {
        Button { what: Some(what.into()), ..self }
    }

    pub fn disabled(self, disabled: bool) -> Button {
        Button { disabled, ..self }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let class = format!("button {}", self.look);
        if let Some(to) = self.to.as_ref().filter(|_| !self.disabled) {
            let link = Link::new(self.label.clone(), to.clone()).of(self.what.clone());
            return self.icon.map_or(link.clone(), |icon| link.icon(icon)).classed(&class);
        }
        let (name, value) = self.sends.as_ref().map(|(name, value)| (name.as_str(), value.as_str())).unzip();
        html! {
            button class=(class) type="submit" name=[name] value=[value]
                formaction=[self.goes.as_deref().map(safe)] disabled[self.disabled] {
                @if let Some(icon) = self.icon { (icon) }
                (self.label)
                @if let Some(what) = &self.what { span .unseen { " " (what) } }
            }
        }
    }
}
