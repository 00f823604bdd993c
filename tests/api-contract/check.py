"""Runs schemathesis against a server that is up, with sample content and without SMTP.

    python check.py --server http://127.0.0.1:8080 --data ./data [--seed 1] [--max-examples 20]

Ends with a line `N passed, M failed`: operations. The server must run with --behind-proxy: each request comes from an
address of its own, or the rate limits would be all that is tested.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

import requests

from candidate import Server

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--max-examples", type=int, default=20)
    options, more = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as work:
        return check(options, more, Path(work))


def check(options: argparse.Namespace, more: list[str], work: Path) -> int:
    config = work / "schemathesis.toml"
    config.write_text((HERE / "schemathesis.toml").read_text())
    write_dictionaries(Server(options.server, options.data), work)
    report = work / "report.xml"
    environment = {
        **os.environ,
        "CONTRACT_SERVER": options.server,
        "CONTRACT_DATA": str(options.data),
        "CONTRACT_WORK": str(work),
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run",
        f"{options.server}/api/v1/openapi.json", "--checks", "all", "--seed", str(options.seed),
        "--max-examples", str(options.max_examples), "--report-junit-path", str(report), *more,
    ]
    status = subprocess.run(command, env=environment, cwd=work, check=False).returncode
    print_answers(work / "answers.json")
    if not report.is_file():
        return status or 1
    suites = xml.etree.ElementTree.parse(report).getroot()
    tests = int(suites.get("tests"))
    failed = int(suites.get("failures")) + int(suites.get("errors"))
    if status and not failed:
        return status
    print(f"{tests - failed} passed, {failed} failed")
    return status


def write_dictionaries(server: Server, work: Path) -> None:
    def read(path: str):
        return requests.get(f"{server.url}{path}", timeout=30).json()

    def write(name: str, values: list[str]) -> None:
        # The form of libFuzzer's dictionaries: quoted, a value per line.
        (work / f"{name}.txt").write_text("".join(f'"{value}"\n' for value in values))

    offers = [offer["id"] for offer in read("/api/v1/job-postings?limit=20")["items"]]
    articles = [article["slug"] for article in read("/api/v1/articles?limit=20")["items"]]
    pictures = [article.get("image") for article in read("/api/v1/articles?limit=20")["items"]]
    media = [picture["src"].rsplit("/", 1)[-1] for picture in pictures if picture]
    write("offers", offers)
    write("articles", articles)
    write("files", [*offers[:3], f"{offers[0]}.svg", f"{offers[0]}.png", f"{articles[0]}.png", *media[:3]])
    write("places", ["milano-mi", "torino-to", "lodi-lo"])
    write("occupations", [count["occupation"]["slug"] for count in read("/api/v1/occupations")])
    # Accounts of their own: what these links do must not end the candidate's session.
    server.sign_up("berta@posta.example")
    write("confirmations", [server.mailbox.token("berta@posta.example", "conferma-email")])
    server.session("carla@posta.example")
    server.call("POST", "/api/v1/password-resets", json={"email": "carla@posta.example"})
    write("resets", [server.mailbox.token("carla@posta.example", "nuova-password")])


def print_answers(path: Path) -> None:
    if not path.is_file():
        return
    print("\nAnswers by operation")
    for operation, counts in json.loads(path.read_text()).items():
        print(f"  {operation}: " + ", ".join(f"{status} × {count}" for status, count in counts.items()))


if __name__ == "__main__":
    sys.exit(main())
