//! Runs a command and says what it took.

use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};

/// What a command took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    /// User and system time.
    pub(crate) cpu: f64,
    /// Peak resident memory, in MB.
    pub(crate) peak: f64,
}

/// The argument that turns this program into the parent of one measured command: only a process of its own
/// has a peak that is its child's alone.
const MEASURED: &str = "--measured";

/// If this process was started by [`cost`], runs the command, prints the figures, and returns true.
pub(crate) fn serve() -> bool {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() != Some(MEASURED) {
        return false;
    }
    let program = args.next().expect("a command to measure");
    let start = Instant::now();
    let status =
        Command::new(&program).args(args).stdout(Stdio::null()).status().expect("it starts");
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("resource usage");
    let seconds = |time: nix::sys::time::TimeVal| {
        f64::from(u32::try_from(time.tv_sec()).unwrap_or(u32::MAX))
            + f64::from(u32::try_from(time.tv_usec()).unwrap_or(0)) / 1e6
    };
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    let peak = f64::from(u32::try_from(usage.max_rss()).unwrap_or(u32::MAX)) / 1e3;
    println!("{wall} {cpu} {peak} {}", status.code().unwrap_or(-1));
    true
}

/// Runs `command` once.
///
/// # Panics
/// If it cannot be started, or ends with another code than 0.
pub(crate) fn cost(command: &[&str]) -> Cost {
    let this = std::env::current_exe().expect("this program");
    let output = Command::new(this).arg(MEASURED).args(command).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, cpu, peak, code] = figures[..] else { panic!("{command:?}: {output:?}") };
    assert!(
        code == 0.0,
        "{command:?} ended with {code}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Cost { wall, cpu, peak }
}

/// The median of `times` runs, by wall time; whoever answers has been asked the same before.
pub(crate) fn median(times: usize, command: &[&str]) -> Cost {
    let mut costs: Vec<Cost> = (0..times).map(|_| cost(command)).collect();
    costs.sort_by(|a, b| a.wall.total_cmp(&b.wall));
    costs[times / 2]
}
