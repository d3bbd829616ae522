//! What is pressed: a button of a form, or a link that looks like one.

use maud::{Markup, Render, html};

use super::{
    icon::Icon,
    link::{Link, safe},
};

/// A button that sends its form; with [`Button::to`] a link. Primary unless said otherwise: one a form.
#[derive(Clone, Debug)]
pub struct Button(Box<ButtonParts>);

#[derive(Clone, Debug)]
struct ButtonParts {
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
        Button(Box::new(ButtonParts {
            label,
            look: "primary",
            icon: None,
            to: None,
            sends: None,
            goes: None,
            what: None,
            disabled: false,
        }))
    }

    /// For everything that stands beside the one thing to do.
    pub fn quiet(mut self) -> Button {
        self.0.look = "quiet";
        self
    }

    /// For acts that take something away.
    pub fn danger(mut self) -> Button {
        self.0.look = "danger";
        self
    }

    pub fn icon(mut self, icon: Icon) -> Button {
        self.0.icon = Some(icon);
        self
    }

    /// Leads to another page, for which it becomes a link.
    pub fn to(mut self, to: impl Into<String>) -> Button {
        self.0.to = Some(to.into());
        self
    }

    /// The field and its value that tell the handler which of several buttons was pressed.
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Button {
        self.0.sends = Some((name.into(), value.into()));
        self
    }

    /// Sends the form around it to another place than the form's own: *Preview* beside *Save*.
    pub fn goes(mut self, to: impl Into<String>) -> Button {
        self.0.goes = Some(to.into());
        self
    }

    /// Words that follow the label for readers of the screen only: the row in which a *Revoke* stands.
    pub fn of(mut self, what: impl Into<String>) -> Button {
        self.0.what = Some(what.into());
        self
    }

    pub fn disabled(mut self, disabled: bool) -> Button {
        self.0.disabled = disabled;
        self
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let class = format!("button {}", self.0.look);
        if let Some(to) = self.0.to.as_ref().filter(|_| !self.0.disabled) {
            let link = Link::new(self.0.label.clone(), to.clone()).of(self.0.what.clone());
            return self.0.icon.map_or(link.clone(), |icon| link.icon(icon)).classed(&class);
        }
        let (name, value) = self.0.sends.as_ref().map(|(name, value)| (name.as_str(), value.as_str())).unzip();
        html! {
            button class=(class) type="submit" name=[name] value=[value]
                formaction=[self.0.goes.as_deref().map(safe)] disabled[self.0.disabled] {
                @if let Some(icon) = self.0.icon { (icon) }
                (self.0.label)
                @if let Some(what) = &self.0.what { span .unseen { " " (what) } }
            }
        }
    }
}
