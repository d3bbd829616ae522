//! Why something on squads cannot be done, with the cure where there is one.

use crate::{
    base::{ids::UserId, lang::Lang, money::Amount, time::Time, words},
    features::{
        bytes,
        squads::{
            logic::Refusal,
            model::{MOST, Squad},
        },
    },
    say, word,
};

pub fn refusal(lang: Lang, refusal: Refusal, squad: &Squad, balance: i64) -> String {
    let name = super::titled(squad);
    let held = bytes::text::amount(lang, Amount::new(balance).unwrap_or_default());
    match refusal {
        Refusal::Archived => say!(
            lang,
            "{name} is closed. `/squads list` shows which are open.",
            "{name} ist geschlossen. `/squads list` zeigt, welche offen sind.",
            "{name} está cerrado. `/squads list` muestra los abiertos."
        ),
        Refusal::Full => say!(
            lang,
            "{name} is full. `/squads list` shows where there is room.",
            "{name} ist voll. `/squads list` zeigt, wo Platz ist.",
            "{name} está lleno. `/squads list` muestra dónde hay sitio."
        ),
        Refusal::AlreadyThere => {
            say!(lang, "You are in {name} already.", "Du bist schon bei {name}.", "Ya estás en {name}.")
        }
        Refusal::BelowMinimum(minimum) => {
            let minimum = bytes::text::amount(lang, minimum);
            say!(
                lang,
                "Squads are open to members who hold at least **{minimum}**; you hold **{held}**.",
                "Trupps stehen Mitgliedern mit mindestens **{minimum}** offen; du hast **{held}**.",
                "Los escuadrones están abiertos desde **{minimum}**; tienes **{held}**."
            )
        }
        Refusal::TooLittle(price) => {
            let price = bytes::text::amount(lang, price);
            say!(
                lang,
                "{name} costs **{price}** for you; you hold **{held}**.",
                "{name} kostet dich **{price}**; du hast **{held}**.",
                "{name} te cuesta **{price}**; tienes **{held}**."
            )
        }
    }
}

pub fn changed_meanwhile(lang: Lang) -> &'static str {
    word!(
        lang,
        "Somebody else has changed this squad meanwhile. Look at it again first.",
        "Jemand anderes hat diesen Trupp inzwischen geändert. Sieh ihn dir zuerst noch einmal an.",
        "Otra persona ha cambiado este escuadrón mientras tanto. Míralo de nuevo primero."
    )
}

pub fn no_such_squad(lang: Lang) -> &'static str {
    word!(
        lang,
        "There is no such squad. `/squads list` shows them all.",
        "Diesen Trupp gibt es nicht. `/squads list` zeigt alle.",
        "No existe ese escuadrón. `/squads list` los muestra todos."
    )
}

pub fn no_squads(lang: Lang) -> &'static str {
    word!(
        lang,
        "There are no squads yet. An administrator makes the first with `/squads-admin create`.",
        "Noch gibt es keine Trupps. Die Administration gründet den ersten mit `/squads-admin create`.",
        "Aún no hay escuadrones. La administración crea el primero con `/squads-admin create`."
    )
}

pub fn no_other_squad(lang: Lang) -> &'static str {
    word!(
        lang,
        "You are in the only squad there is.",
        "Du bist schon im einzigen Trupp, den es gibt.",
        "Estás en el único escuadrón que hay."
    )
}

pub fn too_many_to_show(lang: Lang) -> &'static str {
    word!(
        lang,
        "There are more squads than a menu can hold. Name yours: `/squads join squad:…` suggests as you type.",
        "Es gibt mehr Trupps, als ein Menü fasst. Nenne deinen: `/squads join squad:…` schlägt beim Tippen vor.",
        "Hay más escuadrones de los que caben en un menú. Nómbralo: `/squads join squad:…` sugiere al escribir."
    )
}

pub fn not_there(lang: Lang) -> &'static str {
    word!(
        lang,
        "You are in no squad. `/squads join` finds you one.",
        "Du bist in keinem Trupp. Mit `/squads join` findest du einen.",
        "No estás en ningún escuadrón. Con `/squads join` encuentras uno."
    )
}

pub fn not_yours(lang: Lang, asker: UserId) -> String {
    say!(
        lang,
        "These buttons are for <@{asker}>. Run the command yourself.",
        "Diese Knöpfe sind für <@{asker}>. Gib den Befehl selbst ein.",
        "Estos botones son de <@{asker}>. Ejecuta tú el comando."
    )
}

