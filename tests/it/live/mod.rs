//! Against a real cluster, which `LIVE_KUBECONFIG` names; `tests/control-plane/live-tests` starts one.

mod connection;
