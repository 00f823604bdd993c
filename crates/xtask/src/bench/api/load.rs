//! Requests at a fixed rate, whether or not the answers keep up: a request counts from the moment it was due, so that a
//! slow answer makes the ones behind it late too, as it would for people.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// Connections, each with a thread: more than are ever busy at once while the goals are met.
const CONNECTIONS: usize = 32;
/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to ask: the kind, for the report, and the path.
pub struct Request {
    pub kind: &'static str,
    pub path: String,
}

/// How long the answers took, in milliseconds, by kind of request.
#[derive(Default)]
pub struct Latencies {
    by_kind: BTreeMap<&'static str, Vec<f64>>,
    failed: Vec<String>,
    elapsed: Duration,
}

/// Sends `rate` requests a second for so long.
pub fn run(
    address: SocketAddr,
    rate: u32,
    time: Duration,
    request: impl Fn(u64) -> Request + Sync,
) -> Result<Latencies> {
    let total = u64::from(rate) * time.as_secs();
    let gap = Duration::from_secs(1) / rate.max(1);
    let next = AtomicU64::new(0);
    let start = Instant::now() + Duration::from_millis(50);
    let work = || {
        let mut latencies = Latencies::default();
        let mut client = Client::new(address);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= total || crate::machine::process::is_interrupted() {
                return latencies;
            }
            let due = start + gap * u32::try_from(number).unwrap_or(u32::MAX);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let Request { kind, path } = request(number);
            match client.get(&path) {
                Ok(_) => {
                    let took = due.elapsed().as_secs_f64() * 1000.0;
                    latencies.by_kind.entry(kind).or_default().push(took);
                }
                Err(error) => latencies.failed.push(format!("{path}: {error:#}")),
            }
        }
    };
    let mut all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        let mut all = Latencies::default();
        for thread in threads {
            all.add(thread.join().map_err(|_| anyhow!("a connection's thread ended early"))?);
        }
        Ok::<_, anyhow::Error>(all)
    })?;
    all.elapsed = start.elapsed();
    all.by_kind.values_mut().for_each(|times| times.sort_by(f64::total_cmp));
    if let Some(first) = all.failed.first() {
        println!("  {} failed, the first: {first}", all.failed.len());
    }
    Ok(all)
}

impl Latencies {
    fn add(&mut self, other: Self) {
        for (kind, times) in other.by_kind {
            self.by_kind.entry(kind).or_default().extend(times);
        }
        self.failed.extend(other.failed);
    }

    pub fn errors(&self) -> usize {
        self.failed.len()
    }

    /// Answers a second.
    pub fn throughput(&self) -> f64 {
        self.by_kind.values().map(Vec::len).sum::<usize>() as f64 / self.elapsed.as_secs_f64().max(0.001)
    }

    /// p50, p95, p99 and the worst, in milliseconds.
    pub fn percentiles(&self) -> [f64; 4] {
        let mut all: Vec<f64> = self.by_kind.values().flatten().copied().collect();
        all.sort_by(f64::total_cmp);
        percentiles(&all)
    }

    pub fn print_kinds(&self) {
        for (kind, times) in &self.by_kind {
            let [p50, p95, p99, worst] = percentiles(times);
            println!(
                "  {kind:<22} {:>6} answers: p50 {p50:6.1} ms, p95 {p95:6.1}, p99 {p99:6.1}, worst {worst:6.1}",
                times.len()
            );
        }
    }
}

/// Of sorted times.
fn percentiles(times: &[f64]) -> [f64; 4] {
    [0.50, 0.95, 0.99, 1.0].map(|share| {
        let at = (times.len() as f64 * share).ceil() as usize;
        times.get(at.saturating_sub(1)).copied().unwrap_or(0.0)
    })
}

/// A connection that stays open between requests.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    /// The body of a 200; anything else is an error, and the connection is made anew.
    pub fn get(&mut self, path: &str) -> Result<Vec<u8>> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect_timeout(&self.address, PATIENCE).context("connecting")?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                BufReader::with_capacity(1 << 16, stream)
            }
        };
        write!(stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).context("sending")?;
        let mut line = String::new();
        stream.read_line(&mut line).context("waiting for an answer")?;
        let status = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut length = 0;
        loop {
            line.clear();
            stream.read_line(&mut line).context("reading an answer's head")?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).context("reading an answer")?;
        if status != "200" {
            bail!("answered {status}: {}", String::from_utf8_lossy(&body));
        }
        self.stream = Some(stream);
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let times: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentiles(&times), [50.0, 95.0, 99.0, 100.0]);
        assert_eq!(percentiles(&[7.0]), [7.0; 4]);
        assert_eq!(percentiles(&[]), [0.0; 4]);
    }
}
