//! Numbers out of Thrift's compact protocol, in which Parquet says what is where:
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>.

/// Structures within structures to this depth; those of Parquet take five.
const DEEPEST: usize = 16;

/// What stands in a structure.
pub(super) enum Told {
    /// A number, or 0 or 1 for what is false or true.
    Number(i64),
    /// The structure ends.
    End,
}

/// Walks through the structure that `bytes` begins with. `visit` gets what it tells, and the path
/// there: the numbers of the fields, lists left out. Returns how many bytes it takes; `None` if it is
/// broken, or goes on behind `bytes`.
pub(super) fn walk(bytes: &[u8], visit: &mut dyn FnMut(&[i16], &Told)) -> Option<usize> {
    let mut walk = Walk { bytes, path: Vec::new(), visit };
    walk.structure()?;
    Some(bytes.len() - walk.bytes.len())
}

struct Walk<'w> {
    bytes: &'w [u8],
    path: Vec<i16>,
    visit: &'w mut dyn FnMut(&[i16], &Told),
}

impl Walk<'_> {
    fn structure(&mut self) -> Option<()> {
        if self.path.len() >= DEEPEST {
            return None;
        }
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                (self.visit)(&self.path, &Told::End);
                return Some(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.number()?).ok()?,
                step => field.checked_add(i16::from(step))?,
            };
            self.path.push(field);
            match head & 15 {
                1 => self.tell(1),
                2 => self.tell(0),
                kind => self.value(kind)?,
            }
            self.path.pop();
        }
    }

    fn value(&mut self, kind: u8) -> Option<()> {
        match kind {
            // Within a list that which is true or false takes a byte.
            1..=3 => {
                let value = self.byte()?;
                self.tell(i64::from(value));
            }
            4..=6 => {
                let value = self.number()?;
                self.tell(value);
            }
            7 => self.skip(8)?,
            8 => {
                let length = self.size()?;
                self.skip(length)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let length = if head >> 4 == 15 { self.size()? } else { usize::from(head >> 4) };
                for _ in 0..length {
                    self.value(head & 15)?;
                }
            }
            12 => self.structure()?,
            // Parquet has no maps.
            _ => return None,
        }
        Some(())
    }

    fn tell(&mut self, number: i64) {
        (self.visit)(&self.path, &Told::Number(number));
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.bytes = self.bytes.get(length..)?;
        Some(())
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.varint()?).ok()
    }

    /// A number with its sign in the last bit.
    fn number(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }
}
