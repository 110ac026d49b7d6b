"""Promise: every kind of item, in both languages, opens in LibreOffice as Word, and as Word and as PDF says what its
plain text says, with its pictures.

Needs LibreOffice (`soffice`, Debian: libreoffice-writer-nogui) and poppler (`pdftotext`, `pdfimages`). What it has made
stays in the folder that `FORMS_KEPT` names. Prints, for each piece, how much of its words is found again.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

from tests.bars._house import newsroom

LANGUAGES = ("en", "fa")
#: Of the words of the plain text. Not all: a file has no "Picture:" before a caption, and numbers of its pages.
FOUND, FOUND_IN_PERSIAN = 0.97, 0.9
WORD = re.compile(r"\w{2,}")
#: Plain text writes out where a recording is; the others lead there.
ADDRESS = re.compile(r"https?://\S+")
# A reader of a PDF file gets shapes: no half-space, and alef before lam where both are one (a limit of extraction).
# Where the direction turns it sets a control in place of the space.
UNSEEN = dict.fromkeys(map(ord, "\u200c\u00ad"))
UNSEEN |= dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), " ")
# Credits of pictures that have no words are not told in plain text.
NEVER = {"picture", "تصویر"}


def main():
    missing = [name for name in ("soffice", "pdftotext", "pdfimages") if not shutil.which(name)]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}")
    kept = os.environ.get("FORMS_KEPT")
    os.environ["FILES_PER_MINUTE"] = "0"  # no household asks for so many
    with newsroom(), tempfile.TemporaryDirectory() as folder:
        folder = Path(kept or folder)
        folder.mkdir(parents=True, exist_ok=True)
        sys.exit(_measure(folder))


def _measure(folder):
    from django.test import Client

    from tests.factories import brand
    from tests.syndication.pieces import Things

    brand()
    things, client, missed = Things(), Client(headers={"host": "127.0.0.1"}), False
    pieces = [(language, page) for language in LANGUAGES for page in things.each_kind(language)]
    for language, page in pieces:
        name = f"{page.kind()}-{language}"
        for form in ("txt", "docx", "pdf"):
            begun = time.perf_counter()
            answer = client.get(f"{page.url_path}?format={form}")
            Path(folder, f"{name}.{form}").write_bytes(b"".join(answer))
            print(f"{name}.{form}: {answer.status_code}, {1000 * (time.perf_counter() - begun):.0f} ms")
            missed = missed or answer.status_code != 200
    _convert(folder)
    for language, page in pieces:
        name = f"{page.kind()}-{language}"
        words = _words(ADDRESS.sub("", Path(folder, f"{name}.txt").read_text(encoding="utf-8")))
        for file in (f"{name}.pdf", f"word/{name}.pdf"):
            missed = _is_missed(Path(folder, file), words, language, page) or missed
    return int(missed)


def _convert(folder):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    files = sorted(map(str, folder.glob("*.docx")))
    subprocess.run([*command, "--outdir", str(folder / "word"), *files], check=True, capture_output=True, timeout=300)
    shutil.rmtree(folder / "profile", ignore_errors=True)


def _is_missed(file, words, language, page):
    if not file.exists():
        print(f"{file.name}: LibreOffice did not open it")
        return True
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], check=True, capture_output=True).stdout.decode()
    found = _words(text)
    share = sum(word in found for word in words) / len(words)
    listed = subprocess.run(["pdfimages", "-list", file], check=True, capture_output=True, text=True).stdout
    pictures = sum(" image " in f" {line} " for line in listed.splitlines()[2:])
    wanted = 1 if any(element.assets() for element in _figures(page)) else 0
    least = FOUND if language == "en" else FOUND_IN_PERSIAN
    gone = sorted(word for word in words if word not in found)
    print(f"{file.parent.name}/{file.name}: {share:.0%} of {len(words)} words, {pictures} pictures; not: {gone[:8]}")
    return share < least or pictures < wanted


def _figures(page):
    from pages.document import Figure

    lead = [Figure(page.lead_image)] if page.lead_image else []
    return [*lead, *(element for element in page.document() if isinstance(element, Figure))]


def _words(text):
    text = unicodedata.normalize("NFKC", text).translate(UNSEEN).replace("لا", "ال")
    return {word.lower() for word in WORD.findall(text)} - NEVER


if __name__ == "__main__":
    main()
