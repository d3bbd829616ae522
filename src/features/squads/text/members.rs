//! What members read.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        emoji,
        ids::UserId,
        lang::Lang,
        money::Amount,
        words::{self, number},
    },
    discord::{
        build::{EmbedExt, embed},
        reply::Message,
    },
    features::{
        bytes,
        squads::{
            act::Known,
            logic::{self, Refusal, Step},
            model::{Membership, Sale, Squad},
        },
    },
    say, word,
};

/// A squad as people know it: emoji and name.
pub fn titled(squad: &Squad) -> String {
    let name = words::quoted(&squad.name);
    match &squad.emoji {
        Some(emoji) => format!("{emoji} **{name}**"),
        None => format!("**{name}**"),
    }
}

/// As [`titled`] where nothing can be bold: on controls. The emoji is part of the text there, since
/// Discord refuses the whole message for one that it does not take on a button; a server's own
/// emoji is none in a text of that kind.
pub fn plain(squad: &Squad) -> String {
    match squad.emoji.as_ref().filter(|emoji| emoji::is_unicode(emoji)) {
        Some(emoji) => format!("{emoji} {}", squad.name),
        None => squad.name.clone(),
    }
}

/// "3 of 10 members" and the like.
fn crowd(lang: Lang, squad: &Squad) -> String {
    let members = number(lang, squad.members);
    match squad.max_members {
        Some(most) => {
            let one = most == 1;
            let most = number(lang, most);
            match one {
                true => say!(lang, "{members} of 1 member", "{members} von 1 Mitglied", "{members} de 1 miembro"),
                false => say!(
                    lang,
                    "{members} of {most} members",
                    "{members} von {most} Mitgliedern",
                    "{members} de {most} miembros"
                ),
            }
        }
        None if squad.members == 1 => word!(lang, "1 member", "1 Mitglied", "1 miembro").to_owned(),
        None => say!(lang, "{members} members", "{members} Mitglieder", "{members} miembros"),
    }
}

fn together(lang: Lang, squad: &Squad) -> String {
    if squad.bytes_at == 0 {
        return String::new();
    }
    let bytes = bytes::text::amount(lang, Amount::new(squad.bytes).unwrap_or_default());
    format!(" · {bytes}")
}

/// A squad's name where bold is of no use: in titles.
fn headed(squad: &Squad) -> String {
    let emoji = squad.emoji.as_ref().map(|emoji| format!("{emoji} ")).unwrap_or_default();
    format!("{emoji}{}", words::quoted(&squad.name))
}

/// Squads that the list names at most: one field each, and one that counts the others.
const LISTED: usize = 24;
/// Characters of the list's fields together, a little below what Discord takes of an embed (6,000).
const FIELDS: usize = 5_700;
/// Characters of a description in the list.
const ABOUT: usize = 200;

pub fn list(lang: Lang, known: &Known) -> Embed {
    let mut shown = embed(word!(lang, "Squads", "Trupps", "Escuadrones"));
    let active: Vec<&Squad> = known.squads.iter().filter(|squad| squad.is_active()).collect();
    let own = known.membership.as_ref().map(|membership| membership.squad);
    let fields = active.iter().take(LISTED).map(|squad| {
        let mark = if own == Some(squad.id) { " ←" } else { "" };
        let role = squad.role.map(|role| format!(" · <@&{role}>")).unwrap_or_default();
        let facts = format!("{}{}{role}", crowd(lang, squad), together(lang, squad));
        (format!("{}{mark}", headed(squad)), facts, squad.description.as_str())
    });
    let fields: Vec<(String, String, &str)> = fields.collect();
    // Long descriptions share what the rest leaves.
    let taken: usize = fields.iter().map(|(name, facts, _)| name.chars().count() + facts.chars().count()).sum();
    let each = (FIELDS.saturating_sub(taken) / fields.len().max(1)).min(ABOUT);
    for (name, facts, about) in fields {
        let about = words::shortened(&words::quoted(about), each.saturating_sub(1));
        let about = if about.is_empty() || each < 20 { String::new() } else { format!("\n{about}") };
        shown = shown.field(name, format!("{facts}{about}"));
    }
    if active.len() > LISTED {
        let more = number(lang, (active.len() - LISTED) as i64);
        shown = shown.field("…", say!(lang, "and {more} more", "und {more} weitere", "y {more} más"));
    }
    if active.iter().any(|squad| squad.bytes_at > 0) {
        shown = shown.footer(word!(
            lang,
            "Bytes are summed up every hour.",
            "Bytes werden stündlich zusammengezählt.",
            "Los bytes se suman cada hora."
        ));
    }
    shown
}

