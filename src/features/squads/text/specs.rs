//! Descriptions of the commands and their options.

use crate::{base::lang::Lang, word};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    squads: "Squads: find yours", "Trupps: finde deinen", "Escuadrones: encuentra el tuyo";
    list: "All squads with their members and bytes", "Alle Trupps mit Mitgliedern und Bytes", "Todos los escuadrones con sus miembros y bytes";
    join: "Joins a squad, or switches to it", "Tritt einem Trupp bei oder wechselt zu ihm", "Te une a un escuadrón o te cambia a él";
    join_squad: "Which squad; without it you choose from all", "Welcher Trupp; ohne Angabe wählst du aus allen", "Qué escuadrón; sin esto eliges entre todos";
    leave: "Leaves your squad", "Verlässt deinen Trupp", "Deja tu escuadrón";
    info: "Your squad, or somebody else's", "Dein Trupp oder der von jemand anderem", "Tu escuadrón o el de otra persona";
    info_user: "Whose squad", "Wessen Trupp", "De quién";
    members: "Who is in a squad", "Wer in einem Trupp ist", "Quién está en un escuadrón";
    members_squad: "Which squad", "Welcher Trupp", "Qué escuadrón";
    admin: "Squads for administrators", "Trupps für die Administration", "Escuadrones para la administración";
    create: "Makes a new squad", "Gründet einen neuen Trupp", "Crea un escuadrón";
    edit: "Changes a squad; what you leave out stays", "Ändert einen Trupp; was du weglässt, bleibt", "Cambia un escuadrón; lo que omitas se queda";
    archive: "Closes a squad and takes its role from its members", "Schließt einen Trupp und nimmt den Mitgliedern die Rolle", "Cierra un escuadrón y retira su rol";
    sale: "Makes joining and switching cheaper for a while", "Macht Beitritt und Wechsel eine Weile billiger", "Abarata unirse y cambiarse por un tiempo";
    config: "Costs, controls, default squad and announcements", "Kosten, Bedienelemente, Standardtrupp und Ankündigungen", "Costes, controles, escuadrón por defecto y anuncios";
    name: "Its name", "Sein Name", "Su nombre";
    new_name: "A new name", "Ein neuer Name", "Un nombre nuevo";
    role: "The role that its members have", "Die Rolle seiner Mitglieder", "El rol de sus miembros";
    description: "What it stands for", "Wofür er steht", "Qué representa";
    emoji: "One emoji", "Ein Emoji", "Un emoji";
    max: "How many it takes; 0 for no limit", "Wie viele er aufnimmt; 0 für keine Grenze", "Cuántos admite; 0 sin límite";
    remove: "Takes one of these away from the squad", "Nimmt dem Trupp eines davon", "Le quita uno de estos al escuadrón";
    the_role: "The role", "Die Rolle", "El rol";
    the_description: "The description", "Die Beschreibung", "La descripción";
    the_emoji: "The emoji", "Das Emoji", "El emoji";
    the_welcome: "The welcome", "Die Begrüßung", "La bienvenida";
    welcome: "What a new member reads", "Was ein neues Mitglied liest", "Lo que lee quien se une";
    sale_name: "The name of the sale; without it the sales are shown", "Name der Aktion; ohne Angabe werden Aktionen gezeigt", "Nombre de la oferta; sin esto se muestran";
    sale_duration: "How long it runs, such as 2d", "Wie lange sie läuft, etwa 2d", "Cuánto dura, como 2d";
    sale_starts: "When it starts, such as 3h from now; without it now", "Wann sie beginnt, etwa in 3h; ohne Angabe jetzt", "Cuándo empieza, como 3h; sin esto, ahora";
    sale_join: "Discount on joining, in per cent", "Rabatt auf den Beitritt in Prozent", "Descuento al unirse, en por ciento";
    sale_switch: "Discount on switching, in per cent", "Rabatt auf den Wechsel in Prozent", "Descuento al cambiar, en por ciento";
    switch_cost: "What switching costs", "Was ein Wechsel kostet", "Lo que cuesta cambiarse";
    join_cost: "What joining costs", "Was ein Beitritt kostet", "Lo que cuesta unirse";
    minimum: "Balance from which squads may be joined", "Kontostand, ab dem man beitreten darf", "Saldo mínimo para unirse";
    controls: "Seconds that buttons work", "Wie viele Sekunden Knöpfe gelten", "Segundos que valen los botones";
    default_squad: "Joined on first earning; 'none' for no squad", "Beim ersten Verdienst; 'none' für keinen", "Al ganar por primera vez; 'none' para ninguno";
    channel: "Where joins are announced", "Wo Beitritte angekündigt werden", "Dónde se anuncian";
    quiet: "Announce nothing any more", "Nichts mehr ankündigen", "No anunciar nada más";
}
