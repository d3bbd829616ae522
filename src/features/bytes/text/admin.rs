//! What administrators read.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        address::Unfit as UnfitAddress,
        ids::{RoleId, UserId},
        lang::Lang,
        money::Amount,
        time::Time,
        words::{self, number},
    },
    discord::build::{EmbedExt, embed},
    features::bytes::{
        commands::AuditRow,
        logic::{self, CsvFault, CsvFile, Unfit},
        model::{BytesSettings, Stacking},
    },
    platform::guard::Unfetched,
    say, word,
};

pub fn granted(lang: Lang, user: UserId, amount: Amount, balance: i64) -> String {
    let (amount, balance) = (super::answers::amount(lang, amount), number(lang, balance));
    say!(
        lang,
        "<@{user}> got **{amount}** and now holds {balance}.",
        "<@{user}> hat **{amount}** bekommen und hat jetzt {balance}.",
        "<@{user}> recibió **{amount}** y ahora tiene {balance}."
    )
}

pub fn revoked(lang: Lang, user: UserId, amount: Amount, balance: i64) -> String {
    let (amount, balance) = (super::answers::amount(lang, amount), number(lang, balance));
    say!(
        lang,
        "I took **{amount}** from <@{user}>, who now holds {balance}.",
        "<@{user}> habe ich **{amount}** genommen; übrig sind {balance}.",
        "Retiré **{amount}** a <@{user}>, que ahora tiene {balance}."
    )
}

pub fn too_many(lang: Lang, balance: i64) -> String {
    let balance = number(lang, balance);
    say!(
        lang,
        "The account holds {balance} bytes and cannot hold that many more.",
        "Das Konto hat {balance} Bytes und fasst nicht so viele mehr.",
        "La cuenta tiene {balance} bytes y no admite tantos más."
    )
}

pub fn shortfall(lang: Lang, user: UserId, amount: Amount, there: Amount) -> String {
    let missing = number(lang, amount.get() - there.get());
    let (amount, there) = (number(lang, amount.get()), number(lang, there.get()));
    say!(
        lang,
        "<@{user}> holds {there} bytes, {missing} less than the {amount} you want to take. Nothing was taken yet.",
        "<@{user}> hat {there} Bytes, {missing} weniger als die {amount}, die du nehmen willst. Noch wurde nichts genommen.",
        "<@{user}> tiene {there} bytes, {missing} menos que los {amount} que quieres retirar. Aún no se retiró nada."
    )
}

pub fn take_all(lang: Lang, there: Amount) -> String {
    let there = number(lang, there.get());
    say!(lang, "Take all {there}", "Alle {there} nehmen", "Retirar los {there}")
}

pub fn leave_it(lang: Lang) -> &'static str {
    word!(lang, "Leave it", "Dabei belassen", "Dejarlo")
}

pub fn nothing_taken(lang: Lang) -> &'static str {
    word!(
        lang,
        "Nothing was taken.",
        "Es wurde nichts genommen.",
        "No se retiró nada."
    )
}

pub fn undo(lang: Lang) -> &'static str {
    word!(lang, "Undo", "Rückgängig", "Deshacer")
}

pub fn cancel(lang: Lang) -> &'static str {
    word!(lang, "Cancel", "Abbrechen", "Cancelar")
}

/// What the last full audit found, and whether one was started now.
pub fn audit_state(lang: Lang, last: Option<&AuditRow>, started: bool) -> String {
    let finished = last.and_then(|audit| Some((audit.checked, audit.wrong, audit.finished_at?)));
    let mut lines = Vec::new();
    if let Some((checked, wrong, at)) = finished {
        let (checked, wrong, at) = (
            number(lang, checked),
            number(lang, wrong),
            Time::from_millis(at).relative(),
        );
        lines.push(say!(
            lang,
            "Last audit {at}: {checked} accounts checked, differences: {wrong}.",
            "Letzte Prüfung {at}: {checked} Konten geprüft, Abweichungen: {wrong}.",
            "Última auditoría {at}: {checked} cuentas comprobadas, diferencias: {wrong}."
        ));
    }
    if started {
        lines.push(say!(
            lang,
            "A new audit of every account has started; its result goes to the admin channel and stands here.",
            "Eine neue Prüfung aller Konten läuft an; ihr Ergebnis geht in den Admin-Kanal und steht hier.",
            "Empezó una nueva auditoría de todas las cuentas; el resultado va al canal de administración y queda aquí."
        ));
    } else {
        let checked = number(lang, last.map_or(0, |audit| audit.checked));
        lines.push(say!(
            lang,
            "An audit is running: {checked} accounts so far.",
            "Eine Prüfung läuft: bisher {checked} Konten.",
            "Hay una auditoría en curso: {checked} cuentas hasta ahora."
        ));
    }
    lines.join("\n")
}

