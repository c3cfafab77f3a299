//! The recorded streams, played to the wait: as they came, and as bad connections would have brought them.

use std::collections::{BTreeMap, HashMap};

use kubectl_workloads::batch::{Outcome, Rules, Wait};
use kubectl_workloads::model::{Job, Pod};

use super::recording::{Sight, moment, sights};

/// How a Job's story ended, in words: its outcome and reason, then what failed.
type Story = BTreeMap<String, String>;

/// What is true of the recorded Jobs, by the stem of their names.
pub(super) fn truth(name: &str) -> &'static str {
    // The recording ended before they did.
    const CUT_OFF: &[&str] = &[
        "every-minute-fail-29921869",
        "every-minute-ok-29921869",
        "flaky-29921869",
        "forbid-long-29921867",
        "no-history-29921869",
        "overlap-allow-29921868",
        "overlap-allow-29921869",
        "replace-long-29921869",
    ];
    if CUT_OFF.contains(&name) {
        return "Unfinished";
    }
    match name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-') {
        "fail-backoff" => {
            "Failed BackoffLimitExceeded: smhrw main 3 Error \"cannot connect to db\""
        }
        "fail-onfailure" => "Failed BackoffLimitExceeded: 2kzzv main 2 Error",
        "fail-deadline" | "fail-deadline-grace" => "Failed DeadlineExceeded",
        "fail-policy" => "Failed PodFailurePolicy: j84kx main 42 Error",
        "fail-index" => "Failed FailedIndexes: 1 main 1 Error, 3 main 1 Error",
        "fail-maxidx" => {
            "Failed MaxFailedIndexesExceeded: 0 main 1 Error, 1 main 1 Error, 2 main 1 Error"
        }
        "fail-oom" => "Failed BackoffLimitExceeded: w58lj main 137 OOMKilled",
        "ttl-zero-fail" => "Failed BackoffLimitExceeded: vbdzs main 1 Error",
        "every-minute-fail" => "Failed BackoffLimitExceeded: main 7 Error",
        "to-delete" | "replace-long" => "Deleted",
        "stuck-unschedulable" | "stuck-selector" => "Unfinished Unschedulable",
        "stuck-image" => "Unfinished ImagePullBackOff",
        "stuck-config" => "Unfinished CreateContainerConfigError",
        "par-zero" => "Unfinished ParallelismZero",
        "managed" => "Unfinished ManagedBy",
        "running-long" => "Unfinished",
        "ok-successpolicy" => "Complete SuccessPolicy",
        "ok-simple" | "ok-parallel" | "ok-indexed" | "ok-after-retry" | "ttl-zero-ok"
        | "suspended" | "workqueue" | "ignore-disrupt" | "every-minute-ok" | "no-history"
        | "flaky" | "forbid-long" | "overlap-allow" | "daily-manual" | "tz-ny" => {
            "Complete CompletionsReached"
        }
        other => panic!("the recording has a Job {name} ({other})"),
    }
}

/// A wait for every Job that the recording names.
fn wait(sights: &[(i64, Sight)]) -> Wait {
    let names = sights.iter().filter_map(|(_, sight)| match sight {
        Sight::Job(job) | Sight::JobGone(job) => {
            Some((job.meta.namespace.clone(), job.meta.name.clone()))
        }
        _ => None,
    });
    let rules = Rules { awaits_creation: true, ..Rules::default() };
    Wait::new(names.collect(), rules, moment(0))
}

fn play(wait: &mut Wait, at: i64, sight: &Sight) {
    let now = moment(at);
    wait.tick(now);
    match sight.clone() {
        Sight::Job(job) => wait.job_seen(job, now),
        Sight::JobGone(job) => wait.job_deleted(job, now),
        Sight::Pod(pod) => wait.pod_seen(&pod, now),
        Sight::PodGone(pod) => wait.pod_deleted(&pod, now),
    }
}