/// What a step costs, on its control.
pub fn priced(lang: Lang, squad: &Squad, price: Amount) -> String {
    let name = plain(squad);
    match price {
        Amount::ZERO => say!(lang, "{name} · free", "{name} · kostenlos", "{name} · gratis"),
        price => format!("{name} · {}", bytes::text::amount(lang, price)),
    }
}

pub fn which(lang: Lang, known: &Known) -> String {
    match known.own() {
        Some(own) => {
            let own = titled(own);
            say!(
                lang,
                "You are in {own}. Where do you want to go?",
                "Du bist bei {own}. Wohin möchtest du?",
                "Estás en {own}. ¿A dónde quieres ir?"
            )
        }
        None => word!(lang, "Which squad?", "Welcher Trupp?", "¿Qué escuadrón?").to_owned(),
    }
}

pub fn choose(lang: Lang) -> &'static str {
    word!(lang, "Choose a squad", "Wähle einen Trupp", "Elige un escuadrón")
}

/// The question before a step that costs something or leaves something behind.
pub fn question(lang: Lang, known: &Known, squad: &Squad, step: &Step, changed: bool) -> String {
    let (to, from) = (titled(squad), known.own().map(titled));
    let price = bytes::text::amount(lang, step.price);
    let free = step.price == Amount::ZERO;
    let mut text = match (from, free) {
        (Some(from), false) => say!(
            lang,
            "Leave {from} and go to {to} for **{price}**?",
            "{from} verlassen und für **{price}** zu {to} wechseln?",
            "¿Dejar {from} y pasar a {to} por **{price}**?"
        ),
        (Some(from), true) => {
            say!(
                lang,
                "Leave {from} and go to {to}?",
                "{from} verlassen und zu {to} wechseln?",
                "¿Dejar {from} y pasar a {to}?"
            )
        }
        (None, false) => {
            say!(
                lang,
                "Join {to} for **{price}**?",
                "{to} für **{price}** beitreten?",
                "¿Unirte a {to} por **{price}**?"
            )
        }
        (None, true) => say!(lang, "Join {to}?", "{to} beitreten?", "¿Unirte a {to}?"),
    };
    if changed {
        text.push('\n');
        text.push_str(word!(
            lang,
            "This has changed since you were asked, so please look again.",
            "Das hat sich geändert, seit du gefragt wurdest; bitte sieh noch einmal hin.",
            "Esto cambió desde que se te preguntó; vuelve a mirarlo."
        ));
    }
    text
}

pub fn yes(lang: Lang, step: &Step) -> String {
    let price = bytes::text::amount(lang, step.price);
    match step.price {
        Amount::ZERO => word!(lang, "Yes", "Ja", "Sí").to_owned(),
        _ => say!(lang, "Yes, for {price}", "Ja, für {price}", "Sí, por {price}"),
    }
}

pub fn no(lang: Lang) -> &'static str {
    word!(lang, "No", "Nein", "No")
}

pub fn stayed(lang: Lang) -> &'static str {
    word!(lang, "Everything stays as it is.", "Alles bleibt, wie es ist.", "Todo queda como está.")
}

pub fn joined(lang: Lang, squad: &Squad, step: &Step, balance: i64) -> Message {
    let name = titled(squad);
    let mut text = say!(lang, "You are in {name} now.", "Du bist jetzt bei {name}.", "Ahora estás en {name}.");
    if step.price > Amount::ZERO {
        let price = bytes::text::amount(lang, step.price);
        let held = bytes::text::amount(lang, Amount::new(balance).unwrap_or_default());
        text.push_str(&say!(
            lang,
            " It cost **{price}**; you hold **{held}**.",
            " Das hat **{price}** gekostet; du hast **{held}**.",
            " Costó **{price}**; tienes **{held}**."
        ));
    }
    if let Some(welcome) = &squad.welcome {
        text.push_str(&format!("\n> {}", words::quoted(welcome)));
    }
    Message::text(text)
}

pub fn announced(lang: Lang, user: UserId, from: Option<&Squad>, to: &Squad) -> String {
    let to = titled(to);
    match from.map(titled) {
        Some(from) => {
            say!(
                lang,
                "<@{user}> went from {from} to {to}.",
                "<@{user}> ist von {from} zu {to} gewechselt.",
                "<@{user}> pasó de {from} a {to}."
            )
        }
        None => say!(lang, "<@{user}> joined {to}.", "<@{user}> ist {to} beigetreten.", "<@{user}> se unió a {to}."),
    }
}

