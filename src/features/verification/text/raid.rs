//! The raid card: how many, what they share, how they stand, what was done to all.

use twilight_model::channel::message::{Component, component::ButtonStyle};

use super::specs;
use crate::{
    base::{
        duration,
        ids::{DISCORD_EPOCH, GuildId, UserId},
        lang::Lang,
        time::Time,
        words,
    },
    discord::{
        build::{AMBER, ComponentExt, EmbedExt, GREEN, button, embed, row},
        custom_id,
        reply::Message,
    },
    features::verification::raid::{
        logic::{self, LASTS},
        model::{Action, Counts, Failed, Member, OpenRaid, Raid, Reason, Run},
    },
    say, word,
};

/// Names that a card shows.
const NAMES: usize = 10;

pub fn raid_card(
    lang: Lang,
    raid: &Raid,
    counts: &Counts,
    members: &[Member],
    runs: &[Run],
    failed: &[Failed],
    is_paused: bool,
) -> Message {
    let alerts = words::number(lang, counts.alerts);
    let is_open = counts.pending > 0;
    let title = match is_open {
        true => say!(lang, "Raid: {alerts} alerts", "Raid: {alerts} Meldungen", "Oleada: {alerts} alertas"),
        false => say!(
            lang,
            "Raid: {alerts} alerts, all decided",
            "Raid: {alerts} Meldungen, alle entschieden",
            "Oleada: {alerts} alertas, todas decididas"
        ),
    };
    let mut shown = embed(title)
        .colored(if is_open { AMBER } else { GREEN })
        .text(times(lang, raid))
        .field(word!(lang, "State", "Stand", "Estado"), state(lang, counts));
    if is_open {
        shown = shown
            .field(
                word!(lang, "What they share", "Was sie gemeinsam haben", "Qué comparten"),
                shared(lang, raid, counts, members),
            )
            .field(word!(lang, "First of them", "Die ersten", "Los primeros"), names(lang, counts, members));
    }
    if let Some(latest) = runs.first() {
        let title = run_name(lang, latest.action, latest.is_undo());
        shown = shown.field(title, progress(lang, latest, failed, is_paused));
    }
    let mut message = Message::embed(shown);
    let is_running = runs.first().is_some_and(Run::is_running);
    if is_open {
        message = message.with(row(buttons(lang, raid, counts, is_running)));
    }
    if let Some(run) = runs.iter().find(|run| run.can_be_undone()) {
        let label = undo_name(lang, run.action);
        let id = custom_id::encode("verification", "raid-undo-ask", &[&run.id]);
        message = message.with(row(vec![button(ButtonStyle::Secondary, label, id).disabled(is_running)]));
    }
    message
}

fn times(lang: Lang, raid: &Raid) -> String {
    let (first, last) = (Time::from_millis(raid.started_at).full(), Time::from_millis(raid.last_at).relative());
    let quiet = duration::shown(lang, LASTS);
    say!(
        lang,
        "First alert {first}, latest {last}. Further ones join this card until none has come for {quiet}.",
        "Erste Meldung {first}, neueste {last}. Weitere kommen auf diese Karte, bis {quiet} lang keine mehr kam.",
        "Primera alerta {first}, última {last}. Las siguientes se suman aquí hasta que pasen {quiet} sin ninguna."
    )
}

fn state(lang: Lang, counts: &Counts) -> String {
    let number = |value: i64| words::number(lang, value);
    let mut parts = Vec::new();
    if counts.pending > 0 {
        let (pending, restricted) = (number(counts.pending), number(counts.restricted));
        parts.push(say!(
            lang,
            "{pending} waiting ({restricted} restricted)",
            "{pending} warten ({restricted} eingeschränkt)",
            "{pending} en espera ({restricted} restringidos)"
        ));
    }
    if counts.verified > 0 {
        let verified = number(counts.verified);
        parts.push(say!(lang, "{verified} verified", "{verified} verifiziert", "{verified} verificados"));
    }
    if counts.rejected > 0 {
        let rejected = number(counts.rejected);
        parts.push(say!(lang, "{rejected} rejected", "{rejected} abgelehnt", "{rejected} rechazados"));
    }
    parts.join(" · ")
}

