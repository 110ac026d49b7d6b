"""Promise: more than 400 hostile and broken pictures, and broken documents and recordings, sent to every upload field
of the admin over HTTP: 0 answers of 500, none after more than 10 s, no process of the server ever over 512 MB, no
script in an answer or in a file that is kept.

The files are those of the suite, and as many again cut short, with bytes changed, or with lengths that lie.
"""

import http.client
import os
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from tests.bars._house import at_the_desk, newsroom, serving

SECONDS, MEMORY, LEAST = 10, 512, 400
BOUNDARY = "a-boundary-that-no-file-contains"
#: What a page of ours would have to hold for a script of the file to run.
SCRIPT = re.compile(r"<script>alert|onerror=alert|<svg[^>]*><script", re.IGNORECASE)


def main():
    with newsroom() as port, serving(port):
        sys.exit(_measure(port))


def _measure(port):
    from tests.media_library import hostile_files

    pictures = [*hostile_files.pictures(), *_more_pictures(hostile_files)]
    documents = [
        *hostile_files.documents(),
        *_damaged({"pdf": hostile_files.pdf(), "docx": hostile_files.office()}, 20),
    ]
    recordings = [*hostile_files.recordings(), *_damaged(_recordings(), 20)]
    print(f"{len(pictures)} pictures, {len(documents)} documents, {len(recordings)} recordings")
    desk, memory = Desk(port), 0
    for name, (path, field, fields, cases) in _fields(desk, pictures, documents, recordings).items():
        desk.send_all(name, path, field, fields, cases)
        memory = max(memory, _memory())
    desk.read_what_was_kept()
    print(f"memory of the server's processes at most {memory} MB (at most {MEMORY})")
    return int(desk.missed or memory > MEMORY or len(pictures) < LEAST)


def _fields(desk, pictures, documents, recordings):
    """Every upload field: address, name of the field, what else the form asks for, and what is sent."""
    from django.urls import reverse

    image, document, media = desk.good_assets()
    rights = {"terms": "ask", "ai_origin": "none"}
    sound = {"title": "A", "duration": "1", **rights}
    return {
        "pictures, many at once": (reverse("wagtailimages:add_multiple"), "files[]", {"title": "A"}, pictures),
        "pictures, in the chooser": _chooser(
            reverse("wagtailimages_chooser:create"), "image-chooser-upload", rights, pictures
        ),
        "pictures, edited": (
            reverse("wagtailimages:edit", args=[image.pk]),
            "file",
            {"title": "A", **rights, "genre": "photo"},
            pictures,
        ),
        "documents, many at once": (reverse("wagtaildocs:add_multiple"), "files[]", {"title": "A"}, documents),
        "documents, in the chooser": _chooser(
            reverse("wagtaildocs_chooser:create"), "document-chooser-upload", rights, documents
        ),
        "documents, edited": (
            reverse("wagtaildocs:edit", args=[document.pk]),
            "file",
            {"title": "A", **rights},
            documents,
        ),
        "sound": (reverse("wagtailmedia:add", args=["audio"]), "file", sound, recordings),
        "film": (reverse("wagtailmedia:add", args=["video"]), "file", sound, recordings),
        "posters": (reverse("wagtailmedia:edit", args=[media.pk]), "thumbnail", sound, pictures),
    }


def _chooser(path, prefix, rights, cases):
    fields = {f"{prefix}-{name}": value for name, value in ({"title": "A"} | rights).items()}
    return path, f"{prefix}-file", fields, cases


def _more_pictures(hostile_files):
    kinds = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}
    goods = {ending: hostile_files.picture(kind, (64, 40)) for ending, kind in kinds.items()}
    return _damaged(goods, 60)


