//! Every sentence of the gate.

use twilight_model::{channel::message::Embed, guild::Permissions};

use super::{
    logic::{Act, Leak, Plan},
    look::Guild,
    model::{Design, Failure, GateSettings},
};
use crate::{
    app::text::{self, permission_names},
    base::{
        lang::Lang,
        time::Time,
        words::{self, number},
    },
    discord::{
        build::{AMBER, EmbedExt, GREEN, embed},
        rest::RestError,
    },
    say, word,
};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    command: "Sets the gate up: role, channel, and what they need", "Richtet das Tor ein: Rolle, Kanal und was sie brauchen", "Configura la puerta: rol, canal y lo que necesitan";
    title: "Verification gate", "Verifizierungs-Tor", "Puerta de verificación";
    off: "There is no gate. Choose a design below; nothing happens before you press *Do it*.", "Es gibt kein Tor. Wähle unten eine Bauart; vor *Ausführen* geschieht nichts.", "No hay puerta. Elige un diseño abajo; nada ocurre antes de *Hacerlo*.";
    design_verified: "Verified role (recommended)", "Verifizierten-Rolle (empfohlen)", "Rol de verificado (recomendado)";
    design_restricted: "Restricted role", "Eingeschränkten-Rolle", "Rol de restringido";
    design_off: "No gate", "Kein Tor", "Sin puerta";
    do_it: "Do it", "Ausführen", "Hacerlo";
    look_again: "Look again", "Erneut ansehen", "Mirar de nuevo";
    close_now: "Close @everyone now", "@everyone jetzt schließen", "Cerrar @everyone ahora";
    nothing_to_do: "Everything is set up; there is nothing to do.", "Alles ist eingerichtet; es gibt nichts zu tun.", "Todo está configurado; no hay nada que hacer.";
    no_leaks: "Who is restricted sees nothing but the verification channel.", "Wer eingeschränkt ist, sieht nur den Verifizierungs-Kanal.", "Quien está restringido solo ve el canal de verificación.";
    not_set_up: "The gate is chosen but not set up yet. Run `/setupverification`.", "Das Tor ist gewählt, aber noch nicht eingerichtet. Gib `/setupverification` ein.", "La puerta está elegida pero sin configurar. Usa `/setupverification`.";
    channel_gone: "The verification channel does not exist any more. Run `/setupverification`.", "Den Verifizierungs-Kanal gibt es nicht mehr. Gib `/setupverification` ein.", "El canal de verificación ya no existe. Usa `/setupverification`.";
    stands: "The verification gate stands.", "Das Verifizierungs-Tor steht.", "La puerta de verificación está en pie.";
    watches: "It is the verification channel: newcomers press *Verify me* here.", "Es ist der Verifizierungs-Kanal: Neue drücken hier *Verifizieren*.", "Es el canal de verificación: aquí se pulsa *Verificarme*.";
    role_verified: "Verified", "Verifiziert", "Verificado";
    role_restricted: "Restricted", "Eingeschränkt", "Restringido";
    channel_name: "verification", "verifizierung", "verificacion";
    no_intent: "I may not list the members: the operator switches on **Server Members Intent** in the Developer Portal (Bot › Privileged Gateway Intents). Without it use the restricted role.", "Ich darf die Mitglieder nicht auflisten: Der Betreiber schaltet im Developer Portal **Server Members Intent** ein (Bot › Privileged Gateway Intents). Ohne das nimm die Eingeschränkten-Rolle.", "No puedo listar a los miembros: el operador activa **Server Members Intent** en el Developer Portal (Bot › Privileged Gateway Intents). Sin eso, usa el rol de restringido.";
    nobody_gets_in: "Newcomers could not get in: choose how they do under `/setup` › Features › Verification. Until then @everyone stays open.", "Neue kämen nicht herein: wähle unter `/setup` › Funktionen › Verifizierung, wie. Bis dahin bleibt @everyone offen.", "Los nuevos no podrían entrar: elige cómo en `/setup` › Funciones › Verificación. Hasta entonces @everyone sigue abierto.";
    underway: "The plan is being carried out right now. Look again in a moment.", "Der Plan wird gerade ausgeführt. Sieh gleich noch einmal nach.", "El plan se está ejecutando ahora mismo. Mira de nuevo en un momento.";
    discord_silent: "Discord does not answer at the moment. Please try again.", "Discord antwortet gerade nicht. Bitte versuche es erneut.", "Discord no responde ahora. Inténtalo de nuevo.";
    onboarding: "Server onboarding and its default channels are left as they are; look at Server Settings › Onboarding yourself.", "Das Onboarding und seine Standardkanäle bleiben, wie sie sind; sieh selbst unter Servereinstellungen › Onboarding nach.", "El onboarding y sus canales por defecto se dejan como están; revísalo en Ajustes del servidor › Onboarding.";
}

