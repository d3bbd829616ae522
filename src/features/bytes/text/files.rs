//! What administrators read of imports and exports.

use twilight_model::channel::message::Embed;

use crate::{
    base::{lang::Lang, words::number},
    discord::build::{EmbedExt, embed},
    features::bytes::logic::{CsvFault, CsvFile},
    platform::guard::Unfetched,
    say, word,
};

pub fn nothing_to_export(lang: Lang) -> &'static str {
    word!(lang, "There is no account yet.", "Es gibt noch kein Konto.", "Todavía no hay cuentas.")
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
        Unfetched::Address(_) | Unfetched::Status(_) | Unfetched::Failed(_) => say!(
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
            say!(lang, "• line {line}: {what}", "• Zeile {line}: {what}", "• línea {line}: {what}")
        })
        .collect();
    if file.more_faults > 0 {
        let more = file.more_faults;
        lines.push(say!(lang, "• and {more} more", "• und {more} weitere", "• y {more} más"));
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
        CsvFault::Unreadable => {
            word!(lang, "not readable as text", "nicht als Text lesbar", "no se puede leer como texto")
        }
        CsvFault::Columns => word!(lang, "needs two columns", "braucht zwei Spalten", "necesita dos columnas"),
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
    word!(lang, "Nothing was imported.", "Es wurde nichts importiert.", "No se importó nada.")
}
