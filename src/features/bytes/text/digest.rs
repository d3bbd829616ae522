//! Bytes in the digest.

use crate::{
    app::digest::{bar, bar_line, moved},
    base::{ids::UserId, lang::Lang, words::number},
    features::bytes::digest::Sums,
    say, word,
};

/// What everybody earned and sent, beside the period before, and who was given most.
pub fn digest(lang: Lang, now: Sums, before: Sums, top: &[(UserId, i64)]) -> String {
    let largest = now.earned.max(now.sent);
    let earned = word!(lang, "earned", "verdient", "ganados");
    let sent = word!(lang, "sent", "verschenkt", "enviados");
    let members = number(lang, now.members);
    let change = moved(lang, now.members, before.members);
    let gap = if change.is_empty() { "" } else { " " };
    let members = match now.members {
        1 => say!(lang, "**1** member{gap}{change}", "**1** Mitglied{gap}{change}", "**1** miembro{gap}{change}"),
        _ => say!(
            lang,
            "**{members}** members{gap}{change}",
            "**{members}** Mitglieder{gap}{change}",
            "**{members}** miembros{gap}{change}"
        ),
    };
    let mut lines = vec![
        bar_line(lang, now.earned, largest, earned, before.earned),
        bar_line(lang, now.sent, largest, sent, before.sent),
        members,
    ];
    if let Some((_, most)) = top.first() {
        lines.push(
            word!(lang, "Given most by others:", "Am meisten geschenkt bekommen:", "Quienes más recibieron:")
                .to_owned(),
        );
        let medals = ["🥇", "🥈", "🥉", "4.", "5."];
        lines.extend(top.iter().zip(medals).map(|((user, received), medal)| {
            format!("{medal} {} <@{user}> **{}**", bar(*received, *most), number(lang, *received))
        }));
    }
    lines.join("\n")
}
