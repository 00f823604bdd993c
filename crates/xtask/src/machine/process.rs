//! Starting other programs, and ending them with us.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How long a program may take to close its files before it is ended the hard way.
const GRACE: Duration = Duration::from_secs(5);

static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

fn running() -> MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn signal_running(signal: Signal) {
    for pid in running().iter() {
        // It may have ended in the meantime; then there is nothing to signal.
        let _ = kill_process(*pid, signal);
    }
}

/// Whether Ctrl-C, SIGTERM or SIGHUP has asked us to stop.
pub fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// On Ctrl-C, SIGTERM or SIGHUP ends every program we started, then this one.
pub fn end_children_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        signal_running(Signal::TERM);
        let deadline = Instant::now() + GRACE;
        while !running().is_empty() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(50));
        }
        signal_running(Signal::KILL);
        // The main thread usually gets there first: its wait for the program is over.
        std::thread::sleep(Duration::from_millis(200));
        std::process::exit(130);
    })
    .context("listening for Ctrl-C")
}

/// A program that ends when this value goes.
pub struct Running {
    child: Child,
    pid: Option<Pid>,
}

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        if is_interrupted() {
            bail!("stopped");
        }
        // Held over the spawn, so that a signal can't slip in between birth and registration.
        let mut running = running();
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("starting {}", line(command)))?;
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        running.extend(pid);
        Ok(Self { child, pid })
    }

    /// Number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.child.wait().context("waiting for a program")?;
        self.forget();
        Ok(status)
    }

    /// The status of a program that has ended by itself.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        let status = self.child.try_wait().context("looking after a program")?;
        if status.is_some() {
            self.forget();
        }
        Ok(status)
    }

    fn forget(&mut self) {
        let mut running = running();
        running.retain(|pid| Some(*pid) != self.pid);
        self.pid = None;
    }
}

impl Running {
    /// Ends it, gently if it lets itself be.
    pub fn stop(&mut self) {
        let Some(pid) = self.pid else { return };
        let _ = kill_process(pid, Signal::TERM);
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline {
            if matches!(self.ended(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Runs a program to its end; its output goes to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a program quietly and returns what it wrote to standard output; on failure the error holds what it said.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("starting {}", line(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({})\n{}", line(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to its end, passing its standard output on line by line, and shows each line to `look` too.
pub fn run_watched(command: &mut Command, mut look: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = Running::start(command.stdout(Stdio::piped()))?;
    if let Some(stdout) = child.child.stdout.take() {
        let mut terminal = std::io::stdout().lock();
        for text in BufReader::new(stdout).lines() {
            let text = text.context("reading a program's output")?;
            writeln!(terminal, "{text}")?;
            look(&text);
        }
    }
    child.wait()
}

/// The program as somebody would type it, for messages.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy());
    words.collect::<Vec<_>>().join(" ")
}

/// Says what is being done, does it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {what}");
    let start = Instant::now();
    let result = work().with_context(|| what.to_owned())?;
    let elapsed = start.elapsed();
    if elapsed >= Duration::from_secs(2) {
        println!("  {what}: {}", duration(elapsed));
    }
    Ok(result)
}

pub fn duration(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0..10 => format!("{:.1} s", elapsed.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().starts_with("sh -c exit 3 failed"), "{error}");
    }

    #[test]
    fn output_lines_are_seen() {
        let mut seen = Vec::new();
        let status =
            run_watched(Command::new("sh").args(["-c", "echo uno; echo due"]), |text| seen.push(text.to_owned()));
        assert!(status.unwrap().success());
        assert_eq!(seen, ["uno", "due"]);
    }

    #[test]
    fn a_dropped_program_has_ended() {
        let child = Running::start(Command::new("sleep").arg("60")).unwrap();
        let pid = child.pid.unwrap();
        drop(child);
        assert!(rustix::process::test_kill_process(pid).is_err());
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(2340)), "2.3 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(190)), "3 min 10 s");
    }
}