pub fn summary(lang: Lang, gate: &GateSettings) -> String {
    let state = match (gate.design, gate.is_ready()) {
        (Design::Off, _) => word!(lang, "Off", "Aus", "Desactivada"),
        (_, false) => {
            word!(lang, "Chosen, not set up yet", "Gewählt, noch nicht eingerichtet", "Elegida, sin configurar")
        }
        (Design::Verified, true) => word!(lang, "Verified role", "Verifizierten-Rolle", "Rol de verificado"),
        (Design::Restricted, true) => word!(lang, "Restricted role", "Eingeschränkten-Rolle", "Rol de restringido"),
    };
    format!("{state}. `/setupverification`")
}

fn lacking(lang: Lang, lacking: Permissions) -> String {
    let names = permission_names(lang, lacking);
    say!(
        lang,
        "⚠️ My own role lacks {names}. Give them to it in Server Settings › Roles, then look again.",
        "⚠️ Meiner eigenen Rolle fehlt {names}. Gib ihr das unter Servereinstellungen › Rollen und sieh erneut nach.",
        "⚠️ A mi rol le falta {names}. Dáselo en Ajustes del servidor › Roles y mira de nuevo."
    )
}

/// The plan with what leaks now.
pub fn plan(
    lang: Lang,
    gate: &GateSettings,
    plan: &Plan,
    guild: &Guild,
    leaks: &[Leak],
    rollout: Option<&str>,
    warnings: &[&str],
) -> Embed {
    let mut lines: Vec<String> = warnings.iter().map(|warning| format!("⚠️ {warning}")).collect();
    if gate.design == Design::Off {
        lines.insert(0, off(lang).to_owned());
        return embed(title(lang)).text(lines.join("\n"));
    }
    if !plan.lacking.is_empty() {
        lines.push(lacking(lang, plan.lacking));
    }
    if plan.role_above {
        let role = gate.verified_role.filter(|_| gate.design == Design::Verified).or(gate.restricted_role);
        lines.extend(role.map(|role| format!("⚠️ {}", crate::features::roles::text::role_above_mine(lang, role))));
    }
    lines.extend(steps(lang, gate, plan));
    let done = plan.acts.is_empty() && plan.lacking.is_empty() && !plan.role_above && warnings.is_empty();
    lines.extend(rollout.filter(|_| !done).map(str::to_owned));
    if done {
        lines.push(nothing_to_do(lang).to_owned());
    }
    let shown = embed(title(lang)).text(lines.join("\n")).colored(if done { GREEN } else { AMBER });
    shown
        .field(word!(lang, "Leaks now", "Lücken jetzt", "Fugas ahora"), leak_lines(lang, leaks, guild))
        .footer(onboarding(lang))
}

