//! Reward roles as administrators read them.

use twilight_model::channel::message::Embed;

use crate::{
    base::lang::Lang,
    discord::build::{EmbedExt, embed},
    features::bytes::model::BytesSettings,
    say, word,
};

pub fn rewards(lang: Lang, settings: &BytesSettings) -> Embed {
    let lines = settings.rewards.iter().map(|reward| {
        let (role, threshold) = (reward.role, super::amount(lang, reward.threshold));
        say!(lang, "<@&{role}> from {threshold} on", "<@&{role}> ab {threshold}", "<@&{role}> desde {threshold}")
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    let text = if list.is_empty() { super::no_rewards(lang).to_owned() } else { list };
    embed(word!(lang, "Reward roles", "Belohnungsrollen", "Roles de recompensa"))
        .text(text)
        .footer(super::measure(lang, settings.measure))
}

pub fn unknown_role(lang: Lang) -> &'static str {
    word!(
        lang,
        "I don't know this role. Pick one from the list.",
        "Diese Rolle kenne ich nicht. Wähle eine aus der Liste.",
        "No conozco este rol. Elige uno de la lista."
    )
}

pub fn too_many_rewards(lang: Lang, most: usize) -> String {
    say!(
        lang,
        "There can be {most} reward roles at most. Remove one first.",
        "Es kann höchstens {most} Belohnungsrollen geben. Entferne erst eine.",
        "Puede haber como máximo {most} roles de recompensa. Quita uno antes."
    )
}

pub fn no_such_reward(lang: Lang) -> &'static str {
    word!(
        lang,
        "This role is not a reward. `/bytes-admin reward list` shows which are.",
        "Diese Rolle ist keine Belohnung. `/bytes-admin reward list` zeigt, welche es sind.",
        "Este rol no es una recompensa. `/bytes-admin reward list` muestra cuáles lo son."
    )
}
