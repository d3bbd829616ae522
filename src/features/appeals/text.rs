//! Every sentence of appeals.

use twilight_model::channel::message::component::ButtonStyle;

use super::model::{Appeal, Listed, Verdict};
use crate::{
    app::Waiting,
    base::{error::Result, lang::Lang, time::Time, words},
    discord::{
        build::{AMBER, BRASS, EmbedExt, GREEN, button, embed, row},
        custom_id,
        reply::Message,
    },
    features::moderation::{
        self,
        model::{Case, Kind},
    },
    platform::db::Rows,
    say, word,
};

pub fn none(lang: Lang) -> &'static str {
    word!(lang, "There is no such appeal.", "Diesen Einspruch gibt es nicht.", "Esa apelación no existe.")
}

pub fn decided_already(lang: Lang) -> &'static str {
    word!(
        lang,
        "Somebody decided this already. Nothing was changed.",
        "Darüber hat schon jemand entschieden. Nichts wurde geändert.",
        "Alguien ya decidió esto. No se cambió nada."
    )
}

pub fn nothing_to_shorten(lang: Lang) -> &'static str {
    word!(
        lang,
        "Only a timeout, a ban or a restriction that still lasts can be shortened. Accept it or reject it.",
        "Nur eine Auszeit, ein Bann oder eine Einschränkung, die noch andauert, lässt sich verkürzen. Nimm an oder lehne ab.",
        "Solo se puede acortar un aislamiento, un veto o una restricción que aún dure. Acéptala o recházala."
    )
}

pub fn no_shorter(lang: Lang) -> &'static str {
    word!(
        lang,
        "That would not be shorter: it ends before. Nothing was changed.",
        "Das wäre nicht kürzer: Es endet schon vorher. Nichts wurde geändert.",
        "Eso no sería más corto: termina antes. No se cambió nada."
    )
}

pub fn no_span(lang: Lang) -> &'static str {
    word!(
        lang,
        "I do not understand this duration. Write it like 30m, 12h or 3d.",
        "Diese Dauer verstehe ich nicht. Schreib sie wie 30m, 12h oder 3d.",
        "No entiendo esa duración. Escríbela como 30m, 12h o 3d."
    )
}

pub fn discord_refused(lang: Lang) -> &'static str {
    word!(
        lang,
        "Discord did not let me do it: I lack the permission, or their highest role is not below mine. The appeal stays open.",
        "Discord hat mich nicht gelassen: Mir fehlt das Recht, oder die höchste Rolle der Person liegt nicht unter meiner. Der Einspruch bleibt offen.",
        "Discord no me dejó hacerlo: me falta el permiso, o su rol más alto no está por debajo del mío. La apelación sigue abierta."
    )
}

pub fn ask_what(lang: Lang) -> &'static str {
    word!(lang, "Write what you want to know.", "Schreib, was du wissen willst.", "Escribe lo que quieres saber.")
}

pub fn page_button(lang: Lang) -> &'static str {
    word!(lang, "Open the appeal", "Einspruch öffnen", "Abrir la apelación")
}

fn title(lang: Lang, case: &Case) -> String {
    let (number, kind) = (words::number(lang, case.number), moderation::text::kind(lang, case.kind));
    say!(
        lang,
        "Appeal · Case {number} · {kind}",
        "Einspruch · Fall {number} · {kind}",
        "Apelación · Caso {number} · {kind}"
    )
}

/// An appeal for moderators, with its buttons while it is open.
pub fn card(lang: Lang, case: &Case, appeal: &Appeal) -> Message {
    let who = format!("<@{}> ({})", case.target, words::quoted(&case.target_name));
    let reason = case.reason.as_deref().map(words::quoted).unwrap_or_else(|| "–".to_owned());
    let mut shown = embed(title(lang, case))
        .text(words::quoted(&appeal.text))
        .field(word!(lang, "Who", "Wer", "Quién"), who)
        .field(word!(lang, "Reason of the case", "Grund des Falls", "Motivo del caso"), reason)
        .field(word!(lang, "Written", "Geschrieben", "Escrita"), Time::from_millis(appeal.at).relative())
        .colored(AMBER);
    if let Some(question) = &appeal.question {
        let answer = appeal.answer.as_deref().map(words::quoted);
        let answer = answer
            .unwrap_or_else(|| word!(lang, "no answer yet", "noch keine Antwort", "aún sin respuesta").to_owned());
        shown = shown
            .field(word!(lang, "Asked", "Gefragt", "Preguntado"), words::quoted(question))
            .field(word!(lang, "Answer", "Antwort", "Respuesta"), answer);
    }
    let Some(verdict) = appeal.verdict else { return Message::embed(shown).with(row(buttons(lang, case))) };
    let by = appeal.decided_by.map(|by| format!(" · <@{by}>")).unwrap_or_default();
    shown = shown
        .field(word!(lang, "Verdict", "Entscheidung", "Veredicto"), format!("{}{by}", verdict_word(lang, verdict)))
        .colored(if verdict == Verdict::Rejected { BRASS } else { GREEN });
    if let Some(said) = &appeal.words {
        shown = shown
            .field(word!(lang, "What they were told", "Was gesagt wurde", "Lo que se le dijo"), words::quoted(said));
    }
    Message::embed(shown)
}

