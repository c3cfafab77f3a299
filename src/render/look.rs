use super::styles::Styles;

/// How answers for people are drawn: decided once, by what the output is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
    /// Columns. None: nothing is cut or wrapped.
    pub width: Option<usize>,
    pub styles: Styles,
    pub glyphs: Glyphs,
    /// Tables have a line of headers, unless `--no-headers`.
    pub no_headers: bool,
}

/// The characters to draw with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Glyphs {
    #[default]
    Ascii,
    Unicode,
}

impl Glyphs {
    /// Stands where something is cut off.
    pub fn cut(self) -> &'static str {
        match self {
            Glyphs::Ascii => "...",
            Glyphs::Unicode => "…",
        }
    }
}
