//! An SMTP server that a test tells how to behave.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};

/// What it does with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Take,
    /// Answers `MAIL FROM` with this code.
    Refuse(u16),
    /// Takes a tenth of a second for it.
    Slow,
    /// Takes the content, and says so when the test releases it.
    Hold,
    /// Takes the content and never says anything again.
    Swallow,
    /// Takes the letter and never answers `QUIT`.
    SilentAtQuit,
    /// Says nothing after the greeting.
    SilentFromStart,
}

/// Told the number of the connection, from 0, and the recipient once it is known.
type Behaviour = dyn Fn(usize, &str) -> Manner + Send + Sync;

#[derive(Clone)]
pub struct SmtpServer {
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    behaviour: Mutex<Arc<Behaviour>>,
    connections: Mutex<usize>,
    /// Recipients asked for, taken or not.
    asked: Mutex<Vec<String>>,
    messages: Mutex<Vec<String>>,
    release: Notify,
    events: Mutex<Option<mpsc::UnboundedSender<String>>>,
}

impl SmtpServer {
    pub async fn start(behaviour: impl Fn(usize, &str) -> Manner + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(Arc::new(behaviour)),
            connections: Mutex::default(),
            asked: Mutex::default(),
            messages: Mutex::default(),
            release: Notify::new(),
            events: Mutex::default(),
        });
        let accepting = shared.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let number = {
                    let mut connections = accepting.connections.lock().unwrap();
                    *connections += 1;
                    *connections - 1
                };
                // A client that hangs up is none of its business.
                let shared = accepting.clone();
                tokio::spawn(async move { shared.serve(stream, number).await });
            }
        });
        Self { url, shared }
    }

    pub fn behave(&self, behaviour: impl Fn(usize, &str) -> Manner + Send + Sync + 'static) {
        *self.shared.behaviour.lock().unwrap() = Arc::new(behaviour);
    }

    pub fn connections(&self) -> usize {
        *self.shared.connections.lock().unwrap()
    }

    /// How often somebody at this domain was to get a letter.
    pub fn asked_for(&self, domain: &str) -> usize {
        self.shared.asked.lock().unwrap().iter().filter(|recipient| recipient.ends_with(domain)).count()
    }

    pub fn messages(&self) -> Vec<String> {
        self.shared.messages.lock().unwrap().clone()
    }

    /// The recipients of what was taken, in alphabetical order.
    pub fn recipients(&self) -> Vec<String> {
        let to = |message: &String| message.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
        let mut recipients: Vec<_> = self.messages().iter().map(to).collect();
        recipients.sort();
        recipients
    }

    pub fn release(&self) {
        self.shared.release.notify_one();
    }

    /// Recipients as their letters arrive, and "greeted" where nothing more will be said.
    pub fn events(&self) -> mpsc::UnboundedReceiver<String> {
        let (sender, receiver) = mpsc::unbounded_channel();
        *self.shared.events.lock().unwrap() = Some(sender);
        receiver
    }
}

impl Shared {
    fn tell(&self, event: &str) {
        if let Some(events) = &*self.events.lock().unwrap() {
            let _ = events.send(event.to_owned());
        }
    }

    fn manner(&self, connection: usize, recipient: &str) -> Manner {
        let behaviour = self.behaviour.lock().unwrap().clone();
        behaviour(connection, recipient)
    }

    /// `None`: the client has gone.
    async fn serve(&self, stream: TcpStream, connection: usize) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 test ESMTP\r\n").await.ok()?;
        if self.manner(connection, "") == Manner::SilentFromStart {
            self.tell("greeted");
            return std::future::pending().await;
        }
        let mut recipient = String::new();
        while let Some(line) = lines.next_line().await.ok()? {
            let verb = line.split([' ', ':']).next()?.to_ascii_uppercase();
            let answer = match (verb.as_str(), self.manner(connection, &recipient)) {
                ("MAIL", Manner::Refuse(code)) => format!("{code} no\r\n"),
                ("RCPT", _) => {
                    recipient = line.split(['<', '>']).nth(1)?.to_owned();
                    self.asked.lock().unwrap().push(recipient.clone());
                    "250 ok\r\n".to_owned()
                }
                ("DATA", manner) => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut message = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        message.push_str(&line);
                        message.push_str("\r\n");
                    }
                    self.tell(&recipient);
                    match manner {
                        Manner::Slow => tokio::time::sleep(Duration::from_millis(100)).await,
                        Manner::Hold => self.release.notified().await,
                        Manner::Swallow => return std::future::pending().await,
                        _ => {}
                    }
                    self.messages.lock().unwrap().push(message);
                    "250 taken\r\n".to_owned()
                }
                ("QUIT", Manner::SilentAtQuit) => return std::future::pending().await,
                ("QUIT", _) => "221 bye\r\n".to_owned(),
                _ => "250 ok\r\n".to_owned(),
            };
            write.write_all(answer.as_bytes()).await.ok()?;
        }
        Some(())
    }
}
