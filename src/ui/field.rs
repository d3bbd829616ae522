//! A field of a form: label, control, help and error, tied to each other for readers of the screen.

use maud::{Markup, Render, html};

use super::chat::chat;

/// One of the values of a select or of a group of boxes.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Choice {
        Choice { value: value.into(), label: label.into(), chosen }
    }
}

#[derive(Clone, Debug)]
enum Kind<'a> {
    Input(&'static str),
    Area {
        rows: u8,
    },
    Select(&'a [Choice]),
    /// Several of the choices.
    Many(&'a [Choice]),
    Check {
        on: bool,
        switch: bool,
    },
}

/// Made by the constructor of its kind; its text is what was typed, or what is stored.
#[derive(Clone, Debug)]
pub struct Field<'a>(Box<FieldParts<'a>>);

#[derive(Clone, Debug)]
struct FieldParts<'a> {
    name: &'a str,
    label: &'a str,
    kind: Kind<'a>,
    /// Comes before the name in ids, where two forms of a page have a field of the same name.
    group: &'a str,
    value: &'a str,
    help: Option<&'a str>,
    error: Option<&'a str>,
    hint: Option<&'a str>,
    required: bool,
    longest: Option<u32>,
    range: Option<(i64, i64)>,
    completes: &'a str,
}

impl<'a> Field<'a> {
    fn new(name: &'a str, label: &'a str, kind: Kind<'a>) -> Field<'a> {
        Field(Box::new(FieldParts {
            name,
            label,
            kind,
            group: "",
            value: "",
            help: None,
            error: None,
            hint: None,
            required: false,
            longest: None,
            range: None,
            completes: "off",
        }))
    }

    pub fn text(name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, label, Kind::Input("text"))
    }

