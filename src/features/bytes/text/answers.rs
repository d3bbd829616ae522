//! What members read.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        ids::{RoleId, UserId},
        lang::Lang,
        money::Amount,
        time::Time,
        words::{self, number, signed},
    },
    discord::build::{AMBER, EmbedExt, GREEN, embed},
    features::{
        bytes::{
            logic::{self, Refusal},
            model::{Account, BytesSettings, Claim, Entry, Measure, Ranked, Transfer},
        },
        roles::{
            self,
            model::{Outcome, Wish},
        },
    },
    say, word,
};

use super::super::commands::RANKS;

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
    say!(
        lang,
        "-# +{amount}, day {day}",
        "-# +{amount}, Tag {day}",
        "-# +{amount}, día {day}"
    )
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
    let balance = say!(
        lang,
        "**{balance}** bytes",
        "**{balance}** Bytes",
        "**{balance}** bytes"
    );
    let title = word!(lang, "Bytes", "Bytes", "Bytes");
    let mut shown = embed(title)
        .text(format!("<@{user}>"))
        .inline(word!(lang, "Balance", "Guthaben", "Saldo"), balance)
        .inline(
            word!(lang, "Received", "Erhalten", "Recibidos"),
            number(lang, account.received),
        )
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
        shown = shown.inline(
            word!(lang, "Next reward", "Nächste Belohnung", "Próxima recompensa"),
            text,
        );
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
    embed(title).text(text).colored(GREEN).inline(
        word!(lang, "Streak", "Serie", "Racha"),
        streak(lang, settings, claim.streak),
    )
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

pub fn history(lang: Lang, user: UserId, entries: &[Entry]) -> Embed {
    let lines: Vec<String> = entries.iter().map(|entry| entry_line(lang, entry)).collect();
    let text = if lines.is_empty() {
        word!(
            lang,
            "Nothing happened yet.",
            "Noch ist nichts geschehen.",
            "Todavía no pasó nada."
        )
        .to_owned()
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
        ("carried", _) => say!(lang, "that month in sum", "Summe des Monats", "suma de ese mes"),
        (kind, _) => words::quoted(kind),
    };
    // A daily entry's reason is the command that claimed it, which only `/bytes daily` tells.
    let reason = entry
        .reason
        .as_deref()
        .filter(|_| entry.kind != "daily")
        .map(words::quoted);
    let reason = reason
        .map(|reason| format!(" · {}", words::shortened(&reason, 80)))
        .unwrap_or_default();
    format!("{at} **{delta}** {what}{reason}")
}

pub fn no_rewards(lang: Lang) -> &'static str {
    word!(
        lang,
        "No reward roles are set up here. An administrator adds them with `/bytes-admin reward add`.",
        "Hier gibt es keine Belohnungsrollen. Die Administration legt sie mit `/bytes-admin reward add` an.",
        "Aquí no hay roles de recompensa. La administración los añade con `/bytes-admin reward add`."
    )
}

pub fn not_here(lang: Lang, user: UserId) -> String {
    say!(
        lang,
        "<@{user}> is not on this server.",
        "<@{user}> ist nicht auf diesem Server.",
        "<@{user}> no está en este servidor."
    )
}

pub fn discord_silent(lang: Lang) -> &'static str {
    word!(
        lang,
        "Discord did not answer. Nothing was changed; please try again in a minute.",
        "Discord hat nicht geantwortet. Es wurde nichts geändert; bitte versuche es in einer Minute erneut.",
        "Discord no respondió. No se cambió nada; inténtalo de nuevo en un minuto."
    )
}

/// What `/bytes awards` did.
pub fn awards(
    lang: Lang,
    settings: &BytesSettings,
    user: UserId,
    account: &Account,
    outcomes: &[(Wish, Outcome)],
) -> Embed {
    let lines: Vec<String> = outcomes
        .iter()
        .map(|(wish, outcome)| outcome_line(lang, wish, outcome))
        .collect();
    let all_done = outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Done);
    let text = if lines.is_empty() {
        word!(
            lang,
            "Every role is as it should be.",
            "Alle Rollen sind, wie sie sein sollen.",
            "Todos los roles están como deben."
        )
        .to_owned()
    } else {
        lines.join("\n")
    };
    let figure = number(lang, account.figure(settings.measure));
    let shown = embed(word!(lang, "Reward roles", "Belohnungsrollen", "Roles de recompensa"))
        .text(format!("<@{user}>\n\n{text}"))
        .colored(if all_done { GREEN } else { AMBER })
        .inline(measure(lang, settings.measure), figure);
    let Some((reward, missing)) = logic::next_reward(settings, account) else {
        return shown;
    };
    let (role, missing) = (reward.role, number(lang, missing));
    let next = say!(
        lang,
        "<@&{role}> in {missing} bytes",
        "<@&{role}> in {missing} Bytes",
        "<@&{role}> a {missing} bytes"
    );
    shown.inline(
        word!(lang, "Next reward", "Nächste Belohnung", "Próxima recompensa"),
        next,
    )
}

fn outcome_line(lang: Lang, wish: &Wish, outcome: &Outcome) -> String {
    let role = wish.role;
    match outcome {
        Outcome::Done if wish.wanted => say!(
            lang,
            "✅ <@&{role}> given",
            "✅ <@&{role}> gegeben",
            "✅ <@&{role}> dado"
        ),
        Outcome::Done => say!(
            lang,
            "➖ <@&{role}> taken back",
            "➖ <@&{role}> zurückgenommen",
            "➖ <@&{role}> retirado"
        ),
        Outcome::Later { reason, .. } | Outcome::Failed { reason } => {
            format!("⚠️ <@&{role}>: {}", roles::text::reason(lang, *reason))
        }
    }
}

pub fn measure(lang: Lang, measure: Measure) -> &'static str {
    match measure {
        Measure::Received => super::specs::measure_received(lang),
        Measure::ReceivedNet => super::specs::measure_net(lang),
        Measure::Highest => super::specs::measure_highest(lang),
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

/// A fixed amount with its unit.
pub fn amount(lang: Lang, amount: Amount) -> String {
    let figure = number(lang, amount.get());
    match amount.get() {
        1 => say!(lang, "{figure} byte", "{figure} Byte", "{figure} byte"),
        _ => say!(lang, "{figure} bytes", "{figure} Bytes", "{figure} bytes"),
    }
}
