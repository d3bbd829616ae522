//! What members read of transfers and the day's bytes.

use crate::{
    base::{
        lang::Lang,
        words::{self, number},
    },
    features::bytes::{
        logic::Refusal,
        model::{Claim, Transfer},
    },
    say, word,
};

use super::amount;

pub fn sent(lang: Lang, transfer: &Transfer) -> String {
    let (from, to, amount) = (transfer.from, transfer.to, amount(lang, transfer.amount));
    let mut text = say!(
        lang,
        "<@{from}> gave <@{to}> **{amount}**.",
        "<@{from}> hat <@{to}> **{amount}** gegeben.",
        "<@{from}> dio **{amount}** a <@{to}>."
    );
    if let Some(reason) = &transfer.reason {
        text.push_str("\n> ");
        text.push_str(&words::quoted(reason));
    }
    text
}

/// The line that tells of the day's bytes below another answer.
pub fn claim_line(lang: Lang, claim: &Claim) -> String {
    let (amount, day) = (amount(lang, claim.amount), number(lang, claim.streak));
    say!(lang, "-# +{amount}, day {day}", "-# +{amount}, Tag {day}", "-# +{amount}, día {day}")
}

pub fn already_done(lang: Lang) -> &'static str {
    word!(
        lang,
        "This was already done; nothing was changed a second time.",
        "Das ist schon geschehen; es wurde nichts ein zweites Mal geändert.",
        "Esto ya se hizo; nada cambió por segunda vez."
    )
}

pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Self_ => say!(
            lang,
            "You cannot give bytes to yourself. Pick somebody else.",
            "Du kannst dir nicht selbst Bytes geben. Wähle jemand anderen.",
            "No puedes darte bytes a ti mismo. Elige a otra persona."
        ),
        Refusal::Bot => say!(
            lang,
            "Bots have no account. Pick a member.",
            "Bots haben kein Konto. Wähle ein Mitglied.",
            "Los bots no tienen cuenta. Elige a un miembro."
        ),
        Refusal::NotAMember => say!(
            lang,
            "This person is not on this server, so they cannot get bytes here.",
            "Diese Person ist nicht auf diesem Server und kann hier keine Bytes bekommen.",
            "Esta persona no está en este servidor y no puede recibir bytes aquí."
        ),
        Refusal::Amount => say!(
            lang,
            "The amount must be a whole number of at least 1.",
            "Der Betrag muss eine ganze Zahl ab 1 sein.",
            "La cantidad debe ser un número entero de al menos 1."
        ),
        Refusal::OverMaximum { maximum } => {
            let maximum = number(lang, maximum.get());
            say!(
                lang,
                "One transfer moves at most **{maximum} bytes** here.",
                "Eine Überweisung bewegt hier höchstens **{maximum} Bytes**.",
                "Una transferencia mueve aquí como máximo **{maximum} bytes**."
            )
        }
        Refusal::Cooldown { until } => {
            let (relative, full) = (until.relative(), until.full());
            say!(
                lang,
                "You gave bytes not long ago. You can give again {relative} ({full}).",
                "Du hast vor Kurzem Bytes gegeben. Wieder möglich {relative} ({full}).",
                "Diste bytes hace poco. Podrás dar otra vez {relative} ({full})."
            )
        }
        Refusal::NotEnough { balance } => {
            let balance = number(lang, *balance);
            say!(
                lang,
                "You hold **{balance} bytes**, which is not enough.",
                "Du hast **{balance} Bytes**, das reicht nicht.",
                "Tienes **{balance} bytes**, no es suficiente."
            )
        }
        Refusal::TooNew { from } => {
            let (relative, full) = (from.relative(), from.full());
            say!(
                lang,
                "You are new here. You can give bytes {relative} ({full}).",
                "Du bist neu hier. Du kannst {relative} Bytes geben ({full}).",
                "Eres nuevo aquí. Podrás dar bytes {relative} ({full})."
            )
        }
        Refusal::ReceiverFull => say!(
            lang,
            "Their account cannot hold that many bytes.",
            "So viele Bytes passen nicht auf ihr Konto.",
            "Su cuenta no admite tantos bytes."
        ),
    }
}
