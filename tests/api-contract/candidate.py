"""A candidate's account for the generated requests, which keeps its session whatever they do to it."""

import itertools
import os
import re
import threading
import time
from pathlib import Path

import requests

COOKIE = "__Host-bacheca"
# The account in the examples of the OpenAPI document.
PASSWORD = "cavallo batteria graffetta"
FIRST_EMAIL = "anna@posta.example"
OWN_PAGE = {"X-Bacheca": "1"}
PRIVACY_NOTICE_VERSION = "2026-11"

_hosts = itertools.count(1)
_hosts_lock = threading.Lock()


def another_address() -> dict[str, str]:
    """Headers of a client that no rate limit has met: the server takes the address from here."""
    with _hosts_lock:
        number = next(_hosts)
    # 2001:db8::/32 is for documentation; limits count by the first 64 bits, or by 48.
    return {"X-Forwarded-For": f"2001:db8:{number & 0xFFFF:x}:{number >> 16:x}::1"}


class Mailbox:
    """Without SMTP the server writes its letters into a folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def token(self, email: str, page: str, deadline_seconds: float = 30) -> str:
        """What follows `#` in the newest link to `page` that was sent to `email`."""
        deadline = time.monotonic() + deadline_seconds
        while time.monotonic() < deadline:
            files = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime)
            for file in reversed(files):
                # Quoted-printable: soft line breaks, and `=` itself.
                text = file.read_text().replace("=\r\n", "").replace("=\n", "").replace("=3D", "=")
                link = re.search(rf"/{page}#([\w-]+)", text)
                # After a name the address is in angle brackets, otherwise it is bare.
                is_recipient = re.search(rf"^To: (.* )?<?{re.escape(email)}>?\r?$", text, re.MULTILINE)
                if link and is_recipient:
                    return link.group(1)
            time.sleep(0.05)
        raise TimeoutError(f"no letter to {email} with a link to {page}")


class Server:
    def __init__(self, url: str, data: Path):
        self.url = url.rstrip("/")
        self.mailbox = Mailbox(data / "outbox")

    def call(self, method: str, path: str, **arguments) -> requests.Response:
        headers = {**OWN_PAGE, **another_address()}
        answer = requests.request(method, f"{self.url}{path}", headers=headers, timeout=30, **arguments)
        answer.raise_for_status()
        return answer

    def sign_up(self, email: str) -> None:
        account = {"name": "Anna Rossi", "email": email, "password": PASSWORD,
                   "privacy_notice_version": PRIVACY_NOTICE_VERSION}
        self.call("POST", "/api/v1/accounts", json=account)

    def session(self, email: str) -> str:
        """A new account's cookie: following the emailed link signs in."""
        self.sign_up(email)
        token = self.mailbox.token(email, "conferma-email")
        return self.call("PUT", f"/api/v1/email-confirmations/{token}").cookies[COOKIE]


class Candidate:
    """One account with a session. When a request ends the session or the account, the next one gets another."""

    def __init__(self, server: Server):
        self.server = server
        self.lock = threading.Lock()
        self.number = 0
        self.cookie: str | None = None

    def session(self) -> str:
        with self.lock:
            if self.cookie is None:
                email = f"anna{self.number}@posta.example" if self.number else FIRST_EMAIL
                self.number += 1
                self.cookie = self.server.session(email)
            return self.cookie

    def follow(self, sent: str | None, answer_cookie: str | None) -> None:
        """The server changed the session that `sent` carried, or ended it."""
        with self.lock:
            if answer_cookie is not None and sent is not None and sent == self.cookie:
                self.cookie = answer_cookie or None


def candidate() -> Candidate:
    return Candidate(Server(os.environ["CONTRACT_SERVER"], Path(os.environ["CONTRACT_DATA"])))