fn story(mut wait: Wait) -> Story {
    wait.tick(moment(700_000));
    let words = |wait: &Wait, job: &kubectl_workloads::batch::Watched| {
        let Some(verdict) = &job.verdict else {
            let stuck = job.stuck.as_ref().map_or("", |(stuck, _)| stuck.why.token());
            return format!("Unfinished {stuck}").trim_end().to_owned();
        };
        let reason = verdict.reason.as_deref().unwrap_or_default();
        let failed: Vec<String> = wait
            .failing(job)
            .iter()
            .map(|attempt| {
                let who = match attempt.index {
                    Some(index) => index.to_string(),
                    None if job.name.starts_with("every-minute") => String::new(),
                    None => attempt.pod.rsplit('-').next().unwrap().to_owned(),
                };
                let failure = attempt.failure.as_ref().expect("a container that failed");
                let word = failure.reason.as_deref().unwrap_or_default();
                let said =
                    failure.message.as_ref().map(|it| format!(" {it:?}")).unwrap_or_default();
                format!("{who} {} {} {word}{said}", failure.container, failure.exit_code)
                    .trim_start()
                    .to_owned()
            })
            .collect();
        let why =
            if failed.is_empty() { String::new() } else { format!(": {}", failed.join(", ")) };
        format!("{:?} {reason}{why}", verdict.outcome).trim_end().to_owned()
    };
    wait.jobs().map(|job| (job.name.to_string(), words(&wait, job))).collect()
}

fn assert_true(story: &Story, how: &str) {
    assert_eq!(story.len(), 104, "every Job has a story");
    let wrong: Vec<String> = story
        .iter()
        .filter(|(name, told)| truth(name) != told.as_str())
        .map(|(name, told)| format!("{name}: {told}, in truth {}", truth(name)))
        .collect();
    assert!(wrong.is_empty(), "{how}:\n{}", wrong.join("\n"));
}

#[test]
fn every_recorded_job_gets_its_outcome_reason_container_and_exit_code() {
    let sights = sights();
    let mut wait = wait(&sights);
    for (at, sight) in &sights {
        play(&mut wait, *at, sight);
    }
    assert_true(&story(wait), "as it came");
}

#[test]
fn events_that_come_twice_change_nothing() {
    let sights = sights();
    let mut wait = wait(&sights);
    for (at, sight) in &sights {
        play(&mut wait, *at, sight);
        play(&mut wait, *at, sight);
    }
    assert_true(&story(wait), "twice");
}

/// Each stream keeps its own order, but one lags behind the other, by up to two minutes.
#[test]
fn jobs_and_pods_may_come_in_any_order_between_each_other() {
    for (what, jobs_late, pods_late) in
        [("Jobs", 400, 0), ("Jobs", 3_000, 0), ("Pods", 0, 400), ("Jobs", 120_000, 0)]
    {
        let mut sights = sights();
        for (at, sight) in &mut sights {
            *at += match sight {
                Sight::Job(_) | Sight::JobGone(_) => jobs_late,
                Sight::Pod(_) | Sight::PodGone(_) => pods_late,
            };
        }
        sights.sort_by_key(|(at, _)| *at);
        let mut wait = wait(&sights);
        for (at, sight) in &sights {
            play(&mut wait, *at, sight);
        }
        assert_true(&story(wait), &format!("{what} late by {} ms", jobs_late + pods_late));
    }
}

/// What an API server holds: each object's last state.
#[derive(Default)]
struct Cluster {
    jobs: HashMap<String, Job>,
    pods: HashMap<String, Pod>,
}

impl Cluster {
    fn take(&mut self, sight: &Sight) {
        match sight.clone() {
            Sight::Job(job) => drop(self.jobs.insert(job.uid.to_string(), job)),
            Sight::JobGone(job) => drop(self.jobs.remove(&*job.uid)),
            Sight::Pod(pod) => drop(self.pods.insert(pod.meta.name.to_string(), pod)),
            Sight::PodGone(pod) => drop(self.pods.remove(&*pod.meta.name)),
        }
    }

