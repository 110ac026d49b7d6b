"""What comes over the line for a page: sizes and numbers, as the browser itself counts them."""

import gzip
from collections import Counter
from dataclasses import dataclass

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpResponse

KILOBYTE = 1024
#: Budgets leave them out: how many there are is the editors' choice.
PICTURES = ("Image", "Media")


class AsCollected(StaticFilesHandler):
    """Static files as production sends them: text compressed beforehand, as far as gzip goes."""

    def serve(self, request):
        response = super().serve(request)
        if not response["Content-Type"].startswith("text/"):
            return response
        packed = HttpResponse(gzip.compress(b"".join(response), 9), content_type=response["Content-Type"])
        packed["Content-Encoding"] = "gzip"
        return packed


@dataclass(frozen=True)
class Transfer:
    kind: str  # Document, Stylesheet, Script, Font and so on
    address: str
    size: int  # bytes on the line, headers included


class Line:
    """Listens to everything that a page fetches: `with_line = Line(page)`, then `page.goto(…)`."""

    def __init__(self, page):
        self.transfers, self._asked = [], {}
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._remember)
        self.session.on("Network.loadingFinished", self._count)

    def _remember(self, event):
        self._asked[event["requestId"]] = (event["type"], event["response"]["url"])

    def _count(self, event):
        kind, address = self._asked[event["requestId"]]
        if not address.startswith("data:"):
            self.transfers.append(Transfer(kind, address, event["encodedDataLength"]))

    def kilobytes(self):
        """By kind, pictures apart; the sum as `total`."""
        sizes = Counter()
        for transfer in self.counted:
            sizes[transfer.kind] += transfer.size / KILOBYTE
        return sizes | {"total": sum(sizes.values())}

    @property
    def counted(self):
        return [transfer for transfer in self.transfers if transfer.kind not in PICTURES]

    def fonts(self):
        names = [
            transfer.address.rpartition("/")[2].partition(".")[0]
            for transfer in self.transfers
            if transfer.kind == "Font"
        ]
        return Counter(names)
