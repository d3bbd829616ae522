//! Descriptions of commands and options.

use crate::{base::lang::Lang, word};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str { word!(lang, $en, $de, $es) })*
    };
}

texts! {
    bytes: "Earn, give and look at bytes", "Bytes verdienen, geben und ansehen", "Gana, da y consulta bytes";
    send: "Give bytes to somebody", "Jemandem Bytes geben", "Da bytes a alguien";
    send_user: "Who gets them", "Wer sie bekommt", "Quién los recibe";
    send_amount: "How many", "Wie viele", "Cuántos";
    send_reason: "What for", "Wofür", "Por qué";
    read: "Balance, streak and next reward", "Guthaben, Serie und nächste Belohnung", "Saldo, racha y próxima recompensa";
    read_user: "Whose account; yours when left out", "Wessen Konto; sonst deins", "De quién; la tuya si se omite";
    daily: "Claim today's bytes", "Die Bytes von heute abholen", "Reclama los bytes de hoy";
    heap: "Leaderboard", "Rangliste", "Clasificación";
    heap_limit: "Rows a page, 1 to 25", "Zeilen je Seite, 1 bis 25", "Filas por página, de 1 a 25";
    history: "What came and went", "Was kam und ging", "Lo que entró y salió";
    history_user: "Whose (moderators only); yours when left out", "Wessen (nur Moderation); sonst deine", "De quién (solo moderación); la tuya si se omite";
    awards: "Bring reward roles up to date", "Belohnungsrollen auf den Stand bringen", "Actualiza los roles de recompensa";
    awards_user: "Whose roles; yours when left out", "Wessen Rollen; sonst deine", "De quién; los tuyos si se omite";
    bytes_admin: "Run the bytes economy", "Die Bytes-Wirtschaft verwalten", "Administra la economía de bytes";
    admin_user: "Whose account", "Wessen Konto", "De quién";
    admin_amount: "How many bytes", "Wie viele Bytes", "Cuántos bytes";
    grant: "Give bytes out of nothing", "Bytes aus dem Nichts geben", "Otorga bytes de la nada";
    revoke: "Take bytes away", "Bytes wegnehmen", "Retira bytes";
    audit: "Check every balance against the ledger", "Jedes Guthaben gegen das Journal prüfen", "Comprueba cada saldo con el libro";
    import: "Take balances over from a file", "Guthaben aus einer Datei übernehmen", "Importa saldos de un archivo";
    import_file: "CSV with the columns user id and balance", "CSV mit den Spalten Nutzer-ID und Guthaben", "CSV con las columnas id de usuario y saldo";
    export: "Every balance as a file", "Alle Guthaben als Datei", "Todos los saldos en un archivo";
    config: "Show or change the economy", "Die Wirtschaft zeigen oder ändern", "Muestra o cambia la economía";
    config_starting: "Bytes of a new account", "Bytes eines neuen Kontos", "Bytes de una cuenta nueva";
    config_daily: "Bytes for the first activity of a day", "Bytes für die erste Aktivität des Tages", "Bytes por la primera actividad del día";
    config_ladder: "Streak ladder such as: 8 CHAR x2, 16 SHORT x4 (or none)", "Serien-Leiter wie: 8 CHAR x2, 16 SHORT x4 (oder none)", "Escala de rachas como: 8 CHAR x2, 16 SHORT x4 (o none)";
    config_cap: "The most that one day pays; 0 for no cap", "Höchstens so viel zahlt ein Tag; 0 ohne Grenze", "Máximo que paga un día; 0 sin límite";
    config_day_starts: "Time zone whose midnight starts the day", "Zeitzone, deren Mitternacht den Tag beginnt", "Zona horaria cuya medianoche inicia el día";
    config_grace: "Missed days that keep a streak", "Verpasste Tage, die eine Serie überlebt", "Días perdidos que no rompen la racha";
    config_maximum: "The most that one transfer moves", "Höchstens so viel bewegt eine Überweisung", "Máximo por transferencia";
    config_cooldown: "Hours between two transfers; 0 for none", "Stunden zwischen zwei Überweisungen; 0 für keine", "Horas entre transferencias; 0 para ninguna";
    config_membership: "Days of membership before a first transfer", "Tage Mitgliedschaft vor der ersten Überweisung", "Días de membresía antes de transferir";
    config_measure: "What earns reward roles", "Was Belohnungsrollen einbringt", "Qué gana roles de recompensa";
    config_rewards: "Keep all earned roles or the highest only", "Alle verdienten Rollen behalten oder nur die höchste", "Conservar todos los roles o solo el más alto";
    measure_received: "Bytes received from others", "Von anderen erhaltene Bytes", "Bytes recibidos de otros";
    measure_net: "Bytes received, less what went back", "Erhaltene Bytes abzüglich Rückgaben", "Bytes recibidos menos los devueltos";
    measure_highest: "Highest balance ever", "Höchstes Guthaben aller Zeiten", "Saldo más alto alcanzado";
    stack_all: "All earned roles", "Alle verdienten Rollen", "Todos los roles ganados";
    stack_highest: "The highest only", "Nur die höchste", "Solo el más alto";
    reward: "Roles that members earn", "Rollen, die Mitglieder verdienen", "Roles que se ganan";
    reward_add: "Give a role from a threshold on", "Eine Rolle ab einer Schwelle geben", "Da un rol desde un umbral";
    reward_remove: "Stop giving a role", "Eine Rolle nicht mehr geben", "Deja de dar un rol";
    reward_list: "Every role that can be earned", "Alle verdienbaren Rollen", "Todos los roles que se pueden ganar";
    reward_role: "Which role", "Welche Rolle", "Qué rol";
    reward_threshold: "From how many bytes on", "Ab wie vielen Bytes", "Desde cuántos bytes";
    digest_title: "Bytes", "Bytes", "Bytes";
}
