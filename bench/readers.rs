//! Readers for `bench/load.py`, which compiles this with `rustc -O`: a client that costs next to nothing, so that what is measured is the server.
//!
//! `readers ADDRESS N SECONDS THINK < ADDRESSES` — ADDRESSES has lines `KIND<TAB>PATH`, of which each of N connections asks for one drawn at random, as soon as it has its answer to the last
//! or after THINK seconds on average. Printed is a line for each answer, `KIND<TAB>STATUS<TAB>MILLISECONDS`, at the end; status 0 is an answer that did not come whole.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// An answer takes longer than this only where something is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// A generator of numbers that needs no crate (xorshift64*, Vigna 2016).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [address, n, seconds, think] = args.as_slice() else { panic!("readers ADDRESS N SECONDS THINK < ADDRESSES") };
    let (n, seconds, think): (u64, f64, f64) = (n.parse().expect("N"), seconds.parse().expect("SECONDS"), think.parse().expect("THINK"));
    let lines: Vec<String> = std::io::stdin().lines().map_while(Result::ok).collect();
    let paths: Vec<(&str, &str)> = lines.iter().filter_map(|line| line.split_once('\t')).collect();
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let done: Vec<Vec<(&str, u16, f64)>> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..n).map(|at| (at, &paths)).map(|(at, paths)| scope.spawn(move || reader(address, paths, until, think, at))).collect();
        readers.into_iter().filter_map(|reader| reader.join().ok()).collect()
    });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (kind, status, ms) in done.into_iter().flatten() {
        let _ = writeln!(out, "{kind}\t{status}\t{ms:.3}");
    }
}

/// One reader on one connection; a connection that the server ended is opened again.
fn reader<'p>(address: &str, paths: &[(&'p str, &'p str)], until: Instant, think: f64, at: u64) -> Vec<(&'p str, u16, f64)> {
    let mut draw = Draw(at.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut done, mut connection) = (Vec::new(), None);
    for _ in 0..9 {
        draw.next();
    }
    while Instant::now() < until {
        let (kind, path) = paths[draw.next() as usize % paths.len()];
        let began = Instant::now();
        let is_old = connection.is_some();
        let mut status = ask(&mut connection, address, path);
        if status == 0 && is_old {
            status = ask(&mut connection, address, path);
        }
        done.push((kind, status, began.elapsed().as_secs_f64() * 1e3));
        if think > 0.0 {
            std::thread::sleep(Duration::from_secs_f64(-think * (1.0 - draw.share()).ln()));
        }
    }
    done
}

/// Asks for a path and reads the whole answer; 0 where that fails, and then the connection is gone.
fn ask(connection: &mut Option<BufReader<TcpStream>>, address: &str, path: &str) -> u16 {
    let status = attempt(connection, address, path);
    if status.is_none() {
        *connection = None;
    }
    status.unwrap_or(0)
}

fn attempt(connection: &mut Option<BufReader<TcpStream>>, address: &str, path: &str) -> Option<u16> {
    if connection.is_none() {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.set_nodelay(true).ok()?;
        *connection = Some(BufReader::with_capacity(64 << 10, stream));
    }
    let reader = connection.as_mut()?;
    let head = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: gzip\r\naccept-language: ar\r\n\r\n");
    reader.get_mut().write_all(head.as_bytes()).ok()?;
    let (mut status, mut length, mut chunked, mut line) = (None, 0, false, String::new());
    loop {
        line.clear();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        if status.is_none() {
            status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
        } else if let Some((name, value)) = text.split_once(':') {
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok()?,
                "transfer-encoding" => chunked = value.trim() == "chunked",
                _ => {}
            }
        }
    }
    if !chunked {
        skip(reader, length)?;
        return status;
    }
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let size = u64::from_str_radix(line.trim(), 16).ok()?;
        skip(reader, size + 2)?;
        if size == 0 {
            return status;
        }
    }
}

fn skip(reader: &mut BufReader<TcpStream>, n: u64) -> Option<()> {
    (std::io::copy(&mut reader.take(n), &mut std::io::sink()).ok()? == n).then_some(())
}