    fn list(&self, wait: &mut Wait, at: i64) {
        wait.jobs_listed(self.jobs.values().cloned().collect(), moment(at));
        let pods: Vec<Pod> = self.pods.values().cloned().collect();
        wait.pods_listed(&pods, moment(at));
    }
}

/// The connection drops every `up` ms for `down` ms; then all is listed again.
fn with_gaps(sights: &[(i64, Sight)], up: i64, down: i64) -> Story {
    let mut wait = wait(sights);
    let (mut cluster, mut was_away) = (Cluster::default(), false);
    for (at, sight) in sights {
        let away = at % (up + down) >= up;
        if was_away && !away {
            cluster.list(&mut wait, *at);
        }
        was_away = away;
        cluster.take(sight);
        if !away {
            play(&mut wait, *at, sight);
        }
    }
    cluster.list(&mut wait, 650_000);
    story(wait)
}

#[test]
fn a_list_in_the_place_of_events_that_were_missed_tells_the_same() {
    let sights = sights();
    // No Job comes and goes in so short a gap.
    for (up, down) in [(1_000, 100), (700, 50), (333, 30)] {
        let story = with_gaps(&sights, up, down);
        let wrong: Vec<_> = story
            .iter()
            .filter(|(name, told)| truth(name) != told.as_str() && !told.starts_with("Deleted"))
            .map(|(name, told)| format!("{name}: {told}, in truth {}", truth(name)))
            .collect();
        assert!(wrong.is_empty(), "{up} ms up, {down} ms down:\n{}", wrong.join("\n"));
    }
}

#[test]
fn what_happened_while_the_connection_was_down_is_never_made_up() {
    let sights = sights();
    for (up, down) in [(5_000, 5_000), (20_000, 40_000), (3_000, 60_000), (100_000, 3_000)] {
        let story = with_gaps(&sights, up, down);
        for (name, told) in &story {
            let truth = truth(name);
            let outcome = |text: &str| text.split([' ', ':']).next().unwrap_or_default().to_owned();
            let may_not_know = matches!(outcome(told).as_str(), "Deleted" | "Unfinished");
            assert!(
                outcome(told) == outcome(truth) || may_not_know,
                "{name}: {told}, in truth {truth} ({up} ms up, {down} ms down)"
            );
            // Exit codes are the true ones, or none at all; not that of a container that was ended.
            assert!(!told.contains("143"), "{name}: {told}");
        }
        let known = story.iter().filter(|(name, told)| truth(name) == told.as_str()).count();
        assert!(known >= 60, "only {known} of the Jobs are known ({up} ms up, {down} ms down)");
    }
}

#[test]
fn a_job_that_was_decided_before_the_connection_broke_keeps_its_verdict() {
    let sights = sights();
    let decided = |job: &Job| {
        &*job.meta.name == "fail-deadline-grace" && job.condition("FailureTarget").is_some()
    };
    let cut = sights.iter().position(|(_, sight)| matches!(sight, Sight::Job(job) if decided(job)));
    let cut = cut.expect("it is decided long before it has failed");
    let mut wait = wait(&sights);
    for (at, sight) in &sights[..=cut] {
        play(&mut wait, *at, sight);
    }
    wait.jobs_listed(Vec::new(), moment(60_000));
    wait.tick(moment(62_000));
    let verdict = wait.job("batch", "fail-deadline-grace").unwrap().verdict.clone().unwrap();
    assert_eq!(
        (verdict.outcome, verdict.reason.as_deref()),
        (Outcome::Failed, Some("DeadlineExceeded"))
    );
    let running = wait.job("batch", "running-long").unwrap().verdict.clone().unwrap();
    assert_eq!(running.outcome, Outcome::Deleted);
}
