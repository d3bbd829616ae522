//! Accounts and their history, as members read them.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        ids::{RoleId, UserId},
        lang::Lang,
        time::Time,
        words::{self, number, signed},
    },
    discord::build::{AMBER, EmbedExt, GREEN, embed},
    features::bytes::{
        logic,
        model::{Account, BytesSettings, Claim, Entry},
    },
    say, word,
};

pub fn bots_have_none(lang: Lang) -> &'static str {
    word!(
        lang,
        "Bots have no account. Pick a member.",
        "Bots haben kein Konto. Wähle ein Mitglied.",
        "Los bots no tienen cuenta. Elige a un miembro."
    )
}

pub fn no_account(lang: Lang, user: UserId) -> String {
    say!(
        lang,
        "<@{user}> has no account yet. It is opened with their first `/bytes` command, or when somebody gives them bytes.",
        "<@{user}> hat noch kein Konto. Es wird mit dem ersten `/bytes`-Befehl eröffnet oder wenn jemand Bytes gibt.",
        "<@{user}> aún no tiene cuenta. Se abre con su primer comando `/bytes` o cuando alguien le da bytes."
    )
}

/// The account as an embed; `failed` are earned roles that could not be given.
pub fn account(
    lang: Lang,
    settings: &BytesSettings,
    user: UserId,
    account: &Account,
    earned: &[RoleId],
    failed: &[RoleId],
) -> Embed {
    let streak = streak(lang, settings, account.streak);
    let balance = number(lang, account.balance);
    let balance = say!(lang, "**{balance}** bytes", "**{balance}** Bytes", "**{balance}** bytes");
    let title = word!(lang, "Bytes", "Bytes", "Bytes");
    let mut shown = embed(title)
        .text(format!("<@{user}>"))
        .inline(word!(lang, "Balance", "Guthaben", "Saldo"), balance)
        .inline(word!(lang, "Received", "Erhalten", "Recibidos"), number(lang, account.received))
        .inline(word!(lang, "Sent", "Gegeben", "Dados"), number(lang, account.sent))
        .inline(word!(lang, "Streak", "Serie", "Racha"), streak);
    if let Some((reward, missing)) = logic::next_reward(settings, account) {
        let (role, missing) = (reward.role, number(lang, missing));
        let text = say!(
            lang,
            "<@&{role}> in {missing} bytes",
            "<@&{role}> in {missing} Bytes",
            "<@&{role}> a {missing} bytes"
        );
        shown = shown.inline(word!(lang, "Next reward", "Nächste Belohnung", "Próxima recompensa"), text);
    }
    if !earned.is_empty() {
        let list = earned.iter().map(|role| {
            let warning = if failed.contains(role) { " ⚠️" } else { "" };
            format!("<@&{role}>{warning}")
        });
        shown = shown.field(
            word!(lang, "Roles earned", "Verdiente Rollen", "Roles ganados"),
            list.collect::<Vec<_>>().join(" "),
        );
    }
    if failed.is_empty() {
        return shown;
    }
    shown.colored(AMBER).footer(word!(
        lang,
        "A role could not be given: /bytes awards says why.",
        "Eine Rolle konnte nicht gegeben werden: /bytes awards sagt, warum.",
        "No se pudo dar un rol: /bytes awards dice por qué."
    ))
}

fn streak(lang: Lang, settings: &BytesSettings, streak: i64) -> String {
    let days = number(lang, streak);
    let text = match streak {
        1 => say!(lang, "{days} day", "{days} Tag", "{days} día"),
        _ => say!(lang, "{days} days", "{days} Tage", "{days} días"),
    };
    match logic::step(&settings.ladder, streak) {
        Some(step) if step.name.is_empty() => format!("{text} · ×{}", step.factor),
        Some(step) => format!("{text} · {} ×{}", words::quoted(&step.name), step.factor),
        None => text,
    }
}

