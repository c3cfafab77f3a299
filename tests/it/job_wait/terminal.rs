//! The live lines on a real terminal, which tmux plays: one Job, ten, a thousand; 80 columns, narrower, resized.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::given::{complete, rest, running};
use super::server::{Reply, Server, Step, What};

/// A terminal of that width in which a wait for all Jobs of the server runs.
struct Terminal {
    name: String,
}

impl Terminal {
    fn start(server: &Server, name: &str, width: u32) -> Terminal {
        let name = format!("live-lines-{}-{name}", std::process::id());
        let wait = format!(
            "TERM=screen-256color LANG=C.UTF-8 {} job-wait -n ns --server {} --all --timeout 120s",
            env!("CARGO_BIN_EXE_kubectl-workloads"),
            server.url
        );
        let shell = format!("echo before; {wait} > /dev/null; echo \"ended with $?\"; sleep 60");
        let terminal = Terminal { name };
        let width = width.to_string();
        terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", &width, "-y", "30", &shell]);
        terminal
    }

    fn tmux(&self, words: &[&str]) -> String {
        let ran = Command::new("tmux").args(["-L", &self.name]).args(words).output().unwrap();
        assert!(ran.status.success(), "{words:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    /// The lines that stand on the screen once `text` does.
    fn once(&self, text: &str) -> Vec<String> {
        let began = Instant::now();
        loop {
            let screen = self.tmux(&["capture-pane", "-p"]);
            if screen.contains(text) {
                let lines = screen.lines().map(str::to_owned);
                return lines.filter(|line| !line.is_empty()).collect();
            }
            assert!(began.elapsed() < Duration::from_secs(30), "no {text:?} in\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn resize(&self, width: u32) {
        self.tmux(&["resize-window", "-x", &width.to_string()]);
        // It is drawn again twice a second.
        std::thread::sleep(Duration::from_millis(1_500));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(Command::new("tmux").args(["-L", &self.name, "kill-server"]).output());
    }
}

/// So many Jobs of eight completions, that complete after so many milliseconds.
fn server(jobs: usize, complete_after: u64) -> Server {
    let named = move |mut job: Value, at: usize| {
        let name = format!("a-job-with-a-name-of-a-certain-length-{at:04}");
        job["metadata"]["uid"] = json!(format!("uid-{name}"));
        job["metadata"]["name"] = json!(name);
        job["spec"]["completions"] = json!(8);
        job["spec"]["parallelism"] = json!(2);
        job["status"]["succeeded"] = json!(3);
        job
    };
    Server::start(move |asked| match (asked.what, asked.watch) {
        (What::Jobs, false) => {
            Reply::List("10", (0..jobs).map(|at| named(running(9), at)).collect())
        }
        (What::Jobs, true) => {
            let ends = (0..jobs).map(|at| Step::Event("MODIFIED", named(complete(11), at)));
            let steps = std::iter::once(Step::Pause(complete_after)).chain(ends);
            Reply::Stream(steps.chain([Step::Hang]).collect())
        }
        _ => rest(asked).unwrap_or(Reply::Stream(vec![Step::Hang])),
    })
}

fn live_lines(screen: &[String]) -> usize {
    screen.iter().filter(|line| line.starts_with("a-job-with")).count()
}

#[test]
#[ignore = "needs tmux"]
fn live_lines_are_as_many_as_can_be_read_and_survive_a_resize() {
    for (jobs, lines) in [(1, 1), (10, 10), (1_000, 10)] {
        for width in [80, 46] {
            let server = server(jobs, 12_000);
            let terminal = Terminal::start(&server, &format!("{jobs}-{width}"), width);
            // What is drawn last.
            let last = if jobs > 1 { "Jobs done" } else { "a-job-with" };
            let screen = terminal.once(last);
            let all = screen.join("\n");
            assert_eq!(live_lines(&screen), lines, "{jobs} Jobs, {width} columns:\n{all}");
            let tally = format!("0 of {jobs} Jobs done: 0 complete");
            assert_eq!(all.matches(&tally).count(), usize::from(jobs > 1), "{all}");
            assert!(screen[0].starts_with("before"), "nothing above is overwritten:\n{all}");
            for resized in [60, 100, 46] {
                terminal.resize(resized);
                let screen = terminal.once(last);
                let all = screen.join("\n");
                assert_eq!(live_lines(&screen), lines, "{jobs} Jobs, now {resized}:\n{all}");
            }
            let screen = terminal.once("ended with 0");
            assert_eq!(live_lines(&screen), 0, "they are gone at the end:\n{}", screen.join("\n"));
        }
    }
}
