//! A container's log, whole, in part, or as it is written.

use http_body_util::BodyExt;

use super::{Connection, ListRequest};
use crate::cluster::Progress;
use crate::error::{Error, ErrorKind};

/// The most that is kept of one line; a log may be a stream without line ends.
const LONGEST_LINE: usize = 64 * 1024;

/// How often a stream that breaks is asked for again, in a row.
const MOST_BREAKS: u32 = 5;

/// Whose log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogSource {
    pub namespace: String,
    pub pod: String,
    pub container: String,
    /// The container before the last restart.
    pub previous: bool,
    /// The container has ended: its log is read as it is, and not followed.
    pub ended: bool,
}

impl Connection {
    /// Reads the log from its beginning, or its last `tail` lines, and hands on each line as it comes, until the
    /// container has ended. A stream that breaks is taken up where it broke.
    ///
    /// An error means that there is no log (any longer), or that it may not be read.
    pub async fn log(
        &self,
        source: &LogSource,
        tail: Option<u32>,
        progress: &dyn Progress,
        mut tell: impl FnMut(&str) + Send,
    ) -> Result<(), Error> {
        let mut reader = Reader { last: String::new(), tell: &mut tell };
        let mut breaks = 0;
        loop {
            let before = reader.last.clone();
            let path = source.path(tail, &reader.last, !source.ended);
            let end = self.read_log(&path, &mut reader, progress).await;
            if reader.last != before {
                breaks = 0;
            }
            match end {
                Ok(true) => return Ok(()),
                Err(why) if !passes(&why) || breaks >= MOST_BREAKS => return Err(why),
                Ok(false) | Err(_) => {}
            }
            if breaks >= MOST_BREAKS {
                return Ok(());
            }
            breaks += 1;
            tokio::time::sleep(std::time::Duration::from_millis(25 << breaks)).await;
        }
    }

    /// The last `lines` of what has been written so far.
    ///
    /// An error means that there is no log (any longer), or that it may not be read.
    pub async fn log_end(
        &self,
        source: &LogSource,
        lines: u32,
        progress: &dyn Progress,
    ) -> Result<Vec<String>, Error> {
        let mut read = Vec::new();
        let mut tell = |line: &str| read.push(line.to_owned());
        let mut reader = Reader { last: String::new(), tell: &mut tell };
        let path = source.path(Some(lines), "", false);
        if self.read_log(&path, &mut reader, progress).await? {
            Ok(read)
        } else {
            Err(Error::new(ErrorKind::Connect, "the log broke off"))
        }
    }

    /// Whether the log came to its end in good order.
    async fn read_log(
        &self,
        path: &str,
        reader: &mut Reader<'_>,
        progress: &dyn Progress,
    ) -> Result<bool, Error> {
        let response =
            self.get_stream(path, "text/plain, application/json, */*", progress).await?.response;
        let mut body = response.into_body();
        let mut line = Vec::new();
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return Ok(false) };
            for byte in frame.data_ref().into_iter().flatten() {
                match byte {
                    b'\n' => reader.line(&std::mem::take(&mut line)),
                    byte if line.len() < LONGEST_LINE => line.push(*byte),
                    _ => {}
                }
            }
        }
        if !line.is_empty() {
            reader.line(&line);
        }
        Ok(true)
    }
}

struct Reader<'t> {
    /// The time of the last line that was handed on, as the kubelet writes it.
    last: String,
    tell: &'t mut (dyn FnMut(&str) + Send),
}

impl Reader<'_> {
    /// Hands on a line, without the time in front, unless it has come before.
    fn line(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_end_matches('\r');
        let Some((time, rest)) = text.split_once(' ').filter(|(time, _)| is_time(time)) else {
            return (self.tell)(text);
        };
        // Of equal length, times compare as texts do; where they are not, a line may come twice.
        if !self.last.is_empty() && time.len() == self.last.len() && *time <= *self.last {
            return;
        }
        time.clone_into(&mut self.last);
        (self.tell)(rest);
    }
}

fn is_time(text: &str) -> bool {
    text.len() >= 20 && text.as_bytes()[4] == b'-' && text.contains('T')
}

impl LogSource {
    fn path(&self, tail: Option<u32>, since: &str, follows: bool) -> String {
        let LogSource { namespace, pod, container, previous, .. } = self;
        let place = ListRequest {
            path: format!("/api/v1/namespaces/{namespace}/pods/{pod}/log"),
            ..ListRequest::default()
        };
        let mut path = format!("{}?container={container}&timestamps=true", place.url(None));
        path.push_str(match (*previous, follows) {
            (true, _) => "&previous=true",
            (false, true) => "&follow=true",
            (false, false) => "",
        });
        if since.is_empty() {
            if let Some(lines) = tail {
                path.push_str(&format!("&tailLines={lines}"));
            }
        } else {
            path.push_str(&format!("&sinceTime={}", since.replace('+', "%2B")));
        }
        path
    }
}

/// Whether another try may help: the kubelet answers 500, the server restarts.
fn passes(why: &Error) -> bool {
    matches!(why.kind, ErrorKind::Connect | ErrorKind::Unavailable | ErrorKind::RequestTimeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_came_before_the_stream_broke_is_not_told_again() {
        let mut lines = Vec::new();
        let mut tell = |line: &str| lines.push(line.to_owned());
        let mut reader = Reader { last: String::new(), tell: &mut tell };
        for line in [
            "2026-11-22T11:00:00.000000001Z one",
            "2026-11-22T11:00:00.000000002Z two",
            "2026-11-22T11:00:00.000000001Z one",
            "2026-11-22T11:00:00.000000002Z two",
            "2026-11-22T11:00:00.000000003Z three",
            "no time at all",
        ] {
            reader.line(line.as_bytes());
        }
        assert_eq!(lines, ["one", "two", "three", "no time at all"]);
    }
}