    /// Whole numbers; [`Field::range`] says from where to where.
    pub fn number(name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, label, Kind::Input("number"))
    }

    /// A credential: what is stored is never shown, so an empty one means that it stays.
    pub fn secret(name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, label, Kind::Input("password"))
    }

    /// Date and time without a zone, `2026-11-21T02:19`; the help has to say which zone is meant.
    pub fn date_time(name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, label, Kind::Input("datetime-local"))
    }

    /// For a [`super::Form::upload`].
    pub fn file(name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, label, Kind::Input("file"))
    }

    pub fn area(name: &'a str, label: &'a str, rows: u8) -> Field<'a> {
        Field::new(name, label, Kind::Area { rows })
    }

    pub fn select(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        Field::new(name, label, Kind::Select(choices))
    }

    /// Boxes under one heading, each of which sends its value under the same name.
    pub fn many(name: &'a str, label: &'a str, choices: &'a [Choice]) -> Field<'a> {
        Field::new(name, label, Kind::Many(choices))
    }

    /// A box that sends `on`, or nothing.
    pub fn check(name: &'a str, label: &'a str, on: bool) -> Field<'a> {
        Field::new(name, label, Kind::Check { on, switch: false })
    }

    /// As [`Field::check`], shown as a switch: for what is on or off as a whole.
    pub fn toggle(name: &'a str, label: &'a str, on: bool) -> Field<'a> {
        Field::new(name, label, Kind::Check { on, switch: true })
    }

    pub fn group(mut self, group: &'a str) -> Field<'a> {
        self.0.group = group;
        self
    }

    pub fn value(mut self, value: &'a str) -> Field<'a> {
        self.0.value = value;
        self
    }

    pub fn help(mut self, help: &'a str) -> Field<'a> {
        self.0.help = Some(help);
        self
    }

    /// What is wrong with what was typed, and what would be right.
    pub fn error(mut self, error: Option<&'a str>) -> Field<'a> {
        self.0.error = error;
        self
    }

    /// An example, shown while the field is empty.
    pub fn hint(mut self, hint: &'a str) -> Field<'a> {
        self.0.hint = Some(hint);
        self
    }

    pub fn required(mut self) -> Field<'a> {
        self.0.required = true;
        self
    }

    /// In characters.
    pub fn longest(mut self, characters: u32) -> Field<'a> {
        self.0.longest = Some(characters);
        self
    }

    /// Least and greatest number.
    pub fn range(mut self, least: i64, most: i64) -> Field<'a> {
        self.0.range = Some((least, most));
        self
    }

    fn id(&self) -> String {
        let group = if self.0.group.is_empty() { "field" } else { self.0.group };
        format!("{group}-{}", self.0.name)
    }

    /// The ids of the texts that describe the control.
    fn described(&self) -> Option<String> {
        let id = self.id();
        let help = self.0.help.map(|_| format!("{id}-help"));
        let error = self.0.error.map(|_| format!("{id}-error"));
        let ids: Vec<String> = [error, help].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn control(&self) -> Markup {
        let (id, described) = (self.id(), self.described());
        let wrong = self.0.error.map(|_| "true");
        let (least, most) = self.0.range.unzip();
        html! {
            @match &self.0.kind {
                Kind::Input(kind) => {
                    input id=(id) type=(kind) name=(self.0.name) value=[(*kind != "file").then_some(self.0.value)]
                        placeholder=[self.0.hint] maxlength=[self.0.longest] min=[least] max=[most]
                        autocomplete=(if *kind == "password" { "new-password" } else { self.0.completes })
                        required[self.0.required] aria-invalid=[wrong] aria-describedby=[described]
                        autofocus[wrong.is_some()];
                }
                // A browser drops the first line break of a text area's content, so one of ours stands before it.
                Kind::Area { rows } => textarea id=(id) name=(self.0.name) rows=(rows) placeholder=[self.0.hint]
                    maxlength=[self.0.longest] required[self.0.required] aria-invalid=[wrong]
                    aria-describedby=[described] autofocus[wrong.is_some()] { "\n" (self.0.value) },
                Kind::Select(choices) => select id=(id) name=(self.0.name) required[self.0.required]
                    aria-invalid=[wrong] aria-describedby=[described] autofocus[wrong.is_some()] {
                    @for choice in *choices {
                        option value=(choice.value) selected[choice.chosen] { (choice.label) }
                    }
                },
                Kind::Check { on, switch } => {
                    input id=(id) type="checkbox" name=(self.0.name) value="on" checked[*on] required[self.0.required]
                        role=[switch.then_some("switch")] aria-invalid=[wrong] aria-describedby=[described];
                }
                Kind::Many(_) => {}
            }
        }
    }

    fn words(&self) -> Markup {
        let id = self.id();
        html! {
            @if let Some(error) = self.0.error { p .field-error id={ (id) "-error" } { (chat(error)) } }
            @if let Some(help) = self.0.help { p .help id={ (id) "-help" } { (help) } }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = self.id();
        let label = html! { (self.0.label) @if self.0.required { span .star aria-hidden="true" { " *" } } };
        html! {
            @match &self.0.kind {
                Kind::Many(choices) => fieldset .field .many aria-describedby=[self.described()] {
                    legend { (label) }
                    @for choice in *choices {
                        label .box {
                            input type="checkbox" name=(self.0.name) value=(choice.value) checked[choice.chosen];
                            (choice.label)
                        }
                    }
                    (self.words())
                },
                Kind::Check { .. } => div .field { label .box for=(id) { (self.control()) span { (label) } } (self.words()) },
                _ => div .field { label for=(id) { (label) } (self.control()) (self.words()) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_error_describe_the_control_and_what_was_typed_stays() {
        let field = Field::text("slug", "Slug").value("a \"b\"").help("Letters.").error(Some("Taken.")).required();
        let text = field.render().into_string();
        assert!(text.contains("value=\"a &quot;b&quot;\""), "{text}");
        assert!(
            text.contains("required aria-invalid=\"true\" aria-describedby=\"field-slug-error field-slug-help\""),
            "{text}"
        );
        assert!(text.contains("<p class=\"field-error\" id=\"field-slug-error\">Taken.</p>"), "{text}");
    }

    #[test]
    fn a_text_area_keeps_its_first_line_break() {
        let text = Field::area("text", "Text", 3).value("\n</textarea>").render().into_string();
        assert!(text.contains(">\n\n&lt;/textarea&gt;</textarea>"), "{text}");
    }
}
