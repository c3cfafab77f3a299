use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use super::clock::Clock;
use super::session::Session;
use super::target::{Credentials, Target};
use super::{ConnectOptions, Environment, server_url};
use crate::error::Error;
use crate::model::Time;

/// A cluster to ask: a server, and credentials that renew themselves.
///
/// Opening one decides on both and runs a credential plugin, once; the server is first met by the first
/// request.
pub struct Connection {
    pub(super) target: Target,
    environment: Environment,
    session: RwLock<Arc<Session>>,
    renewing: tokio::sync::Mutex<()>,
    /// How long a request may take, to the last byte of its answer.
    pub(super) request_timeout: Option<Duration>,
    /// Every request is told.
    pub(super) trace: bool,
    /// The server has answered before, so that silence now is a fault that may pass.
    pub(super) has_answered: AtomicBool,
    pub(super) clock: Clock,
}

impl Connection {
    /// Decides on a server and gets credentials for it.
    pub async fn open(
        options: &ConnectOptions,
        environment: &Environment,
    ) -> Result<Connection, Error> {
        let target = Target::choose(options, environment)?;
        let session = Session::open(&target, environment, None).await?;
        Ok(Connection {
            target,
            environment: environment.clone(),
            session: RwLock::new(Arc::new(session)),
            renewing: tokio::sync::Mutex::new(()),
            request_timeout: options.request_timeout.filter(|limit| !limit.is_zero()),
            trace: options.verbosity > 0,
            has_answered: AtomicBool::new(false),
            clock: Clock::start(),
        })
    }

    /// The namespace that is meant when none is named.
    pub fn namespace(&self) -> &str {
        &self.target.namespace
    }

    /// The server's `host:port`.
    pub fn server(&self) -> String {
        server_url::address(&self.target.server)
    }

    /// The present by the server's clock, as far as its answers tell; else by this machine's.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The session in force; its credentials have a while to live.
    pub(super) async fn session(&self) -> Result<Arc<Session>, Error> {
        let session = self.current();
        if session.is_stale() {
            self.renew(&session).await?;
            return Ok(self.current());
        }
        Ok(session)
    }

    /// Gets new credentials in place of `seen`, unless another request has done so since. False where
    /// they are of a kind that never changes.
    pub(super) async fn renew(&self, seen: &Arc<Session>) -> Result<bool, Error> {
        match self.target.credentials {
            Credentials::Plugin(_) | Credentials::TokenFile { .. } => {}
            _ => return Ok(false),
        }
        let _one_at_a_time = self.renewing.lock().await;
        if !Arc::ptr_eq(&self.current(), seen) {
            return Ok(true);
        }
        let new = Session::open(&self.target, &self.environment, Some(seen)).await?;
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        Ok(true)
    }

    fn current(&self) -> Arc<Session> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