pub fn leave_question(lang: Lang, squad: &Squad) -> String {
    let name = titled(squad);
    say!(
        lang,
        "Leave {name}? You lose its role; coming back may cost something.",
        "{name} verlassen? Du verlierst die Rolle; zurückzukommen kann etwas kosten.",
        "¿Dejar {name}? Pierdes su rol; volver puede costar algo."
    )
}

pub fn leave(lang: Lang) -> &'static str {
    word!(lang, "Leave", "Verlassen", "Dejarlo")
}

pub fn left(lang: Lang, squad: &Squad) -> String {
    let name = titled(squad);
    say!(lang, "You have left {name}.", "Du hast {name} verlassen.", "Has dejado {name}.")
}

/// A member's squad, and for the one who asks which others are open and why not.
pub fn info(lang: Lang, user: UserId, squad: Option<&Squad>, membership: Option<&Membership>) -> Embed {
    let shown = embed(word!(lang, "Squad", "Trupp", "Escuadrón"));
    let (Some(squad), Some(membership)) = (squad, membership) else {
        return shown.text(say!(
            lang,
            "<@{user}> is in no squad.",
            "<@{user}> ist in keinem Trupp.",
            "<@{user}> no está en ningún escuadrón."
        ));
    };
    let since = super::since(membership.joined_at);
    let name = titled(squad);
    let about = words::quoted(&squad.description);
    let text = say!(
        lang,
        "<@{user}> · {name}, since {since}",
        "<@{user}> · {name}, seit {since}",
        "<@{user}> · {name}, desde {since}"
    );
    let crowd = format!("{}{}", crowd(lang, squad), together(lang, squad));
    shown.text(format!("{text}\n{crowd}{}", if about.is_empty() { about } else { format!("\n{about}") }))
}

pub fn role_missing(lang: Lang, shown: Embed, why: &str) -> Embed {
    shown.field(word!(lang, "Your role is missing", "Deine Rolle fehlt", "Falta tu rol"), why)
}

pub fn others(lang: Lang, shown: Embed, known: &Known, scene: &logic::Scene<'_>) -> Embed {
    let own = known.membership.as_ref().map(|membership| membership.squad);
    let lines = known.squads.iter().filter(|squad| squad.is_active() && Some(squad.id) != own).take(15).map(|squad| {
        let name = titled(squad);
        match logic::step(scene, squad) {
            Ok(step) => {
                let price = match step.price {
                    Amount::ZERO => word!(lang, "free", "kostenlos", "gratis").to_owned(),
                    price => bytes::text::amount(lang, price),
                };
                format!("✅ {name} · {price}")
            }
            Err(Refusal::Full) => format!("❌ {name} · {}", word!(lang, "full", "voll", "lleno")),
            Err(Refusal::BelowMinimum(amount) | Refusal::TooLittle(amount)) => {
                let needed = bytes::text::amount(lang, amount);
                let why = say!(lang, "needs {needed}", "braucht {needed}", "necesita {needed}");
                format!("❌ {name} · {why}")
            }
            Err(Refusal::Archived | Refusal::AlreadyThere) => format!("❌ {name}"),
        }
    });
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => shown,
        false => shown.field(word!(lang, "Open to you", "Für dich offen", "Abiertos para ti"), lines.join("\n")),
    }
}

pub fn members_title(lang: Lang, squad: &Squad) -> String {
    let (name, crowd) = (headed(squad), crowd(lang, squad));
    format!("{name} · {crowd}")
}

pub fn nobody(lang: Lang) -> &'static str {
    word!(lang, "Nobody yet.", "Noch niemand.", "Nadie todavía.")
}

pub fn first_page(lang: Lang) -> &'static str {
    word!(lang, "First", "Anfang", "Inicio")
}

pub fn next_page(lang: Lang) -> &'static str {
    word!(lang, "Next", "Weiter", "Siguiente")
}

/// A sale in a line: what is cheaper until when.
pub fn sale(lang: Lang, sale: &Sale, runs: bool) -> String {
    let name = words::quoted(&sale.name);
    let (join, switch) = (number(lang, sale.join_discount), number(lang, sale.switch_discount));
    let when = match runs {
        true => {
            let end = super::since(sale.ends_at);
            say!(lang, "ends {end}", "endet {end}", "termina {end}")
        }
        false => {
            let start = super::since(sale.starts_at);
            say!(lang, "starts {start}", "beginnt {start}", "empieza {start}")
        }
    };
    say!(
        lang,
        "**{name}**: joining −{join} %, switching −{switch} %, {when}",
        "**{name}**: Beitritt −{join} %, Wechsel −{switch} %, {when}",
        "**{name}**: unirse −{join} %, cambiarse −{switch} %, {when}"
    )
}
