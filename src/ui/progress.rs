use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::note;
use crate::cluster::Progress;
use crate::model::Resource;

/// Tells whoever waits how far a read is: a line on stderr that redraws itself, on a terminal only.
/// It is gone when this is.
#[derive(Debug)]
pub struct Reading(Arc<Line>);

#[derive(Debug)]
struct Line {
    bar: Option<ProgressBar>,
    so_far: Mutex<BTreeMap<Resource, u64>>,
}

impl Reading {
    pub(super) fn new(on_terminal: bool) -> Self {
        let bar = on_terminal.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style.tick_strings(&["|", "/", "-", "\\", " "]));
            }
            bar
        });
        Reading(Arc::new(Line { bar, so_far: Mutex::default() }))
    }

    /// What a read tells of itself.
    pub fn progress(&self) -> Arc<dyn Progress> {
        self.0.clone()
    }
}

impl Progress for Line {
    fn read(&self, resource: Resource, objects: u64) {
        let Some(bar) = &self.bar else { return };
        // A panic elsewhere leaves at worst an old number.
        let mut so_far = self.so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        so_far.insert(resource, objects);
        let kinds: Vec<String> =
            so_far.iter().map(|(kind, objects)| format!("{objects} {}", kind.plural())).collect();
        bar.set_message(format!("reading {}", kinds.join(", ")));
        // Quick reads end before the first tick, and so show nothing.
        bar.enable_steady_tick(Duration::from_millis(120));
    }

    fn note(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| note(text)),
            None => note(text),
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(bar) = &self.0.bar {
            bar.finish_and_clear();
        }
    }
}
