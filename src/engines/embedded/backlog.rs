//! Holds readers back while more articles wait to be indexed than memory is meant for. Tantivy counts
//! those that wait, and takes 10,000, whatever they weigh.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// So much may wait, in bytes of text: what is indexed in less than a second.
const MOST: usize = 8 << 20;

/// What waits to be indexed.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    /// In bytes; a little above [`MOST`], at times, as many threads add to it.
    bytes: AtomicUsize,
    /// Held by those that wait until it is less.
    waits: Mutex<()>,
    is_less: Condvar,
}

impl Backlog {
    /// Adds a document of so many bytes, as soon as there is room for it.
    pub(super) fn admit(self: &Arc<Self>, document: TantivyDocument, bytes: usize) -> Waiting {
        if self.is_full() {
            let waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
            let admitted = self.is_less.wait_while(waits, |()| self.is_full());
            drop(admitted.unwrap_or_else(PoisonError::into_inner));
        }
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        Waiting { document, _place: InLine { backlog: Arc::clone(self), bytes } }
    }

    fn is_full(&self) -> bool {
        self.bytes.load(Ordering::Relaxed) >= MOST
    }
}

/// A document that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    document: TantivyDocument,
    _place: InLine,
}

/// A place in the backlog, which is given up with it.
#[derive(Debug)]
struct InLine {
    backlog: Arc<Backlog>,
    bytes: usize,
}

impl Drop for InLine {
    fn drop(&mut self) {
        let before = self.backlog.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        if before >= MOST {
            // Whoever waits either has not looked yet, or is told.
            drop(self.backlog.waits.lock().unwrap_or_else(PoisonError::into_inner));
            self.backlog.is_less.notify_all();
        }
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::Ordering;
    use std::thread;

    use tantivy::TantivyDocument;
    use tantivy::schema::document::Document as _;

    use super::{Backlog, MOST};

    #[test]
    fn who_comes_when_it_is_full_waits_until_another_is_taken() {
        let backlog = Arc::new(Backlog::default());
        let first = backlog.admit(TantivyDocument::new(), MOST);
        thread::scope(|scope| {
            let second = scope.spawn(|| backlog.admit(TantivyDocument::new(), 1));
            assert_eq!(backlog.bytes.load(Ordering::Relaxed), MOST);
            first.into_tantivy_document();
            let _second = second.join();
        });
        assert_eq!(backlog.bytes.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn what_is_dropped_waits_no_longer() {
        let backlog = Arc::new(Backlog::default());
        drop(backlog.admit(TantivyDocument::new(), 3 * MOST));
        // It would wait for ever.
        drop(backlog.admit(TantivyDocument::new(), 1));
        assert_eq!(backlog.bytes.load(Ordering::Relaxed), 0);
    }
}