fn buttons(lang: Lang, case: &Case) -> Vec<twilight_model::channel::message::Component> {
    let id = |action: &str| custom_id::encode("appeals", action, &[&case.number.to_string()]);
    let lasts = matches!(case.kind, Kind::Timeout | Kind::Ban | Kind::Restrict) && case.is_open();
    let accept = button(ButtonStyle::Success, word!(lang, "Accept", "Annehmen", "Aceptar"), id("accept"));
    let shorten = button(ButtonStyle::Primary, word!(lang, "Shorten", "Verkürzen", "Acortar"), id("shorten"));
    let reject = button(ButtonStyle::Danger, word!(lang, "Reject", "Ablehnen", "Rechazar"), id("reject"));
    let ask = button(ButtonStyle::Secondary, word!(lang, "Ask", "Nachfragen", "Preguntar"), id("ask"));
    let mut all = vec![accept, reject, ask];
    if lasts {
        all.insert(1, shorten);
    }
    all
}

pub fn verdict_word(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => word!(lang, "accepted: taken back", "angenommen: zurückgenommen", "aceptada: se deshizo"),
        Verdict::Shortened => word!(lang, "shortened", "verkürzt", "acortada"),
        Verdict::Rejected => word!(lang, "rejected", "abgelehnt", "rechazada"),
    }
}

/// What the person is told of the verdict.
pub fn verdict_dm(lang: Lang, case: &Case, appeal: &Appeal) -> Message {
    let verdict = appeal.verdict.unwrap_or(Verdict::Rejected);
    let mut shown = embed(title(lang, case)).colored(if verdict == Verdict::Rejected { AMBER } else { GREEN });
    shown = shown.text(match verdict {
        Verdict::Accepted => word!(
            lang,
            "Your appeal was accepted, and the case taken back.",
            "Dein Einspruch wurde angenommen und der Fall zurückgenommen.",
            "Tu apelación fue aceptada y el caso se deshizo."
        ),
        Verdict::Shortened => word!(
            lang,
            "Your appeal was heard: it ends earlier now.",
            "Dein Einspruch wurde gehört: Es endet nun früher.",
            "Tu apelación fue escuchada: ahora termina antes."
        ),
        Verdict::Rejected => word!(
            lang,
            "Your appeal was rejected. The case stands.",
            "Dein Einspruch wurde abgelehnt. Der Fall bleibt bestehen.",
            "Tu apelación fue rechazada. El caso sigue en pie."
        ),
    });
    if let Some(said) = &appeal.words {
        shown = shown.field(word!(lang, "Why", "Warum", "Por qué"), words::quoted(said));
    }
    Message::embed(shown)
}

pub fn question_dm(lang: Lang, case: &Case, question: &str) -> Message {
    let ask = word!(
        lang,
        "The moderators ask you something about your appeal. Answer on its page.",
        "Die Moderation fragt dich etwas zu deinem Einspruch. Antworte auf seiner Seite.",
        "Los moderadores te preguntan algo sobre tu apelación. Responde en su página."
    );
    let label = word!(lang, "Question", "Frage", "Pregunta");
    Message::embed(embed(title(lang, case)).text(ask).field(label, words::quoted(question)))
}

/// Open appeals in an inbox.
pub fn waiting(lang: Lang, rows: &Rows) -> Result<Vec<Waiting>> {
    let open: Vec<Listed> = rows.all()?;
    let told = open.into_iter().map(|open| {
        let Listed { number, at, kind, target, target_name, .. } = open;
        let who = if target_name.is_empty() { target.to_string() } else { target_name };
        let kind = moderation::text::kind(lang, kind);
        Waiting {
            since: Time::from_millis(at),
            what: say!(
                lang,
                "{who} appeals case {number} ({kind})",
                "{who} legt Einspruch gegen Fall {number} ein ({kind})",
                "{who} apela el caso {number} ({kind})"
            ),
            label: say!(lang, "Appeal {number}", "Einspruch {number}", "Apelación {number}"),
            press: custom_id::encode("appeals", "open", &[&number.to_string()]),
            path: format!("/inbox/appeals/{number}"),
        }
    });
    Ok(told.collect())
}

pub mod forms {
    //! Of the forms behind the buttons.

    use crate::{base::lang::Lang, word};

    pub fn shorten(lang: Lang) -> &'static str {
        word!(lang, "Shorten it", "Verkürzen", "Acortar")
    }

    pub fn span(lang: Lang) -> &'static str {
        word!(lang, "How long it goes on from now", "Wie lange es ab jetzt noch dauert", "Cuánto dura desde ahora")
    }

    pub fn span_about(lang: Lang) -> &'static str {
        word!(lang, "For example 30m, 12h or 3d.", "Zum Beispiel 30m, 12h oder 3d.", "Por ejemplo 30m, 12h o 3d.")
    }

    pub fn reject(lang: Lang) -> &'static str {
        word!(lang, "Reject the appeal", "Einspruch ablehnen", "Rechazar la apelación")
    }

    pub fn why(lang: Lang) -> &'static str {
        word!(lang, "Why", "Warum", "Por qué")
    }

    pub fn told(lang: Lang) -> &'static str {
        word!(lang, "The person reads it.", "Die Person liest es.", "La persona lo lee.")
    }

    pub fn ask(lang: Lang) -> &'static str {
        word!(lang, "Ask the person", "Nachfragen", "Preguntar a la persona")
    }

    pub fn question(lang: Lang) -> &'static str {
        word!(lang, "Your question", "Deine Frage", "Tu pregunta")
    }
}