/// What is known of all: age of the accounts, when they joined, pictures, names.
fn shared(lang: Lang, raid: &Raid, counts: &Counts, members: &[Member]) -> String {
    let mut lines = Vec::new();
    if let (Some(oldest), Some(youngest)) = (counts.oldest, counts.youngest) {
        let age = |made: i64| duration::shown(lang, raid.last_at - DISCORD_EPOCH - made);
        let (young, old) = (age(youngest), age(oldest));
        lines.push(match young == old {
            true => say!(lang, "• accounts {old} old", "• Konten {old} alt", "• cuentas de {old}"),
            false => say!(
                lang,
                "• accounts {young} to {old} old",
                "• Konten {young} bis {old} alt",
                "• cuentas de {young} a {old}"
            ),
        });
    }
    if let (Some(from), Some(to)) = (counts.joined_from, counts.joined_to)
        && counts.joined == counts.alerts
    {
        let span = duration::shown(lang, to - from);
        lines.push(say!(
            lang,
            "• joined within {span}",
            "• innerhalb von {span} beigetreten",
            "• se unieron en {span}"
        ));
    }
    let (faceless, alerts) = (words::number(lang, counts.faceless), words::number(lang, counts.alerts));
    lines.push(say!(
        lang,
        "• no picture: {faceless} of {alerts}",
        "• ohne Bild: {faceless} von {alerts}",
        "• sin imagen: {faceless} de {alerts}"
    ));
    let known: Vec<&str> = members.iter().map(|member| member.user_name.as_str()).collect();
    if let Some(start) = logic::shared_start(&known) {
        let start = words::quoted(&start);
        lines.push(say!(
            lang,
            "• names begin with “{start}”",
            "• Namen beginnen mit „{start}“",
            "• los nombres empiezan por «{start}»"
        ));
    }
    lines.join("\n")
}

fn names(lang: Lang, counts: &Counts, members: &[Member]) -> String {
    let listed: Vec<String> =
        members.iter().take(NAMES).map(|member| person_of(member.user, &member.user_name)).collect();
    let more = counts.alerts - listed.len() as i64;
    let listed = listed.join(", ");
    match more {
        1.. => {
            let more = words::number(lang, more);
            say!(lang, "{listed} and {more} more", "{listed} und {more} weitere", "{listed} y {more} más")
        }
        _ => listed,
    }
}

pub fn person_of(user: UserId, name: &str) -> String {
    match name.is_empty() {
        true => format!("<@{user}>"),
        false => format!("<@{user}> ({})", words::shortened(&words::quoted(name), 40)),
    }
}

fn buttons(lang: Lang, raid: &Raid, counts: &Counts, is_running: bool) -> Vec<Component> {
    let ask = |action: Action, style| {
        let id = custom_id::encode("verification", "raid-ask", &[&raid.id, action.word()]);
        button(style, run_name(lang, action, false), id)
    };
    let one = custom_id::encode("verification", "raid-one", &[&raid.id]);
    vec![
        ask(Action::Restrict, ButtonStyle::Primary).disabled(is_running || counts.pending == counts.restricted),
        ask(Action::Ban, ButtonStyle::Danger).disabled(is_running),
        ask(Action::Verify, ButtonStyle::Success).disabled(is_running),
        button(ButtonStyle::Secondary, specs::one_by_one(lang), one),
    ]
}

pub fn run_name(lang: Lang, action: Action, is_undo: bool) -> &'static str {
    match (action, is_undo) {
        (Action::Restrict, false) => word!(lang, "Restrict all", "Alle einschränken", "Restringir a todos"),
        (Action::Ban, false) => word!(lang, "Ban all", "Alle bannen", "Vetar a todos"),
        (Action::Verify, false) => word!(lang, "Verify all", "Alle verifizieren", "Verificar a todos"),
        (_, true) => undo_name(lang, action),
    }
}

pub fn undo_name(lang: Lang, action: Action) -> &'static str {
    match action {
        Action::Restrict => {
            word!(lang, "Undo all: restrictions", "Alles zurücknehmen: Einschränkungen", "Deshacer todo: restricciones")
        }
        Action::Ban => word!(lang, "Undo all: bans", "Alles zurücknehmen: Banns", "Deshacer todo: vetos"),
        Action::Verify => {
            word!(
                lang,
                "Undo all: verifications",
                "Alles zurücknehmen: Verifizierungen",
                "Deshacer todo: verificaciones"
            )
        }
    }
}