fn steps(lang: Lang, gate: &GateSettings, plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    let mut overwrites = 0;
    for act in &plan.acts {
        lines.push(match act {
            Act::MakeRole => {
                let name = role_name(lang, gate.design);
                say!(lang, "• make the role **{name}**", "• die Rolle **{name}** anlegen", "• crear el rol **{name}**")
            }
            Act::MakeChannel => {
                let name = channel_name(lang);
                say!(
                    lang,
                    "• make the channel **#{name}**",
                    "• den Kanal **#{name}** anlegen",
                    "• crear el canal **#{name}**"
                )
            }
            Act::MendRole { role, .. } => say!(
                lang,
                "• put the permissions of <@&{role}> right",
                "• die Berechtigungen von <@&{role}> berichtigen",
                "• corregir los permisos de <@&{role}>"
            ),
            Act::GiveToAll => word!(
                lang,
                "• give the verified role to everybody who is present (in slices)",
                "• allen Anwesenden die Verifizierten-Rolle geben (nach und nach)",
                "• dar el rol de verificado a todos los presentes (poco a poco)"
            )
            .to_owned(),
            Act::CloseEveryone { .. } => word!(
                lang,
                "• take **View Channels** from @everyone: only when you confirm it",
                "• @everyone **Kanäle ansehen** nehmen: erst wenn du es bestätigst",
                "• quitar **Ver canales** a @everyone: solo cuando lo confirmes"
            )
            .to_owned(),
            Act::Overwrite { .. } => {
                overwrites += 1;
                continue;
            }
        });
    }
    if overwrites > 0 {
        let count = number(lang, overwrites);
        lines.push(say!(
            lang,
            "• set channel permissions: {count}",
            "• Kanal-Berechtigungen setzen: {count}",
            "• ajustar permisos de canales: {count}"
        ));
    }
    lines
}

pub fn role_name(lang: Lang, design: Design) -> &'static str {
    if design == Design::Verified { role_verified(lang) } else { role_restricted(lang) }
}

fn leak_lines(lang: Lang, leaks: &[Leak], guild: &Guild) -> String {
    if leaks.is_empty() {
        return no_leaks(lang).to_owned();
    }
    let mut lines: Vec<String> = leaks
        .iter()
        .take(12)
        .map(|leak| {
            let channel = format!("<#{}>", leak.channel);
            let what = if leak.writes {
                word!(lang, "reads and writes", "liest und schreibt", "lee y escribe")
            } else {
                word!(lang, "reads", "liest", "lee")
            };
            match leak.by {
                Some(role) => {
                    let name = guild.role(role).map(|role| words::quoted(&role.name)).unwrap_or_default();
                    say!(
                        lang,
                        "{channel}: who has *{name}* {what}",
                        "{channel}: wer *{name}* hat, {what}",
                        "{channel}: quien tiene *{name}* {what}"
                    )
                }
                None => say!(
                    lang,
                    "{channel}: everybody {what}",
                    "{channel}: jeder {what}",
                    "{channel}: todo el mundo {what}"
                ),
            }
        })
        .collect();
    if leaks.len() > 12 {
        let more = number(lang, leaks.len() as i64 - 12);
        lines.push(say!(lang, "and {more} more", "und {more} weitere", "y {more} más"));
    }
    lines.join("\n")
}

/// For the admin channel, when the nightly look finds something else than the night before.
pub fn leaks(lang: Lang, found: &[Leak], guild: &Guild) -> Embed {
    let title = match found.is_empty() {
        true => word!(lang, "The gate is tight again", "Das Tor ist wieder dicht", "La puerta vuelve a estar cerrada"),
        false => word!(lang, "The gate leaks", "Das Tor hat Lücken", "La puerta tiene fugas"),
    };
    let color = if found.is_empty() { GREEN } else { AMBER };
    let cure = word!(
        lang,
        "`/setupverification` mends what it can.",
        "`/setupverification` behebt, was geht.",
        "`/setupverification` corrige lo que puede."
    );
    let lines = leak_lines(lang, found, guild);
    embed(title).text(if found.is_empty() { lines } else { format!("{lines}\n{cure}") }).colored(color)
}

/// How old the oldest look at somebody restricted may be.
pub fn oldest_look(lang: Lang, since: Time) -> String {
    let since = since.relative();
    say!(
        lang,
        "Who is restricted is looked up in turn, everybody since {since}.",
        "Eingeschränkte werden reihum nachgesehen, alle seit {since}.",
        "Los restringidos se revisan por turnos, todos desde {since}."
    )
}

