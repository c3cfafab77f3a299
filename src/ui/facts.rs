use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use crate::flags::ColorWhen;
use crate::render::Glyphs;

/// What is known of the terminal and what the user wants of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// `COLUMNS`, or what the terminal says.
    pub width: Option<usize>,
    pub term: Option<String>,
    pub no_color: Option<String>,
    pub force_color: Option<String>,
    pub clicolor: Option<String>,
    pub clicolor_force: Option<String>,
    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
    pub locale: Option<String>,
    /// Windows has no such variables: its consoles write UTF-8.
    pub windows: bool,
    /// The folders of `PATH`.
    pub path: Vec<PathBuf>,
}

impl Facts {
    /// Looks at this process: its streams, its environment, its terminal.
    pub fn here() -> Self {
        let var = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let columns = var("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|n| *n > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Facts {
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            width: columns.or_else(terminal).filter(|width| *width > 0),
            term: var("TERM"),
            no_color: var("NO_COLOR"),
            force_color: var("FORCE_COLOR"),
            clicolor: var("CLICOLOR"),
            clicolor_force: var("CLICOLOR_FORCE"),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(var),
            windows: cfg!(windows),
            path: std::env::var_os("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
        }
    }

    /// Whether to write colours to a stream: the flag, then `NO_COLOR` (no-color.org), then `FORCE_COLOR` or
    /// `CLICOLOR_FORCE`, then what the terminal can do, then `CLICOLOR=0`.
    pub fn colour(&self, when: ColorWhen, is_terminal: bool) -> bool {
        let set = |value: &Option<String>| value.as_deref().is_some_and(|value| !value.is_empty());
        let forces = |value: &Option<String>| set(value) && value.as_deref() != Some("0");
        match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto if set(&self.no_color) => false,
            ColorWhen::Auto if forces(&self.force_color) || forces(&self.clicolor_force) => true,
            ColorWhen::Auto => {
                is_terminal && !self.is_dumb() && self.clicolor.as_deref() != Some("0")
            }
        }
    }

    /// Unicode where the locale is UTF-8 and the terminal has a font for it.
    pub fn glyphs(&self) -> Glyphs {
        let locale = self.locale.as_deref().unwrap_or_default().to_ascii_lowercase();
        let utf8 = self.windows || locale.contains("utf-8") || locale.contains("utf8");
        if utf8 && !self.is_dumb() && self.term.as_deref() != Some("linux") {
            Glyphs::Unicode
        } else {
            Glyphs::Ascii
        }
    }

    pub fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(pairs: &[(&str, &str)]) -> Facts {
        let var = |name: &str| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        Facts {
            term: var("TERM"),
            no_color: var("NO_COLOR"),
            force_color: var("FORCE_COLOR"),
            clicolor: var("CLICOLOR"),
            clicolor_force: var("CLICOLOR_FORCE"),
            locale: var("LANG"),
            ..Facts::default()
        }
    }

    #[test]
    fn the_colour_decision_has_an_order() {
        use ColorWhen::{Always, Auto, Never};
        for (when, terminal, environment, coloured) in [
            (Auto, true, &[][..], true),
            (Auto, false, &[], false),
            (Always, false, &[("NO_COLOR", "1")], true),
            (Never, true, &[("FORCE_COLOR", "1")], false),
            (Auto, true, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], false),
            (Auto, true, &[("NO_COLOR", "0")], false),
            (Auto, true, &[("NO_COLOR", "")], true),
            (Auto, false, &[("FORCE_COLOR", "1")], true),
            (Auto, false, &[("FORCE_COLOR", "0")], false),
            (Auto, false, &[("FORCE_COLOR", "")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true),
            (Auto, true, &[("TERM", "dumb")], false),
            (Auto, true, &[("CLICOLOR", "0")], false),
            (Auto, true, &[("CLICOLOR", "1")], true),
            (Auto, false, &[("CLICOLOR", "1")], false),
        ] {
            assert_eq!(facts(environment).colour(when, terminal), coloured, "{environment:?}");
        }
    }

    #[test]
    fn unicode_needs_a_locale_and_a_terminal_for_it() {
        for (environment, glyphs) in [
            (&[("LANG", "de_DE.UTF-8")][..], Glyphs::Unicode),
            (&[("LANG", "C.utf8"), ("TERM", "xterm")], Glyphs::Unicode),
            (&[("LANG", "C")], Glyphs::Ascii),
            (&[], Glyphs::Ascii),
            (&[("LANG", "C.UTF-8"), ("TERM", "linux")], Glyphs::Ascii),
            (&[("LANG", "C.UTF-8"), ("TERM", "dumb")], Glyphs::Ascii),
        ] {
            assert_eq!(facts(environment).glyphs(), glyphs, "{environment:?}");
        }
    }
}
