use super::{JobWaitResult, Outcome, PodFailure, Standing, Stuck};

impl JobWaitResult {
    /// In one line: what became of it, and why.
    pub fn headline(&self) -> String {
        let job = format!("job.batch/{}", self.name);
        let why = because(self.reason.as_deref(), self.message.as_deref());
        let standing = self.standing.as_ref();
        let took = standing.and_then(|it| it.duration_seconds);
        let after = took.map(|seconds| format!(" after {}", duration(seconds))).unwrap_or_default();
        match self.outcome {
            Outcome::Complete => {
                let done = standing.map(|it| format!(" ({})", it.done())).unwrap_or_default();
                let how = match self.reason.as_deref() {
                    Some("SuccessPolicy") => why,
                    _ => String::new(),
                };
                format!("{job} complete{after}{done}{how}")
            }
            Outcome::Failed => {
                let failures = standing.map(Standing::failures).unwrap_or_default();
                format!("{job} failed{after}{failures}{why}")
            }
            Outcome::Deleted => format!("{job} was deleted before it finished{why}"),
            Outcome::Replaced => {
                format!("{job} was replaced by another of its name before it finished")
            }
            Outcome::NotFound => {
                format!("Error from server (NotFound): jobs.batch \"{}\" not found", self.name)
            }
            Outcome::Stuck => format!("{job} is stuck{why}"),
            Outcome::Suspended => {
                let since = standing.and_then(|it| it.suspended.as_ref()).and_then(|it| it.since);
                let since = since.map(|at| format!(" since {at}")).unwrap_or_default();
                format!("{job} is suspended{since}{why}")
            }
            Outcome::TimedOut => format!("timed out waiting for {job}{}", self.stands()),
            Outcome::Interrupted => format!("interrupted while waiting for {job}{}", self.stands()),
            Outcome::Unfinished => format!("{job} has not finished{}", self.stands()),
        }
    }

    fn stands(&self) -> String {
        match &self.standing {
            Some(standing) => format!(": {}", standing.phrase()),
            None => ": it is not there".to_owned(),
        }
    }
}

impl Standing {
    /// `3/8 done`, as kubectl counts completions.
    pub fn done(&self) -> String {
        match (self.completions, self.parallelism) {
            (Some(completions), _) => format!("{}/{completions}", self.succeeded),
            (None, parallelism) if parallelism > 1 => {
                format!("{}/1 of {parallelism}", self.succeeded)
            }
            (None, _) => format!("{}/1", self.succeeded),
        }
    }

    /// Where it stands, in a line.
    pub fn phrase(&self) -> String {
        let mut parts = vec![format!("{} done", self.done())];
        let mut add = |number: i32, word: &str| {
            if number > 0 {
                parts.push(format!("{number} {word}"));
            }
        };
        add(self.active, "active");
        add(self.ready, "ready");
        add(self.terminating, "terminating");
        match self.backoff_limit {
            Some(limit) if self.failed > 0 => {
                parts.push(format!("{} failed (limit {limit})", self.failed));
            }
            _ => add(self.failed, "failed"),
        }
        if self.restarts > 0 {
            parts.push(format!("{} restarts", self.restarts));
        }
        if let Some(indexes) = self.failed_indexes.as_deref().filter(|text| !text.is_empty()) {
            parts.push(format!("failed indexes {indexes}"));
        }
        if let Some(indexes) = self.completed_indexes.as_deref().filter(|text| !text.is_empty()) {
            parts.push(format!("completed indexes {indexes}"));
        }
        if let Some(stuck) = &self.stuck {
            parts.push(format!("stuck: {}", stuck.phrase()));
        }
        format!("{}, {}", self.state, parts.join(", "))
    }

    fn failures(&self) -> String {
        let indexes = self.failed_indexes.as_deref().filter(|text| !text.is_empty());
        match (indexes, self.backoff_limit) {
            (Some(indexes), _) => format!(" (indexes {indexes})"),
            (None, Some(limit)) => {
                let noun = if self.failed == 1 { "failure" } else { "failures" };
                let restarts = match self.restarts {
                    0 => String::new(),
                    restarts => format!(", {restarts} restarts"),
                };
                format!(" ({} {noun}{restarts}, limit {limit})", self.failed)
            }
            (None, None) => String::new(),
        }
    }
}

impl Stuck {
    pub fn phrase(&self) -> String {
        let place = match (&self.pod, &self.container) {
            (Some(pod), Some(container)) => format!(" (Pod {pod}, container {container})"),
            (Some(pod), None) => format!(" (Pod {pod})"),
            _ => String::new(),
        };
        let why = because(Some(&self.reason), self.message.as_deref());
        let others = match self.pods {
            0 | 1 => String::new(),
            pods => format!(", and {} more Pods", pods - 1),
        };
        format!("{}{place}{others}", why.trim_start_matches(": "))
    }
}

impl PodFailure {
    /// `Pod x on node n, container main: exit code 137 (SIGKILL), OOMKilled`
    pub fn phrase(&self) -> String {
        let mut text = format!("Pod {}", self.pod);
        if let Some(index) = self.index {
            text.push_str(&format!(" (index {index})"));
        }
        if let Some(node) = &self.node {
            text.push_str(&format!(" on node {node}"));
        }
        if let Some(container) = &self.container {
            let kind = if self.init { "init container" } else { "container" };
            text.push_str(&format!(", {kind} {container}"));
        }
        let mut what = Vec::new();
        if let Some(code) = self.exit_code {
            let signal = self.signal.map(|signal| format!(" ({})", signal_name(signal)));
            what.push(format!("exit code {code}{}", signal.unwrap_or_default()));
        }
        // `Error` says no more than the exit code does.
        let word = self.reason.as_deref();
        what.extend(word.filter(|it| *it != "Error" || what.is_empty()).map(str::to_owned));
        if what.is_empty() { text } else { format!("{text}: {}", what.join(", ")) }
    }
}

/// `: Token: message`, as far as they are known.
fn because(reason: Option<&str>, message: Option<&str>) -> String {
    let known = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    [known(reason), known(message)].into_iter().flatten().map(|text| format!(": {text}")).collect()
}

/// Short, as kubectl's ages, in seconds below two minutes.
fn duration(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds}s"),
        120..7200 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        _ => format!("{}h{:02}m", seconds / 3600, seconds % 3600 / 60),
    }
}

/// As `kill -l` names it; signals are numbered alike on the platforms that run containers.
fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        other => return format!("signal {other}"),
    };
    name.to_owned()
}
