//! Reads JSON into structs, with one small deserializer for all of them: the library's own, made anew for each
//! struct, weighed a hundred kilobytes more.

use serde::{
    Deserialize,
    de::{
        self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::U64Deserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value, map};

/// Reads a value.
///
/// # Errors
/// When it does not have the shape of `T`.
pub fn read<'a, T: Deserialize<'a>>(value: &'a Value) -> Result<T, Fault> {
    T::deserialize(OfValue(value))
}

/// Reads an object by the names of its members.
///
/// # Errors
/// As [`read`].
pub fn read_object<'a, T: Deserialize<'a>>(object: &'a Map<String, Value>) -> Result<T, Fault> {
    T::deserialize(OfObject(object))
}

/// What does not fit.
#[derive(Debug)]
pub struct Fault(String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Fault {
        Fault(message.to_string())
    }
}

struct OfObject<'a>(&'a Map<String, Value>);

impl<'de> Deserializer<'de> for OfObject<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Members { left: self.0.iter(), value: &Value::Null })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(Fields { object: self.0, fields, at: 0, value: &Value::Null })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A struct's fields that the object has, by their number.
struct Fields<'a> {
    object: &'a Map<String, Value>,
    fields: &'static [&'static str],
    at: usize,
    value: &'a Value,
}

impl Fields<'_> {
    /// The number of the next field that there is a member for.
    fn step(&mut self) -> Option<u64> {
        while let Some(name) = self.fields.get(self.at) {
            self.at += 1;
            if let Some(value) = self.object.get(*name) {
                self.value = value;
                return Some(self.at as u64 - 1);
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        self.step().map(|number| seed.deserialize(U64Deserializer::new(number))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(OfValue(self.value))
    }
}

/// Every member, by its name; for maps, and structs that hold others flattened.
struct Members<'a> {
    left: map::Iter<'a>,
    value: &'a Value,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(de::value::BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(OfValue(self.value))
    }
}

/// What stands in a list.
struct Items<'a>(std::slice::Iter<'a, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.0.next().map(|value| seed.deserialize(OfValue(value))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct OfValue<'a>(&'a Value);

impl<'de> Deserializer<'de> for OfValue<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => visitor.visit_i64(whole),
                None => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Null => visitor.visit_unit(),
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            Value::Object(object) => OfObject(object).deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Object(object) => OfObject(object).deserialize_struct(name, fields, visitor),
            other => Err(Fault(format!("{name}: {other} is no object"))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(OfWord(place(self.0, variants)?))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

/// A word's number among those of an enum.
fn place(value: &Value, words: &[&str]) -> Result<u64, Fault> {
    let found = value.as_str().and_then(|word| words.iter().position(|known| *known == word));
    found.map(|number| number as u64).ok_or_else(|| Fault(format!("{value} is none of {words:?}")))
}

struct OfWord(u64);

impl<'de> EnumAccess<'de> for OfWord {
    type Error = Fault;
    type Variant = Nothing;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Nothing), Fault> {
        seed.deserialize(U64Deserializer::new(self.0)).map(|variant| (variant, Nothing))
    }
}

/// A word holds nothing beside itself.
struct Nothing;

impl<'de> VariantAccess<'de> for Nothing {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Fault> {
        Err(Fault("a word that holds something".to_owned()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(Fault("a word that holds something".to_owned()))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Fault> {
        Err(Fault("a word that holds something".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::{ids::UserId, money::Amount, time::Time};

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        First,
        SecondOne,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        kind: Kind,
        other: Option<Kind>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        user: UserId,
        balance: Amount,
        at: Option<Time>,
        #[serde(default)]
        missing: i64,
        share: f64,
        #[serde(flatten)]
        inner: Inner,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Deep {
        list: Vec<Inner>,
        tags: std::collections::BTreeMap<String, bool>,
        any: Value,
    }

    #[test]
    fn members_become_fields_by_their_names() {
        let value = json!({
            "kind": "second_one", "share": 0.5, "other": null, "user": "12", "balance": 7, "at": 9, "unknown": [1],
        });
        let inner = Inner { kind: Kind::SecondOne, other: None };
        let wanted = Outer {
            user: UserId::new(12),
            balance: Amount::of(7),
            at: Some(Time::from_millis(9)),
            missing: 0,
            share: 0.5,
            inner,
        };
        assert_eq!(read::<Outer>(&value).expect("it fits"), wanted);
        let value = json!({ "list": [{ "kind": "first", "other": "first" }], "tags": { "a": true }, "any": [1, null] });
        let list = vec![Inner { kind: Kind::First, other: Some(Kind::First) }];
        let tags = [("a".to_owned(), true)].into();
        assert_eq!(read::<Deep>(&value).expect("it fits"), Deep { list, tags, any: json!([1, null]) });
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (value, part) in [
            (json!({ "kind": "third" }), "none of"),
            (json!({ "other": "first" }), "kind"),
            (json!({ "kind": 3 }), "none of"),
            (json!("first"), "no object"),
        ] {
            let error = read::<Inner>(&value).map(|_| ()).expect_err("it does not fit").to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
