use std::io::{self, Write as _};
use std::sync::Mutex;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use terminal_size::terminal_size_of;

use super::note_raw;
use crate::render::width as columns;

/// Lines at the bottom of a terminal that are drawn again and again, while others scroll by above them.
/// They are cut to the terminal's width whenever they are drawn.
#[derive(Debug)]
pub struct Live {
    all: MultiProgress,
    drawn: Mutex<Drawn>,
}

/// What stands on the terminal.
#[derive(Debug, Default)]
struct Drawn {
    lines: Vec<ProgressBar>,
    /// The columns that each line took, but for the last, which takes all.
    columns: Vec<usize>,
    /// The terminal's width then.
    width: usize,
}

impl Live {
    pub(super) fn new() -> Self {
        Live {
            all: MultiProgress::with_draw_target(ProgressDrawTarget::stderr()),
            drawn: Mutex::default(),
        }
    }

    /// Draws these lines in the place of those before.
    pub fn draw(&self, texts: &[String]) {
        // A panic elsewhere leaves at worst an old line.
        let mut drawn = self.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        drawn.fit(width());
        let Drawn { lines, columns: taken, .. } = &mut *drawn;
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
        *taken = texts.iter().map(|text| columns(text)).collect();
    }

    /// Says something above the lines.
    pub fn say(&self, line: &str) {
        self.suspend(|| note_raw(line));
    }

    /// Does something that writes to the terminal.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        let mut drawn = self.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        drawn.fit(width());
        self.all.suspend(write)
    }
}

impl Drawn {
    /// Takes away what a terminal that has become narrower has folded into more rows than were drawn: only
    /// as many are drawn over.
    fn fit(&mut self, width: Option<usize>) {
        let Some(width) = width else { return };
        let before = std::mem::replace(&mut self.width, width);
        let rows = self.columns.len();
        if rows == 0 || width >= before {
            return;
        }
        let folded = rows_of(&self.columns, before, width);
        let mut err = io::stderr().lock();
        let up = folded.saturating_sub(1);
        let up = if up > 0 { format!("\x1b[{up}A") } else { String::new() };
        let down = "\n".repeat(rows - 1);
        // Where the terminal has gone there is nothing to take away.
        let _ = write!(err, "\r{up}\x1b[J{down}").and_then(|()| err.flush());
    }
}

/// The rows that lines of these columns take in a terminal that was `before` wide and is `width` wide.
fn rows_of(columns: &[usize], before: usize, width: usize) -> usize {
    let last = columns.len().saturating_sub(1);
    let taken = columns.iter().enumerate();
    let taken = taken.map(|(at, columns)| if at == last { before } else { (*columns).min(before) });
    taken.map(|columns| columns.div_ceil(width).max(1)).sum()
}

fn width() -> Option<usize> {
    let (width, _) = terminal_size_of(io::stderr())?;
    Some(usize::from(width.0)).filter(|width| *width > 0)
}

impl Drop for Live {
    fn drop(&mut self) {
        self.draw(&[]);
        // Where the terminal has gone there is nothing to clear.
        let _ = self.all.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::rows_of;

    #[test]
    fn a_narrower_terminal_folds_what_is_wider_than_it() {
        assert_eq!(rows_of(&[30, 50, 10], 80, 60), 1 + 1 + 2, "the last line is as wide as all");
        assert_eq!(rows_of(&[30, 50, 10], 80, 25), 2 + 2 + 4);
        assert_eq!(rows_of(&[300], 80, 40), 2, "it was cut");
        assert_eq!(rows_of(&[0, 0], 80, 80), 2);
    }
}
