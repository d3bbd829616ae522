//! Every sentence about histories.

use twilight_model::channel::message::Embed;

use super::logic::Entry;
use crate::{
    base::{ids::UserId, lang::Lang},
    discord::build::{EmbedExt, embed},
    features::{audit, moderation},
    say, word,
};

pub mod specs {
    //! Descriptions of `/history` and its options.

    use crate::{base::lang::Lang, word};

    pub fn history(lang: Lang) -> &'static str {
        word!(
            lang,
            "What was done to a person, or what a moderator did",
            "Was mit einer Person geschah oder was ein Moderator tat",
            "Lo que se hizo con una persona o lo que hizo alguien de moderación"
        )
    }

    pub fn user(lang: Lang) -> &'static str {
        word!(lang, "What was done to whom", "Mit wem es geschah", "A quién se le hizo")
    }

    pub fn admin(lang: Lang) -> &'static str {
        word!(lang, "What was done by whom", "Wer es tat", "Quién lo hizo")
    }
}

pub fn history(lang: Lang) -> &'static str {
    word!(lang, "History", "Verlauf", "Historial")
}

pub fn older(lang: Lang) -> &'static str {
    word!(lang, "Older", "Ältere", "Anteriores")
}

pub fn newest(lang: Lang) -> &'static str {
    word!(lang, "Newest", "Neueste", "Recientes")
}

/// A page of a history, headed by whose it is and, for a person, their cases in a line.
pub fn page(
    lang: Lang,
    user: Option<UserId>,
    admin: Option<UserId>,
    summary: Option<&str>,
    entries: &[Entry],
) -> Embed {
    let whose = match (user, admin) {
        (Some(user), Some(admin)) => say!(
            lang,
            "What <@{admin}> did to <@{user}>",
            "Was <@{admin}> mit <@{user}> tat",
            "Lo que <@{admin}> hizo con <@{user}>"
        ),
        (Some(user), None) => format!("<@{user}>"),
        (None, Some(admin)) => say!(lang, "What <@{admin}> did", "Was <@{admin}> tat", "Lo que hizo <@{admin}>"),
        (None, None) => word!(lang, "Everything", "Alles", "Todo").to_owned(),
    };
    let heading = match summary {
        Some(summary) => format!("{whose} · {summary}"),
        None => whose,
    };
    let nothing = word!(lang, "Nothing is written here.", "Hier steht nichts.", "Aquí no hay nada escrito.");
    let lines: Vec<String> = entries.iter().map(|entry| line(lang, entry, admin.or(user))).collect();
    let list = if lines.is_empty() { nothing.to_owned() } else { lines.join("\n") };
    embed(history(lang)).text(format!("{heading}\n\n{list}"))
}

fn line(lang: Lang, entry: &Entry, known: Option<UserId>) -> String {
    match entry {
        Entry::Case(case) => moderation::text::case_line(lang, case, false),
        Entry::Act(act) => audit::text::line(lang, act, known),
    }
}
