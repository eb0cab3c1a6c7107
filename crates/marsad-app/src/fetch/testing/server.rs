//! For tests: servers on this machine that say what a test wants, hostile things too.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server with what it was asked: lines of requests, headers in small letters.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Vec<String>>>>,
}

/// Answers a request, of which it gets the path.
pub type Answer = dyn Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync;

impl Server {
    pub fn new(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
        let (kept, answer): (_, Arc<Answer>) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, answer, Ok(mut stream)) = (Arc::clone(&kept), Arc::clone(&answer), stream) else { return };
                thread::spawn(move || {
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let lines: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                    let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
                    kept.lock().unwrap().push(lines);
                    // The client may have gone.
                    let _ = answer(&path, &mut stream);
                });
            }
        });
        Self { address, asked }
    }

    /// The paths that were asked for.
    pub fn paths(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().filter_map(|lines| lines.first()?.split(' ').nth(1).map(str::to_owned)).collect()
    }

    /// The value of a header of the last request.
    pub fn header(&self, name: &str) -> Option<String> {
        let asked = self.asked.lock().unwrap();
        let fields = asked.last()?.iter().filter_map(|line| line.split_once(": "));
        fields.filter(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).next()
    }
}

/// A whole answer.
pub fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len())?;
    stream.write_all(body)
}
