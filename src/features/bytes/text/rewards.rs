//! Reward roles as administrators read them.

use twilight_model::channel::message::Embed;

use crate::{
    base::{ids::RoleId, lang::Lang},
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

pub fn role_is_managed(lang: Lang) -> &'static str {
    word!(
        lang,
        "Nobody can give this role: it belongs to everyone or to an integration. Pick another.",
        "Diese Rolle kann niemand vergeben: Sie gehört allen oder einer Integration. Wähle eine andere.",
        "Nadie puede dar este rol: es de todos o de una integración. Elige otro."
    )
}

pub fn needs_manage_roles(lang: Lang) -> &'static str {
    word!(
        lang,
        "I lack the permission **Manage Roles**. Give it to my role in Server Settings › Roles, then try again.",
        "Mir fehlt die Berechtigung **Rollen verwalten**. Gib sie meiner Rolle unter Servereinstellungen › Rollen und versuche es erneut.",
        "Me falta el permiso **Gestionar roles**. Dáselo a mi rol en Ajustes del servidor › Roles e inténtalo de nuevo."
    )
}

pub fn role_above_mine(lang: Lang, role: RoleId) -> String {
    say!(
        lang,
        "<@&{role}> stands above my own role, so I cannot give it. Drag my role above it in Server Settings › Roles, then try again.",
        "<@&{role}> steht über meiner Rolle, ich kann sie nicht vergeben. Ziehe meine Rolle unter Servereinstellungen › Rollen darüber und versuche es erneut.",
        "<@&{role}> está por encima de mi rol y no puedo darlo. Sube mi rol en Ajustes del servidor › Roles e inténtalo de nuevo."
    )
}