pub fn progress(lang: Lang, run: &Run, failed: &[Failed], is_paused: bool) -> String {
    let (by, when) = (run.admin, Time::from_millis(run.started_at).relative());
    let number = |value: i64| words::number(lang, value);
    let (done, total) = (number(run.done), number(run.total));
    let mark = match (run.is_running(), is_paused) {
        (true, true) => {
            word!(lang, "⏸ while the brake is on:", "⏸ solange die Bremse an ist:", "⏸ con el freno puesto:")
        }
        (true, false) => "⏳",
        (false, _) => "✅",
    };
    let mut line = say!(
        lang,
        "{mark} {done} of {total} done, by <@{by}> {when}",
        "{mark} {done} von {total} erledigt, durch <@{by}> {when}",
        "{mark} {done} de {total} hechos, por <@{by}> {when}"
    );
    if run.skipped > 0 {
        let skipped = number(run.skipped);
        line.push_str(&say!(
            lang,
            " · {skipped} decided otherwise meanwhile",
            " · {skipped} inzwischen anders entschieden",
            " · {skipped} decididos de otro modo entretanto"
        ));
    }
    if run.failed > 0 {
        let count = number(run.failed);
        line.push_str(&say!(lang, " · {count} failed:", " · {count} gescheitert:", " · {count} fallidos:"));
        for one in failed {
            line.push_str(&format!("\n• {}: {}", person_of(one.user, &one.user_name), raid_failure(lang, one.failure)));
        }
    }
    line
}

pub fn raid_failure(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::AboveYou => word!(
            lang,
            "not below whoever asked",
            "nicht unter der Person, die es wollte",
            "no está por debajo de quien lo pidió"
        ),
        Reason::AboveBot => {
            word!(lang, "not below my role", "nicht unter meiner Rolle", "no está por debajo de mi rol")
        }
        Reason::Owner => word!(lang, "owns the server", "ihr gehört der Server", "es dueña del servidor"),
        Reason::Bot => word!(lang, "that is me", "das bin ich", "ese soy yo"),
        Reason::Gone => word!(lang, "has left the server", "hat den Server verlassen", "se fue del servidor"),
        Reason::NotAllowed => word!(
            lang,
            "I lack the permission, or my role is too low",
            "mir fehlt die Berechtigung, oder meine Rolle steht zu tief",
            "me falta el permiso o mi rol está muy abajo"
        ),
        Reason::Unreachable => {
            word!(lang, "Discord did not answer", "Discord hat nicht geantwortet", "Discord no respondió")
        }
        Reason::Refused => word!(lang, "Discord refused", "Discord hat abgelehnt", "Discord se negó"),
    }
}

/// An alert that has become part of a raid.
pub fn folded(
    lang: Lang,
    user: UserId,
    name: &str,
    guild: GuildId,
    card: Option<(crate::base::ids::ChannelId, crate::base::ids::MessageId)>,
) -> Message {
    let who = person_of(user, name);
    let card = match card {
        Some((channel, message)) => {
            let label = word!(lang, "raid card", "Raid-Karte", "tarjeta de la oleada");
            format!("[{label}](https://discord.com/channels/{guild}/{channel}/{message})")
        }
        None => "`/inbox`".to_owned(),
    };
    Message::text(say!(
        lang,
        "↪ {who}: part of a raid, see {card}",
        "↪ {who}: Teil eines Raids, siehe {card}",
        "↪ {who}: parte de una oleada, mira {card}"
    ))
}

/// Why, on the cases of a run.
pub fn raid_reason(lang: Lang, is_picked: bool, is_undo: bool) -> &'static str {
    match is_undo {
        false if is_picked => word!(lang, "Decided with others", "Mit anderen entschieden", "Decidido con otros"),
        true if is_picked => word!(lang, "Taken back", "Zurückgenommen", "Deshecho"),
        false => word!(lang, "Part of a raid", "Teil eines Raids", "Parte de una oleada"),
        true => word!(lang, "Raid: taken back", "Raid: zurückgenommen", "Oleada: deshecho"),
    }
}

/// The entry of a raid in the inbox.
pub fn inbox_raid(lang: Lang, raid: &OpenRaid, guild: GuildId) -> String {
    let (waiting, since) = (words::number(lang, raid.waiting), Time::from_millis(raid.since).relative());
    let link = match (raid.channel, raid.message) {
        (Some(channel), Some(message)) => {
            let label = word!(lang, "card", "Karte", "tarjeta");
            format!(" · [{label}](https://discord.com/channels/{guild}/{channel}/{message})")
        }
        _ => String::new(),
    };
    say!(
        lang,
        "🌊 **Raid**: {waiting} waiting · {since}{link}",
        "🌊 **Raid**: {waiting} warten · {since}{link}",
        "🌊 **Oleada**: {waiting} en espera · {since}{link}"
    )
}