pub fn expired(lang: Lang) -> &'static str {
    word!(
        lang,
        "These buttons have expired. Nothing was changed; run the command again.",
        "Diese Knöpfe sind abgelaufen. Es wurde nichts geändert; gib den Befehl erneut ein.",
        "Estos botones han caducado. No se cambió nada; ejecuta el comando de nuevo."
    )
}

pub fn name_taken(lang: Lang, name: &str) -> String {
    let name = words::quoted(name);
    say!(
        lang,
        "Another squad has the name **{name}** or that role. Names and roles belong to one squad each.",
        "Ein anderer Trupp hat den Namen **{name}** oder diese Rolle. Name und Rolle gehören je einem Trupp.",
        "Otro escuadrón tiene el nombre **{name}** o ese rol. Cada nombre y rol es de un solo escuadrón."
    )
}

pub fn too_many_squads(lang: Lang) -> String {
    let most = words::number(lang, MOST);
    say!(
        lang,
        "A server has at most {most} squads. Archive one first.",
        "Ein Server hat höchstens {most} Trupps. Archiviere zuerst einen.",
        "Un servidor tiene como máximo {most} escuadrones. Archiva uno antes."
    )
}

pub fn roles_under_way(lang: Lang, squad: &Squad) -> String {
    let name = super::titled(squad);
    say!(
        lang,
        "Members of {name} are still getting the role that was chosen last. Try again in a few minutes.",
        "Mitglieder von {name} bekommen noch die zuletzt gewählte Rolle. Versuche es in ein paar Minuten erneut.",
        "Los miembros de {name} aún están recibiendo el último rol elegido. Inténtalo en unos minutos."
    )
}

pub fn empty_name(lang: Lang) -> &'static str {
    word!(lang, "A squad needs a name.", "Ein Trupp braucht einen Namen.", "Un escuadrón necesita un nombre.")
}

pub fn one_emoji(lang: Lang) -> &'static str {
    word!(
        lang,
        "The emoji must be a single one, such as 🦉, or one of this server's own.",
        "Es muss ein einzelnes Emoji sein, etwa 🦉, oder eines von diesem Server.",
        "Tiene que ser un solo emoji, como 🦉, o uno propio de este servidor."
    )
}

pub fn more_inside(lang: Lang, squad: &Squad) -> String {
    let (name, members) = (super::titled(squad), words::number(lang, squad.members));
    say!(
        lang,
        "{name} has {members} members, which is more than that maximum.",
        "{name} hat {members} Mitglieder, das sind mehr als dieses Höchstmaß.",
        "{name} tiene {members} miembros, más que ese máximo."
    )
}

pub fn archived_already(lang: Lang) -> &'static str {
    word!(
        lang,
        "This squad is archived already.",
        "Dieser Trupp ist schon archiviert.",
        "Este escuadrón ya está archivado."
    )
}

pub fn sale_overlaps(lang: Lang) -> &'static str {
    word!(
        lang,
        "Another sale runs in that time. End it first with its button in `/squads-admin sale`.",
        "In dieser Zeit läuft eine andere Aktion. Beende sie zuerst mit ihrem Knopf in `/squads-admin sale`.",
        "En ese tiempo hay otra oferta. Termínala antes con su botón en `/squads-admin sale`."
    )
}

pub fn sale_needs(lang: Lang) -> &'static str {
    word!(
        lang,
        "A sale needs a *duration* and a discount: *join*, *switch* or both.",
        "Eine Aktion braucht eine Dauer (*duration*) und einen Rabatt: *join*, *switch* oder beide.",
        "Una oferta necesita duración (*duration*) y descuento: *join*, *switch* o ambos."
    )
}

pub fn unreadable_span(lang: Lang) -> &'static str {
    word!(
        lang,
        "I cannot read that span of time. Write it like 30m, 2h, 1d 12h or 1w.",
        "Diese Zeitspanne kann ich nicht lesen. Schreibe sie wie 30m, 2h, 1d 12h oder 1w.",
        "No entiendo esa duración. Escríbela como 30m, 2h, 1d 12h o 1w."
    )
}

/// When something was, for those who look.
pub fn since(at: i64) -> String {
    Time::from_millis(at).relative()
}
