use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;

use super::note_raw;

/// Lines at the bottom of a terminal that are drawn again and again, while others scroll by above them.
/// They are cut to the terminal's width whenever they are drawn, so that a resize does no harm.
#[derive(Debug)]
pub struct Live {
    all: MultiProgress,
    lines: Mutex<Vec<ProgressBar>>,
}

impl Live {
    pub(super) fn new() -> Self {
        Live {
            all: MultiProgress::with_draw_target(ProgressDrawTarget::stderr()),
            lines: Mutex::default(),
        }
    }

    /// Draws these lines in the place of those before.
    pub fn draw(&self, texts: &[String]) {
        // A panic elsewhere leaves at worst an old line.
        let mut lines = self.lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while lines.len() > texts.len() {
            if let Some(line) = lines.pop() {
                self.all.remove(&line);
            }
        }
        while lines.len() < texts.len() {
            let line = ProgressBar::no_length();
            if let Ok(style) = ProgressStyle::with_template("{wide_msg}") {
                line.set_style(style);
            }
            lines.push(self.all.add(line));
        }
        for (line, text) in lines.iter().zip(texts) {
            line.set_message(text.clone());
            line.tick();
        }
    }

    /// Says something above the lines.
    pub fn say(&self, line: &str) {
        self.all.suspend(|| note_raw(line));
    }

    /// Does something that writes to the terminal.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.all.suspend(write)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.draw(&[]);
        // Where the terminal has gone there is nothing to clear.
        let _ = self.all.clear();
    }
}