pub fn audit_finished(lang: Lang, checked: i64, wrong: i64) -> String {
    let (checked, differ) = (number(lang, checked), number(lang, wrong));
    match wrong {
        0 => say!(
            lang,
            "✅ Bytes audit: {checked} accounts checked, every balance is the sum of its ledger.",
            "✅ Bytes-Prüfung: {checked} Konten geprüft, jedes Guthaben ist die Summe seines Journals.",
            "✅ Auditoría de bytes: {checked} cuentas comprobadas, cada saldo es la suma de su libro."
        ),
        _ => say!(
            lang,
            "⚠️ Bytes audit: {checked} accounts checked, differences: {differ}.",
            "⚠️ Bytes-Prüfung: {checked} Konten geprüft, Abweichungen: {differ}.",
            "⚠️ Auditoría de bytes: {checked} cuentas comprobadas, diferencias: {differ}."
        ),
    }
}

/// Accounts whose balance is not the sum of their ledger: member, balance, sum.
pub fn audit_differs(lang: Lang, named: &[(UserId, i64, i64)], all: usize) -> String {
    let lines: Vec<String> = named
        .iter()
        .map(|(user, balance, sum)| {
            let (balance, sum) = (number(lang, *balance), number(lang, *sum));
            say!(
                lang,
                "• <@{user}>: balance {balance}, ledger {sum}",
                "• <@{user}>: Guthaben {balance}, Journal {sum}",
                "• <@{user}>: saldo {balance}, libro {sum}"
            )
        })
        .collect();
    let all = number(lang, all as i64);
    let head = say!(
        lang,
        "⚠️ Balances that are not the sum of their ledger: {all}. Nothing was changed; please tell the operator.",
        "⚠️ Guthaben, die nicht die Summe ihres Journals sind: {all}. Es wurde nichts geändert; bitte sage es dem Betreiber.",
        "⚠️ Saldos que no son la suma de su libro: {all}. No se cambió nada; avisa al operador."
    );
    format!("{head}\n{}", lines.join("\n"))
}

pub fn unfit_ladder(lang: Lang, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Form(part) => {
            let part = words::shortened(&words::quoted(part), 60);
            say!(
                lang,
                "I cannot read the step \"{part}\". Write days, a name and a factor, as in `8 CHAR x2, 16 SHORT x4`.",
                "Die Stufe „{part}“ kann ich nicht lesen. Schreibe Tage, einen Namen und einen Faktor, wie `8 CHAR x2, 16 SHORT x4`.",
                "No puedo leer el escalón «{part}». Escribe días, nombre y factor, como `8 CHAR x2, 16 SHORT x4`."
            )
        }
        Unfit::Range(part) => {
            let part = words::shortened(&words::quoted(part), 60);
            say!(
                lang,
                "The step \"{part}\" does not fit: days go from 1 to 10,000, factors from x1 to x1000, each day once.",
                "Die Stufe „{part}“ passt nicht: Tage von 1 bis 10.000, Faktoren von x1 bis x1000, jeder Tag einmal.",
                "El escalón «{part}» no encaja: días de 1 a 10.000, factores de x1 a x1000, cada día una vez."
            )
        }
        Unfit::TooMany => say!(
            lang,
            "A ladder has at most 12 steps.",
            "Eine Leiter hat höchstens 12 Stufen.",
            "Una escala tiene como máximo 12 escalones."
        ),
    }
}

