//! The alert: who, why, what is known, and what moderators can do.

use twilight_model::channel::message::{Component, component::ButtonStyle};

use super::specs;
use crate::{
    base::{
        duration,
        ids::{self, RoleId, UserId},
        lang::Lang,
        time::Time,
        words,
    },
    discord::{
        build::{AMBER, ComponentExt, EmbedExt, button, embed, row},
        custom_id,
        reply::Message,
    },
    features::{
        gate::{self, model::Failure},
        history,
        verification::model::{Detection, Event, Status, Verification},
    },
    say, word,
};

pub fn detection(lang: Lang, detection: Detection) -> &'static str {
    match detection {
        Detection::Newcomer => word!(lang, "newcomer", "neu hier", "recién llegado"),
        Detection::Flag => word!(lang, "flagged", "markiert", "marcado"),
        Detection::Report => word!(lang, "reported", "gemeldet", "denunciado"),
    }
}

/// A resolved alert shrinks to a line with *Reopen*.
pub fn alert(
    lang: Lang,
    known: &Verification,
    events: &[Event],
    history: &str,
    failure: Option<Failure>,
    admission: Option<RoleId>,
) -> Message {
    match known.status {
        Status::Pending => open(lang, known, events, history, failure, admission),
        Status::Verified | Status::Rejected => {
            let line = resolved(lang, known);
            let line = match failure {
                Some(failure) => format!("{line}\n{}", gate::text::failed(lang, failure)),
                None => line,
            };
            Message::text(line).with(row(vec![control(
                lang,
                known,
                "reopen",
                ButtonStyle::Secondary,
                specs::button_reopen,
            )]))
        }
    }
}

fn control(
    lang: Lang,
    known: &Verification,
    action: &str,
    style: ButtonStyle,
    label: fn(Lang) -> &'static str,
) -> Component {
    button(style, label(lang), custom_id::encode("verification", action, &[&known.id]))
}

/// With person and role, so that it works without the database.
fn verify(lang: Lang, known: &Verification, admission: Option<RoleId>) -> Component {
    let ids =
        [Some(known.id.clone()), admission.map(|_| known.user.to_string()), admission.map(|role| role.to_string())];
    let args: Vec<&str> = ids.iter().flatten().map(String::as_str).collect();
    button(ButtonStyle::Success, specs::button_verify(lang), custom_id::encode("verification", "verify", &args))
}

fn resolved(lang: Lang, known: &Verification) -> String {
    let when = known.resolved_at.map(|at| Time::from_millis(at).relative()).unwrap_or_default();
    let who = person(known);
    let by = known.resolved_by.map(|by| by_whom(lang, by)).unwrap_or_default();
    match (known.status, known.false_positive == 1) {
        (Status::Rejected, _) => say!(
            lang,
            "⛔ {who}: rejected{by} {when}",
            "⛔ {who}: abgelehnt{by} {when}",
            "⛔ {who}: rechazado{by} {when}"
        ),
        (_, true) => say!(
            lang,
            "✅ {who}: false positive{by} {when}",
            "✅ {who}: Fehlalarm{by} {when}",
            "✅ {who}: falso positivo{by} {when}"
        ),
        _ => say!(
            lang,
            "✅ {who}: verified{by} {when}",
            "✅ {who}: verifiziert{by} {when}",
            "✅ {who}: verificado{by} {when}"
        ),
    }
}

fn by_whom(lang: Lang, by: UserId) -> String {
    say!(lang, " by <@{by}>", " durch <@{by}>", " por <@{by}>")
}

fn person(known: &Verification) -> String {
    match known.user_name.is_empty() {
        true => format!("<@{}>", known.user),
        false => format!("<@{}> ({})", known.user, words::quoted(&known.user_name)),
    }
}

