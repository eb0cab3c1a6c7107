//! A folder of its own for a test, and the binary run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder that vanishes with the test.
pub struct Dir(PathBuf);

/// What a run gave.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Dir {
    /// An empty folder for the test of this name.
    pub fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, with the folders it is in.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes a compressed file.
    pub fn gzip(&self, name: &str, bytes: &[u8]) -> PathBuf {
        self.file(name, gzipped(bytes))
    }

    /// The path of a name in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The text of a file in it.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Names of everything in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The binary with arguments, to be run in it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null()).env_remove("RUST_BACKTRACE");
        command
    }

    /// Runs the binary.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    /// Runs the binary with something on its standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let feed = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        feed.join().unwrap();
        Run {
            status: output.status.code().expect("the program was killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Run {
    /// The coded articles.
    pub fn articles(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The ids of the coded articles.
    pub fn ids(&self) -> Vec<String> {
        self.articles().iter().map(|article| article["article"]["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Checks exit status and that stderr holds each piece.
    #[track_caller]
    pub fn expect(&self, status: i32, pieces: &[&str]) -> &Self {
        assert_eq!(self.status, status, "stderr: {}", self.stderr);
        for piece in pieces {
            assert!(self.stderr.contains(piece), "«{piece}» is not in stderr: {}", self.stderr);
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }
}

/// Bytes as gzip.
pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// One line of input.
pub fn record(id: &str, body: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "published": "2024-11-10", "title": "", "body": body}))
}

/// `count` lines with ids `0`, `1`, … and bodies of different lengths.
pub fn records(count: usize) -> String {
    (0..count).map(|id| record(&id.to_string(), &"وصل وزير الخارجية إلى القاهرة. ".repeat(id % 9 + 1))).collect()
}
