use serde::{Deserialize, Deserializer};

/// Declares messages that protobuf and JSON both decode into.
///
/// A field is `number name: Type [kind]`: the number and the kind are protobuf's, as the prost derive takes
/// them; in JSON the field has the same name in camelCase, unless an attribute says otherwise.
macro_rules! messages {
    ($(
        $(#[$attribute:meta])*
        $name:ident {
            $( $(#[$field_attribute:meta])* $tag:literal $field:ident: $type:ty [$($kind:tt)*], )*
        }
    )*) => { $(
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message, ::serde::Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        pub struct $name { $(
            #[prost($($kind)*, tag = $tag)]
            #[serde(deserialize_with = "super::message::Field::read")]
            $(#[$field_attribute])*
            pub $field: $type,
        )* }

        impl super::message::Element for $name {}

        impl super::message::Field for $name {
            fn read<'de, D: ::serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
                super::message::nullable(json)
            }
        }
    )* };
}
pub(super) use messages;

/// A field of a message, which may be `null` in JSON: the same as absent.
pub(super) trait Field: Sized {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error>;
}

/// What lists are made of. Most are lists in JSON too; lists of pairs are maps there.
pub(super) trait Element: for<'de> Deserialize<'de> {
    fn list<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Self>, D::Error> {
        nullable(json)
    }
}

/// A value, or the empty one for `null`.
pub(super) fn nullable<'de, D, T>(json: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(json)?.unwrap_or_default())
}

impl<T: Element> Field for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        T::list(json)
    }
}

impl<T: for<'de> Deserialize<'de>> Field for Option<T> {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Option::deserialize(json)
    }
}

macro_rules! scalar_fields {
    ($($type:ty)*) => { $(
        impl Field for $type {
            fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
                nullable(json)
            }
        }
    )* };
}

scalar_fields!(String bool i32 i64);

impl Element for String {}

/// Free text. Programs write it, and Go lets invalid UTF-8 pass in protobuf, so it travels as bytes.
impl Element for u8 {
    fn list<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Self>, D::Error> {
        nullable::<_, String>(json).map(String::into_bytes)
    }
}
