//! The names of permissions as Discord's client shows them.

use twilight_model::guild::Permissions;

use crate::{base::lang::Lang, word};

/// The name of one permission; those that Guildhall never needs are named as Discord's reference does.
pub fn permission_name(lang: Lang, permission: Permissions) -> &'static str {
    match permission {
        Permissions::ATTACH_FILES => word!(lang, "Attach Files", "Dateien anhängen", "Adjuntar archivos"),
        Permissions::BAN_MEMBERS => word!(lang, "Ban Members", "Mitglieder bannen", "Banear miembros"),
        Permissions::CREATE_INVITE => word!(lang, "Create Invite", "Einladung erstellen", "Crear invitación"),
        Permissions::CREATE_PRIVATE_THREADS => {
            word!(lang, "Create Private Threads", "Private Threads erstellen", "Crear hilos privados")
        }
        Permissions::CREATE_PUBLIC_THREADS => {
            word!(lang, "Create Public Threads", "Öffentliche Threads erstellen", "Crear hilos públicos")
        }
        Permissions::EMBED_LINKS => word!(lang, "Embed Links", "Links einbetten", "Insertar enlaces"),
        Permissions::KICK_MEMBERS => word!(lang, "Kick Members", "Mitglieder kicken", "Expulsar miembros"),
        Permissions::MANAGE_CHANNELS => word!(lang, "Manage Channels", "Kanäle verwalten", "Gestionar canales"),
        Permissions::MANAGE_GUILD => word!(lang, "Manage Server", "Server verwalten", "Gestionar servidor"),
        Permissions::MANAGE_MESSAGES => word!(lang, "Manage Messages", "Nachrichten verwalten", "Gestionar mensajes"),
        Permissions::MANAGE_ROLES => word!(lang, "Manage Roles", "Rollen verwalten", "Gestionar roles"),
        Permissions::MANAGE_THREADS => word!(lang, "Manage Threads", "Threads verwalten", "Gestionar hilos"),
        Permissions::MODERATE_MEMBERS => {
            word!(lang, "Timeout Members", "Time-out für Mitglieder", "Aislar temporalmente a miembros")
        }
        Permissions::READ_MESSAGE_HISTORY => {
            word!(lang, "Read Message History", "Nachrichtenverlauf anzeigen", "Leer el historial de mensajes")
        }
        Permissions::SEND_MESSAGES => word!(lang, "Send Messages", "Nachrichten senden", "Enviar mensajes"),
        Permissions::SEND_MESSAGES_IN_THREADS => {
            word!(lang, "Send Messages in Threads", "Nachrichten in Threads senden", "Enviar mensajes en hilos")
        }
        Permissions::VIEW_AUDIT_LOG => {
            word!(lang, "View Audit Log", "Audit-Log einsehen", "Ver el registro de auditoría")
        }
        Permissions::VIEW_CHANNEL => word!(lang, "View Channels", "Kanäle ansehen", "Ver canales"),
        other => other.iter_names().next().map_or("?", |(name, _)| name),
    }
}

/// Their names in bold, one after the other.
pub fn permission_names(lang: Lang, permissions: Permissions) -> String {
    let names: Vec<String> = permissions.iter().map(|one| format!("**{}**", permission_name(lang, one))).collect();
    names.join(", ")
}
