//! Reads JSON into structs. What a struct's own reader would be, made anew for each by serde, weighed a hundred
//! kilobytes more than this for the whole; so [`serde_json`] reads the text, and this takes its values apart.

use twilight_model::{guild::Permissions, id::Id};

use super::{ids, money::Amount, time::Time};

pub use guildhall_derive::FromJson;
pub use serde_json::Value;

/// The members of an object, by their names.
pub type Object = serde_json::Map<String, Value>;

/// What can be read out of a JSON value. `#[derive(FromJson)]` does it for structs, by the names of their members,
/// and for enums of words.
///
/// What does not fit is told once, and reading goes on with something in its place that nobody gets to see: a way
/// out at every member would weigh half as much again as the reading.
pub trait FromJson: Sized {
    /// What the value says, or anything where it does not have this shape.
    fn read(value: &Value, faults: &mut Faults) -> Self;

    /// What stands for a member that is not there.
    fn absent(faults: &mut Faults) -> Self {
        faults.note("is missing");
        Self::read(&Value::Null, faults)
    }

    /// # Errors
    /// When the value does not have this shape.
    fn from_json(value: &Value) -> Result<Self, Fault> {
        let mut faults = Faults::default();
        let read = Self::read(value, &mut faults);
        faults.0.map_or(Ok(read), Err)
    }
}

/// What can be read out of the members of an object; `None` is an object without any.
pub trait FromObject: FromJson {
    fn read_members(object: Option<&Object>, faults: &mut Faults) -> Self;
}

/// The first thing that did not fit, if any.
#[derive(Debug, Default)]
pub struct Faults(Option<Fault>);

impl Faults {
    #[inline(never)]
    pub fn note(&mut self, what: &str) {
        if self.0.is_none() {
            self.0 = Some(Fault::new(what));
        }
    }

    pub fn is_clean(&self) -> bool {
        self.0.is_none()
    }

    /// What is noted now is something else than what was wanted.
    #[inline(never)]
    fn other(&mut self, value: &Value, wanted: &str) {
        if self.is_clean() {
            self.note(&format!("is {}, not {wanted}", kind(value)));
        }
    }

    /// What was noted since it was clean stands below this step. Beyond a few hundred letters the outer steps are
    /// left out.
    #[inline(never)]
    fn below(&mut self, was_clean: bool, step: &str) {
        let Some(fault) = self.0.as_mut().filter(|fault| was_clean && fault.path.len() <= LONGEST) else { return };
        let dot = if fault.path.is_empty() || fault.path.starts_with('[') { "" } else { "." };
        fault.path = format!("{step}{dot}{}", fault.path);
    }

    /// Below a name that somebody else chose.
    fn below_named(&mut self, was_clean: bool, name: &str) {
        if was_clean && !self.is_clean() {
            let shown: String = name.chars().filter(|letter| !letter.is_control()).take(24).collect();
            self.below(true, &shown);
        }
    }
}

/// Reads text.
///
/// # Errors
/// When it is no JSON, or not of this shape.
pub fn parse<T: FromJson>(text: &str) -> Result<T, Fault> {
    T::from_json(&value(text)?)
}

/// Of two members of the same name the last counts. What is nested deeper than [`DEEPEST`] becomes `null`, and half
/// of a pair of surrogates, which people can type and no text can hold, U+FFFD.
///
/// # Errors
/// When it is no JSON.
pub fn value(text: &str) -> Result<Value, Fault> {
    let read = serde_json::from_str(text).or_else(|_| serde_json::from_str(&mended(text)));
    read.map_err(|cause| Fault::new(cause.to_string()))
}

/// Levels that are read; `serde_json` itself refuses 128.
const DEEPEST: usize = 100;

