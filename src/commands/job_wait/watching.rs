//! The wait itself: three watches, one state machine, and whoever looks on.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::ask::{Asked, rules};
use super::logs::{Logs, Piece};
use super::screen::Screen;
use super::{JobWait, show};
use crate::batch::{Told, Wait};
use crate::cluster::convert::Object;
use crate::cluster::live::{Connection, ListRequest, Pace, Seen, follow};
use crate::cluster::{Progress, query, wire};
use crate::error::Error;
use crate::model::{Event, Job, Pod, Resource, Text, Unread, UnreadCause};
use crate::report::job_wait::{JobWaitEvent, JobWaitResult, Outcome};
use crate::ui::Ui;

/// For how long Jobs wait for the first sight of their Pods, which explain them.
const PODS_COME_WITHIN: Duration = Duration::from_secs(5);

/// For how long the end waits for the log of what failed.
const LOGS_COME_WITHIN: Duration = Duration::from_millis(900);

/// The label that the Job controller gives to Pods, unless `manualSelector` says that it should not.
const JOB_NAME: &str = "batch.kubernetes.io/job-name";

/// How many names a selector may hold before it is simpler to look at all Jobs' Pods.
const MOST_NAMES: usize = 20;

/// What comes in.
#[allow(clippy::large_enum_variant, reason = "a message is moved once and not kept")]
pub(super) enum Message {
    Jobs(Seen<Job>),
    Pods(Seen<Pod>),
    Events(Seen<Event>),
    Log(Piece),
    Note(String),
    /// A watch has ended for good.
    Lost(Resource, Error),
}

/// What the wait came to.
pub(super) struct Results {
    pub(super) items: Vec<JobWaitResult>,
    pub(super) unread: Vec<Unread>,
    /// What `--exit-code-from` found.
    pub(super) container: Option<i32>,
    pub(super) at: crate::model::Time,
}

/// Waits until the Jobs are done, time is up, or the user interrupts.
pub(super) async fn wait(
    command: &JobWait,
    connection: Connection,
    asked: Asked,
    ui: &Ui,
) -> Result<Results, Error> {
    let deadline = command.timeout.and_then(|limit| Instant::now().checked_add(limit));
    let (tell, told) = unbounded_channel();
    let mut waiting = Waiting::new(command, Arc::new(connection), asked, tell, ui);
    let end = waiting.run(told, deadline).await;
    waiting.stop();
    end
}

struct Waiting<'a> {
    command: &'a JobWait,
    connection: Arc<Connection>,
    namespace: Option<String>,
    wait: Wait,
    logs: Logs,
    screen: Screen<'a>,
    tell: UnboundedSender<Message>,
    watches: Vec<JoinHandle<()>>,
    pods: Option<JoinHandle<()>>,
    unread: Vec<Unread>,
    /// Jobs that came before the first sight of the Pods.
    early: Option<Vec<Seen<Job>>>,
    /// The Pods have been seen, or will not be.
    pods_known: bool,
    /// Pods that came before their Jobs: their logs are to be read once those are known.
    strangers: HashMap<(Text, Text), Pod>,
}

impl<'a> Waiting<'a> {
    fn new(
        command: &'a JobWait,
        connection: Arc<Connection>,
        asked: Asked,
        tell: UnboundedSender<Message>,
        ui: &'a Ui,
    ) -> Self {
        let now = connection.now();
        let only = match asked.names.len() {
            1 => asked.names.first().map(|(_, name)| name.to_string()),
            _ => None,
        };
        let few = asked.names.len() <= MOST_NAMES && asked.namespace.is_some();
        let names: Vec<String> = asked.names.iter().map(|(_, name)| name.to_string()).collect();
        let selector =
            if few { format!("{JOB_NAME} in ({})", names.join(",")) } else { JOB_NAME.to_owned() };
        let mut wait = Wait::new(asked.names, rules(command), now);
        for job in asked.found {
            wait.job_seen(job, now);
        }
        let namespaced = asked.namespace.is_none();
        let mut waiting = Waiting {
            command,
            logs: Logs::new(connection.clone(), tell.clone(), command.log_lines, command.logs),
            connection,
            namespace: asked.namespace,
            wait,
            screen: Screen::new(command, namespaced, ui),
            tell,
            watches: Vec::new(),
            pods: None,
            unread: Vec::new(),
            early: Some(Vec::new()),
            pods_known: false,
            strangers: HashMap::new(),
        };
        let name = |field: &str| only.as_ref().map(|name| format!("{field}={name}"));
        let jobs = ListRequest {
            path: query::path(Resource::Jobs, waiting.namespace.as_deref()),
            field_selector: name("metadata.name"),
            ..ListRequest::default()
        };
        let about = name("involvedObject.name").map(|name| format!(",{name}")).unwrap_or_default();
        let events = ListRequest {
            path: query::path(Resource::Events, waiting.namespace.as_deref()),
            field_selector: Some(format!("involvedObject.kind=Job{about}")),
            ..ListRequest::default()
        };
        let watches = [
            waiting.follow::<wire::Job>(jobs, Message::Jobs),
            waiting.follow::<wire::Event>(events, Message::Events),
        ];
        waiting.watches.extend(watches);
        waiting.follow_pods(Some(selector));
        waiting
    }

