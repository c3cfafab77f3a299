//! One kind of object, followed: a list, then a watch from where the list stood, for as long as it takes.
//!
//! What a watch misses while it is away, the next one brings, or another list; so whoever looks on sees each
//! object's last state. client-go's reflector (tools/cache/reflector.go) is the measure.

use std::convert::Infallible;
use std::time::Duration;

use http::header;
use http_body_util::BodyExt;

use super::request::BROKE;
use super::{Connection, ListRequest, status};
use crate::cluster::convert::Object;
use crate::cluster::list::ListReader;
use crate::cluster::{Progress, decode};
use crate::error::{Error, ErrorKind};
use crate::model::{Interner, Resource, Unread};
use event::{Lines, WatchEvent};

mod event;

/// What is seen of the objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<M> {
    /// All there are: at the beginning, and whenever something may have been missed.
    All(Vec<M>),
    /// One was added or modified.
    Now(M),
    /// One was deleted; this is its last state.
    Gone(M),
    /// One cannot be understood.
    Unread(Unread),
}

/// How long things take, and may take.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The server is asked to end a watch by itself after so long. Two seconds before, it sends a bookmark.
    pub stream: Duration,
    /// A stream that goes on for so much longer is dead: the connection is half open.
    pub slack: Duration,
    /// The first wait before asking again, and the longest.
    pub pause: (Duration, Duration),
    /// How often a list is read where it must not be watched.
    pub poll: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Pace {
            stream: Duration::from_secs(50),
            slack: Duration::from_secs(8),
            pause: (Duration::from_millis(200), Duration::from_secs(4)),
            poll: Duration::from_secs(2),
        }
    }
}

/// How often in a row a server that has answered may refuse: one that starts does, before it knows its
/// roles and resources.
const STARTING: u32 = 8;

/// Why a watch ended.
enum End {
    /// In good order, or it broke: another goes on where it stood.
    Resume,
    /// What it would go on from is too old.
    Expired,
    /// It may list, and not watch.
    Forbidden(Error),
}

/// Follows the objects that `request` names and hands on what is seen of them.
///
/// An object that ceases to match a selector is reported as deleted, as watches do.
///
/// Ends only with an error: one that asking again does not help against, or any before the first list was
/// read.
pub async fn follow<K: Object>(
    connection: &Connection,
    request: &ListRequest,
    pace: Pace,
    progress: &dyn Progress,
    mut tell: impl FnMut(Seen<K::Model>) + Send,
) -> Result<Infallible, Error> {
    let quiet = Quiet(progress);
    let mut following = Following::<K> {
        connection,
        request,
        pace,
        interner: Interner::default(),
        progress: &quiet,
        version: String::new(),
        failures: 0,
        is_away: false,
        has_watched: false,
        tell: &mut tell,
        kind: std::marker::PhantomData,
    };
    following.list().await?;
    loop {
        if following.version.is_empty() {
            following.relist().await?;
        }
        match following.watch().await {
            Ok(End::Resume) => {}
            Ok(End::Expired) => following.version.clear(),
            Ok(End::Forbidden(why)) => return Err(following.poll(&why).await),
            Err(why) => following.bear(why).await?,
        }
    }
}

struct Following<'a, K: Object> {
    connection: &'a Connection,
    request: &'a ListRequest,
    pace: Pace,
    interner: Interner,
    progress: &'a dyn Progress,
    /// Where the next watch goes on; empty: a list is due.
    version: String,
    /// In a row.
    failures: u32,
    /// The user has been told that the server does not answer.
    is_away: bool,
    /// A watch has been allowed before.
    has_watched: bool,
    tell: &'a mut (dyn FnMut(Seen<K::Model>) + Send),
    kind: std::marker::PhantomData<fn() -> K>,
}