/// The same text without what [`serde_json`] refuses although it is JSON.
fn mended(text: &str) -> String {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok();
    let (mut made, mut at, mut depth, mut within) = (String::with_capacity(text.len()), 0, 0_usize, false);
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let shown = depth <= DEEPEST;
        let mut step = letter.len_utf8();
        let mut put = text.get(at..at + step).unwrap_or_default();
        match (within, letter) {
            (_, '"') => within = !within,
            (true, '\\') => match (unit(at), unit(at + 6)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => step = 12,
                (Some(_), _) => step = 6,
                (None, _) => step = 2,
            },
            (false, '{' | '[') => {
                depth += 1;
                put = if depth == DEEPEST + 1 { "null" } else { put };
            }
            (false, '}' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if step > 1 && letter == '\\' {
            let alone = step == 6 && matches!(unit(at), Some(0xD800..=0xDFFF));
            put = if alone { "\\ufffd" } else { text.get(at..at + step).unwrap_or(put) };
        }
        if shown && (depth <= DEEPEST || put == "null") {
            made.push_str(put);
        }
        at += step;
    }
    made
}

/// Bytes of a path that are worth telling.
const LONGEST: usize = 300;

/// What does not fit, and where.
#[derive(Debug, Eq, PartialEq)]
pub struct Fault {
    /// From the outermost: `data.options[0].name`.
    path: String,
    what: String,
}

impl Fault {
    pub fn new(what: impl Into<String>) -> Fault {
        Fault { path: String::new(), what: what.into() }
    }

    /// The place below the whole, empty for the whole itself.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.path.is_empty() { "the whole" } else { &self.path };
        write!(f, "{place}: {}", self.what)
    }
}

impl std::error::Error for Fault {}

/// The members of a value; none, and that told, where it is no object.
#[inline(never)]
pub fn object<'a>(value: &'a Value, title: &str, faults: &mut Faults) -> Option<&'a Object> {
    let object = value.as_object();
    if object.is_none() && faults.is_clean() {
        faults.note(&format!("{title} is {}, no object", kind(value)));
    }
    object
}

/// A member that has to be there, unless [`FromJson::absent`] stands for it.
#[inline(never)]
pub fn member<T: FromJson>(object: Option<&Object>, name: &str, faults: &mut Faults) -> T {
    let clean = faults.is_clean();
    let read = match object.and_then(|object| object.get(name)) {
        Some(value) => T::read(value, faults),
        None => T::absent(faults),
    };
    faults.below(clean, name);
    read
}

/// A member with a default, which also stands for a `null` that does not fit.
#[inline(never)]
pub fn member_or<T: FromJson>(object: Option<&Object>, name: &str, default: T, faults: &mut Faults) -> T {
    let clean = faults.is_clean();
    match object.and_then(|object| object.get(name)) {
        None => default,
        Some(Value::Null) => T::from_json(&Value::Null).unwrap_or(default),
        Some(value) => {
            let read = T::read(value, faults);
            faults.below(clean, name);
            read
        }
    }
}

