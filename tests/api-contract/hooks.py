"""What schemathesis needs to know about this API beyond its description."""

import atexit
import json
import os
import re
import threading
from collections import Counter, defaultdict
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

from schemathesis.openapi.checks import RejectedPositiveData

from candidate import COOKIE, another_address, candidate

CANDIDATE = candidate()
_answers: dict[str, Counter] = defaultdict(Counter)
_answers_lock = threading.Lock()

# Random bytes are not a CV.
CVS = st.sampled_from([b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n"])
schemathesis.openapi.media_type("application/pdf", CVS)


@schemathesis.auth(refresh_interval=None)
class Session:
    """The candidate's cookie, asked for anew at each request: an earlier one may have ended the session."""

    def get(self, case, context):
        return CANDIDATE.session()

    def set(self, case, data, context):
        case.cookies = {**(case.cookies or {}), COOKIE: data}


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = {**(case.headers or {}), **another_address()}


@schemathesis.hook
def after_call(context, case, response):
    with _answers_lock:
        _answers[case.operation.label][response.status_code] += 1
    sent = re.search(rf"{COOKIE}=([^;]*)", response.request.headers.get("Cookie", ""))
    for set_cookie in response.headers.get("set-cookie", []):
        changed = re.match(rf"{COOKIE}=([^;]*)", set_cookie)
        if changed:
            CANDIDATE.follow(sent and sent.group(1), changed.group(1))


# Refusals of data that the OpenAPI document allows, by field or parameter and code: rules that JSON Schema cannot express,
# because they combine fields, need our data, or parse another language.
BEYOND_SCHEMA = {
    # What exists.
    ("occupation", "unknown_value"), ("industry", "unknown_value"), ("place", "unknown_value"), ("topic", "unknown_value"),
    ("/place", "unknown_place"), ("/occupations", "unknown_value"), ("cursor", "invalid"), ("place", "no_position"),
    ("lat", "outside_italy"), ("/current_password", "wrong"), ("Idempotency-Key", "reused"),
    # Several together.
    ("place", "conflict"), ("lat", "missing"), ("sort", "needs_text"), ("sort", "needs_area"), ("/note", "missing"),
    ("/password", "same_as_other_field"),
    # Letters of every script, characters as people count them, the common passwords, points on a curve, public names.
    ("/name", "invalid"), ("/name", "link"), ("/name", "mixed_scripts"), ("/password", "too_short"), ("/password", "blank"),
    ("/password", "common"), ("/keys/p256dh", "invalid"),
    ("/endpoint", "invalid"),
    # A query string inside a string.
    ("/query", "invalid"), ("/query", "unknown_parameter"), ("/query", "unknown_value"), ("/query", "repeated"),
    ("/query", "out_of_range"), ("/query", "too_long"), ("/query", "conflict"), ("/query", "missing"),
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps every failure but the refusal of allowed data for such a rule alone."""
    if not isinstance(failure, RejectedPositiveData):
        return True
    errors = response.json().get("errors", [])
    named = {(re.sub(r"/\d+$", "", error["pointer"]), error["code"]) for error in errors}
    return not named or not named <= BEYOND_SCHEMA


@atexit.register
def write_answers():
    counts = {operation: dict(sorted(count.items())) for operation, count in sorted(_answers.items())}
    Path(os.environ["CONTRACT_WORK"], "answers.json").write_text(json.dumps(counts))