impl<K: Object> Following<'_, K> {
    async fn list(&mut self) -> Result<(), Error> {
        let mut reader = ListReader::<K>::new(|_| true);
        let meta = self.connection.list(self.request, &mut reader, self.progress).await?;
        let read = reader.finish();
        for unread in read.unread {
            (self.tell)(Seen::Unread(unread));
        }
        self.recover();
        (self.tell)(Seen::All(read.objects));
        self.version = meta.resource_version;
        Ok(())
    }

    /// Lists again, however long the server is away.
    async fn relist(&mut self) -> Result<(), Error> {
        loop {
            match self.list().await {
                Ok(()) => return Ok(()),
                Err(why) => self.bear(why).await?,
            }
        }
    }

    async fn watch(&mut self) -> Result<End, Error> {
        let path = self.path();
        let answer = self.connection.get_stream(&path, "application/json", self.progress);
        let limit = self.pace.stream + self.pace.slack;
        let response = match tokio::time::timeout(limit, answer).await {
            Err(_) => return Ok(End::Resume),
            Ok(Err(why)) if why.kind == ErrorKind::Forbidden && !self.has_watched => {
                return Ok(End::Forbidden(why));
            }
            Ok(Err(why)) if why.kind == ErrorKind::Expired => return Ok(End::Expired),
            Ok(Err(why)) => return Err(why),
            Ok(Ok(answer)) => answer.response,
        };
        let content_type = response.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.starts_with("application/json") {
            return Err(status::not_a_list(&self.connection.server(), content_type));
        }
        self.has_watched = true;
        let mut body = response.into_body();
        let mut lines = Lines::default();
        let end = tokio::time::sleep(limit);
        tokio::pin!(end);
        loop {
            let frame = tokio::select! {
                frame = body.frame() => frame,
                () = &mut end => return Ok(End::Resume),
            };
            let Some(Ok(frame)) = frame else { break };
            let Some(bytes) = frame.data_ref() else { continue };
            lines.push(bytes);
            while let Some(line) = lines.next_line() {
                if let Some(end) = self.event(&line)? {
                    return Ok(end);
                }
            }
        }
        // A stream that ends at once, again and again, is not asked for without a pause.
        if !lines.any() {
            self.rest().await;
        }
        Ok(End::Resume)
    }

    /// Takes in one line of the stream.
    fn event(&mut self, line: &[u8]) -> Result<Option<End>, Error> {
        let Some(event) = WatchEvent::parse(line) else {
            // What was in it is lost, and only a list brings it back.
            self.progress.note("the server's watch makes no sense; listing again");
            return Ok(Some(End::Expired));
        };
        if let Some(refused) = event.refusal() {
            return match refused.kind {
                ErrorKind::Expired => Ok(Some(End::Expired)),
                _ => Err(refused),
            };
        }
        if let Some(version) = event.version() {
            version.clone_into(&mut self.version);
        }
        self.recover();
        if event.is_bookmark() {
            return Ok(None);
        }
        let object = decode::json::<K>(event.object())
            .and_then(|object| decode::model(&object, &mut self.interner));
        let seen = match object {
            Ok(object) if event.is_deletion() => Seen::Gone(object),
            Ok(object) => Seen::Now(object),
            Err(error) => Seen::Unread(error.unread::<K>(&mut self.interner)),
        };
        (self.tell)(seen);
        Ok(None)
    }

    /// Lists again and again, where nothing else is allowed.
    async fn poll(&mut self, why: &Error) -> Error {
        self.progress.note(&format!(
            "{} may be listed, not watched: asking every {} s instead ({why})",
            K::RESOURCE.plural(),
            self.pace.poll.as_secs_f32()
        ));
        loop {
            tokio::time::sleep(self.pace.poll).await;
            if let Err(error) = self.relist().await {
                return error;
            }
        }
    }

    /// Waits where waiting may help; else the error ends it all.
    async fn bear(&mut self, why: Error) -> Result<(), Error> {
        match why.kind {
            ErrorKind::Connect | ErrorKind::Unavailable | ErrorKind::RequestTimeout => {}
            ErrorKind::Expired => self.version.clear(),
            ErrorKind::Api | ErrorKind::Forbidden | ErrorKind::NotFound
                if self.failures < STARTING => {}
            _ => return Err(why),
        }
        if !self.is_away {
            self.is_away = true;
            self.progress.note(&format!("{why}; trying again until it answers"));
        }
        self.rest().await;
        Ok(())
    }

    fn recover(&mut self) {
        self.failures = 0;
        if std::mem::take(&mut self.is_away) {
            self.progress.note("the server answers again");
        }
    }

    /// Twice as long each time, up to a limit, and not as long as others who lost the same server.
    async fn rest(&mut self) {
        let (first, longest) = self.pace.pause;
        let whole = first.saturating_mul(1 << self.failures.min(16)).min(longest);
        self.failures = self.failures.saturating_add(1);
        tokio::time::sleep(whole.mul_f64(0.5 + 0.5 * random())).await;
    }

    fn path(&self) -> String {
        // Watches that began together need not end together.
        let seconds = self.pace.stream.mul_f64(0.9 + 0.1 * random()).as_secs().max(1);
        let list = ListRequest { chunk_size: 0, ..self.request.clone() }.url(None);
        let mark = if list.contains('?') { '&' } else { '?' };
        let version = &self.version;
        format!(
            "{list}{mark}watch=1&allowWatchBookmarks=true&resourceVersion={version}\
             &timeoutSeconds={seconds}"
        )
    }
}

/// Says once that the server is away, and not at each try.
struct Quiet<'p>(&'p dyn Progress);

impl Progress for Quiet<'_> {
    fn read(&self, resource: Resource, objects: u64) {
        self.0.read(resource, objects);
    }

    fn note(&self, text: &str) {
        if text != BROKE {
            self.0.note(text);
        }
    }
}

/// From 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "chance needs no precision")]
fn random() -> f64 {
    use std::hash::{BuildHasher, Hasher};
    let bits = std::hash::RandomState::new().build_hasher().finish();
    bits as f64 / u64::MAX as f64
}
