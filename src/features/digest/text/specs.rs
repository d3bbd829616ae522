//! Descriptions of `/digest` and its options.

use crate::{base::lang::Lang, discord::command::Choice, word};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str { word!(lang, $en, $de, $es) })*
    };
}

texts! {
    digest: "What happened here, told every day or week", "Was hier geschah, jeden Tag oder jede Woche", "Lo que pasó aquí, cada día o cada semana";
    configure: "Show or change where and when digests come", "Zeigen oder ändern, wo und wann Berichte kommen", "Ver o cambiar dónde y cuándo llegan los resúmenes";
    preview: "What a digest would say now; only you see it", "Was ein Bericht jetzt sagen würde; nur du siehst es", "Lo que diría un resumen ahora; solo lo ves tú";
    now: "Send a digest now; the regular one comes all the same", "Jetzt einen Bericht senden; der reguläre kommt trotzdem", "Enviar un resumen ahora; el habitual llega igual";
    channel: "Where they are sent", "Wohin sie gesendet werden", "A dónde se envían";
    frequency: "How often", "Wie oft", "Con qué frecuencia";
    weekday: "On which day a weekly one comes", "An welchem Tag ein wöchentlicher kommt", "Qué día llega uno semanal";
    hour: "At which hour, by the clocks of the zone", "Zu welcher Stunde, nach den Uhren der Zeitzone", "A qué hora, según los relojes de la zona";
    zone: "Whose clocks: a zone such as Europe/Berlin, or +02:00", "Wessen Uhren: eine Zone wie Europe/Berlin, oder +02:00", "Qué relojes: una zona como Europe/Madrid, o +02:00";
    empty: "Also when nothing happened", "Auch wenn nichts geschah", "También cuando no pasó nada";
    off: "Off", "Aus", "Desactivado";
    daily: "Daily", "Täglich", "Diario";
    weekly: "Weekly", "Wöchentlich", "Semanal";
    monday: "Monday", "Montag", "lunes";
    tuesday: "Tuesday", "Dienstag", "martes";
    wednesday: "Wednesday", "Mittwoch", "miércoles";
    thursday: "Thursday", "Donnerstag", "jueves";
    friday: "Friday", "Freitag", "viernes";
    saturday: "Saturday", "Samstag", "sábado";
    sunday: "Sunday", "Sonntag", "domingo";
}

/// By their place in the week, 0 for Monday.
pub const WEEKDAYS: &[Choice] = &[
    Choice { value: "0", label: monday },
    Choice { value: "1", label: tuesday },
    Choice { value: "2", label: wednesday },
    Choice { value: "3", label: thursday },
    Choice { value: "4", label: friday },
    Choice { value: "5", label: saturday },
    Choice { value: "6", label: sunday },
];

pub const FREQUENCIES: &[Choice] = &[
    Choice { value: "daily", label: daily },
    Choice { value: "weekly", label: weekly },
    Choice { value: "off", label: off },
];