def _damaged(goods, rounds):
    """Each good file in so many broken forms, the same at every run."""
    from tests.media_library.hostile_files import Case

    cases = []
    for ending, good in goods.items():
        for number in range(rounds):
            chance = random.Random(f"{ending}{number}")
            content = bytearray(good)
            way = ("cut", "changed", "long", "repeated")[number % 4]
            at = chance.randrange(2, len(content) - 4)
            if way == "cut":
                del content[at:]
            elif way == "changed":
                for _ in range(1 + number // 4):
                    content[chance.randrange(len(content))] = chance.randrange(256)
            elif way == "long":
                content[at : at + 4] = b"\xff\xff\xff\x7f"
            else:
                content[at:at] = content[at // 2 : at] * 50
            cases.append(Case(f"{ending}, {way}, {number}", f"a.{ending}", bytes(content), None))
    return cases


def _recordings():
    from struct import pack

    box = pack(">I", 24) + b"ftypmp42\0\0\0\0mp42isom"
    film = (
        box + pack(">I", 40) + b"moov" + pack(">I", 32) + b"udta" + b"\0" * 24 + pack(">I", 72) + b"mdat" + b"\1" * 64
    )
    wave = (
        b"RIFF" + pack("<I", 100) + b"WAVEfmt " + pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + b"\x80" * 60
    )
    return {
        "mp4": film,
        "m4a": film,
        "mp3": b"ID3\4\0\0\0\0\0\x10" + b"\0" * 90,
        "ogg": b"OggS" + b"\0" * 90,
        "wav": wave,
    }


class Desk:
    """Somebody who may upload everything."""

    def __init__(self, port):
        from django.contrib.auth import get_user_model

        user = get_user_model().objects.create_superuser("uploads", "uploads@example.org", "secret")
        self.port, self.reader, self.missed = port, at_the_desk(port, user), False
        from django.urls import reverse

        self.reader.get(reverse("wagtailimages:add_multiple"))  # which gives the token that forms ask for

    def good_assets(self):
        from django.core.files.base import ContentFile

        from media_library.models import Media
        from tests import factories

        media = Media.objects.create(title="A", type="audio", file=ContentFile(b"ID3" + b"\0" * 90, "a.mp3"))
        return factories.picture(), factories.document(), media

    def send_all(self, name, path, field, fields, cases):
        answers, slowest = Counter(), (0.0, "")
        for case in cases:
            begun = time.monotonic()
            status, body = self._send(path, field, fields, case)
            took = time.monotonic() - begun
            answers[status] += 1
            slowest = max(slowest, (took, case.label))
            if status >= 500 or took > SECONDS or SCRIPT.search(body):
                self.missed = True
                print(f"  MISSED: {name}: {case.label}: {status} after {took:.1f} s")
        told = ", ".join(f"{count} of {status}" for status, count in sorted(answers.items()))
        print(f"{name}: {len(cases)} files: {told}; the slowest {slowest[0]:.2f} s ({slowest[1]})")

    def _send(self, path, field, fields, case):
        fields = fields | {"csrfmiddlewaretoken": self.reader.cookies.get("csrftoken", "")}
        head = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{case.name}"\r\n\r\n'
        body = head.encode() + case.content + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Referer": f"http://127.0.0.1:{self.port}{path}",
            "X-Requested-With": "XMLHttpRequest",
        }
        try:
            status, text, _headers = self.reader._ask("POST", path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            return 599, repr(error)
        return status, text

    def read_what_was_kept(self):
        """No file that was kept may be run as a page or a script by a browser that opens it."""
        from media_library.models import Document, Image, Media

        kept = [asset for model in (Image, Document, Media) for asset in model.objects.all()]
        for asset in kept:
            status, _text, headers = self.reader.get(asset.url)
            kind = headers.get("Content-Type", "")
            safe = headers.get("X-Content-Type-Options") == "nosniff" and "html" not in kind and "svg" not in kind
            if status != 200 or not safe or "default-src 'none'" not in headers.get("Content-Security-Policy", ""):
                self.missed = True
                print(f"  MISSED: {asset.url}: {status} {kind}")
        print(f"{len(kept)} files were kept; each is answered with its own type, sandboxed")


def _memory():
    """The most that any process of the server has ever held, in MB."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        parents[int(path.parent.name)] = int(told["PPid"]), int(told.get("VmHWM", "0 kB").split()[0]) // 1000
    ours, most = {os.getpid()}, 0
    grown = True
    while grown:
        more = {pid for pid, (parent, _peak) in parents.items() if parent in ours} - ours
        ours |= more
        grown = bool(more)
    most = max((parents[pid][1] for pid in ours - {os.getpid()}), default=0)
    return most


if __name__ == "__main__":
    main()
