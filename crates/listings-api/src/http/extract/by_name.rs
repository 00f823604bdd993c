//! JSON into structs by the names of their fields alone. What serde derives for a struct takes a list of its fields'
//! values too, in the order of the source: `["a@b.it", "secret"]` would be a sign-in.

use serde::Deserializer;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Error as _, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Error, Value};

/// A value whose lists are lists, at every depth.
pub struct ByName(pub Value);

impl IntoDeserializer<'_, Error> for ByName {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for ByName {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter().map(ByName));
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Value::Object(fields) => {
                let mut fields = MapDeserializer::new(fields.into_iter().map(|(name, value)| (name, ByName(value))));
                let value = visitor.visit_map(&mut fields)?;
                fields.end()?;
                Ok(value)
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &visitor));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        a: u8,
        b: Option<f32>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        one: Inner,
        many: Vec<Inner>,
        maybe: Option<Inner>,
        pair: (u8, String),
    }

    fn read(value: Value) -> Option<Outer> {
        Outer::deserialize(ByName(value)).ok()
    }

    #[test]
    fn a_list_is_no_struct_at_any_depth() {
        let inner = || json!({"a": 1, "b": 2});
        let whole = json!({"one": inner(), "many": [inner()], "maybe": null, "pair": [1, "x"]});
        let expected = || Inner { a: 1, b: Some(2.0) };
        let outer = Outer { one: expected(), many: vec![expected()], maybe: None, pair: (1, "x".to_owned()) };
        assert_eq!(read(whole.clone()), Some(outer));
        assert_eq!(read(json!([inner(), [inner()], null, [1, "x"]])), None);
        for (field, list) in [("one", json!([1, 2])), ("many", json!([[1, 2]])), ("maybe", json!([1, 2]))] {
            let mut changed = whole.clone();
            changed[field] = list;
            assert_eq!(read(changed), None, "{field}");
        }
        let mut longer = whole;
        longer["pair"] = json!([1, "x", 2]);
        assert_eq!(read(longer), None);
    }
}