pub fn unknown_zone(lang: Lang, text: &str) -> String {
    let text = words::shortened(&words::quoted(text), 60);
    say!(
        lang,
        "I don't know the time zone \"{text}\". Pick one from the list, such as `Europe/Berlin`, or an offset such as `+02:00`.",
        "Die Zeitzone „{text}“ kenne ich nicht. Wähle eine aus der Liste, etwa `Europe/Berlin`, oder einen Abstand wie `+02:00`.",
        "No conozco la zona horaria «{text}». Elige una de la lista, como `Europe/Berlin`, o un desfase como `+02:00`."
    )
}

/// The economy, with what changed marked.
pub fn config(lang: Lang, before: &BytesSettings, after: &BytesSettings, now: Time) -> Embed {
    let (old, new) = (config_rows(lang, before, now), config_rows(lang, after, now));
    let changed = before != after;
    let title = match changed {
        true => word!(lang, "Bytes: changed", "Bytes: geändert", "Bytes: cambiado"),
        false => word!(lang, "Bytes: settings", "Bytes: Einstellungen", "Bytes: ajustes"),
    };
    let lines = new.iter().zip(&old).map(|((name, value), (_, was))| {
        if value == was {
            format!("{name}: **{value}**")
        } else {
            format!("{name}: ~~{was}~~ → **{value}**")
        }
    });
    let (veteran, newcomer) = (year(after, 365), year(after, 0));
    let (veteran, newcomer) = (number(lang, veteran), number(lang, newcomer));
    embed(title)
        .text(lines.collect::<Vec<_>>().join("\n"))
        .field(
            word!(
                lang,
                "A year of daily bytes",
                "Ein Jahr Tages-Bytes",
                "Un año de bytes diarios"
            ),
            say!(
                lang,
                "a newcomer who never misses a day: **{newcomer}**\nsomebody with a year's streak: **{veteran}**",
                "ein Neuling, der keinen Tag auslässt: **{newcomer}**\njemand mit einem Jahr Serie: **{veteran}**",
                "alguien nuevo que no falta ningún día: **{newcomer}**\nalguien con un año de racha: **{veteran}**"
            ),
        )
        .footer(word!(
            lang,
            "Changes count at once; a moved day from its next start.",
            "Änderungen gelten sofort; ein verschobener Tag ab seinem nächsten Beginn.",
            "Los cambios valen enseguida; un día movido, desde su próximo inicio."
        ))
}

/// What 365 days in a row pay after a streak.
fn year(settings: &BytesSettings, streak: i64) -> i64 {
    (1..=365).fold(0_i64, |sum, day| {
        sum.saturating_add(logic::payout(settings, streak + day).get())
    })
}

fn config_rows(lang: Lang, settings: &BytesSettings, now: Time) -> Vec<(&'static str, String)> {
    let none = || word!(lang, "none", "keine", "ninguno").to_owned();
    let ladder = logic::ladder_text(&settings.ladder);
    let hours = match settings.cooldown_hours {
        0 => none(),
        hours => format!("{} h", number(lang, hours)),
    };
    let boundary = &settings.boundary;
    let zone = boundary.zone.name().to_owned();
    let waits = boundary.before.is_some() && now < boundary.from;
    let from = if waits {
        format!(" ({})", boundary.from.relative())
    } else {
        String::new()
    };
    let stacking = match settings.stacking {
        Stacking::All => super::specs::stack_all(lang),
        Stacking::HighestOnly => super::specs::stack_highest(lang),
    };
    vec![
        (
            word!(lang, "Starting balance", "Startguthaben", "Saldo inicial"),
            number(lang, settings.starting.get()),
        ),
        (
            word!(lang, "Daily", "Täglich", "Diario"),
            number(lang, settings.daily.get()),
        ),
        (
            word!(lang, "Ladder", "Leiter", "Escala"),
            if ladder.is_empty() { none() } else { ladder },
        ),
        (
            word!(lang, "Cap of a day", "Grenze eines Tages", "Límite diario"),
            settings.cap.map_or_else(none, |cap| number(lang, cap.get())),
        ),
        (
            word!(
                lang,
                "Day starts at midnight in",
                "Tagesbeginn um Mitternacht in",
                "El día empieza a medianoche en"
            ),
            zone + &from,
        ),
        (
            word!(lang, "Grace days", "Kulanztage", "Días de gracia"),
            number(lang, settings.grace),
        ),
        (
            word!(lang, "Largest transfer", "Größte Überweisung", "Transferencia máxima"),
            number(lang, settings.transfer_maximum.get()),
        ),
        (
            word!(
                lang,
                "Between transfers",
                "Zwischen Überweisungen",
                "Entre transferencias"
            ),
            hours,
        ),
        (
            word!(
                lang,
                "Days of membership to give",
                "Tage Mitgliedschaft zum Geben",
                "Días de membresía para dar"
            ),
            number(lang, settings.membership_days),
        ),
        (
            word!(
                lang,
                "Rewards are earned by",
                "Belohnungen verdient man durch",
                "Las recompensas se ganan por"
            ),
            super::answers::measure(lang, settings.measure).to_owned(),
        ),
        (
            word!(lang, "Rewards kept", "Behaltene Belohnungen", "Recompensas conservadas"),
            stacking.to_owned(),
        ),
    ]
}

