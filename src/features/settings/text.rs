//! Every sentence of `/setup`, the check-up and `/status`.

use twilight_model::{channel::message::Embed, guild::Permissions};

use super::model::Version;
use crate::{
    app::{Finding, text::permission_names},
    base::{ids::ChannelId, lang::Lang, time::Time, words},
    discord::{
        build::{AMBER, EmbedExt, GREEN, embed},
        limits,
        rest::RestError,
    },
    features::jobs::JobRow,
    say, word,
};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str { word!(lang, $en, $de, $es) })*
    };
}

texts! {
    setup_about: "Set Guildhall up and check that all is well", "Guildhall einrichten und prüfen, ob alles stimmt", "Configura Guildhall y comprueba que todo esté bien";
    status_about: "What is configured, running and failing", "Was eingerichtet ist, läuft und fehlschlägt", "Qué está configurado, en marcha y fallando";
    status_channel: "Which features look at this channel", "Welche Funktionen diesen Kanal ansehen", "Qué funciones miran este canal";
    language: "Language of the server", "Sprache des Servers", "Idioma del servidor";
    admin_channel: "Admin channel: where I tell what needs you", "Admin-Kanal: wo ich sage, was euch braucht", "Canal de administración: donde aviso";
    moderator_role: "Moderator role (optional)", "Moderatoren-Rolle (optional)", "Rol de moderación (opcional)";
    use_recommended: "Use recommended settings", "Empfohlene Einstellungen", "Usar lo recomendado";
    check_again: "Check again", "Erneut prüfen", "Comprobar de nuevo";
    features: "Features", "Funktionen", "Funciones";
    versions: "Earlier versions", "Frühere Versionen", "Versiones anteriores";
    back: "Back", "Zurück", "Volver";
    put_back: "Put a version back", "Eine Version zurückholen", "Recuperar una versión";
    is_admin_channel: "It is the admin channel: I tell here what needs an administrator.", "Es ist der Admin-Kanal: Hier sage ich, was die Administration braucht.", "Es el canal de administración: aquí aviso de lo que necesita a la administración.";
    no_admin_channel: "No admin channel is chosen. Pick one below, so that I can tell you what needs you.", "Kein Admin-Kanal gewählt. Wähle unten einen, damit ich sagen kann, was euch braucht.", "No hay canal de administración. Elige uno abajo para que pueda avisar.";
    admin_channel_gone: "The admin channel does not exist any more, or I cannot see it. Pick another below.", "Den Admin-Kanal gibt es nicht mehr oder ich sehe ihn nicht. Wähle unten einen anderen.", "El canal de administración ya no existe o no lo veo. Elige otro abajo.";
    moderator_role_gone: "The moderator role does not exist any more. Pick another below.", "Die Moderatoren-Rolle gibt es nicht mehr. Wähle unten eine andere.", "El rol de moderación ya no existe. Elige otro abajo.";
    not_a_bot: "The token is not a bot's. Guildhall works with bot accounts only; replace DISCORD_TOKEN.", "Das Token gehört keinem Bot. Guildhall arbeitet nur mit Bot-Konten; ersetze DISCORD_TOKEN.", "El token no es de un bot. Guildhall solo funciona con cuentas de bot; reemplaza DISCORD_TOKEN.";
}

pub fn cannot_speak(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "I cannot write in <#{channel}>. Give my role **View Channel**, **Send Messages** and **Embed Links** there.",
        "In <#{channel}> kann ich nicht schreiben. Gib meiner Rolle dort **Kanal anzeigen**, **Nachrichten senden** und **Links einbetten**.",
        "No puedo escribir en <#{channel}>. Da a mi rol **Ver canal**, **Enviar mensajes** e **Insertar enlaces** allí."
    )
}

pub fn admin_channel_good(lang: Lang, channel: ChannelId) -> String {
    say!(lang, "I can write in <#{channel}>.", "In <#{channel}> kann ich schreiben.", "Puedo escribir en <#{channel}>.")
}

pub fn malformed(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "`{name}` is set but cannot be read. The operator corrects it.",
        "`{name}` ist gesetzt, aber nicht lesbar. Der Betreiber korrigiert es.",
        "`{name}` está definido pero no se puede leer. El operador lo corrige."
    )
}

pub fn missing(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "`{name}` is not set. The operator sets it as a secret.",
        "`{name}` ist nicht gesetzt. Der Betreiber setzt es als Secret.",
        "`{name}` no está definido. El operador lo define como secreto."
    )
}

