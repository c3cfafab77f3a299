use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::message::Element;

/// An amount, not yet parsed: protobuf's message of one string, JSON's string or number.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
pub struct Quantity {
    #[prost(string, tag = "1")]
    pub text: String,
}

/// A number or a text such as `25%`.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
pub struct IntOrString {
    /// 0: the number counts; 1: the text.
    #[prost(int64, tag = "1")]
    pub kind: i64,
    #[prost(int32, tag = "2")]
    pub int: i32,
    #[prost(string, tag = "3")]
    pub text: String,
}

/// `metav1.Time` and `metav1.MicroTime`: seconds since 1970 in protobuf, RFC 3339 in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Hash, prost::Message)]
pub struct Time {
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

/// A pair of a `map<string, string>`. Maps are read as lists of their pairs: nobody here looks up in one.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message, Deserialize)]
pub struct StringEntry {
    #[prost(string, tag = "1")]
    pub key: String,
    #[prost(string, tag = "2")]
    pub value: String,
}

/// A pair of a `map<string, Quantity>`.
#[derive(Clone, PartialEq, Eq, Hash, prost::Message, Deserialize)]
pub struct QuantityEntry {
    #[prost(string, tag = "1")]
    pub key: String,
    #[prost(message, required, tag = "2")]
    pub value: Quantity,
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Amount;

        impl Visitor<'_> for Amount {
            type Value = String;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a quantity such as 250m or 1Gi")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
                Ok(text.to_owned())
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
                Ok(number.to_string())
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
                Ok(number.to_string())
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<String, E> {
                Ok(number.to_string())
            }
        }

        Ok(Quantity { text: deserializer.deserialize_any(Amount)? })
    }
}

impl<'de> Deserialize<'de> for IntOrString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = IntOrString;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a text such as 25%")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<IntOrString, E> {
                Ok(IntOrString { kind: 1, int: 0, text: text.to_owned() })
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<IntOrString, E> {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                self.visit_i64(number)
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<IntOrString, E> {
                let int = i32::try_from(number)
                    .map_err(|_| E::custom(format_args!("{number} is out of range")))?;
                Ok(IntOrString { kind: 0, int, text: String::new() })
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Moment;

        impl Visitor<'_> for Moment {
            type Value = Time;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time such as 2026-01-31T12:00:00Z")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Time, E> {
                let time: crate::model::Time = text.parse().map_err(|_| {
                    E::custom(format_args!("{text:?} is no time such as 2026-01-31T12:00:00Z"))
                })?;
                Ok(Time { seconds: time.as_second(), nanos: time.subsec_nanosecond() })
            }
        }

        deserializer.deserialize_str(Moment)
    }
}

/// Reads a map as the list of its pairs; `null` is an empty map, or an empty value.
fn entries<'de, D, E, V>(json: D) -> Result<Vec<E>, D::Error>
where
    D: Deserializer<'de>,
    E: From<(String, V)>,
    V: Default + Deserialize<'de>,
{
    struct Entries<E, V>(PhantomData<(E, V)>);

    impl<'de, E: From<(String, V)>, V: Default + Deserialize<'de>> Visitor<'de> for Entries<E, V> {
        type Value = Vec<E>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<E>, A::Error> {
            let mut entries = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, Option<V>>()? {
                entries.push(E::from((key, value.unwrap_or_default())));
            }
            Ok(entries)
        }

        fn visit_unit<U: Error>(self) -> Result<Vec<E>, U> {
            Ok(Vec::new())
        }

        fn visit_none<U: Error>(self) -> Result<Vec<E>, U> {
            Ok(Vec::new())
        }

        fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<Vec<E>, D::Error> {
            json.deserialize_map(self)
        }
    }

    json.deserialize_option(Entries(PhantomData))
}

impl Element for StringEntry {
    fn list<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Self>, D::Error> {
        entries::<_, _, String>(json)
    }
}

impl Element for QuantityEntry {
    fn list<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Self>, D::Error> {
        entries::<_, _, Quantity>(json)
    }
}

impl From<(String, String)> for StringEntry {
    fn from((key, value): (String, String)) -> Self {
        StringEntry { key, value }
    }
}

impl From<(String, Quantity)> for QuantityEntry {
    fn from((key, value): (String, Quantity)) -> Self {
        QuantityEntry { key, value }
    }
}
