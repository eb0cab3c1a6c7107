//! Servers that mean no good: bodies without end, redirects into private networks, names that change what they lead to.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use marsad_read::{Defaults, Item, prepare};

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let server = server(|path, stream| match path {
        "/old" => say(stream, "301 Moved", "Location: /new#part\r\n", b""),
        "/new" => say(stream, "302 Found", "Location: /now\r\n", b""),
        "/now" => say(stream, "200 OK", "", b"x"),
        "/letters" => say(stream, "302 Found", "Location: /\u{62E}\u{628}\u{631}?a=\u{62E}\r\n", b""),
        "/%D8%AE%D8%A8%D8%B1?a=%D8%AE" => say(stream, "200 OK", "", b"letters"),
        _ => say(stream, "302 Found", "Location: /again\r\n", b""),
    });
    let outcome = fetch(&server, "/old");
    assert_eq!((outcome.url.clone(), outcome.moved.clone()), (url(&server, "/now"), Some(url(&server, "/new"))));
    assert_eq!(document(outcome).validators.url, url(&server, "/now"));
    assert_eq!(document(fetch(&server, "/letters")).bytes, b"letters");
    assert_eq!(document(fetch(&server, "/\u{62E}\u{628}\u{631}?a=\u{62E}")).bytes, b"letters");
    assert_eq!(fetch(&server, "/again").result, Err(Failure::Redirects { limit: 5 }));
    assert_eq!(server.paths().iter().filter(|path| *path == "/again").count(), 6);
}

#[test]
fn bodies_have_a_bound_packed_and_unpacked() {
    let server = server(|path, stream| match path {
        "/told" => write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n").and_then(|()| pour(stream)),
        "/huge" => write!(stream, "HTTP/1.1 200 OK\r\n\r\n").and_then(|()| pour(stream)),
        "/bomb" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", &gzip(&vec![b' '; 8 << 20])),
        "/header" => write!(stream, "HTTP/1.1 200 OK\r\nX: ").and_then(|()| pour(stream)),
        "/damaged" => say(stream, "200 OK", "Content-Encoding: gzip\r\n", b"rubbish"),
        "/short" => write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
        _ => stream.write_all(b"no http\r\n\r\n"),
    });
    for path in ["/told", "/huge", "/bomb"] {
        assert_eq!(fetch(&server, path).result, Err(Failure::TooLarge { limit: 1 << 20 }), "{path}");
    }
    assert_eq!(fetch(&server, "/damaged").result, Err(Failure::Packed("it is damaged".to_owned())));
    assert!(matches!(fetch(&server, "/header").result, Err(Failure::NoHttp { .. })));
    assert!(matches!(fetch(&server, "/other").result, Err(Failure::NoHttp { .. })));
    assert!(matches!(fetch(&server, "/short").result, Err(Failure::Unreachable { .. })));
}

/// Writes until nobody reads.
fn pour(stream: &mut std::net::TcpStream) -> io::Result<()> {
    loop {
        stream.write_all(&[b'x'; 1 << 14])?;
    }
}

