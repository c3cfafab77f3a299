//! An API server whose watches do what a test wants, one request a connection, on threads of their own.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

pub use crate::support::reaction::Step;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    Jobs,
    Pods,
    Events,
    Log,
    Other,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Asked {
    pub what: What,
    pub watch: bool,
    pub url: String,
    pub token: Option<String>,
    pub body: String,
    /// How many of the same sort came before.
    pub nth: usize,
}

/// What the server does with it.
#[derive(Debug, Clone)]
pub enum Reply {
    List(&'static str, Vec<Value>),
    Stream(Vec<Step>),
    Json(Value),
    Refuse(u16, &'static str),
    /// The connection closes without an answer.
    Close,
}

type Script = Arc<dyn Fn(&Asked) -> Reply + Send + Sync>;

pub struct Server {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// How far the server's clock is ahead of this machine's.
pub type Ahead = jiff::SignedDuration;

impl Server {
    pub fn start(script: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::with_clock(Ahead::ZERO, script)
    }

    pub fn with_clock(
        ahead: Ahead,
        script: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::<Asked>::new()));
        let (log, script): (_, Script) = (asked.clone(), Arc::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, script) = (log.clone(), script.clone());
                // A client that has gone away is no fault of the server's.
                std::thread::spawn(move || drop(serve(stream, ahead, &log, &script)));
            }
        });
        Server { url, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn watches(&self, what: What) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.watch && asked.what == what).collect()
    }

    pub fn lists(&self, what: What) -> usize {
        self.asked().iter().filter(|asked| !asked.watch && asked.what == what).count()
    }
}

fn serve(
    mut stream: TcpStream,
    ahead: Ahead,
    log: &Mutex<Vec<Asked>>,
    script: &Script,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let url = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut token, mut length) = (None, 0);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => token = Some(value.to_owned()),
            "content-length" => length = value.parse().unwrap(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    std::io::Read::read_exact(&mut reader, &mut body)?;
    let place = url.split('?').next().unwrap_or_default();
    let what = match place.rsplit('/').next().unwrap_or_default() {
        "jobs" => What::Jobs,
        "pods" => What::Pods,
        "events" => What::Events,
        "log" => What::Log,
        _ => What::Other,
    };
    let watch = url.contains("watch=1");
    let asked = {
        let mut log = log.lock().unwrap();
        let nth = log.iter().filter(|it| it.what == what && it.watch == watch).count();
        let body = String::from_utf8_lossy(&body).into_owned();
        log.push(Asked { what, watch, url, token, body, nth });
        log.last().unwrap().clone()
    };
    let date = jiff::Timestamp::now().checked_add(ahead).unwrap();
    let date =
        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap();
    let head = |code: u16, rest: &str| {
        format!(
            "HTTP/1.1 {code} X\r\ndate: {date}\r\nconnection: close\r\ncontent-type: application/json\r\n{rest}\r\n"
        )
    };
    let whole = |code: u16, value: &Value| {
        let text = value.to_string();
        format!("{}{text}", head(code, &format!("content-length: {}\r\n", text.len())))
    };
    match script(&asked) {
        Reply::Close => {}
        Reply::Refuse(code, reason) => {
            let status = json!({
                "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
                "message": format!("the test says {reason}"), "reason": reason, "code": code,
            });
            stream.write_all(whole(code, &status).as_bytes())?;
        }
        Reply::Json(value) => stream.write_all(whole(200, &value).as_bytes())?,
        Reply::List(version, items) => {
            let kind = match what {
                What::Jobs => "JobList",
                What::Pods => "PodList",
                _ => "EventList",
            };
            let list = json!({
                "kind": kind, "apiVersion": "v1", "metadata": {"resourceVersion": version}, "items": items,
            });
            stream.write_all(whole(200, &list).as_bytes())?;
        }
        Reply::Stream(steps) => {
            stream.write_all(head(200, "transfer-encoding: chunked\r\n").as_bytes())?;
            for step in steps {
                let bytes = match step {
                    Step::Event(kind, object) => Step::line(kind, &object).into_bytes(),
                    Step::Text(text) => text.into_bytes(),
                    Step::Bytes(bytes) => bytes,
                    Step::Pause(millis) => {
                        std::thread::sleep(Duration::from_millis(millis));
                        continue;
                    }
                    Step::Mark(mark) => {
                        mark.store(true, Ordering::SeqCst);
                        continue;
                    }
                    Step::Hang => {
                        std::thread::sleep(Duration::from_secs(120));
                        continue;
                    }
                    Step::Break => return Ok(()),
                };
                let head = format!("{:x}\r\n", bytes.len());
                stream.write_all(&[head.as_bytes(), &bytes, b"\r\n"].concat())?;
            }
            stream.write_all(b"0\r\n\r\n")?;
        }
    }
    Ok(())
}
