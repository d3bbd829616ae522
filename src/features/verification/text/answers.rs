//! What newcomers, members and moderators are answered.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        duration,
        ids::{ChannelId, GuildId, MessageId, RoleId, UserId},
        lang::Lang,
        words,
    },
    discord::build::{BRASS, EmbedExt, embed},
    features::verification::{
        logic::Doubt,
        model::{Mode, Then, Verification, VerificationSettings},
    },
    say, word,
};

use super::specs;

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    decided_already: "Somebody else has decided this already; look at the alert again.", "Das hat schon jemand anderes entschieden; sieh noch einmal auf die Meldung.", "Otra persona ya lo decidió; mira la alerta de nuevo.";
    welcome: "Welcome! You are in now.", "Willkommen! Du bist jetzt drin.", "¡Te damos la bienvenida! Ya estás dentro.";
    nobody_gets_in: "@everyone sees only the verification channel, and no button lets newcomers in. Choose how they get in: `/setup` › Features › Verification.", "@everyone sieht nur den Verifizierungs-Kanal, und kein Knopf lässt Neue herein. Wähle, wie sie hereinkommen: `/setup` › Funktionen › Verifizierung.", "@everyone solo ve el canal de verificación y ningún botón deja entrar a los nuevos. Elige cómo entran: `/setup` › Funciones › Verificación.";
    button_without_gate: "Newcomers are to press a button, but there is no gate where it could stand. Run `/setupverification`.", "Neue sollen einen Knopf drücken, aber es gibt kein Tor, an dem er stehen könnte. Gib `/setupverification` ein.", "Los nuevos deben pulsar un botón, pero no hay puerta donde ponerlo. Usa `/setupverification`.";
    no_questions: "Newcomers are to answer questions, but there are none, so a press is enough. Write some: `/setup` › Features › Verification › Checks and questions.", "Neue sollen Fragen beantworten, aber es gibt keine, darum genügt ein Druck. Schreibe welche: `/setup` › Funktionen › Verifizierung › Prüfungen und Fragen.", "Los nuevos deben responder preguntas, pero no hay ninguna, así que basta con pulsar. Escribe alguna: `/setup` › Funciones › Verificación › Requisitos y preguntas.";
    newcomers_get_in: "Newcomers get in by *Verify me*.", "Neue kommen mit *Verifizieren* herein.", "Los nuevos entran con *Verificarme*.";
    waited_too_long: "not verified in time", "nicht rechtzeitig verifiziert", "sin verificar a tiempo";
    thanks_waits: "Thank you. It waits for the moderators in their inbox; the author is not told who reported it.", "Danke. Es wartet im Eingang der Moderation; wer gemeldet hat, erfährt die Person nicht.", "Gracias. Espera en la bandeja de la moderación; el autor no sabrá quién avisó.";
    still_restricted: "still restricted from before", "noch von früher eingeschränkt", "sigue restringido desde antes";
    in_already: "You are in already; there is nothing to do.", "Du bist schon drin; es gibt nichts zu tun.", "Ya estás dentro; no hay nada que hacer.";
    waiting: "A moderator will look at this soon. You need not press again.", "Die Moderation sieht bald nach. Du musst nicht noch einmal drücken.", "La moderación lo mirará pronto. No hace falta pulsar otra vez.";
    not_open: "Verification is not set up here. An administrator does it with `/setup` and `/setupverification`.", "Verifizierung ist hier nicht eingerichtet. Die Administration macht das mit `/setup` und `/setupverification`.", "La verificación no está configurada aquí. La administración lo hace con `/setup` y `/setupverification`.";
    thanks: "Thank you. The moderators see it now; the author is not told who reported it.", "Danke. Die Moderation sieht es jetzt; wer gemeldet hat, erfährt die Person nicht.", "Gracias. La moderación ya lo ve; el autor no sabrá quién avisó.";
    report_bot: "This message was not written by a member. If a bot misbehaves, tell an administrator.", "Diese Nachricht hat kein Mitglied geschrieben. Wenn sich ein Bot danebenbenimmt, sage es der Administration.", "Este mensaje no es de un miembro. Si un bot se porta mal, dilo a la administración.";
    report_own: "This is your own message; you can delete it yourself.", "Das ist deine eigene Nachricht; du kannst sie selbst löschen.", "Es tu propio mensaje; puedes borrarlo.";
    too_many_reports: "You have reported a lot in the last minutes. Please wait a little.", "Du hast in den letzten Minuten viel gemeldet. Bitte warte ein wenig.", "Has avisado mucho en los últimos minutos. Espera un poco.";
    nothing_open: "Nothing is open for this member.", "Für dieses Mitglied ist nichts offen.", "No hay nada abierto para este miembro.";
    no_verification: "This alert is not known any more.", "Diese Meldung ist nicht mehr bekannt.", "Esta alerta ya no existe.";
    not_flaggable: "This person cannot be restricted: a bot, the owner, or somebody who is not below you.", "Diese Person kann nicht eingeschränkt werden: ein Bot, wem der Server gehört, oder jemand, der nicht unter dir steht.", "No se puede restringir a esta persona: un bot, quien es dueño o alguien que no está por debajo de ti.";
    mine_now: "Marked as yours. Others may still act.", "Als deins markiert. Andere dürfen trotzdem handeln.", "Marcado como tuyo. Otros aún pueden actuar.";
    no_channel: "There is no admin channel yet; choose one in `/setup`.", "Es gibt noch keinen Admin-Kanal; wähle einen in `/setup`.", "Aún no hay canal de administración; elige uno en `/setup`.";
    inbox_empty: "Nothing waits for you. Well done.", "Nichts wartet auf dich. Gut gemacht.", "Nada te espera. Bien hecho.";
    prompt: "Welcome! Press the button to come in.", "Willkommen! Drücke den Knopf, um hereinzukommen.", "¡Te damos la bienvenida! Pulsa el botón para entrar.";
    posted: "The button stands in the verification channel.", "Der Knopf steht im Verifizierungs-Kanal.", "El botón está en el canal de verificación.";
    not_posted: "I could not post there. Check `/setupverification`.", "Dort konnte ich nicht schreiben. Sieh dir `/setupverification` an.", "No pude publicar allí. Revisa `/setupverification`.";
    unreadable_details: "I could not read this. Write spans like 7d or 48h, and yes or no.", "Das konnte ich nicht lesen. Schreibe Zeitspannen wie 7d oder 48h, und ja oder nein.", "No pude leerlo. Escribe duraciones como 7d o 48h, y sí o no.";
    too_long_questions: "At most five questions of 45 characters each.", "Höchstens fünf Fragen mit je 45 Zeichen.", "Máximo cinco preguntas de 45 caracteres cada una.";
    discord_silent: "Discord does not answer at the moment. Please try again.", "Discord antwortet gerade nicht. Bitte versuche es erneut.", "Discord no responde ahora. Inténtalo de nuevo.";
}

