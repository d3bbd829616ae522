//! Every sentence of `/dashboard`.

use crate::{base::lang::Lang, word};

pub fn about(lang: Lang) -> &'static str {
    word!(lang, "A link to your dashboard", "Ein Link zu deinem Dashboard", "Un enlace a tu panel")
}

pub fn here(lang: Lang) -> &'static str {
    word!(
        lang,
        "This link is for you alone: it lets whoever has it in as you, once, within five minutes.",
        "Dieser Link ist nur für dich: Wer ihn hat, kommt damit einmal als du hinein, fünf Minuten lang.",
        "Este enlace es solo para ti: quien lo tenga entra como tú, una vez, durante cinco minutos."
    )
}

pub fn open(lang: Lang) -> &'static str {
    word!(lang, "Open the dashboard", "Dashboard öffnen", "Abrir el panel")
}
