//! stdout, stderr, and what the terminal allows: decided once, by a pure function of facts.

mod facts;
mod live;
mod progress;

use std::io::{self, Write as _};

pub use facts::Facts;
pub use live::Live;
pub use progress::Reading;

use crate::error::{Error, ErrorKind};
use crate::flags::{ColorWhen, TerminalFlags};
use crate::render::{Glyphs, Look, Styles, printable};

/// Where a subcommand writes: data to stdout, talk to stderr.
#[derive(Debug)]
pub struct Ui {
    pub facts: Facts,
    flags: TerminalFlags,
}

impl Ui {
    pub fn new(facts: Facts, flags: TerminalFlags) -> Self {
        Ui { facts, flags }
    }

    /// How answers for people are drawn on stdout.
    pub fn look(&self, no_headers: bool) -> Look {
        let facts = &self.facts;
        let coloured = facts.colour(self.flags.color, facts.stdout_is_terminal);
        Look {
            width: facts.stdout_is_terminal.then_some(facts.width).flatten(),
            styles: if coloured { Styles::coloured() } else { Styles::default() },
            glyphs: if self.flags.ascii { Glyphs::Ascii } else { facts.glyphs() },
            no_headers,
        }
    }

    /// Writes the answer. A reader that has gone away (`| head`) is an [`ErrorKind::Output`] that
    /// [`Ui::gone`] tells from others.
    pub fn answer(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| unwritable(&why))
    }

    /// Writes an answer that may take the place of the one before: on a terminal the screen is cleared first.
    pub fn redraw(&self, text: &str, replaces: bool) -> Result<(), Error> {
        const CLEAR: &str = "\u{1b}[H\u{1b}[2J";
        let clear = replaces && self.facts.stdout_is_terminal && !self.facts.is_dumb();
        self.answer(&if clear { format!("{CLEAR}{text}") } else { text.to_owned() })
    }

    /// Says something beside the answer, on stderr, a line each.
    pub fn note(&self, text: &str) {
        note(text);
    }

    /// Says a line that is fit for a terminal already.
    pub fn say(&self, line: &str) {
        note_raw(line);
    }

    /// How lines on stderr are drawn.
    pub fn look_of_talk(&self) -> Look {
        let facts = &self.facts;
        let coloured = facts.colour(self.flags.color, facts.stderr_is_terminal);
        Look {
            width: None,
            styles: if coloured { Styles::coloured() } else { Styles::default() },
            glyphs: if self.flags.ascii { Glyphs::Ascii } else { facts.glyphs() },
            no_headers: false,
        }
    }

    /// Lines that are drawn again and again, on a terminal.
    pub fn live(&self) -> Option<Live> {
        (self.facts.stderr_is_terminal && !self.facts.is_dumb()).then(Live::new)
    }

    /// Shows how far a long read is, on a terminal.
    pub fn reading(&self) -> Reading {
        Reading::new(self.facts.stderr_is_terminal && !self.facts.is_dumb())
    }
}

/// Says something on stderr. Where stderr cannot be written, there is nobody to tell.
pub fn note(text: &str) {
    let mut err = io::stderr().lock();
    for line in text.lines() {
        let _ = writeln!(err, "{}", printable(line));
    }
}

/// Says a line on stderr that is fit for a terminal already.
fn note_raw(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says why there is no answer: `error: ` before what does not begin with kubectl's own words, the hint below.
pub fn complain(error: &Error) {
    note(&complaint(error));
}

fn complaint(error: &Error) -> String {
    // Kubernetes messages may hold line breaks; they stay one paragraph.
    const WHOLE: [&str; 5] = [
        "error: ",
        "Error from server",
        "Error in configuration",
        "The connection to the server",
        "Unable to connect to the server",
    ];
    let message = &error.message;
    let mut text = if WHOLE.iter().any(|words| message.starts_with(words)) {
        message.clone()
    } else {
        format!("error: {message}")
    };
    if let Some(hint) = &error.hint {
        text.push('\n');
        text.push_str(hint);
    }
    text
}

fn unwritable(why: &io::Error) -> Error {
    if why.kind() == io::ErrorKind::BrokenPipe {
        return Error::new(ErrorKind::Output, GONE);
    }
    Error::new(ErrorKind::Output, format!("writing to stdout: {why}"))
}

/// The reader of stdout has gone: all that it wanted is said.
const GONE: &str = "stdout is closed";

/// Whether `error` only says that nobody reads on.
pub fn gone(error: &Error) -> bool {
    error.kind == ErrorKind::Output && error.message == GONE
}

impl Default for Ui {
    /// Plain, for what comes before the command line is understood.
    fn default() -> Self {
        Ui::new(Facts::default(), TerminalFlags { color: ColorWhen::Auto, ascii: false })
    }
}