pub fn flagged(lang: Lang, user: UserId, joined: bool, restricted: bool) -> String {
    match (joined, restricted) {
        (true, _) => say!(
            lang,
            "<@{user}> is looked at already; your words were added to the alert.",
            "<@{user}> wird schon angesehen; deine Worte stehen jetzt in der Meldung.",
            "<@{user}> ya está en revisión; tus palabras se añadieron a la alerta."
        ),
        (false, true) => say!(
            lang,
            "<@{user}> is restricted until somebody decides.",
            "<@{user}> ist eingeschränkt, bis jemand entscheidet.",
            "<@{user}> está restringido hasta que alguien decida."
        ),
        (false, false) => say!(
            lang,
            "<@{user}> is flagged. There is no gate to keep them out: `/setupverification` makes one.",
            "<@{user}> ist markiert. Es gibt kein Tor, das die Person draußen hält: `/setupverification` baut eins.",
            "<@{user}> está marcado. No hay puerta que le deje fuera: `/setupverification` la crea."
        ),
    }
}

pub fn verified(lang: Lang, user: UserId) -> String {
    say!(lang, "<@{user}> is in.", "<@{user}> ist drin.", "<@{user}> está dentro.")
}

/// Verified, but Discord has not followed; `why` is a sentence.
pub fn not_in(lang: Lang, user: UserId, why: &str) -> String {
    say!(
        lang,
        "<@{user}> is verified, but not in yet. {why}",
        "<@{user}> ist verifiziert, aber noch nicht drin. {why}",
        "<@{user}> está verificado, pero aún no está dentro. {why}"
    )
}

