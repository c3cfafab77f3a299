//! What is shown while the wait goes on.

use std::time::Duration;

use super::JobWait;
use super::logs::Line;
use crate::batch::{Wait, Watched};
use crate::error::Error;
use crate::model::Time;
use crate::render::{Look, job_wait as render, printable};
use crate::report::job_wait::{JobWaitEvent, Standing};
use crate::ui::{self, Live, Ui};

/// How many Jobs have a live line of their own.
const MOST_LINES: usize = 10;

pub(super) struct Screen<'a> {
    ui: &'a Ui,
    live: Option<Live>,
    look: Look,
    namespaced: bool,
    /// An event is a line of JSON on stdout.
    json: bool,
    /// A program reads stdout: nothing but changes that matter is told on stderr.
    heartbeat: Duration,
    drawn: Option<Time>,
    /// The last note.
    noted: String,
    /// Nobody reads stdout any longer. The wait goes on: its exit code is an answer too.
    unheard: bool,
}

impl<'a> Screen<'a> {
    pub(super) fn new(command: &JobWait, namespaced: bool, ui: &'a Ui) -> Self {
        Screen {
            ui,
            live: ui.live(),
            look: ui.look_of_talk(),
            namespaced,
            json: command.watch,
            heartbeat: command.heartbeat,
            drawn: None,
            noted: String::new(),
            unheard: false,
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// How long nothing may be said.
    pub(super) fn heartbeat(&self) -> Option<Duration> {
        Some(self.heartbeat).filter(|period| !period.is_zero() && self.live.is_none())
    }

    /// Something happened to a Job.
    pub(super) fn event(&mut self, event: &JobWaitEvent) -> Result<(), Error> {
        if self.json {
            let line = serde_json::to_string(event).unwrap_or_default();
            return self.answer(&format!("{line}\n"));
        }
        // Where counters are drawn live, each step need not be told as well.
        if self.live.is_some() && matches!(event.kind, "Found" | "Progressed") {
            return Ok(());
        }
        self.say(&render::line(event, self.namespaced, &self.look));
        Ok(())
    }

    /// A line of a container's log, on stdout.
    pub(super) fn log(&mut self, line: &Line) -> Result<(), Error> {
        let Line { pod, container, text } = line;
        let shown = if self.json {
            let line = serde_json::json!({
                "type": "Log", "pod": pod, "container": container, "message": text,
            });
            format!("{line}\n")
        } else {
            format!("[{pod} {container}] {}\n", printable(text))
        };
        self.answer(&shown)
    }

    fn answer(&mut self, text: &str) -> Result<(), Error> {
        if self.unheard {
            return Ok(());
        }
        let written = match &self.live {
            Some(live) => live.suspend(|| self.ui.answer(text)),
            None => self.ui.answer(text),
        };
        match written {
            Err(why) if ui::gone(&why) => {
                self.unheard = true;
                Ok(())
            }
            written => written,
        }
    }

    /// Talk. What three watches have to say at once is said once.
    pub(super) fn note(&mut self, text: &str) {
        if self.noted != text {
            text.clone_into(&mut self.noted);
            self.say(&printable(text));
        }
    }

    fn say(&self, line: &str) {
        match &self.live {
            Some(live) => live.say(line),
            None => self.ui.say(line),
        }
    }

    /// Nothing has happened for a while: says where things stand, so that nobody takes this for dead.
    pub(super) fn beat(&mut self, wait: &Wait, now: Time) {
        let at = now.strftime("%Y-%m-%dT%H:%M:%SZ");
        let open: Vec<&Watched> = wait.jobs().filter(|job| job.verdict.is_none()).collect();
        if let [one] = open.as_slice() {
            let text =
                render::live(&self.name(one), standing(wait, one, now).as_ref(), now, &self.look);
            self.say(&format!("{at} still waiting: {}", printable(&text)));
        } else {
            self.say(&format!("{at} still waiting: {}", tally(wait)));
        }
    }

    /// Draws where the Jobs stand.
    pub(super) fn draw(&mut self, wait: &Wait, now: Time) {
        let Some(live) = &self.live else { return };
        let soon = |drawn: Time| now.duration_since(drawn) < jiff::SignedDuration::from_millis(100);
        if self.drawn.is_some_and(soon) {
            return;
        }
        self.drawn = Some(now);
        let mut open: Vec<&Watched> = wait.jobs().filter(|job| job.verdict.is_none()).collect();
        let many = wait.jobs().count() > 1;
        let more = open.len() > MOST_LINES;
        if more {
            // What needs attention first, then what has begun.
            open.sort_by_key(|job| {
                let failed = job.progress.as_ref().map_or(0, |progress| progress.failed);
                let begun = job.progress.as_ref().is_some_and(|progress| progress.active > 0);
                (job.stuck.is_none(), std::cmp::Reverse(failed), !begun)
            });
            open.truncate(MOST_LINES);
        }
        let mut lines: Vec<String> = open
            .iter()
            .map(|job| {
                let standing = standing(wait, job, now);
                let text = render::live(&self.name(job), standing.as_ref(), now, &self.look);
                printable(&text).into_owned()
            })
            .collect();
        if many {
            lines.push(tally(wait));
        }
        live.draw(&lines);
    }

    pub(super) fn clear(&mut self) {
        self.live = None;
    }

    fn name(&self, job: &Watched) -> String {
        if self.namespaced {
            format!("{}/{}", job.namespace, job.name)
        } else {
            job.name.to_string()
        }
    }
}

fn standing(wait: &Wait, job: &Watched, now: Time) -> Option<Standing> {
    job.progress.as_ref().map(|progress| Standing::new(progress, wait, job, now))
}

/// `12 of 1000 Jobs done: 11 complete, 1 failed; 3 stuck`
fn tally(wait: &Wait) -> String {
    use crate::batch::Outcome;
    let all = wait.jobs().count();
    let ended: Vec<Outcome> =
        wait.jobs().filter_map(|job| job.verdict.as_ref()).map(|it| it.outcome).collect();
    let of = |outcome| ended.iter().filter(|it| **it == outcome).count();
    let (complete, failed) = (of(Outcome::Complete), of(Outcome::Failed));
    let others = ended.len() - complete - failed;
    let active: i32 = wait
        .jobs()
        .filter(|job| job.verdict.is_none())
        .filter_map(|job| job.progress.as_ref())
        .map(|it| it.active)
        .sum();
    let stuck = wait.jobs().filter(|job| job.stuck.is_some() && job.verdict.is_none()).count();
    let mut text =
        format!("{} of {all} Jobs done: {complete} complete, {failed} failed", ended.len());
    for (number, word) in [(others, "ended otherwise"), (stuck, "stuck")] {
        if number > 0 {
            text.push_str(&format!(", {number} {word}"));
        }
    }
    format!("{text}; {active} Pods active")
}