    fn follow_pods(&mut self, selector: Option<String>) {
        let pods = ListRequest {
            path: query::path(Resource::Pods, self.namespace.as_deref()),
            label_selector: selector,
            ..ListRequest::default()
        };
        let watch = self.follow::<wire::Pod>(pods, Message::Pods);
        if let Some(before) = self.pods.replace(watch) {
            before.abort();
        }
    }

    fn follow<K: Object>(
        &self,
        request: ListRequest,
        message: fn(Seen<K::Model>) -> Message,
    ) -> JoinHandle<()> {
        let connection = self.connection.clone();
        let (tell, lost) = (self.tell.clone(), self.tell.clone());
        let notes = Notes(self.tell.clone());
        tokio::spawn(async move {
            let end = follow::<K>(
                &connection,
                &request,
                Pace::default(),
                &notes,
                // Nobody listens once the wait is over.
                move |seen| drop(tell.send(message(seen))),
            );
            let Err(why) = end.await;
            let _ = lost.send(Message::Lost(K::RESOURCE, why));
        })
    }

    async fn run(
        &mut self,
        mut told: UnboundedReceiver<Message>,
        deadline: Option<Instant>,
    ) -> Result<Results, Error> {
        let mut interrupted = Box::pin(interrupt());
        let mut beat = Instant::now();
        let pods_due = Instant::now() + PODS_COME_WITHIN;
        let no_time = self.command.timeout.is_some_and(|limit| limit.is_zero());
        let otherwise = loop {
            self.tell_changes()?;
            self.screen.draw(&self.wait, self.connection.now());
            if self.wait.is_over() {
                break Outcome::Unfinished;
            }
            let now = self.connection.now();
            let tick = self.wait.wakes_at().map(|at| later(at.duration_since(now)));
            let redraw = Instant::now() + Duration::from_millis(500);
            let heartbeat = self.screen.heartbeat().map(|period| beat + period);
            let early = self.early.is_some().then_some(pods_due);
            let wakes = [tick, self.screen.is_live().then_some(redraw), heartbeat, early];
            let wakes = wakes.into_iter().flatten().min();
            tokio::select! {
                biased;
                () = &mut interrupted => break Outcome::Interrupted,
                Some(message) = told.recv() => {
                    if self.take(message)? {
                        beat = Instant::now();
                    }
                    // A thousand Jobs say much at once; what is drawn is where they stand after it.
                    for _ in 0..1_000 {
                        let Ok(message) = told.try_recv() else { break };
                        if self.take(message)? {
                            beat = Instant::now();
                        }
                    }
                }
                // Even who has no time at all is told where the Jobs stand.
                () = until(deadline), if self.early.is_none() || !no_time => break Outcome::TimedOut,
                () = until(wakes) => {
                    if Instant::now() >= pods_due {
                        self.pods_known = true;
                        self.let_jobs_in()?;
                    }
                    if heartbeat.is_some_and(|at| at <= Instant::now()) {
                        self.screen.beat(&self.wait, self.connection.now());
                        beat = Instant::now();
                    }
                }
            }
            self.wait.tick(self.connection.now());
        };
        self.tell_changes()?;
        self.finish(otherwise, told).await
    }

    /// Takes in one message; whether something happened that was told.
    fn take(&mut self, message: Message) -> Result<bool, Error> {
        let now = self.connection.now();
        match message {
            Message::Jobs(seen) => {
                match &mut self.early {
                    Some(early) => early.push(seen),
                    None => self.jobs(seen),
                }
                self.let_jobs_in()?;
            }
            Message::Pods(seen) => {
                match seen {
                    Seen::All(pods) => {
                        self.wait.pods_listed(&pods, now);
                        for pod in pods {
                            self.see(pod);
                        }
                    }
                    Seen::Now(pod) => {
                        self.wait.pod_seen(&pod, now);
                        self.see(pod);
                    }
                    Seen::Gone(pod) => {
                        self.wait.pod_deleted(&pod, now);
                        self.strangers.remove(&(pod.meta.namespace, pod.meta.name));
                    }
                    Seen::Unread(unread) => self.unread(unread),
                }
                self.pods_known = true;
                self.let_jobs_in()?;
            }
            Message::Events(seen) => match seen {
                Seen::All(events) => {
                    for event in &events {
                        self.wait.event_seen(event, now);
                    }
                }
                Seen::Now(event) => self.wait.event_seen(&event, now),
                Seen::Gone(_) => {}
                Seen::Unread(unread) => self.unread(unread),
            },
            Message::Log(piece) => {
                if let Some(line) = self.logs.take(piece) {
                    self.screen.log(&line)?;
                    return Ok(true);
                }
            }
            Message::Note(text) => self.screen.note(&text),
            Message::Lost(Resource::Jobs, why) => return Err(why),
            Message::Lost(resource, why) => {
                let what = match resource {
                    Resource::Pods => "Pods: which of them fail, and why, is not known",
                    _ => "events: a Job that gets no Pods is not seen to be stuck",
                };
                self.screen.note(&format!("Warning: {what} ({why})"));
                let namespace = self.namespace.as_deref().map(Into::into);
                let cause = UnreadCause::Forbidden { verb: "list" };
                self.unread.push(Unread { resource, namespace, cause, message: why.message });
                if resource == Resource::Pods {
                    self.pods_known = true;
                    self.let_jobs_in()?;
                }
            }
        }
        self.tell_changes()
    }

