use crate::render::printable;
use crate::report::job_wait::{JobWaitResult, Outcome};

/// Who runs the pipeline, and reads its output for more than people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    GitHub,
    GitLab,
}

/// What makes the forge show a Job that did not complete: for GitHub a workflow command, which it shows
/// beside the change; for GitLab a collapsible section's header, unfolded.
pub fn annotation(forge: Forge, item: &JobWaitResult, unix_seconds: i64) -> Option<String> {
    let level = match item.outcome {
        Outcome::Complete | Outcome::Unfinished => return None,
        Outcome::Failed | Outcome::NotFound => "error",
        _ => "warning",
    };
    let mut text = item.headline();
    for failure in item.failures.iter().take(1) {
        text.push_str(&format!("\n{}", failure.phrase()));
        if let Some(message) = &failure.message {
            text.push_str(&format!("\n{}", message.trim()));
        }
    }
    let lines: Vec<_> = text.lines().map(printable).collect();
    Some(match forge {
        Forge::GitHub => {
            let title = property(&format!("job/{} {}", item.name, word(level)));
            format!("::{level} title={title}::{}", data(&lines.join("\n")))
        }
        Forge::GitLab => {
            let id: String = item
                .name
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
                .collect();
            let (line, others) = lines.split_first()?;
            let others: String = others.iter().flat_map(|line| [line, "\n"]).collect();
            format!(
                "\u{1b}[0Ksection_start:{unix_seconds}:job_wait_{id}\r\u{1b}[0K{line}\n\
                 {others}\u{1b}[0Ksection_end:{unix_seconds}:job_wait_{id}\r\u{1b}[0K"
            )
        }
    })
}

fn word(level: &str) -> &'static str {
    if level == "error" { "failed" } else { "did not complete" }
}

/// A workflow command is one line (`escapeData` of actions/toolkit).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
