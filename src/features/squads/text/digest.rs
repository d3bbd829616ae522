//! Squads in the digest.

use crate::{
    app::digest::{bar, moved},
    base::{
        lang::Lang,
        words::{self, number},
    },
    say, word,
};

pub fn digest_title(lang: Lang) -> &'static str {
    word!(lang, "Squads", "Trupps", "Escuadrones")
}

/// How many joined, beside the period before, and the squads that gained most: name, joined, members.
pub fn digest(lang: Lang, joined: i64, before: i64, squads: &[(&str, i64, i64)]) -> String {
    let (all, change) = (number(lang, joined), moved(lang, joined, before));
    let head = match joined {
        1 => say!(lang, "**1** joined {change}", "**1** Beitritt {change}", "**1** ingreso {change}"),
        _ => say!(lang, "**{all}** joined {change}", "**{all}** Beitritte {change}", "**{all}** ingresos {change}"),
    };
    let most = squads.first().map_or(1, |(_, joined, _)| *joined);
    let lines = squads.iter().map(|(name, joined, members)| {
        let (bar, name) = (bar(*joined, most), words::shortened(&words::quoted(name), 60));
        let (joined, members) = (number(lang, *joined), number(lang, *members));
        say!(
            lang,
            "{bar} {name} **+{joined}**, now {members}",
            "{bar} {name} **+{joined}**, jetzt {members}",
            "{bar} {name} **+{joined}**, ahora {members}"
        )
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
