//! A server for a test, and what it answers.
//!
//! Requests are written as bytes, so that a test can send what no client would.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::dir::Dir;

/// `marsad serve news.marsad`, until the test ends.
pub struct Console {
    /// Where it answers.
    pub address: SocketAddr,
    /// The token that it printed, where it made one.
    pub token: String,
    /// The process.
    pub child: Child,
    _out: BufReader<ChildStdout>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// Status of HTTP; 0 where the connection ended without one.
    pub status: u16,
    /// Lines of the head, names in small letters.
    pub head: Vec<(String, String)>,
    /// The body, with the pieces put together.
    pub body: Vec<u8>,
}

impl Console {
    /// Starts it on a free port.
    pub fn start(dir: &Dir, more: &[&str]) -> Self {
        let listen: &[&str] = if more.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let mut command = dir.command(&[&["serve", "news.marsad"], listen, more].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            line
        };
        let first = line();
        let address =
            first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("no address: {first:?}"));
        let mut address: SocketAddr = address.parse().unwrap();
        let token = if more.contains(&"--token-file") {
            String::new()
        } else {
            line().split("token=").nth(1).unwrap_or_default().trim().to_owned()
        };
        if address.ip().is_unspecified() {
            address.set_ip([127, 0, 0, 1].into());
        }
        Self { address, token, child, _out: out }
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends bytes as they are; all that comes back until the connection ends.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // Whoever refuses early may close before all is written.
        let _ = stream.write_all(bytes);
        Answer::read(&mut stream)
    }

    /// Asks with lines of head and a body.
    pub fn ask(&self, method: &str, path: &str, head: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !head.iter().any(|(name, _)| *name == "host") {
            request += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in head {
            request += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || method == "POST" {
            request += &format!("content-length: {}\r\n", body.len());
        }
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    /// Reads an address.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Reads an address of the API that has to answer.
    #[track_caller]
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Sends JSON.
    pub fn post(&self, path: &str, head: &[(&str, &str)], body: &Value) -> Answer {
        self.ask("POST", path, &[&[("content-type", "application/json")], head].concat(), &body.to_string())
    }

    /// Sends a form.
    pub fn form(&self, path: &str, head: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask("POST", path, &[&[("content-type", "application/x-www-form-urlencoded")], head].concat(), &body)
    }

    /// Tells it to end.
    pub fn terminate(&self) {
        let told = std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// Reads one until the connection ends.
    pub fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Self { status: 0, head: Vec::new(), body: bytes };
        };
        let text = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok()).unwrap_or(0);
        let head: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut body = bytes.split_off(at + 4);
        if head.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked") {
            body = joined(&body);
        }
        Self { status, head, body }
    }

    /// A line of the head; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.head.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Name and value of each cookie that it sets, with what belongs to it.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        let lines = self.head.iter().filter(|(name, _)| name == "set-cookie");
        lines.filter_map(|(_, value)| value.split_once('=')).map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
    }

    /// Checks that it is a problem in the one shape of the API.
    #[track_caller]
    pub fn expect_problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(problem["type"].is_string() && problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
        problem
    }
}

/// The pieces of a body put together; what was cut off is missing.
fn joined(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(at) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&bytes[..at]).ok().and_then(|size| usize::from_str_radix(size, 16).ok()).unwrap_or(0);
        let end = (at + 2 + size).min(bytes.len());
        body.extend_from_slice(&bytes[(at + 2).min(end)..end]);
        bytes = &bytes[(end + 2).min(bytes.len())..];
        if size == 0 {
            break;
        }
    }
    body
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
