//! The leaderboard.

use twilight_model::channel::message::Embed;

use crate::{
    base::{ids::UserId, lang::Lang, words::number},
    discord::build::{EmbedExt, embed},
    features::bytes::model::{RANKS, Ranked},
    say, word,
};

/// The leaderboard after rank `above`; `place` is the reader's own rank and balance.
pub fn heap(lang: Lang, ranked: &[Ranked], above: i64, reader: UserId, place: Option<(i64, i64)>) -> Embed {
    let lines: Vec<String> = ranked
        .iter()
        .zip(above + 1..)
        .map(|(row, rank)| {
            let (rank, balance, user) = (number(lang, rank), number(lang, row.balance), row.user);
            let own = if row.user == reader { " ←" } else { "" };
            format!("`{rank:>4}` <@{user}> · **{balance}**{own}")
        })
        .collect();
    let text = if lines.is_empty() {
        word!(
            lang,
            "Nobody has an account yet. `/bytes daily` opens the first.",
            "Noch hat niemand ein Konto. `/bytes daily` eröffnet das erste.",
            "Nadie tiene cuenta todavía. `/bytes daily` abre la primera."
        )
        .to_owned()
    } else {
        lines.join("\n")
    };
    let shown = embed(word!(lang, "Leaderboard", "Rangliste", "Clasificación")).text(text);
    let Some((rank, balance)) = place else { return shown };
    let exact = rank <= RANKS;
    let rank = number(lang, rank.min(RANKS)) + if exact { "" } else { "+" };
    let balance = number(lang, balance);
    shown.footer(say!(
        lang,
        "Your rank: {rank} · {balance} bytes",
        "Dein Rang: {rank} · {balance} Bytes",
        "Tu puesto: {rank} · {balance} bytes"
    ))
}
