//! A page as it was, with what somebody had typed into one of its forms.
//!
//! A form is refused after its page was left, and its feature knows how to show the page as it is stored. So the page
//! is shown anew and its form is filled here, the same way for every form there is: none can forget it.

use maud::{Markup, PreEscaped, html};

use super::form::MARK;

/// The page with the fields of the form that goes to `action`, as they were sent; `None` where no form of the page
/// goes there.
pub fn refill(page: &Markup, action: &str, sent: &[(String, String)]) -> Option<Markup> {
    let page = page.0.as_str();
    let sent: Vec<(&str, String)> = sent.iter().map(|(name, value)| (name.as_str(), escaped(value))).collect();
    let wanted = format!("action=\"{}\"", escaped(action));
    let mut starts = page.match_indices("<form ").map(|(at, _)| at);
    let (start, form) = starts.find_map(|at| {
        let form = page.get(at..)?.split_inclusive("</form>").next()?;
        (form.contains(&wanted) && is_of(form, &sent)).then_some((at, form))
    })?;
    let rest = page.get(start + form.len()..)?;
    Some(PreEscaped(format!("{}{}{rest}", page.get(..start)?, filled(form, &sent))))
}

fn escaped(text: &str) -> String {
    html! { (text) }.0
}

/// Forms of a list differ by what they keep unseen.
fn is_of(form: &str, sent: &[(&str, String)]) -> bool {
    let mut kept =
        form.split("<input type=\"hidden\"").skip(1).filter_map(|tag| Some((of(tag, "name")?, of(tag, "value")?)));
    kept.all(|(name, value)| name == MARK || has(sent, name, value))
}

fn filled(form: &str, sent: &[(&str, String)]) -> String {
    let (mut made, mut rest, mut select) = (String::with_capacity(form.len()), form, "");
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let (before, tag) = (&rest[..at], &rest[at..end]);
        rest = &rest[end..];
        made.push_str(before);
        let name = of(tag, "name").unwrap_or_default();
        let typed = sent.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        let value = of(tag, "value").unwrap_or_default();
        match tag.split([' ', '>']).next().unwrap_or_default() {
            "<input" => match (of(tag, "type").unwrap_or_default(), typed) {
                ("checkbox", _) => made.push_str(&marked(tag, "checked", has(sent, name, value))),
                ("hidden" | "password" | "file", _) | (_, None) => made.push_str(tag),
                (_, Some(typed)) => {
                    made.push_str(&tag.replacen(&format!("value=\"{value}\""), &format!("value=\"{typed}\""), 1))
                }
            },
            "<textarea" => {
                made.push_str(tag);
                let (own, after) = rest.split_at(rest.find("</textarea").unwrap_or(rest.len()));
                rest = after;
                match typed {
                    // A browser drops the first line break.
                    Some(typed) => made.extend(["\n", typed]),
                    None => made.push_str(own),
                }
            }
            "<select" => {
                select = name;
                made.push_str(tag);
            }
            "<option" if sent.iter().any(|(known, _)| *known == select) => {
                made.push_str(&marked(tag, "selected", has(sent, select, value)));
            }
            _ => made.push_str(tag),
        }
    }
    made.push_str(rest);
    made
}

fn has(sent: &[(&str, String)], name: &str, value: &str) -> bool {
    sent.iter().any(|(known, typed)| *known == name && typed == value)
}

/// An attribute's value, as it is escaped.
fn of<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {attribute}=\""))?;
    rest.split('"').next()
}

/// The tag with or without an attribute that has no value.
fn marked(tag: &str, attribute: &str, on: bool) -> String {
    let bare = tag.replacen(&format!(" {attribute}"), "", 1);
    if on { bare.replacen('>', &format!(" {attribute}>"), 1) } else { bare }
}

#[cfg(test)]
mod tests {
    use maud::Render;

    use super::*;
    use crate::ui::{Button, Choice, Field, Form};

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_kind_of_field_has_what_was_sent() {
        let page = |name: &str, note: &str, pick: &str, many: &[&str], on: bool| {
            let pick: Vec<Choice> =
                ["a", "b"].map(|value| Choice::new(value, value.to_uppercase(), pick == value)).into();
            let many: Vec<Choice> =
                ["a", "b"].map(|value| Choice::new(value, value.to_uppercase(), many.contains(&value))).into();
            html! {
                p { "before" }
                (Form::new("/g/1/x/save", "new-mark").keeps("id", "7").body(html! {
                    (Field::text("name", "Name").value(name)) (Field::area("note", "Note", 2).value(note))
                    (Field::select("pick", "Pick", &pick)) (Field::many("many", "Many", &many))
                    (Field::check("on", "On", on)) (Field::secret("word", "Word"))
                }).button(Button::new("Save")).button(Button::new("Preview").goes("/g/1/x/preview")))
                p { "after" }
            }
        };
        let stored = page("Owls", "quiet", "a", &["a"], true);
        let sent = fields(&[
            ("mark", "old-mark"),
            ("id", "7"),
            ("name", "a \"b\" <c>"),
            ("note", "two\nlines </textarea>"),
            ("pick", "b"),
            ("many", "b"),
            ("word", "secret"),
        ]);
        let wanted = page("a \"b\" <c>", "two\nlines </textarea>", "b", &["b"], false);
        for action in ["/g/1/x/save", "/g/1/x/preview"] {
            assert_eq!(refill(&stored, action, &sent).unwrap().0, wanted.0);
        }
        assert!(refill(&stored, "/g/1/x/other", &sent).is_none());
        assert!(refill(&stored, "/g/1/x/save", &fields(&[("id", "8")])).is_none(), "another row's form");
    }

    #[test]
    fn of_several_forms_the_one_that_was_sent_is_filled() {
        let form = |id: &str, why: &str| {
            Form::new("/x", "mark").keeps("id", id).body(Field::text("why", "Why").value(why).render()).render()
        };
        let page = html! { (form("1", "")) (form("2", "")) };
        let filled = refill(&page, "/x", &fields(&[("id", "2"), ("why", "late")])).unwrap();
        assert_eq!(filled.0, html! { (form("1", "")) (form("2", "late")) }.0);
    }
}