/// Which of the words a value is, counted from 0.
#[inline(never)]
pub fn word(value: &Value, words: &[&str], faults: &mut Faults) -> usize {
    let text = value.as_str().unwrap_or_default();
    words.iter().position(|word| *word == text).unwrap_or_else(|| {
        if faults.is_clean() {
            faults.note(&format!("expected one of {}", words.join(", ")));
        }
        0
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Types that one question to a value answers, and what stands for what does not fit.
macro_rules! simple {
    ($($type:ty, $wanted:literal, $else:expr, |$value:ident| $read:expr;)*) => {$(
        impl FromJson for $type {
            fn read($value: &Value, faults: &mut Faults) -> $type {
                $read.unwrap_or_else(|| {
                    faults.other($value, $wanted);
                    $else
                })
            }
        }
    )*};
}

simple! {
    bool, "a boolean", false, |value| value.as_bool();
    i64, "a whole number", 0, |value| value.as_i64();
    u64, "a whole number from 0", 0, |value| value.as_u64();
    u32, "a whole number within 32 bits", 0, |value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    u16, "a whole number within 16 bits", 0, |value| value.as_u64().and_then(|number| u16::try_from(number).ok());
    u8, "a whole number within 8 bits", 0, |value| value.as_u64().and_then(|number| u8::try_from(number).ok());
    f64, "a number", 0.0, |value| value.as_f64();
    String, "a text", String::new(), |value| value.as_str().map(str::to_owned);
    Time, "a time in milliseconds", Time::from_millis(0), |value| value.as_i64().map(Time::from_millis);
    Amount, "an amount of bytes", Amount::ZERO, |value| value.as_i64().and_then(Amount::new);
    Object, "an object", Object::new(), |value| value.as_object().cloned();
    Permissions, "a bit set", Permissions::empty(), |value| value.as_str().and_then(|text| text.parse().ok()).map(Permissions::from_bits_truncate);
}

impl FromJson for Value {
    fn read(value: &Value, _: &mut Faults) -> Value {
        value.clone()
    }
}

impl FromObject for Object {
    fn read_members(object: Option<&Object>, _: &mut Faults) -> Object {
        object.cloned().unwrap_or_default()
    }
}

/// Discord writes ids as text; numbers are taken too.
impl<M> FromJson for Id<M> {
    fn read(value: &Value, faults: &mut Faults) -> Id<M> {
        let id = match value {
            Value::String(text) => ids::parse(text),
            Value::Number(number) => number.as_u64().and_then(Id::new_checked),
            _ => None,
        };
        id.unwrap_or_else(|| {
            faults.other(value, "an id");
            Id::new(1)
        })
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(value: &Value, faults: &mut Faults) -> Option<T> {
        if value.is_null() { None } else { Some(T::read(value, faults)) }
    }

    fn absent(_: &mut Faults) -> Option<T> {
        None
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn read(value: &Value, faults: &mut Faults) -> Box<T> {
        Box::new(T::read(value, faults))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(value: &Value, faults: &mut Faults) -> Vec<T> {
        let Some(items) = value.as_array() else {
            faults.other(value, "a list");
            return Vec::new();
        };
        let mut list = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let clean = faults.is_clean();
            list.push(T::read(item, faults));
            if clean && !faults.is_clean() {
                faults.below(true, &format!("[{place}]"));
            }
        }
        list
    }
}

/// A list of exactly two.
impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn read(value: &Value, faults: &mut Faults) -> (A, B) {
        match value.as_array().map(Vec::as_slice) {
            Some([first, second]) => (A::read(first, faults), B::read(second, faults)),
            _ => {
                faults.other(value, "a list of two");
                (A::read(&Value::Null, faults), B::read(&Value::Null, faults))
            }
        }
    }
}

/// What names the members of an object of many alike.
pub trait Key: Sized {
    fn of_name(name: &str) -> Option<Self>;
}

impl Key for String {
    fn of_name(name: &str) -> Option<String> {
        Some(name.to_owned())
    }
}

impl<M> Key for Id<M> {
    fn of_name(name: &str) -> Option<Id<M>> {
        ids::parse(name)
    }
}

/// The members of an object of many alike, in its order.
pub fn entries<K: Key, T: FromJson>(value: &Value, faults: &mut Faults) -> Vec<(K, T)> {
    let Some(object) = value.as_object() else {
        faults.other(value, "an object");
        return Vec::new();
    };
    let mut list = Vec::with_capacity(object.len());
    for (name, value) in object {
        let clean = faults.is_clean();
        match K::of_name(name) {
            Some(key) => list.push((key, T::read(value, faults))),
            None => faults.note("is no id"),
        }
        faults.below_named(clean, name);
    }
    list
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::{ids::UserId, list::Table};

    #[derive(Debug, FromJson, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        First,
        SecondOne,
    }

    #[derive(Debug, FromJson, PartialEq)]
    struct Inner {
        kind: Kind,
        other: Option<Kind>,
    }

    #[derive(Debug, FromJson, PartialEq)]
    struct Outer {
        user: UserId,
        balance: Amount,
        at: Option<Time>,
        #[serde(default)]
        missing: i64,
        #[serde(default)]
        nothing: Vec<i64>,
        share: f64,
        #[serde(flatten)]
        inner: Inner,
    }

    #[derive(Debug, FromJson, PartialEq)]
    struct Deep {
        #[serde(rename = "type")]
        list: Vec<Inner>,
        tags: Table<String, bool>,
        any: Value,
    }

    #[derive(Debug, FromJson, PartialEq)]
    #[serde(default)]
    struct Set {
        most: i64,
        role: Option<UserId>,
        #[serde(skip)]
        elsewhere: bool,
    }

    impl Default for Set {
        fn default() -> Set {
            Set { most: 7, role: Some(UserId::new(1)), elsewhere: true }
        }
    }

    #[test]
    fn members_become_fields_by_their_names() {
        let value = json!({
            "kind": "second_one", "share": 0.5, "other": null, "user": "12", "balance": 7, "at": 9, "unknown": [1],
            "nothing": null,
        });
        let inner = Inner { kind: Kind::SecondOne, other: None };
        let wanted = Outer {
            user: UserId::new(12),
            balance: Amount::of(7),
            at: Some(Time::from_millis(9)),
            missing: 0,
            nothing: Vec::new(),
            share: 0.5,
            inner,
        };
        assert_eq!(Outer::from_json(&value).expect("it fits"), wanted);
        let value = json!({ "type": [{ "kind": "first", "other": "first" }], "tags": { "a": true }, "any": [1, null] });
        let list = vec![Inner { kind: Kind::First, other: Some(Kind::First) }];
        let tags = [("a".to_owned(), true)].into_iter().collect();
        assert_eq!(Deep::from_json(&value).expect("it fits"), Deep { list, tags, any: json!([1, null]) });
    }

    #[test]
    fn what_is_not_set_is_the_default_and_null_is_none() {
        assert_eq!(parse::<Set>("{}").expect("it fits"), Set::default());
        let set = parse::<Set>(r#"{ "most": null, "role": null, "elsewhere": false }"#).expect("it fits");
        assert_eq!(set, Set { role: None, ..Set::default() });
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        for (value, told) in [
            (json!({ "type": [{ "kind": "third" }] }), "type[0].kind: expected one of first, second_one"),
            (json!({ "type": [{ "kind": "first" }, { "other": "first" }] }), "type[1].kind: is missing"),
            (json!({ "type": [7] }), "type[0]: Inner is a number, no object"),
            (json!({ "type": [], "tags": { "x": 3 } }), "tags.x: is a number, not a boolean"),
            (json!("first"), "the whole: Deep is a text, no object"),
        ] {
            assert_eq!(Deep::from_json(&value).expect_err("it does not fit").to_string(), told);
        }
    }

    #[test]
    fn half_a_pair_of_surrogates_costs_nothing_else() {
        for (text, read) in [
            (r#"["\ud83e\udd89"]"#, "\u{1F989}"),
            (r#"["a\ud83eb"]"#, "a\u{FFFD}b"),
            (r#"["\udd89\ud83e\udd89"]"#, "\u{FFFD}\u{1F989}"),
            (r#"["\\ud83e\ud83e"]"#, "\\ud83e\u{FFFD}"),
            (r#"["ö\ud83e"]"#, "ö\u{FFFD}"),
        ] {
            assert_eq!(value(text), Ok(json!([read])), "{text}");
        }
        for text in [r#"["\ud83e]"#, r#"["\u"#, "\\", r#"{"a":"\ud83e"#] {
            assert!(value(text).is_err(), "{text}");
        }
    }

    #[test]
    fn of_two_members_the_last_counts_and_depth_has_an_end() {
        assert_eq!(parse::<Set>(r#"{"most":1,"most":2}"#).expect("it fits").most, 2);
        assert!(parse::<Value>(&"[".repeat(200)).is_err());
        let deep = format!(r#"{{"a":{}7{},"b":"]"}}"#, r#"[{"x":"#.repeat(100), "}]".repeat(100));
        let read = value(&deep).expect("it is JSON");
        assert_eq!(read["b"], "]");
        assert!(read.to_string().contains("[null]") || read.to_string().contains(r#"{"x":null}"#), "{read}");
        assert!(parse::<i64>("18446744073709551616").is_err());
    }
}