pub fn rolling_out(lang: Lang, given: i64, seen: i64) -> String {
    let (given, seen) = (number(lang, given), number(lang, seen));
    say!(
        lang,
        "⏳ {seen} members seen, {given} given the role. Look again in a while.",
        "⏳ {seen} Mitglieder angesehen, {given} die Rolle gegeben. Sieh später noch einmal nach.",
        "⏳ {seen} miembros vistos, {given} recibieron el rol. Mira más tarde."
    )
}

pub fn rolled_out(lang: Lang, seen: i64) -> String {
    let seen = number(lang, seen);
    say!(
        lang,
        "✅ All {seen} members that were present have the role. Now @everyone can be closed.",
        "✅ Alle {seen} anwesenden Mitglieder haben die Rolle. Jetzt kann @everyone geschlossen werden.",
        "✅ Los {seen} miembros presentes tienen el rol. Ya se puede cerrar @everyone."
    )
}

pub fn roll_out_failed(lang: Lang, failure: &str) -> String {
    match failure {
        "no_intent" => format!("⚠️ {}", no_intent(lang)),
        "unreachable" => word!(
            lang,
            "⏳ Discord did not answer; I go on by myself.",
            "⏳ Discord hat nicht geantwortet; ich mache von selbst weiter.",
            "⏳ Discord no respondió; sigo por mi cuenta."
        )
        .to_owned(),
        _ => word!(
            lang,
            "⚠️ Discord did not let me give the role. Check **Manage Roles** and the place of my role, then press *Do it* again.",
            "⚠️ Discord hat mich die Rolle nicht geben lassen. Prüfe **Rollen verwalten** und den Platz meiner Rolle und drücke erneut *Ausführen*.",
            "⚠️ Discord no me dejó dar el rol. Revisa **Gestionar roles** y el lugar de mi rol, y pulsa *Hacerlo* otra vez."
        )
        .to_owned(),
    }
}

/// What came of carrying the plan out.
pub fn carried_out(lang: Lang, done: usize, failed: Option<&RestError>) -> String {
    let done = number(lang, done as i64);
    let mut text = say!(lang, "Steps done: {done}.", "Erledigte Schritte: {done}.", "Pasos hechos: {done}.");
    if let Some(error) = failed {
        text.push(' ');
        text.push_str(&match error.missing() {
            Some(missing) => text::without(lang, missing),
            None => say!(
                lang,
                "Discord refused one: {error}. The rest went on.",
                "Discord hat einen abgelehnt: {error}. Der Rest ging weiter.",
                "Discord rechazó uno: {error}. El resto siguió."
            ),
        });
    }
    text
}

/// As [`failure`], as a line of its own.
pub fn failed(lang: Lang, why: Failure) -> String {
    format!("⚠️ {}", failure(lang, why))
}

/// Why a member's roles are not as they should be, for alerts.
pub fn failure(lang: Lang, failure: Failure) -> &'static str {
    match failure {
        Failure::NotAllowed => word!(
            lang,
            "I could not set their roles: I need **Manage Roles**, and my role above theirs. I try again by myself.",
            "Ich konnte die Rollen nicht setzen: Ich brauche **Rollen verwalten** und meine Rolle über ihren. Ich versuche es von selbst erneut.",
            "No pude ajustar sus roles: necesito **Gestionar roles** y mi rol por encima. Lo reintentaré."
        ),
        Failure::MemberGone => word!(
            lang,
            "They have left; the restriction waits for them.",
            "Die Person ist gegangen; die Einschränkung wartet auf sie.",
            "Se ha ido; la restricción le espera."
        ),
        Failure::Unreachable => word!(
            lang,
            "Discord did not answer; I try again by myself.",
            "Discord hat nicht geantwortet; ich versuche es von selbst erneut.",
            "Discord no respondió; lo reintentaré."
        ),
        Failure::Refused => word!(
            lang,
            "Discord refused to set their roles.",
            "Discord hat abgelehnt, die Rollen zu setzen.",
            "Discord se negó a ajustar sus roles."
        ),
    }
}