#[test]
fn a_slow_drip_ends() {
    let server = server(|_, stream| {
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
        loop {
            stream.write_all(b"x")?;
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    let config = Config { timeout: Duration::from_millis(1500), ..config() };
    let outcome = fetcher(config, &Arc::new(Still::new())).fetch(&url(&server, "/"), None, &mut Hosts::new());
    assert_eq!(outcome.result, Err(Failure::TimedOut { seconds: 1 }));
}

#[test]
fn machines_of_private_networks_are_never_asked() {
    let server = server(|_, stream| say(stream, "200 OK", "", b"secret"));
    let port = server.address.port();
    let fetcher = Fetcher::with(config(), Arc::new(Still::new()), Arc::new(address::system), address::is_public).unwrap();
    for host in ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "localhost", "0"] {
        let outcome = fetcher.fetch(&format!("http://{host}:{port}/"), None, &mut Hosts::new());
        assert!(matches!(outcome.result, Err(Failure::Private { .. })), "{host}: {:?}", outcome.result);
    }
    assert_eq!(server.paths(), [""; 0]);
    for (address, of_the_web) in
        [("file:///etc/hostname", false), ("ftp://news.example/", false), ("http://a:b@news.example/", false), ("x", false)]
    {
        let outcome = fetcher.fetch(address, None, &mut Hosts::new());
        assert_eq!(!matches!(outcome.result, Err(Failure::Address(_))), of_the_web, "{address}");
    }
    let config = Config { allow_private: true, ..config() };
    let mut hosts = Hosts::from([(format!("http://127.0.0.1:{port}"), open())]);
    document(Fetcher::new(config).unwrap().fetch(&format!("http://127.0.0.1:{port}/"), None, &mut hosts));
}

/// A site that lets everything be read.
fn open() -> Host {
    Host { not_before: None, robots: Some(Robots { text: Some(String::new()), expires: Timestamp::MAX }) }
}

#[test]
fn redirects_into_private_networks_are_not_followed() {
    let server = server(|path, stream| {
        let to = path.trim_start_matches("/to/");
        say(stream, "302 Found", &format!("Location: {to}\r\n"), b"")
    });
    for (to, address) in [
        ("http://127.0.0.2:1/", "127.0.0.2"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("http://[::1]:1/", "::1"),
        ("//10.0.0.1/", "10.0.0.1"),
        ("http://[fd00::1]/", "fd00::1"),
    ] {
        let outcome = fetch(&server, &format!("/to/{to}"));
        let Err(Failure::Private { address: found, .. }) = outcome.result else { panic!("{to}: {:?}", outcome.result) };
        assert_eq!(found.to_string(), address);
    }
    for to in ["file:///etc/hostname", "gopher://news.example/", "http://"] {
        assert!(matches!(fetch(&server, &format!("/to/{to}")).result, Err(Failure::Redirect(_))), "{to}");
    }
}

#[test]
fn a_name_is_looked_up_once_for_a_connection_and_checked_each_time() {
    let server = server(|path, stream| match path {
        "/a" => say(stream, "200 OK", "", b"x"),
        _ => say(stream, "302 Found", "Location: /a\r\n", b""),
    });
    let n_lookups = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&n_lookups);
    // The first answer passes, all others lead elsewhere.
    let changing = move |_: &str, port: u16| {
        let last = if count.fetch_add(1, Ordering::SeqCst) == 0 { 1 } else { 2 };
        Ok(vec![SocketAddr::from(([127, 0, 0, last], port))])
    };
    let fetcher = Fetcher::with(config(), Arc::new(Still::new()), Arc::new(changing), stand_in).unwrap();
    let mut hosts = Hosts::from([(hosts::site(&url(&server, "/").parse().unwrap()), open())]);
    document(fetcher.fetch(&url(&server, "/a"), None, &mut hosts));
    assert_eq!(n_lookups.load(Ordering::SeqCst), 1, "what was checked is what was connected to");
    n_lookups.store(0, Ordering::SeqCst);
    let outcome = fetcher.fetch(&url(&server, "/b"), None, &mut hosts);
    assert!(matches!(outcome.result, Err(Failure::Private { .. })), "{:?}", outcome.result);
    assert_eq!(server.paths(), ["/a", "/b"]);
}

/// What a document gives: titles and texts of its articles, and troubles.
fn articles(document: Document) -> (Vec<[String; 2]>, Vec<String>) {
    let (mut articles, mut troubles) = (Vec::new(), Vec::new());
    let flow = document.each(&mut |item| {
        let prepared = match item {
            Item::Raw(raw) => prepare(raw, &Defaults::default()),
            Item::Trouble(trouble) => Err(trouble),
        };
        match prepared {
            Ok(prepared) => articles.push([prepared.article.title, prepared.article.body]),
            Err(trouble) => troubles.push(format!("{}: {}", trouble.origin, trouble.message)),
        }
        std::ops::ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    (articles, troubles)
}

#[test]
fn what_was_fetched_is_read_as_files_are() {
    let server = server(|path, stream| match path {
        "/scripts" => {
            let item = "<item><title>a</title><description>&lt;p onclick='x()'&gt;b&lt;script&gt;c()&lt;/script&gt;&lt;/p&gt;</description></item>";
            say(stream, "200 OK", "", format!("<rss><channel>{item}</channel></rss>").as_bytes())
        }
        "/bad" => {
            say(stream, "200 OK", "", b"<rss><channel><item><title>a & b</title></item>\n<item><title>c</title><!DOC</item></channel>")
        }
        "/old" => {
            let feed = "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>\u{62E}\u{628}\u{631} \u{645}\u{646} \u{627}\u{644}\u{648}\u{632}\u{64A}\u{631}</title></item></channel></rss>";
            say(stream, "200 OK", "", &encoding_rs::WINDOWS_1256.encode(feed).0)
        }
        "/page" => {
            let page = "<html><title>\u{62E}\u{628}\u{631}</title><p>\u{646}\u{635}</p></html>";
            say(stream, "200 OK", "Content-Type: text/html; charset=windows-1256\r\n", &encoding_rs::WINDOWS_1256.encode(page).0)
        }
        _ => say(stream, "200 OK", "", b"{}"),
    });
    let read = |path: &str| articles(document(fetch(&server, path)));
    assert_eq!(read("/scripts"), (vec![["a".to_owned(), "b".to_owned()]], vec![]));
    let (found, troubles) = read("/bad");
    assert_eq!(found, [["a & b".to_owned(), String::new()]]);
    assert!(troubles.iter().any(|trouble| trouble.starts_with(&format!("{}:2: ", url(&server, "/bad")))), "{troubles:?}");
    assert_eq!(read("/old").0[0][0], "\u{62E}\u{628}\u{631} \u{645}\u{646} \u{627}\u{644}\u{648}\u{632}\u{64A}\u{631}");
    assert_eq!(read("/page").0, [["\u{62E}\u{628}\u{631}".to_owned(), "\u{646}\u{635}".to_owned()]]);
    assert!(read("/other").1[0].contains("no feed and no page"));
}