pub fn rewards(lang: Lang, settings: &BytesSettings) -> Embed {
    let lines = settings.rewards.iter().map(|reward| {
        let (role, threshold) = (reward.role, super::answers::amount(lang, reward.threshold));
        say!(
            lang,
            "<@&{role}> from {threshold} on",
            "<@&{role}> ab {threshold}",
            "<@&{role}> desde {threshold}"
        )
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    let text = if list.is_empty() {
        super::answers::no_rewards(lang).to_owned()
    } else {
        list
    };
    embed(word!(lang, "Reward roles", "Belohnungsrollen", "Roles de recompensa"))
        .text(text)
        .footer(super::answers::measure(lang, settings.measure))
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

pub fn nothing_to_export(lang: Lang) -> &'static str {
    word!(
        lang,
        "There is no account yet.",
        "Es gibt noch kein Konto.",
        "Todavía no hay cuentas."
    )
}

pub fn exported(lang: Lang, count: i64) -> String {
    let count = number(lang, count);
    say!(
        lang,
        "{count} balances. `/bytes-admin import` reads this file.",
        "{count} Guthaben. `/bytes-admin import` liest diese Datei.",
        "{count} saldos. `/bytes-admin import` lee este archivo."
    )
}

pub fn no_file(lang: Lang) -> &'static str {
    word!(
        lang,
        "I did not get a file. Please attach one.",
        "Ich habe keine Datei bekommen. Bitte hänge eine an.",
        "No recibí ningún archivo. Adjunta uno."
    )
}

pub fn unfetched(lang: Lang, why: &Unfetched, largest: usize) -> String {
    let largest = number(lang, (largest / 1_000) as i64);
    match why {
        Unfetched::TooLarge => say!(
            lang,
            "The file is larger than {largest} kB. Cut it into parts and import them one after another.",
            "Die Datei ist größer als {largest} kB. Teile sie und importiere die Teile nacheinander.",
            "El archivo supera los {largest} kB. Divídelo e importa las partes una tras otra."
        ),
        Unfetched::Address(
            UnfitAddress::Unreadable
            | UnfitAddress::Scheme
            | UnfitAddress::Credentials
            | UnfitAddress::Host
            | UnfitAddress::Port,
        )
        | Unfetched::Status(_)
        | Unfetched::Failed(_) => say!(
            lang,
            "I could not fetch the file from Discord. Please attach it again.",
            "Ich konnte die Datei nicht von Discord holen. Bitte hänge sie erneut an.",
            "No pude obtener el archivo de Discord. Adjúntalo de nuevo."
        ),
    }
}

pub fn unfit_file(lang: Lang, file: &CsvFile) -> String {
    if file.faults.is_empty() {
        return say!(
            lang,
            "The file has no line with a user id and a balance. Nothing was imported.",
            "Die Datei hat keine Zeile mit Nutzer-ID und Guthaben. Es wurde nichts importiert.",
            "El archivo no tiene ninguna línea con id de usuario y saldo. No se importó nada."
        );
    }
    let mut lines: Vec<String> = file
        .faults
        .iter()
        .map(|(line, fault)| {
            let what = csv_fault(lang, *fault);
            say!(
                lang,
                "• line {line}: {what}",
                "• Zeile {line}: {what}",
                "• línea {line}: {what}"
            )
        })
        .collect();
    if file.more_faults > 0 {
        let more = file.more_faults;
        lines.push(say!(
            lang,
            "• and {more} more",
            "• und {more} weitere",
            "• y {more} más"
        ));
    }
    let head = say!(
        lang,
        "Nothing was imported, because the file has faults:",
        "Es wurde nichts importiert, weil die Datei Fehler hat:",
        "No se importó nada, porque el archivo tiene errores:"
    );
    format!("{head}\n{}", lines.join("\n"))
}

fn csv_fault(lang: Lang, fault: CsvFault) -> &'static str {
    match fault {
        CsvFault::Unreadable => word!(
            lang,
            "not readable as text",
            "nicht als Text lesbar",
            "no se puede leer como texto"
        ),
        CsvFault::Columns => word!(
            lang,
            "needs two columns",
            "braucht zwei Spalten",
            "necesita dos columnas"
        ),
        CsvFault::User => word!(
            lang,
            "the user id is not a number",
            "die Nutzer-ID ist keine Zahl",
            "el id de usuario no es un número"
        ),
        CsvFault::Balance => word!(
            lang,
            "the balance is not a whole number from 0 to 2^53-1",
            "das Guthaben ist keine ganze Zahl von 0 bis 2^53-1",
            "el saldo no es un número entero de 0 a 2^53-1"
        ),
        CsvFault::Twice => word!(
            lang,
            "this member stands in the file twice",
            "dieses Mitglied steht zweimal in der Datei",
            "este miembro aparece dos veces"
        ),
    }
}

