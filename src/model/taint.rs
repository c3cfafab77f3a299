use std::fmt;

use super::{Text, Time};

/// A node's taint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taint {
    pub key: Text,
    pub value: Text,
    pub effect: Effect,
    pub added_at: Option<Time>,
}

/// What a taint does to Pods that do not tolerate it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    NoSchedule,
    PreferNoSchedule,
    NoExecute,
    /// An effect of a later Kubernetes, as it is written. It keeps nothing away.
    Other(Text),
}

/// A Pod's toleration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Toleration {
    /// Empty: every key.
    pub key: Text,
    pub operator: TolerationOperator,
    pub value: Text,
    /// None: every effect.
    pub effect: Option<Effect>,
    /// How long a NoExecute taint is endured; no part of matching.
    pub seconds: Option<i64>,
}

/// How a toleration's value is held against a taint's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TolerationOperator {
    /// Also what an absent operator means.
    Equal,
    Exists,
    /// Alpha and off by default up to Kubernetes 1.37.
    Lt,
    /// Alpha and off by default up to Kubernetes 1.37.
    Gt,
    Other(Text),
}

impl Effect {
    /// As the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Effect::NoSchedule => "NoSchedule",
            Effect::PreferNoSchedule => "PreferNoSchedule",
            Effect::NoExecute => "NoExecute",
            Effect::Other(text) => text,
        }
    }
}

impl From<&str> for Effect {
    fn from(text: &str) -> Self {
        match text {
            "NoSchedule" => Effect::NoSchedule,
            "PreferNoSchedule" => Effect::PreferNoSchedule,
            "NoExecute" => Effect::NoExecute,
            other => Effect::Other(other.into()),
        }
    }
}

impl From<&str> for TolerationOperator {
    fn from(text: &str) -> Self {
        match text {
            "" | "Equal" => TolerationOperator::Equal,
            "Exists" => TolerationOperator::Exists,
            "Lt" => TolerationOperator::Lt,
            "Gt" => TolerationOperator::Gt,
            other => TolerationOperator::Other(other.into()),
        }
    }
}

/// As kubectl writes a taint: `key=value:Effect`, `key:Effect` without a value.
impl fmt::Display for Taint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.value.is_empty() {
            write!(f, "{}:{}", self.key, self.effect.as_str())
        } else {
            write!(f, "{}={}:{}", self.key, self.value, self.effect.as_str())
        }
    }
}
