//! Shows how far the indexer is, on stderr.

use std::io::Write;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::indexer::Event;

use super::args::ProgressForm;

/// Listens to the indexer.
pub(super) struct Progress<'p> {
    form: ProgressForm,
    bar: ProgressBar,
    articles: Mutex<u64>,
    err: Mutex<&'p mut (dyn Write + Send)>,
}

impl<'p> Progress<'p> {
    /// Begins to listen; `err` gets the lines of [`ProgressForm::Json`].
    pub(super) fn new(form: ProgressForm, err: &'p mut (dyn Write + Send)) -> Self {
        // indicatif draws nothing where stderr is no terminal.
        let target = match form {
            ProgressForm::Auto => ProgressDrawTarget::stderr(),
            ProgressForm::Json | ProgressForm::None => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} looking for files"));
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress { form, bar, articles: Mutex::new(0), err: Mutex::new(err) }
    }

    /// Takes notice of an event.
    pub(super) fn tell(&self, event: &Event) {
        match event {
            Event::Learning => self.bar.set_style(style("{spinner} learning the furniture")),
            Event::Started { files } => {
                self.bar.set_length(*files as u64);
                self.bar.set_style(style(
                    "{bar:24} {human_pos}/{human_len} files · {msg} articles · {per_sec:0} · {eta} left",
                ));
                self.bar.set_message("0");
                self.bar.reset_eta();
            }
            Event::Read { articles, .. } => {
                let mut all = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
                *all += articles;
                self.bar.set_message(indicatif::HumanCount(*all).to_string());
                self.bar.inc(1);
            }
            Event::Touched { .. } => self.bar.inc(1),
            Event::Tidying => self.bar.set_style(style("{spinner} tidying the index")),
            Event::Skipped { .. } | Event::Removed { .. } | Event::Committed => {}
        }
        if self.form == ProgressForm::Json {
            let mut err = self.err.lock().unwrap_or_else(PoisonError::into_inner);
            // Who does not listen to the progress is not to lose the work.
            writeln!(err, "{}", record(event)).ok();
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates stand in this file")
}

fn record(event: &Event) -> serde_json::Value {
    match event {
        Event::Learning => json!({"event": "learning"}),
        Event::Started { files } => json!({"event": "started", "files": files}),
        Event::Read { file, articles } => {
            json!({"event": "read", "path": file, "articles": articles})
        }
        Event::Skipped { file, reason } => {
            json!({"event": "skipped", "path": file, "reason": reason})
        }
        Event::Touched { file } => json!({"event": "touched", "path": file}),
        Event::Removed { file } => json!({"event": "removed", "path": file}),
        Event::Committed => json!({"event": "committed"}),
        Event::Tidying => json!({"event": "tidying"}),
    }
}
