//! What `/bytes awards` says.

use twilight_model::channel::message::Embed;

use crate::{
    base::{ids::UserId, lang::Lang, words::number},
    discord::build::{AMBER, EmbedExt, GREEN, embed},
    features::{
        bytes::{
            logic,
            model::{Account, BytesSettings, Measure},
        },
        roles::{
            self,
            model::{Outcome, Wish},
        },
    },
    say, word,
};

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
    let lines: Vec<String> = outcomes.iter().map(|(wish, outcome)| outcome_line(lang, wish, outcome)).collect();
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
    let next =
        say!(lang, "<@&{role}> in {missing} bytes", "<@&{role}> in {missing} Bytes", "<@&{role}> a {missing} bytes");
    shown.inline(word!(lang, "Next reward", "Nächste Belohnung", "Próxima recompensa"), next)
}

fn outcome_line(lang: Lang, wish: &Wish, outcome: &Outcome) -> String {
    let role = wish.role;
    match outcome {
        Outcome::Held => roles::text::held(lang).to_owned(),
        Outcome::Done if wish.wanted => {
            say!(lang, "✅ <@&{role}> given", "✅ <@&{role}> gegeben", "✅ <@&{role}> dado")
        }
        Outcome::Done => {
            say!(lang, "➖ <@&{role}> taken back", "➖ <@&{role}> zurückgenommen", "➖ <@&{role}> retirado")
        }
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