/// A newcomer has passed, but Discord has not followed; `why` is a sentence.
pub fn not_in_yet(lang: Lang, why: &str) -> String {
    say!(
        lang,
        "You have passed, but I could not let you in yet. {why} Then press the button again.",
        "Du hast bestanden, aber ich konnte dich noch nicht hereinlassen. {why} Drücke danach den Knopf noch einmal.",
        "Has pasado, pero aún no pude dejarte entrar. {why} Después pulsa el botón otra vez."
    )
}

/// To be restricted, but Discord has not followed; `why` is a sentence.
pub fn not_restricted(lang: Lang, user: UserId, why: &str) -> String {
    say!(
        lang,
        "<@{user}> is to be restricted, but is not yet. {why}",
        "<@{user}> soll eingeschränkt werden, ist es aber noch nicht. {why}",
        "<@{user}> debe quedar restringido, pero aún no lo está. {why}"
    )
}

/// The role was given while the database does not serve.
pub fn verified_unwritten(lang: Lang, user: UserId) -> String {
    say!(
        lang,
        "<@{user}> has the role now. The database does not serve at the moment: press *Verify* once more when it does, or the restriction comes back.",
        "<@{user}> hat jetzt die Rolle. Die Datenbank antwortet gerade nicht: drücke *Verifizieren* noch einmal, sobald sie es tut, sonst kommt die Einschränkung zurück.",
        "<@{user}> ya tiene el rol. La base de datos no responde ahora: pulsa *Verificar* otra vez cuando responda, o la restricción volverá."
    )
}

pub fn thread_opened(lang: Lang, thread: ChannelId) -> String {
    say!(lang, "Talk there: <#{thread}>", "Sprecht dort: <#{thread}>", "Hablad allí: <#{thread}>")
}

pub fn thread_failed(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "I could not open a thread. I need **View Channel**, **Create Private Threads**, **Send Messages in Threads** and **Manage Threads** in <#{channel}>; `/setupverification` puts its own channel right.",
        "Ich konnte keinen Thread eröffnen. Ich brauche in <#{channel}> **Kanal ansehen**, **Private Threads erstellen**, **Nachrichten in Threads senden** und **Threads verwalten**; `/setupverification` bringt seinen eigenen Kanal in Ordnung.",
        "No pude abrir un hilo. En <#{channel}> necesito **Ver canal**, **Crear hilos privados**, **Enviar mensajes en hilos** y **Gestionar hilos**; `/setupverification` corrige su propio canal."
    )
}

pub fn cannot_post_button(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "I cannot put *Verify me* up in <#{channel}>: `/setupverification` puts its permissions right.",
        "Ich kann *Verifizieren* in <#{channel}> nicht aufstellen: `/setupverification` berichtigt die Berechtigungen.",
        "No puedo publicar *Verificarme* en <#{channel}>: `/setupverification` corrige los permisos."
    )
}

/// The member could not be added: they have left.
pub fn thread_without(lang: Lang, user: UserId) -> String {
    say!(
        lang,
        "\n<@{user}> is not here and could not be added.",
        "\n<@{user}> ist nicht hier und ließ sich nicht hinzufügen.",
        "\n<@{user}> no está aquí y no se pudo añadir."
    )
}

/// The thread hangs on the admin channel, because the member does not see the verification channel.
pub fn thread_unseen(lang: Lang, user: UserId, channel: ChannelId) -> String {
    say!(
        lang,
        "\nIt hangs on <#{channel}>: <@{user}> sees it only if they see that channel. Who is restricted is talked with in the verification channel.",
        "\nEr hängt an <#{channel}>: <@{user}> sieht ihn nur, wenn dieser Kanal sichtbar ist. Mit Eingeschränkten spricht man im Verifizierungs-Kanal.",
        "\nCuelga de <#{channel}>: <@{user}> solo lo ve si ve ese canal. Con quien está restringido se habla en el canal de verificación."
    )
}

pub fn thread_name(lang: Lang, name: &str) -> String {
    let name = words::shortened(name, 60);
    say!(lang, "Verification: {name}", "Verifizierung: {name}", "Verificación: {name}")
}

