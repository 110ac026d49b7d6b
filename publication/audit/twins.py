"""What does not exist for the public must be answered like what does not exist: in every respect but the time."""

import re

from .tokens import readable

ANY_TIME = {"date", "server-timing"}
# What forms are filled with: tokens against forgery, and words of the address that was asked for.
FILLED_IN = re.compile(r' value="[^"]*"')


def differences(ledger, answer, twin):
    """In which respects two answers differ, in words; none means that nobody can tell the addresses apart."""
    # An answer that repeats what was asked is as long as that.
    ignored = ANY_TIME if len(answer.asked) == len(twin.asked) else ANY_TIME | {"content-length"}
    asked = {readable(answer.asked), readable(twin.asked)}
    headers = [_headers(ledger, one, ignored, asked) for one in (answer, twin)]
    found = []
    if answer.status != twin.status:
        found.append(f"status {answer.status}, not {twin.status}")
    if headers[0] != headers[1]:
        found.append(f"headers: {_first_difference(*headers)}")
    if _body(ledger, answer, asked) != _body(ledger, twin, asked):
        found.append("the body")
    if answer.queries != twin.queries:
        found.append(f"{answer.queries} queries, not {twin.queries}")
    return found


def _headers(ledger, answer, ignored, asked):
    headers = [(name.lower(), value) for name, value in answer.headers]
    if any(name == "cache-control" and "no-store" in value for name, value in headers):
        # What nobody may keep has expired at the moment at which it was asked for.
        ignored = ignored | {"expires"}
    return sorted((name, _nameless(ledger, value, asked)) for name, value in headers if name not in ignored)


def _body(ledger, answer, asked):
    return _nameless(ledger, FILLED_IN.sub("", answer.text), asked)


def _nameless(ledger, text, asked):
    """Without what was asked, of either: an answer may repeat that, and the frame of a page may hold it by chance."""
    text = readable(text)
    for address in sorted(asked, key=len, reverse=True):
        text = text.replace(address, "·")
    return ledger.without_names(text)


def _first_difference(one, other):
    return next(iter([header for header in one if header not in other] or [h for h in other if h not in one]))
