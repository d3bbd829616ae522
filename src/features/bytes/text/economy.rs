//! What administrators read of grants, revocations and audits.

use crate::{
    base::{ids::UserId, lang::Lang, money::Amount, time::Time, words::number},
    features::bytes::model::FullAudit,
    say, word,
};

pub fn granted(lang: Lang, user: UserId, amount: Amount, balance: i64) -> String {
    let (amount, balance) = (super::amount(lang, amount), number(lang, balance));
    say!(
        lang,
        "<@{user}> got **{amount}** and now holds {balance}.",
        "<@{user}> hat **{amount}** bekommen und hat jetzt {balance}.",
        "<@{user}> recibió **{amount}** y ahora tiene {balance}."
    )
}

pub fn revoked(lang: Lang, user: UserId, amount: Amount, balance: i64) -> String {
    let (amount, balance) = (super::amount(lang, amount), number(lang, balance));
    say!(
        lang,
        "I took **{amount}** from <@{user}>, who now holds {balance}.",
        "<@{user}> habe ich **{amount}** genommen; übrig sind {balance}.",
        "Retiré **{amount}** a <@{user}>, que ahora tiene {balance}."
    )
}

pub fn too_many(lang: Lang, balance: i64) -> String {
    let balance = number(lang, balance);
    say!(
        lang,
        "The account holds {balance} bytes and cannot hold that many more.",
        "Das Konto hat {balance} Bytes und fasst nicht so viele mehr.",
        "La cuenta tiene {balance} bytes y no admite tantos más."
    )
}

pub fn shortfall(lang: Lang, user: UserId, amount: Amount, there: Amount) -> String {
    let missing = number(lang, amount.get() - there.get());
    let (amount, there) = (number(lang, amount.get()), number(lang, there.get()));
    say!(
        lang,
        "<@{user}> holds {there} bytes, {missing} less than the {amount} you want to take. Nothing was taken yet.",
        "<@{user}> hat {there} Bytes, {missing} weniger als die {amount}, die du nehmen willst. Noch wurde nichts genommen.",
        "<@{user}> tiene {there} bytes, {missing} menos que los {amount} que quieres retirar. Aún no se retiró nada."
    )
}

pub fn take_all(lang: Lang, there: Amount) -> String {
    let there = number(lang, there.get());
    say!(lang, "Take all {there}", "Alle {there} nehmen", "Retirar los {there}")
}

pub fn leave_it(lang: Lang) -> &'static str {
    word!(lang, "Leave it", "Dabei belassen", "Dejarlo")
}

pub fn nothing_taken(lang: Lang) -> &'static str {
    word!(lang, "Nothing was taken.", "Es wurde nichts genommen.", "No se retiró nada.")
}

pub fn undo(lang: Lang) -> &'static str {
    word!(lang, "Undo", "Rückgängig", "Deshacer")
}

pub fn cancel(lang: Lang) -> &'static str {
    word!(lang, "Cancel", "Abbrechen", "Cancelar")
}

/// What the last full audit found, and whether one was started now.
pub fn audit_state(lang: Lang, last: Option<&FullAudit>, started: bool) -> String {
    let finished = last.and_then(|audit| Some((audit.checked, audit.wrong, audit.finished_at?)));
    let mut lines = Vec::new();
    if let Some((checked, wrong, at)) = finished {
        let (checked, wrong, at) = (number(lang, checked), number(lang, wrong), Time::from_millis(at).relative());
        lines.push(say!(
            lang,
            "Last audit {at}: {checked} accounts checked, differences: {wrong}.",
            "Letzte Prüfung {at}: {checked} Konten geprüft, Abweichungen: {wrong}.",
            "Última auditoría {at}: {checked} cuentas comprobadas, diferencias: {wrong}."
        ));
    }
    if started {
        lines.push(say!(
            lang,
            "A new audit of every account has started; its result goes to the admin channel and stands here.",
            "Eine neue Prüfung aller Konten läuft an; ihr Ergebnis geht in den Admin-Kanal und steht hier.",
            "Empezó una nueva auditoría de todas las cuentas; el resultado va al canal de administración y queda aquí."
        ));
    } else {
        let checked = number(lang, last.map_or(0, |audit| audit.checked));
        lines.push(say!(
            lang,
            "An audit is running: {checked} accounts so far.",
            "Eine Prüfung läuft: bisher {checked} Konten.",
            "Hay una auditoría en curso: {checked} cuentas hasta ahora."
        ));
    }
    lines.join("\n")
}

pub fn audit_finished(lang: Lang, checked: i64, wrong: i64) -> String {
    let (checked, differ) = (number(lang, checked), number(lang, wrong));
    match wrong {
        0 => say!(
            lang,
            "✅ Bytes audit: {checked} accounts checked, every balance is the sum of its ledger.",
            "✅ Bytes-Prüfung: {checked} Konten geprüft, jedes Guthaben ist die Summe seines Journals.",
            "✅ Auditoría de bytes: {checked} cuentas comprobadas, cada saldo es la suma de su libro."
        ),
        _ => say!(
            lang,
            "⚠️ Bytes audit: {checked} accounts checked, differences: {differ}.",
            "⚠️ Bytes-Prüfung: {checked} Konten geprüft, Abweichungen: {differ}.",
            "⚠️ Auditoría de bytes: {checked} cuentas comprobadas, diferencias: {differ}."
        ),
    }
}

/// Accounts whose balance is not the sum of their ledger: member, balance, sum.
pub fn audit_differs(lang: Lang, named: &[(UserId, i64, i64)], all: usize) -> String {
    let lines: Vec<String> = named
        .iter()
        .map(|(user, balance, sum)| {
            let (balance, sum) = (number(lang, *balance), number(lang, *sum));
            say!(
                lang,
                "• <@{user}>: balance {balance}, ledger {sum}",
                "• <@{user}>: Guthaben {balance}, Journal {sum}",
                "• <@{user}>: saldo {balance}, libro {sum}"
            )
        })
        .collect();
    let all = number(lang, all as i64);
    let head = say!(
        lang,
        "⚠️ Balances that are not the sum of their ledger: {all}. Nothing was changed; please tell the operator.",
        "⚠️ Guthaben, die nicht die Summe ihres Journals sind: {all}. Es wurde nichts geändert; bitte sage es dem Betreiber.",
        "⚠️ Saldos que no son la suma de su libro: {all}. No se cambió nada; avisa al operador."
    );
    format!("{head}\n{}", lines.join("\n"))
}
