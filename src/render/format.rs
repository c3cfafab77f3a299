use super::jsonpath::{Template, parse_template};

/// What `-o` asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Format {
    /// For people: the answer in a screen.
    Table,
    /// For people: with every row and column.
    Wide,
    Json,
    Yaml,
    /// `daemonset.apps/x`, a line each.
    Name,
    Csv,
    JsonPath(Template),
}

/// What `-o` takes, sorted.
pub const FORMATS: [&str; 7] = ["csv", "json", "jsonpath=", "name", "table", "wide", "yaml"];

impl Format {
    /// Reads the value of `-o`; kubectl's words for what it is not.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(template) = text.strip_prefix("jsonpath=") {
            return parse_template(template)
                .map(Format::JsonPath)
                .map_err(|why| format!("error parsing jsonpath {template}, {why}"));
        }
        Ok(match text {
            "table" => Format::Table,
            "wide" => Format::Wide,
            "json" => Format::Json,
            "yaml" => Format::Yaml,
            "name" => Format::Name,
            "csv" => Format::Csv,
            "jsonpath" => return Err("template format specified but no template given".into()),
            _ => {
                let known: Vec<&str> = FORMATS.iter().map(|f| f.trim_end_matches('=')).collect();
                return Err(format!(
                    "unable to match a printer suitable for the output format {text:?}, allowed formats are: {}",
                    known.join(",")
                ));
            }
        })
    }

    /// Whether people read it, rather than programs.
    pub fn is_for_people(&self) -> bool {
        matches!(self, Format::Table | Format::Wide)
    }
}