pub fn thread_hello(lang: Lang, user: UserId) -> String {
    say!(
        lang,
        "Hello <@{user}>. The moderators would like to talk with you here.",
        "Hallo <@{user}>. Die Moderation möchte hier mit dir sprechen.",
        "Hola <@{user}>. La moderación quiere hablar contigo aquí."
    )
}

/// Why a newcomer does not pass, for the moderators.
pub fn doubt(lang: Lang, doubt: Doubt) -> String {
    match doubt {
        Doubt::Young { age } => {
            let age = duration::shown(lang, age);
            say!(lang, "the account is only {age} old", "das Konto ist erst {age} alt", "la cuenta tiene solo {age}")
        }
        Doubt::NoAvatar => word!(lang, "no picture", "kein Bild", "sin imagen").to_owned(),
    }
}

pub fn summary(lang: Lang, settings: &VerificationSettings) -> String {
    match settings.mode {
        Mode::Off => specs::mode_off(lang),
        Mode::Button => specs::mode_button(lang),
        Mode::Questions => specs::mode_questions(lang),
    }
    .to_owned()
}

pub fn settings(lang: Lang, settings: &VerificationSettings) -> Embed {
    let any = || word!(lang, "any", "jedes", "cualquiera").to_owned();
    let none = || word!(lang, "none", "keine", "ninguna").to_owned();
    let age = if settings.minimum_age > 0 { duration::shown(lang, settings.minimum_age) } else { any() };
    let avatar = if settings.avatar_required {
        word!(lang, "needed", "nötig", "necesaria")
    } else {
        word!(lang, "not needed", "nicht nötig", "no necesaria")
    };
    let then = match settings.then {
        Then::Nothing => specs::then_nothing(lang),
        Then::Lift => specs::then_lift(lang),
        Then::Kick => specs::then_kick(lang),
    };
    let questions: Vec<String> =
        settings.questions.iter().map(|question| format!("• {}", words::quoted(question))).collect();
    embed(specs::title(lang))
        .colored(BRASS)
        .inline(word!(lang, "Youngest account", "Jüngstes Konto", "Cuenta más nueva"), age)
        .inline(word!(lang, "Picture", "Bild", "Imagen"), avatar)
        .inline(
            word!(lang, "Longest wait", "Längste Wartezeit", "Espera máxima"),
            settings.limit.map_or_else(none, |limit| duration::shown(lang, limit)),
        )
        .inline(specs::then(lang), then)
        .inline(
            word!(lang, "Pinged about alerts", "Bei Meldungen angepingt", "Aviso de alertas"),
            settings
                .ping
                .map_or_else(|| word!(lang, "nobody", "niemand", "nadie").to_owned(), |role| pinged(lang, role)),
        )
        .field(
            word!(lang, "Questions", "Fragen", "Preguntas"),
            if questions.is_empty() { none() } else { questions.join("\n") },
        )
}

fn pinged(lang: Lang, role: RoleId) -> String {
    say!(
        lang,
        "<@&{role}>, at most every 10 minutes (the role must allow being mentioned)",
        "<@&{role}>, höchstens alle 10 Minuten (die Rolle muss Erwähnungen erlauben)",
        "<@&{role}>, como mucho cada 10 minutos (el rol debe permitir menciones)"
    )
}

/// A line of the inbox with the way to its alert.
pub fn inbox_line(lang: Lang, known: &Verification, guild: GuildId, late: bool) -> String {
    let since = crate::base::time::Time::from_millis(known.opened_at).relative();
    let kind = super::detection(lang, known.detection);
    let mark = if late { "🔴 " } else { "" };
    let mine = known.mine.map(|by| format!(" · <@{by}>")).unwrap_or_default();
    let link = alert_link(lang, guild, known.channel, known.message);
    format!("{mark}<@{}> · {kind} · {since}{mine}{link}", known.user)
}

/// The way to an alert, where it was posted.
pub fn alert_link(lang: Lang, guild: GuildId, channel: Option<ChannelId>, message: Option<MessageId>) -> String {
    match (channel, message) {
        (Some(channel), Some(message)) => {
            let label = word!(lang, "alert", "Meldung", "alerta");
            format!(" · [{label}](https://discord.com/channels/{guild}/{channel}/{message})")
        }
        _ => String::new(),
    }
}

pub fn inbox_title(lang: Lang) -> &'static str {
    word!(lang, "Inbox", "Eingang", "Bandeja")
}