pub fn daily_paid(lang: Lang, settings: &BytesSettings, claim: &Claim, balance: i64, next: Time) -> Embed {
    let (amount, balance, next) = (signed(lang, claim.amount.get()), number(lang, balance), next.relative());
    let title = say!(lang, "{amount} bytes", "{amount} Bytes", "{amount} bytes");
    let text = say!(
        lang,
        "You now hold **{balance} bytes**. The next day begins {next}.",
        "Du hast jetzt **{balance} Bytes**. Der nächste Tag beginnt {next}.",
        "Ahora tienes **{balance} bytes**. El próximo día empieza {next}."
    );
    embed(title)
        .text(text)
        .colored(GREEN)
        .inline(word!(lang, "Streak", "Serie", "Racha"), streak(lang, settings, claim.streak))
}

/// When and by what the day's bytes were claimed.
pub fn daily_taken(lang: Lang, at: Option<Time>, by: Option<&str>, next: Time) -> String {
    let next = next.relative();
    let Some(at) = at.map(Time::relative) else {
        return say!(
            lang,
            "Today's bytes are already yours. The next day begins {next}.",
            "Die Bytes von heute hast du schon. Der nächste Tag beginnt {next}.",
            "Los bytes de hoy ya son tuyos. El próximo día empieza {next}."
        );
    };
    let by = by.unwrap_or("/bytes");
    say!(
        lang,
        "You claimed today's bytes {at} with `{by}`. The next day begins {next}.",
        "Du hast die Bytes von heute {at} mit `{by}` abgeholt. Der nächste Tag beginnt {next}.",
        "Reclamaste los bytes de hoy {at} con `{by}`. El próximo día empieza {next}."
    )
}

pub fn history(lang: Lang, user: UserId, entries: &[Entry]) -> Embed {
    let lines: Vec<String> = entries.iter().map(|entry| entry_line(lang, entry)).collect();
    let text = if lines.is_empty() {
        word!(lang, "Nothing happened yet.", "Noch ist nichts geschehen.", "Todavía no pasó nada.").to_owned()
    } else {
        lines.join("\n")
    };
    embed(word!(lang, "Bytes: history", "Bytes: Verlauf", "Bytes: historial")).text(format!("<@{user}>\n\n{text}"))
}

fn entry_line(lang: Lang, entry: &Entry) -> String {
    let (at, delta) = (Time::from_millis(entry.at).full(), signed(lang, entry.delta));
    let other = entry.other.as_deref().unwrap_or("?");
    let what = match (entry.kind.as_str(), entry.delta) {
        ("open", _) => say!(lang, "account opened", "Konto eröffnet", "cuenta abierta"),
        ("daily", _) => say!(lang, "daily bytes", "Tages-Bytes", "bytes diarios"),
        ("transfer", ..=0) => say!(lang, "to <@{other}>", "an <@{other}>", "a <@{other}>"),
        ("transfer", _) => say!(lang, "from <@{other}>", "von <@{other}>", "de <@{other}>"),
        ("grant", _) => say!(lang, "granted", "gutgeschrieben", "otorgados"),
        ("revoke", _) => say!(lang, "revoked", "entzogen", "retirados"),
        ("import", _) => say!(lang, "import", "Import", "importación"),
        ("squad_fee", _) => say!(lang, "squad fee", "Trupp-Gebühr", "cuota de escuadrón"),
        ("carried", _) => say!(lang, "that month in sum", "Summe des Monats", "suma de ese mes"),
        (kind, _) => words::quoted(kind),
    };
    // A daily entry's reason is the command that claimed it, which only `/bytes daily` tells.
    let reason = entry.reason.as_deref().filter(|_| entry.kind != "daily").map(words::quoted);
    let reason = reason.map(|reason| format!(" · {}", words::shortened(&reason, 80))).unwrap_or_default();
    format!("{at} **{delta}** {what}{reason}")
}
