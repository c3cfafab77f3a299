use owo_colors::Style;

/// The styles of an answer, named by what they mean. The default is plain: every word reads the same.
///
/// Only the colours that light and dark terminals both show are used, and none without a word beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Styles {
    /// What an answer is about: a name, the first line.
    pub strong: Style,
    pub good: Style,
    pub bad: Style,
    pub warning: Style,
    /// On purpose, or of no concern.
    pub neutral: Style,
    /// What to type.
    pub command: Style,
}

impl Styles {
    pub fn coloured() -> Self {
        Styles {
            strong: Style::new().bold(),
            good: Style::new().green(),
            bad: Style::new().red(),
            warning: Style::new().yellow(),
            neutral: Style::new().blue(),
            command: Style::new().cyan(),
        }
    }
}
