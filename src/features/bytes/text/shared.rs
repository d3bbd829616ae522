//! Words that several answers share: amounts and the labels of buttons.

use crate::{
    base::{lang::Lang, money::Amount, words::number},
    say, word,
};

/// A fixed amount with its unit.
pub fn amount(lang: Lang, amount: Amount) -> String {
    let figure = number(lang, amount.get());
    match amount.get() {
        1 => say!(lang, "{figure} byte", "{figure} Byte", "{figure} byte"),
        _ => say!(lang, "{figure} bytes", "{figure} Bytes", "{figure} bytes"),
    }
}

pub fn show_here(lang: Lang) -> &'static str {
    word!(lang, "Show here", "Hier zeigen", "Mostrar aquí")
}

pub fn to_top(lang: Lang) -> &'static str {
    word!(lang, "Top", "Anfang", "Inicio")
}

pub fn next_page(lang: Lang) -> &'static str {
    word!(lang, "Next", "Weiter", "Siguiente")
}

pub fn newest(lang: Lang) -> &'static str {
    word!(lang, "Newest", "Neueste", "Recientes")
}

pub fn older(lang: Lang) -> &'static str {
    word!(lang, "Older", "Ältere", "Anteriores")
}