fn open(
    lang: Lang,
    known: &Verification,
    events: &[Event],
    history: &str,
    failure: Option<Failure>,
    admission: Option<RoleId>,
) -> Message {
    let kind = detection(lang, known.detection);
    let title = match known.restricted {
        1 => say!(lang, "Somebody waits: {kind}", "Jemand wartet: {kind}", "Alguien espera: {kind}"),
        _ => say!(lang, "Please look: {kind}", "Bitte ansehen: {kind}", "Por favor, mira: {kind}"),
    };
    let age = known.opened_at - ids::time_of(known.user).millis();
    let age = duration::shown(lang, age);
    let joined = known.joined_at.map(|at| Time::from_millis(at).relative());
    let avatar =
        if known.has_avatar == 1 { word!(lang, "yes", "ja", "sí") } else { word!(lang, "none", "keins", "ninguna") };
    let (why, is_cut) = reasons(lang, events, &ON_ALERT);
    let mut shown = embed(title)
        .colored(AMBER)
        .text(format!("{}\n`{}`", person(known), known.user))
        .inline(word!(lang, "Account age", "Kontoalter", "Edad de la cuenta"), age)
        .inline(word!(lang, "Joined", "Beigetreten", "Se unió"), joined.unwrap_or_else(|| "–".to_owned()))
        .inline(word!(lang, "Picture", "Bild", "Imagen"), avatar)
        .field(word!(lang, "Why", "Warum", "Por qué"), why)
        .field(word!(lang, "History", "Verlauf", "Historial"), history);
    if let Some(by) = known.mine {
        shown = shown.field(word!(lang, "Works on it", "Kümmert sich", "Se encarga"), format!("<@{by}>"));
    }
    if let Some(thread) = known.thread {
        shown = shown.field(word!(lang, "Thread", "Thread", "Hilo"), format!("<#{thread}>"));
    }
    if let Some(failure) = failure {
        shown = shown.field("⚠️", gate::text::failure(lang, failure));
    }
    let first = match known.restricted {
        1 => verify(lang, known, admission),
        _ => control(lang, known, "verify", ButtonStyle::Success, specs::button_fine),
    };
    let mut buttons = vec![first];
    if known.restricted == 0 {
        buttons.push(control(lang, known, "restrict", ButtonStyle::Primary, specs::button_restrict));
    }
    buttons.push(control(lang, known, "ban", ButtonStyle::Danger, specs::button_ban));
    let thread = control(lang, known, "thread", ButtonStyle::Secondary, specs::button_thread);
    buttons.push(thread.disabled(known.thread.is_some()));
    let mut more = vec![
        button(ButtonStyle::Secondary, history::show_label(lang), history::show_button(known.user)),
        control(lang, known, "mine", ButtonStyle::Secondary, specs::button_mine),
        control(lang, known, "false", ButtonStyle::Secondary, specs::button_false),
    ];
    if is_cut {
        more.push(control(lang, known, "full", ButtonStyle::Secondary, specs::button_full));
    }
    Message::embed(shown).with(row(buttons)).with(row(more))
}

/// What is read of events, in characters: of the newest, of each older one, and in all. Discord's limit of a
/// field is 1,024.
struct Room {
    newest: usize,
    older: usize,
    all: usize,
}

const ON_ALERT: Room = Room { newest: 800, older: 150, all: 1_024 };
const ALONE: Room = Room { newest: 3_000, older: 3_000, all: 4_000 };

/// What was noticed, the newest first, and whether something was left out; what moderators did stands in
/// the audit.
fn reasons(lang: Lang, events: &[Event], room: &Room) -> (String, bool) {
    let noticed = events.iter().filter(|event| matches!(event.kind.as_str(), "newcomer" | "flag" | "report"));
    let (mut shown, mut is_cut) = (String::new(), false);
    for (place, event) in noticed.enumerate() {
        let kind = match event.kind.as_str() {
            "flag" => detection(lang, Detection::Flag),
            "report" => detection(lang, Detection::Report),
            _ => detection(lang, Detection::Newcomer),
        };
        let by = event.actor.map(|by| by_whom(lang, by)).unwrap_or_default();
        let when = Time::from_millis(event.at).relative();
        let (text, is_text_cut) = quote(&event.text, if place == 0 { room.newest } else { room.older });
        let link = event.link.as_ref().map(|link| format!("\n{link}")).unwrap_or_default();
        let entry = format!("**{kind}**{by} {when}{text}{link}");
        if shown.chars().count() + entry.chars().count() + 1 > room.all {
            return (shown, true);
        }
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown.push_str(&entry);
        is_cut |= is_text_cut;
    }
    (if shown.is_empty() { "–".to_owned() } else { shown }, is_cut)
}

/// What somebody wrote, line by line as a quote, each with its line break before it; and whether it was cut.
fn quote(text: &str, most: usize) -> (String, bool) {
    let mut quoted = String::new();
    for line in text.lines().map(words::quoted).filter(|line| !line.is_empty()) {
        let left = most.saturating_sub(quoted.chars().count());
        if line.chars().count() + 3 > left {
            // Half an escape would make what follows it plain text.
            let kept = words::shortened(&line, left.saturating_sub(3));
            let kept = kept.trim_end_matches('…').trim_end_matches('\\');
            quoted.push_str(&format!("\n> {kept}…"));
            return (quoted, true);
        }
        quoted.push_str(&format!("\n> {line}"));
    }
    (quoted, false)
}

/// Everything that was noticed, for one moderator.
pub fn everything(lang: Lang, known: &Verification, events: &[Event]) -> Message {
    let (text, _) = reasons(lang, events, &ALONE);
    Message::embed(embed(word!(lang, "Why", "Warum", "Por qué")).text(format!("{}\n\n{text}", person(known))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_is_quoted_line_by_line() {
        assert_eq!(quote("a *b*\n\n# c", 100), ("\n> a \\*b\\*\n> \\# c".to_owned(), false));
        assert_eq!(quote("", 100), (String::new(), false));
    }

    #[test]
    fn what_is_too_long_ends_with_a_whole_escape() {
        let (text, is_cut) = quote(&"*".repeat(200), 24);
        assert!(is_cut && text.chars().count() <= 25 && !text.contains("\\…"), "{text}");
    }
}
