//! Every sentence of `/privacy`.

use crate::{base::lang::Lang, word};

pub fn about(lang: Lang) -> &'static str {
    word!(
        lang,
        "What is kept of you, and how to get or delete it",
        "Was über dich gespeichert wird, und wie du es bekommst oder löschst",
        "Qué se guarda de ti y cómo obtenerlo o borrarlo"
    )
}

pub fn here(lang: Lang) -> &'static str {
    word!(
        lang,
        "The page tells what is kept of you, for how long and why, and gives or deletes it. To do that, sign in with the link of `/dashboard` first.",
        "Die Seite sagt, was über dich gespeichert wird, wie lange und warum, und gibt oder löscht es. Melde dich dafür zuerst mit dem Link von `/dashboard` an.",
        "La página dice qué se guarda de ti, cuánto tiempo y por qué, y lo entrega o lo borra. Para eso, entra primero con el enlace de `/dashboard`."
    )
}

pub fn open(lang: Lang) -> &'static str {
    word!(lang, "Open the page", "Seite öffnen", "Abrir la página")
}
