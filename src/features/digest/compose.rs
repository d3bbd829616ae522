//! Puts a digest together from every feature's sections.

use super::{
    logic::Late,
    model::{DigestSettings, Kind},
    text,
};
use crate::{
    app::{Means, Period},
    base::{error::Result, ids::GuildId, lang::Lang},
    discord::{limits, reply::Message},
};

/// Whether a digest tells of anything, and the message.
pub struct Composed {
    pub is_empty: bool,
    pub message: Message,
}

/// What a digest is about.
#[derive(Clone, Copy)]
pub struct Subject {
    pub kind: Kind,
    /// Whether it tells of a week rather than of a day.
    pub is_week: bool,
    pub period: Period,
    pub before: Period,
    pub late: Option<Late>,
}

/// How many statements [`compose`] runs.
pub fn cost(means: &Means, guild: GuildId, settings: &DigestSettings, subject: Subject) -> usize {
    let sections = settings.sections(means);
    sections.into_iter().map(|section| 2 * (section.facts)(guild, subject.period).len()).sum()
}

/// Reads every section's facts of both periods in one batch.
///
/// # Errors
/// When the database does not serve, or a section cannot read its own rows.
pub async fn compose(
    means: &Means,
    guild: GuildId,
    settings: &DigestSettings,
    lang: Lang,
    subject: Subject,
) -> Result<Composed> {
    let sections = settings.sections(means);
    let mut statements = Vec::new();
    let mut counts = Vec::new();
    for section in &sections {
        let mut of = |period: Period| {
            let facts = (section.facts)(guild, period);
            counts.push(facts.len());
            statements.extend(facts);
        };
        of(subject.period);
        of(subject.before);
    }
    let rows = if statements.is_empty() { Vec::new() } else { means.db.batch(statements).await? };
    let mut rest = rows.as_slice();
    let mut parts = counts.into_iter().map(|count| {
        let (part, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        part
    });
    let mut shown = Vec::new();
    for section in sections {
        let (now, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if let Some(text) = (section.show)(lang, now, before)? {
            shown.push(((section.title)(lang), within(&text)));
        }
    }
    Ok(Composed { is_empty: shown.is_empty(), message: Message::embed(text::digest(lang, subject, &shown)) })
}

/// As many whole lines as a field holds: half a mention would be no mention.
fn within(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        if kept.chars().count() + line.chars().count() + 2 > limits::FIELD_VALUE {
            kept.push('…');
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_that_is_too_long_ends_with_a_whole_line() {
        assert_eq!(within("a\nb"), "a\nb");
        let long = "<@100000000000000001>\n".repeat(100);
        let kept = within(&long);
        assert!(kept.ends_with(">\n…") && kept.chars().count() <= limits::FIELD_VALUE, "{kept}");
    }
}