pub fn discord_refuses(lang: Lang, error: &RestError) -> String {
    match error {
        RestError::Answer { status: 401, .. } => say!(
            lang,
            "Discord does not accept `DISCORD_TOKEN`. The operator makes a new one in the Developer Portal › Bot and sets it.",
            "Discord nimmt `DISCORD_TOKEN` nicht an. Der Betreiber erzeugt im Developer Portal › Bot ein neues und setzt es.",
            "Discord no acepta `DISCORD_TOKEN`. El operador crea otro en el Developer Portal › Bot y lo define."
        ),
        RestError::Answer { code, .. } if !error.is_passing() => say!(
            lang,
            "Discord refuses to tell me about this server ({code}). Add me again with the invite link.",
            "Discord gibt mir keine Auskunft über diesen Server ({code}). Füge mich mit dem Einladungslink erneut hinzu.",
            "Discord no me informa sobre este servidor ({code}). Añádeme de nuevo con el enlace de invitación."
        ),
        RestError::Answer { .. } | RestError::RateLimited { .. } | RestError::Unreachable(_) => say!(
            lang,
            "Discord does not answer at the moment, so I could not check roles and channels. Press *Check again* in a minute.",
            "Discord antwortet gerade nicht; Rollen und Kanäle konnte ich nicht prüfen. Drücke in einer Minute *Erneut prüfen*.",
            "Discord no responde ahora y no pude comprobar roles ni canales. Pulsa *Comprobar de nuevo* en un minuto."
        ),
    }
}

pub fn bot_lacks(lang: Lang, lacking: Permissions, invite: Option<&str>) -> String {
    let names = permission_names(lang, lacking);
    let roles = word!(lang, "Server Settings › Roles", "Servereinstellungen › Rollen", "Ajustes del servidor › Roles");
    match invite {
        Some(link) => say!(
            lang,
            "I lack {names}. [Add me again]({link}), or give it to my role under {roles}.",
            "Mir fehlt {names}. [Füge mich erneut hinzu]({link}) oder gib es meiner Rolle unter {roles}.",
            "Me falta {names}. [Añádeme de nuevo]({link}) o dáselo a mi rol en {roles}."
        ),
        None => say!(
            lang,
            "I lack {names}. Give it to my role under {roles}.",
            "Mir fehlt {names}. Gib es meiner Rolle unter {roles}.",
            "Me falta {names}. Dáselo a mi rol en {roles}."
        ),
    }
}

pub fn endpoint(lang: Lang, endpoint: Option<&str>) -> Finding {
    match endpoint {
        Some(_) => Finding::good(word!(
            lang,
            "Discord sends commands here.",
            "Discord schickt Befehle hierher.",
            "Discord envía los comandos aquí."
        )),
        None => Finding::bad(word!(
            lang,
            "No interactions endpoint is set in the Developer Portal. The operator sets this deployment's address there.",
            "Im Developer Portal ist kein Interactions Endpoint gesetzt. Der Betreiber trägt dort die Adresse dieser Installation ein.",
            "No hay un punto de interacciones en el Developer Portal. El operador pone allí la dirección de esta instalación."
        )),
    }
}

fn finding_lines(findings: &[Finding]) -> String {
    // What needs somebody comes first.
    let (good, bad): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.good);
    let lines = bad
        .iter()
        .map(|finding| format!("⚠️ {}", finding.text))
        .chain(good.iter().map(|finding| format!("✅ {}", finding.text)));
    lines.collect::<Vec<_>>().join("\n")
}

fn mood(findings: &[Finding]) -> u32 {
    if findings.iter().all(|finding| finding.good) { GREEN } else { AMBER }
}

pub fn setup(lang: Lang, findings: &[Finding]) -> Embed {
    let title = word!(lang, "Set-up", "Einrichtung", "Configuración");
    let hint = word!(
        lang,
        "Choose below what is not chosen yet, or take the recommended settings. Everything can be changed later.",
        "Wähle unten, was noch fehlt, oder nimm die empfohlenen Einstellungen. Alles lässt sich später ändern.",
        "Elige abajo lo que falte o usa lo recomendado. Todo se puede cambiar después."
    );
    embed(title)
        .text(hint)
        .field(word!(lang, "Check-up", "Prüfung", "Revisión"), finding_lines(findings))
        .colored(mood(findings))
}

