use std::fmt;

use crate::model::{Labels, ServerVersion, Text};

/// What a namespace enforces: a level, and the version of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enforced {
    pub(super) level: Level,
    /// The minor version; None: the latest that the API server knows.
    pub(super) version: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Baseline,
    Restricted,
}

/// The newest policy that is written down here.
pub(in crate::scheduling::admission) const NEWEST: u32 = 36;

impl Enforced {
    /// What the namespace's labels say (`PolicyToEvaluate`); None: it lets everything in. A level that
    /// nobody knows is the strictest, a version that nobody knows the latest.
    pub(super) fn by(labels: &Labels) -> Option<Self> {
        let level = match &**labels.get("pod-security.kubernetes.io/enforce")? {
            "privileged" => return None,
            "baseline" => Level::Baseline,
            _ => Level::Restricted,
        };
        let version = labels.get("pod-security.kubernetes.io/enforce-version").and_then(minor);
        Some(Enforced { level, version })
    }

    /// The minor version whose checks count: no later than the API server's own.
    pub(super) fn minor(&self, server: Option<ServerVersion>) -> u32 {
        let newest = server.map_or(NEWEST, |server| server.minor);
        self.version.map_or(newest, |version| version.min(newest))
    }
}

/// `v1.N`, without leading zeros.
fn minor(version: &Text) -> Option<u32> {
    let digits = version.strip_prefix("v1.")?;
    let plain = digits == "0" || !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Enforced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Baseline => "baseline",
            Level::Restricted => "restricted",
        };
        match self.version {
            Some(minor) => write!(f, "{level}:v1.{minor}"),
            None => write!(f, "{level}:latest"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_enforces_what_its_labels_say() {
        let server = Some(ServerVersion { major: 1, minor: 33 });
        for (level, version, text, minor) in [
            ("baseline", None, "baseline:latest", 33),
            ("restricted", Some("latest"), "restricted:latest", 33),
            ("restricted", Some("v1.25"), "restricted:v1.25", 25),
            ("baseline", Some("v1.99"), "baseline:v1.99", 33),
            ("baseline", Some("1.25"), "baseline:latest", 33),
            ("Baseline", None, "restricted:latest", 33),
        ] {
            let mut labels = vec![("pod-security.kubernetes.io/enforce", level)];
            labels.extend(version.map(|at| ("pod-security.kubernetes.io/enforce-version", at)));
            let enforced = Enforced::by(&Labels::from_iter(labels)).unwrap();
            assert_eq!(enforced.to_string(), text, "{level} {version:?}");
            assert_eq!(enforced.minor(server), minor, "{level} {version:?}");
        }
        let privileged = [("pod-security.kubernetes.io/enforce", "privileged")];
        for labels in [Labels::default(), Labels::from_iter(privileged)] {
            assert_eq!(Enforced::by(&labels), None, "{labels:?}");
        }
    }
}
