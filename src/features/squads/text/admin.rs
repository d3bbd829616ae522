//! What administrators read.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        ids::RoleId,
        lang::Lang,
        words::{self, number},
    },
    discord::build::{EmbedExt, embed},
    features::{
        bytes,
        roles::{self, model::Reason},
        squads::model::{Squad, SquadSettings},
    },
    say, word,
};

pub fn created(lang: Lang, name: &str) -> String {
    let name = words::quoted(name);
    say!(
        lang,
        "**{name}** is there. Members join with `/squads join`.",
        "**{name}** ist da. Mitglieder treten mit `/squads join` bei.",
        "**{name}** está listo. Los miembros se unen con `/squads join`."
    )
}

pub fn edited(lang: Lang, squad: &str) -> String {
    let squad = words::quoted(squad);
    say!(lang, "**{squad}** was changed.", "**{squad}** wurde geändert.", "Se cambió **{squad}**.")
}

pub fn archive_question(lang: Lang, squad: &Squad) -> String {
    let (name, members) = (super::titled(squad), number(lang, squad.members));
    say!(
        lang,
        "Archive {name}? Its members ({members}) lose role and membership; this cannot be taken back.",
        "{name} archivieren? Die Mitglieder ({members}) verlieren Rolle und Mitgliedschaft; das lässt sich nicht zurücknehmen.",
        "¿Archivar {name}? Sus miembros ({members}) pierden el rol y la membresía; no se puede deshacer."
    )
}

pub fn archive(lang: Lang) -> &'static str {
    word!(lang, "Archive", "Archivieren", "Archivar")
}

pub fn archived(lang: Lang, squad: &Squad) -> String {
    let name = super::titled(squad);
    say!(
        lang,
        "{name} is archived. Memberships and roles are removed over the next minutes.",
        "{name} ist archiviert. Mitgliedschaften und Rollen werden in den nächsten Minuten entfernt.",
        "{name} está archivado. Las membresías y roles se retiran en los próximos minutos."
    )
}

pub fn no_sales(lang: Lang) -> &'static str {
    word!(
        lang,
        "No sale runs or is planned. Name one: `/squads-admin sale name:… duration:2d switch:50`.",
        "Keine Aktion läuft oder ist geplant. Nenne eine: `/squads-admin sale name:… duration:2d switch:50`.",
        "No hay ofertas. Crea una: `/squads-admin sale name:… duration:2d switch:50`."
    )
}

pub fn end_sale(lang: Lang, name: &str) -> String {
    say!(lang, "End {name}", "{name} beenden", "Terminar {name}")
}

pub fn sale_ended(lang: Lang) -> &'static str {
    word!(lang, "The sale has ended.", "Die Aktion ist beendet.", "La oferta ha terminado.")
}

pub fn sale_over(lang: Lang) -> &'static str {
    word!(lang, "This sale was over already.", "Diese Aktion war schon vorbei.", "Esta oferta ya había terminado.")
}

pub fn config(lang: Lang, settings: &SquadSettings, squads: &[Squad]) -> Embed {
    let amount = |amount| bytes::text::amount(lang, amount);
    let default = settings.default_squad.and_then(|id| squads.iter().find(|squad| squad.id == id));
    let none = || word!(lang, "none", "keiner", "ninguno").to_owned();
    let seconds = number(lang, settings.controls);
    embed(word!(lang, "Squads", "Trupps", "Escuadrones"))
        .inline(word!(lang, "Joining", "Beitritt", "Unirse"), amount(settings.join_cost))
        .inline(word!(lang, "Switching", "Wechsel", "Cambiarse"), amount(settings.switch_cost))
        .inline(word!(lang, "Minimum balance", "Mindestkontostand", "Saldo mínimo"), amount(settings.minimum))
        .inline(word!(lang, "Buttons work for", "Knöpfe gelten", "Validez de los botones"), format!("{seconds} s"))
        .inline(word!(lang, "Default squad", "Standardtrupp", "Por defecto"), default.map_or_else(none, super::titled))
        .inline(
            word!(lang, "Announcements", "Ankündigungen", "Anuncios"),
            settings.channel.map_or_else(none, |channel| format!("<#{channel}>")),
        )
}

pub fn title(lang: Lang) -> &'static str {
    word!(lang, "Squads", "Trupps", "Escuadrones")
}

pub fn summary(lang: Lang, settings: &SquadSettings) -> String {
    let (join, switch) =
        (bytes::text::amount(lang, settings.join_cost), bytes::text::amount(lang, settings.switch_cost));
    say!(
        lang,
        "Joining {join}, switching {switch}. `/squads-admin create` · `/squads-admin config`",
        "Beitritt {join}, Wechsel {switch}. `/squads-admin create` · `/squads-admin config`",
        "Unirse {join}, cambiarse {switch}. `/squads-admin create` · `/squads-admin config`"
    )
}

pub fn watches(lang: Lang) -> &'static str {
    word!(
        lang,
        "Joins and switches are announced here.",
        "Beitritte und Wechsel werden hier angekündigt.",
        "Aquí se anuncian uniones y cambios."
    )
}

/// For the administrators: roles that were put right, and those that could not be.
pub fn mended(lang: Lang, done: i64, failed: &[(RoleId, Reason)]) -> String {
    let mut lines = Vec::new();
    if done > 0 {
        let count = number(lang, done);
        lines.push(say!(
            lang,
            "Members who lacked the role of their squad: {count}. I put it right.",
            "Mitglieder, denen die Rolle ihres Trupps fehlte: {count}. Ich habe das berichtigt.",
            "Miembros sin el rol de su escuadrón: {count}. Lo he corregido."
        ));
    }
    lines.extend(failed.iter().map(|(role, why)| {
        let why = roles::text::reason(lang, *why);
        say!(
            lang,
            "Members of a squad lack its role <@&{role}>. {why}",
            "Mitgliedern eines Trupps fehlt dessen Rolle <@&{role}>. {why}",
            "A miembros de un escuadrón les falta su rol <@&{role}>. {why}"
        )
    }));
    lines.join("\n")
}
