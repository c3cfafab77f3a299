use prost::DecodeError;
use prost::encoding::{self, WireType};

/// The fields of a message in protobuf, not decoded and not copied.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

/// A field's number, its value, and both as they stand there.
pub(super) struct Field<'a> {
    pub(super) number: u32,
    pub(super) value: Value<'a>,
    pub(super) bytes: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Number(u64),
    /// A text or a message.
    Bytes(&'a [u8]),
    /// A number of fixed length, which Kubernetes has none of.
    Fixed,
}

impl<'a> Fields<'a> {
    /// The content of the one field that a message has, if it has that one and no other.
    pub(super) fn only(bytes: &'a [u8], number: u32) -> Option<&'a [u8]> {
        let mut fields = Fields(bytes);
        match (fields.next()?.ok()?, fields.next()) {
            (Field { number: own, value: Value::Bytes(bytes), .. }, None) if own == number => {
                Some(bytes)
            }
            _ => None,
        }
    }

    #[inline]
    fn field(&mut self) -> Result<Field<'a>, DecodeError> {
        let start = self.0;
        let key = self.number()?;
        let number =
            u32::try_from(key >> 3).ok().filter(|number| *number > 0).ok_or_else(broken)?;
        let value = match WireType::try_from(key & 7)? {
            WireType::Varint => Value::Number(self.number()?),
            WireType::LengthDelimited => {
                let length = self.number()?;
                Value::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            WireType::SixtyFourBit => self.take(8).map(|_| Value::Fixed)?,
            WireType::ThirtyTwoBit => self.take(4).map(|_| Value::Fixed)?,
            WireType::StartGroup | WireType::EndGroup => return Err(broken()),
        };
        Ok(Field { number, value, bytes: &start[..start.len() - self.0.len()] })
    }

    /// A varint, which most often is of one byte.
    #[inline]
    fn number(&mut self) -> Result<u64, DecodeError> {
        if let [byte @ ..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Ok(u64::from(*byte));
        }
        encoding::decode_varint(&mut self.0)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(broken)?;
        self.0 = rest;
        Ok(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.0 = &[];
        }
        Some(field)
    }
}

#[expect(deprecated, reason = "meant for implementations of Message, which these serve")]
pub(in crate::cluster::wire) fn broken() -> DecodeError {
    DecodeError::new("a field reaches beyond the end")
}