pub fn steps(lang: Lang, steps: &[(&'static str, String)]) -> Embed {
    let shown = embed(word!(lang, "Features", "Funktionen", "Funciones"));
    steps.iter().fold(shown, |shown, (title, summary)| shown.field(*title, summary.clone()))
}

pub fn version_list(lang: Lang, versions: &[Version]) -> Embed {
    let lines = versions.iter().map(|version| {
        let (number, who, at) = (version.version, version.changed_by, Time::from_millis(version.changed_at).full());
        format!("`{number:>3}` {at} · <@{who}> · {}", words::quoted(&version.what))
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    let none = word!(lang, "Nothing was ever set.", "Es wurde noch nie etwas gesetzt.", "Nunca se configuró nada.");
    embed(word!(lang, "Versions of the settings", "Versionen der Einstellungen", "Versiones de los ajustes"))
        .text(if list.is_empty() { none.to_owned() } else { list })
}

pub fn version_label(lang: Lang, version: &Version) -> String {
    let (number, what) = (version.version, words::plain(&version.what));
    let date = Time::from_millis(version.changed_at).utc_date();
    say!(
        lang,
        "Version {number} · {date} · {what}",
        "Version {number} · {date} · {what}",
        "Versión {number} · {date} · {what}"
    )
}

pub fn was_put_back(lang: Lang, number: i64) -> String {
    say!(
        lang,
        "Version {number} was put back; the one before it stays in the list.",
        "Version {number} wurde zurückgeholt; die vorige bleibt in der Liste.",
        "Se recuperó la versión {number}; la anterior sigue en la lista."
    )
}

pub fn status(
    lang: Lang,
    findings: &[Finding],
    steps: &[(&'static str, String)],
    jobs: &[JobRow],
    settings: i64,
) -> Embed {
    let shown = embed(word!(lang, "Status", "Status", "Estado"))
        .field(word!(lang, "Check-up", "Prüfung", "Revisión"), finding_lines(findings))
        .colored(mood(findings));
    let shown = steps.iter().fold(shown, |shown, (title, summary)| shown.field(*title, summary.clone()));
    // What fails is read first.
    let (failing, fine): (Vec<&JobRow>, Vec<&JobRow>) = jobs.iter().partition(|job| job.last_error.is_some());
    let lines: Vec<String> = failing.into_iter().chain(fine).map(|job| job_line(lang, job)).collect();
    let none =
        word!(lang, "No minute tick has come yet.", "Noch kein Minutentakt gekommen.", "Aún no llegó ningún tic.");
    let title = word!(lang, "Jobs", "Aufgaben", "Tareas");
    let release = env!("CARGO_PKG_VERSION");
    let shown = match lines.is_empty() {
        true => shown.field(title, none),
        false => packed(&lines).into_iter().fold(shown, |shown, lines| shown.field(title, lines)),
    };
    shown.footer(say!(
        lang,
        "Release {release} · settings version {settings}",
        "Release {release} · Einstellungen Version {settings}",
        "Versión {release} · ajustes versión {settings}"
    ))
}

/// Lines in as few fields as hold them whole.
fn packed(lines: &[String]) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in lines {
        match fields.last_mut().filter(|field| field.chars().count() + line.chars().count() < limits::FIELD_VALUE) {
            Some(field) => {
                field.push('\n');
                field.push_str(line);
            }
            None => fields.push(line.clone()),
        }
    }
    fields
}

fn job_line(lang: Lang, job: &JobRow) -> String {
    let (name, at) = (&job.name, Time::from_millis(job.last_at).relative());
    let count = words::number(lang, job.last_rows);
    let rows = match job.last_rows {
        1 => word!(lang, "1 row", "1 Zeile", "1 fila").to_owned(),
        _ => say!(lang, "{count} rows", "{count} Zeilen", "{count} filas"),
    };
    // Jobs that go by what is due have no next time.
    let next = match job.next_at > job.last_at {
        true => {
            let next = Time::from_millis(job.next_at).relative();
            say!(lang, " · next {next}", " · wieder {next}", " · próxima {next}")
        }
        false => String::new(),
    };
    match &job.last_error {
        Some(error) => format!("⚠️ `{name}` {at}{next}: {}", words::shortened(&words::quoted(error), 120)),
        None => format!("`{name}` {at} · {rows}{next}"),
    }
}

pub fn of_channel(lang: Lang, channel: ChannelId, watching: &[String]) -> Embed {
    let none = word!(
        lang,
        "No feature looks at this channel.",
        "Keine Funktion sieht diesen Kanal an.",
        "Ninguna función mira este canal."
    );
    let list = if watching.is_empty() { none.to_owned() } else { watching.join("\n") };
    embed(word!(lang, "Status of a channel", "Status eines Kanals", "Estado de un canal"))
        .text(format!("<#{channel}>\n\n{list}"))
}