pub fn import_preview(lang: Lang, file: &CsvFile, known: i64, held: i64) -> Embed {
    let rows = file.rows.len() as i64;
    let (new, sum) = (number(lang, rows - known), number(lang, file.sum()));
    let (rows, known, held) = (number(lang, rows), number(lang, known), number(lang, held));
    embed(word!(lang, "Import: preview", "Import: Vorschau", "Importación: vista previa")).text(say!(
        lang,
        "**{rows}** members with **{sum}** bytes in all.\n{known} have an account, holding {held} bytes now; {new} get one.\n\nEach balance is *set* to the file's figure; the difference goes to the ledger. Members who are not in the file keep what they have.",
        "**{rows}** Mitglieder mit zusammen **{sum}** Bytes.\n{known} haben ein Konto, darauf jetzt {held} Bytes; {new} bekommen eins.\n\nJedes Guthaben wird auf die Zahl der Datei *gesetzt*; der Unterschied kommt ins Journal. Wer nicht in der Datei steht, behält seins.",
        "**{rows}** miembros con **{sum}** bytes en total.\n{known} tienen cuenta, con {held} bytes ahora; {new} reciben una.\n\nCada saldo se *fija* en la cifra del archivo; la diferencia va al libro. Quien no está en el archivo conserva lo suyo."
    ))
}

pub fn import_start(lang: Lang) -> &'static str {
    word!(lang, "Import", "Importieren", "Importar")
}

pub fn import_started(lang: Lang) -> &'static str {
    word!(
        lang,
        "The import has started: a thousand lines a minute. `/bytes heap` shows it grow.",
        "Der Import läuft an: tausend Zeilen je Minute. `/bytes heap` zeigt, wie er wächst.",
        "La importación empezó: mil líneas por minuto. `/bytes heap` muestra cómo avanza."
    )
}

pub fn import_cancelled(lang: Lang) -> &'static str {
    word!(
        lang,
        "Nothing was imported.",
        "Es wurde nichts importiert.",
        "No se importó nada."
    )
}
