"""What went wrong, as RFC 9457 has it: `application/problem+json`. In English, like every name of the API."""

import json

from django.http import HttpResponse

TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    429: "Too many requests",
    501: "Not implemented",
}
#: What is repeated of an asker's own words.
LONGEST_WORD = 40


class Problem(Exception):
    """Raised anywhere below a view of the API. `parameter` names the part of the address that is to blame."""

    def __init__(self, status, detail, parameter="", headers=None):
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter
        self.headers = headers or {}

    def as_response(self):
        told = {"type": "about:blank", "title": TITLES[self.status], "status": self.status, "detail": self.detail}
        if self.parameter:
            told["parameter"] = self.parameter
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return HttpResponse(
            body, status=self.status, content_type="application/problem+json", headers=self.headers
        )  # fmt: skip


def not_there():
    """The same for what never was, is not public, and is no more."""
    return Problem(404, "There is nothing public at this address.")


def cut(word):
    return word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"


SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"enum": sorted(TITLES.values())},
        "status": {"enum": sorted(TITLES)},
        "detail": {"type": "string"},
        "parameter": {"type": "string", "description": "The part of the address that is to blame."},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}
