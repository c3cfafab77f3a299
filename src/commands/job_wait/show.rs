//! The results, and the exit code that they make.

use super::watching::Results;
use super::{Annotations, JobWait};
use crate::commands::answer;
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::render::{Format, job_wait as render};
use crate::report::job_wait::{JobWaitResult, Outcome, PodFailure};
use crate::report::{API_VERSION, Envelope, UnreadResource};
use crate::ui::{self, Ui};

/// Of how many failed Pods of a Job the log is read.
const MOST_LOGS: usize = 5;

/// The failed Pods that are told in full.
pub(super) fn told_in_full(failures: &[PodFailure]) -> impl Iterator<Item = &PodFailure> {
    failures.iter().take(MOST_LOGS)
}

/// There is no Job that matches.
pub(super) fn nothing(command: &JobWait, ui: &Ui) -> Result<Exit, Error> {
    if !command.ignore_not_found {
        return Err(Error::new(ErrorKind::NotFound, "no matching resources found").with_hint(
            "--wait-for-create waits for the first one, --ignore-not-found takes it for done",
        ));
    }
    ui.note("no matching resources found");
    Ok(Exit::Answered)
}

/// Prints the results and says what the process is to end with.
pub(super) fn print(command: &JobWait, results: Results, ui: &Ui) -> Result<Exit, Error> {
    let Results { items, unread, container, at } = results;
    let exit = exit(&items, container, command.exit_code_from.is_some());
    let items = answer::sorted(items, command.output.sort_by.as_ref())?;
    annotate(command, &items, at.as_second(), ui);
    let look = ui.look(command.output.no_headers);
    let text = match &command.output.output {
        Format::Table | Format::Wide => {
            let wide = command.output.output == Format::Wide;
            render::results(&items, command.all_namespaces, wide, &look)
        }
        Format::Json if command.watch => {
            let line = |item: &JobWaitResult| {
                let mut line = serde_json::json!({ "type": "Result" });
                if let (Some(line), Ok(serde_json::Value::Object(item))) =
                    (line.as_object_mut(), serde_json::to_value(item))
                {
                    line.extend(item);
                }
                format!("{line}\n")
            };
            items.iter().map(line).collect()
        }
        Format::Name => answer::names("job.batch", items.iter().map(|item| item.name.as_str())),
        Format::Csv => {
            render::csv(&items, command.output.no_headers).map_err(|why| answer::failed(&why))?
        }
        format => {
            let envelope = Envelope {
                api_version: API_VERSION,
                kind: "JobWaitResultList",
                taken_at: Some(at),
                items,
                unread: unread.iter().map(UnreadResource::from).collect(),
            };
            answer::for_machines(format, &envelope)?
        }
    };
    match ui.answer(&text) {
        // Nobody reads the answer; the exit code still is one.
        Err(why) if ui::gone(&why) => Ok(exit),
        Err(why) => Err(why),
        Ok(()) => Ok(exit),
    }
}

fn annotate(command: &JobWait, items: &[JobWaitResult], now: i64, ui: &Ui) {
    let forge = match command.annotations {
        Annotations::Never => None,
        Annotations::GitHub => Some(render::Forge::GitHub),
        Annotations::GitLab => Some(render::Forge::GitLab),
        Annotations::Auto => ui.facts.forge,
    };
    for annotation in forge
        .into_iter()
        .flat_map(|forge| items.iter().filter_map(move |it| render::annotation(forge, it, now)))
    {
        ui.say(&annotation);
    }
}

/// Several Jobs, one code, worst first: 130, 3, 1, 4, 5, 124, 0.
fn exit(items: &[JobWaitResult], container: Option<i32>, from_container: bool) -> Exit {
    let worst = items.iter().map(|item| code(item.outcome)).max_by_key(|exit| badness(*exit));
    let worst = worst.unwrap_or(Exit::Answered);
    match (worst, container) {
        (Exit::Answered | Exit::Wrong, Some(code)) if from_container => {
            // A failed Job is no success, whatever the container says.
            match u8::try_from(code) {
                Ok(0) | Err(_) => worst,
                Ok(code) => Exit::Container(code),
            }
        }
        _ => worst,
    }
}

fn code(outcome: Outcome) -> Exit {
    match outcome {
        Outcome::Complete | Outcome::Unfinished => Exit::Answered,
        Outcome::Failed => Exit::Wrong,
        Outcome::Deleted | Outcome::Replaced => Exit::Deleted,
        Outcome::NotFound => Exit::NoAnswer,
        Outcome::Stuck | Outcome::Suspended => Exit::Stuck,
        Outcome::TimedOut => Exit::TimedOut,
        Outcome::Interrupted => Exit::Interrupted,
    }
}

fn badness(exit: Exit) -> u8 {
    match exit {
        Exit::Answered => 0,
        Exit::TimedOut => 1,
        Exit::Stuck => 2,
        Exit::Deleted => 3,
        Exit::Wrong | Exit::Container(_) => 4,
        Exit::NoAnswer | Exit::Usage => 5,
        Exit::Interrupted => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(outcomes: &[Outcome]) -> Vec<JobWaitResult> {
        let item = |outcome: &Outcome| JobWaitResult {
            namespace: "ns".into(),
            name: "x".into(),
            uid: None,
            outcome: *outcome,
            reason: None,
            message: None,
            standing: None,
            failures: Vec::new(),
            stopped: Vec::new(),
            next: Vec::new(),
        };
        outcomes.iter().map(item).collect()
    }

    #[test]
    fn of_several_jobs_the_worst_gives_the_code() {
        use Outcome::*;
        let cases: &[(&[Outcome], u8)] = &[
            (&[], 0),
            (&[Complete, Complete], 0),
            (&[Complete, TimedOut], 124),
            (&[TimedOut, Stuck], 5),
            (&[Suspended, Deleted], 4),
            (&[Replaced, Failed, Complete], 1),
            (&[Failed, NotFound], 3),
            (&[NotFound, Interrupted], 130),
            (&[Failed, Unfinished], 1),
        ];
        for (outcomes, code) in cases {
            assert_eq!(exit(&ended(outcomes), None, false).code(), *code, "{outcomes:?}");
        }
    }

    #[test]
    fn a_containers_code_replaces_that_of_a_job_that_finished() {
        let code = |outcome, container| exit(&ended(&[outcome]), container, true).code();
        assert_eq!(code(Outcome::Failed, Some(42)), 42);
        assert_eq!(code(Outcome::Failed, Some(0)), 1);
        assert_eq!(code(Outcome::Failed, None), 1);
        assert_eq!(code(Outcome::Complete, Some(0)), 0);
        assert_eq!(code(Outcome::TimedOut, Some(3)), 124);
    }
}