    fn jobs(&mut self, seen: Seen<Job>) {
        let now = self.connection.now();
        match seen {
            Seen::All(jobs) => self.wait.jobs_listed(jobs, now),
            Seen::Now(job) => self.wait.job_seen(job, now),
            Seen::Gone(job) => self.wait.job_deleted(job, now),
            Seen::Unread(unread) => self.unread(unread),
        }
        let wait = &self.wait;
        let known = self.strangers.extract_if(|_, pod| wait.job_of(pod).is_some());
        let known: Vec<_> = known.collect();
        for (_, pod) in known {
            self.see(pod);
        }
        let unlabelled = |job: &Job| job.spec.template_labels.get(JOB_NAME).is_none();
        if self.pods.is_some()
            && self.wait.jobs().filter_map(|job| job.job.as_ref()).any(unlabelled)
        {
            self.follow_pods(None);
            if let Some(watch) = self.pods.take() {
                self.watches.push(watch);
            }
        }
    }

    /// Lets in the Jobs that came early, once the Pods are known or nobody waits for them any longer.
    fn let_jobs_in(&mut self) -> Result<(), Error> {
        if !self.pods_known || self.early.as_ref().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        for seen in self.early.take().unwrap_or_default() {
            self.jobs(seen);
            self.tell_changes()?;
        }
        Ok(())
    }

    /// Reads the Pod's logs, if it is one of a Job that is waited for.
    fn see(&mut self, pod: Pod) {
        let job = self.wait.job_of(&pod).map(|job| job.verdict.is_some());
        let meta = &pod.meta;
        let named = || self.wait.job(&meta.namespace, &meta.owner.as_ref()?.name);
        match job {
            Some(finished) => self.logs.see(&pod, finished),
            None if named().is_some() => {
                let key = (meta.namespace.clone(), meta.name.clone());
                self.strangers.insert(key, pod);
            }
            None => {}
        }
    }

    fn unread(&mut self, unread: Unread) {
        self.screen.note(&format!("Warning: {}", unread.message));
        self.unread.push(unread);
    }

    fn tell_changes(&mut self) -> Result<bool, Error> {
        let changes: Vec<Told> = self.wait.take_changes();
        let mut told = false;
        for change in changes {
            if let Some(event) = JobWaitEvent::new(&change, &self.wait) {
                self.screen.event(&event)?;
                told = true;
            }
        }
        Ok(told)
    }

    /// The results, with the logs of what failed.
    async fn finish(
        &mut self,
        otherwise: Outcome,
        mut told: UnboundedReceiver<Message>,
    ) -> Result<Results, Error> {
        let at = self.connection.now();
        let mut items: Vec<JobWaitResult> = self
            .wait
            .jobs()
            .map(|job| JobWaitResult::new(&self.wait, job, otherwise, at))
            .collect();
        if self.command.ignore_not_found {
            items.retain(|item| item.outcome != Outcome::NotFound);
        }
        for item in &items {
            for failure in show::told_in_full(&item.failures) {
                self.logs.ask(&item.namespace, failure);
            }
        }
        let patience = Instant::now() + LOGS_COME_WITHIN;
        while self.logs.is_reading(self.command.logs) && otherwise != Outcome::Interrupted {
            tokio::select! {
                Some(message) = told.recv() => {
                    if let Message::Log(piece) = message
                        && let Some(line) = self.logs.take(piece)
                    {
                        self.screen.log(&line)?;
                    }
                }
                () = tokio::time::sleep_until(patience) => break,
            }
        }
        for item in &mut items {
            for failure in &mut item.failures {
                self.logs.explain(failure);
            }
        }
        self.screen.clear();
        let container = self.command.exit_code_from.as_deref().and_then(|container| {
            self.wait.jobs().filter_map(|job| self.wait.exit_of(job, container)).max()
        });
        Ok(Results { items, unread: std::mem::take(&mut self.unread), container, at })
    }

    fn stop(&mut self) {
        self.watches.drain(..).chain(self.pods.take()).for_each(|watch| watch.abort());
        self.logs.stop();
    }
}

/// Tells what a watch has to say in its turn.
struct Notes(UnboundedSender<Message>);

impl Progress for Notes {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        // Nobody listens once the wait is over.
        let _ = self.0.send(Message::Note(text.to_owned()));
    }
}

/// Ctrl-C, or a polite end.
async fn interrupt() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn later(wait: SignedDuration) -> Instant {
    Instant::now() + Duration::try_from(wait).unwrap_or_default()
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
