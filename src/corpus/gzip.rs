//! gzip (RFC 1952), member by member. What is broken costs its own member: the next one is looked
//! for, as web archives pack each record alone.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// A member was broken, and another one found behind it, where reading goes on.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Damage(io::Error);

/// Returns true if more can be read behind `error`.
pub(super) fn goes_on(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(cause) if cause.is::<Damage>())
}

/// Unpacks a file. Something behind the last member that is none is left out: tapes and careless
/// tools pad.
pub(super) struct Gzip<R> {
    /// `None` at the end.
    member: Option<GzDecoder<Ahead<R>>>,
}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(packed: R) -> Self {
        Gzip { member: Some(GzDecoder::new(Ahead { packed, head: Vec::new() })) }
    }

    /// Goes to the next member, which `find` looks for. Returns whether there is one.
    fn next(&mut self, find: fn(&mut Ahead<R>) -> io::Result<bool>) -> io::Result<bool> {
        let Some(member) = self.member.take() else { return Ok(false) };
        let mut packed = member.into_inner();
        let found = find(&mut packed)?;
        self.member = found.then(|| GzDecoder::new(packed));
        Ok(found)
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(buffer) {
                Ok(0) if !buffer.is_empty() => {
                    self.next(Ahead::is_at_member)?;
                }
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                    let found = self.next(Ahead::find_member)?;
                    return Err(if found { io::Error::other(Damage(error)) } else { error });
                }
                Err(error) => {
                    self.member = None;
                    return Err(error);
                }
                read => return read,
            }
        }
        Ok(0)
    }
}

/// A reader that can be looked ahead in.
struct Ahead<R> {
    packed: R,
    /// What was looked at already, and is read first; a few bytes.
    head: Vec<u8>,
}

impl<R: BufRead> Ahead<R> {
    /// Looks at the next bytes, at most 4.
    fn look(&mut self) -> io::Result<[u8; 4]> {
        let missing = 4 - self.head.len().min(4);
        self.packed.by_ref().take(missing as u64).read_to_end(&mut self.head)?;
        let mut next = [0; 4];
        let length = self.head.len().min(4);
        next[..length].copy_from_slice(&self.head[..length]);
        Ok(next)
    }

    /// Whether a member begins here, or behind zeros.
    fn is_at_member(&mut self) -> io::Result<bool> {
        while let [0, rest @ ..] = self.fill_buf()? {
            let zeros = 1 + rest.iter().take_while(|byte| **byte == 0).count();
            self.consume(zeros);
        }
        Ok(is_member(self.look()?))
    }

    /// Goes to where the next member may begin. Returns whether there is one.
    fn find_member(&mut self) -> io::Result<bool> {
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let passed = buffer.iter().position(|byte| *byte == 0x1f).unwrap_or(buffer.len());
            self.consume(passed);
            if is_member(self.look()?) {
                return Ok(true);
            }
            let is_there = !self.fill_buf()?.is_empty();
            self.consume(usize::from(is_there));
        }
    }
}

/// A member says that it is one, that it is deflated, and has no unknown flags.
fn is_member([first, second, method, flags]: [u8; 4]) -> bool {
    [first, second, method] == [0x1f, 0x8b, 8] && flags & 0xe0 == 0
}

impl<R: BufRead> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.head.is_empty() { self.packed.fill_buf() } else { Ok(&self.head) }
    }

    fn consume(&mut self, length: usize) {
        if self.head.is_empty() {
            self.packed.consume(length);
        } else {
            self.head.drain(..length.min(self.head.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read as _, Write as _};

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;

    use super::{Gzip, goes_on};

    fn packed(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    /// Returns what comes out, with `!` for what is broken.
    fn read(packed: &[u8], capacity: usize) -> String {
        let mut gzip = Gzip::new(BufReader::with_capacity(capacity, packed));
        let mut read = Vec::new();
        while let Err(error) = gzip.read_to_end(&mut read) {
            read.push(b'!');
            if !goes_on(&error) {
                break;
            }
        }
        String::from_utf8_lossy(&read).into_owned()
    }

    #[test]
    fn members_are_read_in_a_row_and_padding_is_none() {
        for capacity in [1, 3, 8192] {
            let both = [packed("one "), packed("two")].concat();
            assert_eq!(read(&both, capacity), "one two");
            assert_eq!(read(&[both.as_slice(), &[0; 9]].concat(), capacity), "one two");
            assert_eq!(
                read(&[packed("one "), vec![0; 9], packed("two")].concat(), capacity),
                "one two"
            );
            assert_eq!(read(&[both.as_slice(), b"junk"].concat(), capacity), "one two");
            assert_eq!(read(&both[..both.len() - 3], capacity), "one two!");
        }
    }

    #[test]
    fn a_broken_member_is_told_and_the_next_one_read() {
        let mut broken = packed("one, that is broken ");
        let sum = broken.len() - 8;
        broken[sum] ^= 1;
        for capacity in [1, 3, 8192] {
            let all = [broken.clone(), packed("two")].concat();
            assert_eq!(read(&all, capacity), "one, that is broken !two");
            assert_eq!(read(&broken, capacity), "one, that is broken !");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_broken_it_comes_to_an_end(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
            capacity in 1_usize..40,
        ) {
            let mut all = [packed("one "), packed("two "), packed("three")].concat();
            for (at, byte) in changes {
                let at = at.index(all.len());
                all[at] = byte;
            }
            read(&all, capacity);
        }
    }
}
