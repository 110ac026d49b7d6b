"""Draws a card: words set from the right or the left, as large as width and height allow.

Pillow has no font to fall back on and joins Arabic letters only with `libfribidi` (see `syndication.checks`): a text
that no font of ours holds, or that could not be shaped, is not drawn.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import category

from django.contrib.staticfiles import finders
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, features

from pages.digits import is_persian
from pages.palette import SURFACES, palette_of

WIDTH, HEIGHT = 1200, 630
#: Of some networks' previews the edges are cut: words stay inside 1080 by 566.
EDGE = 64
#: Bytes, and the JPEG qualities that are tried until a card is below them.
LIMIT = 100_000
QUALITIES = (88, 80, 70, 60, 50, 40, 30, 20)
PAPER, INK, LINE = SURFACES["light"][0], "#17181C", "#D9D5CB"
CARD_FONT = Path(__file__).resolve().parent.parent / "fonts" / "card.woff2"
#: Letters of a headline by language and voice: the fonts in the order in which they are tried. The last, which has both
#: scripts, is our own (None).
FACES = {
    ("en", "serif"): ("fonts/nr-serif.woff2", None),
    ("en", "sans"): ("fonts/nr-sans.woff2", None),
    ("fa", "serif"): ("fonts/nr-naskh.woff2", None),
    ("fa", "sans"): (None,),
}
BOLD = 700
LARGEST, SMALLEST, STEP = 96, 34, 2
#: Markazi Text is drawn small in its square, as the stylesheet knows too (`size-adjust`).
SCALE = {"fonts/nr-naskh.woff2": 1.3}
ELLIPSIS = "…"


class CannotBeDrawn(Exception):
    """No font holds enough of the words, or their letters could not be joined."""


@dataclass(frozen=True)
class Letters:
    """One font at any size."""

    name: str | None
    language: str

    @property
    def is_rtl(self):
        return is_persian(self.language)

    def at(self, size):
        return _font(self.name, round(size * SCALE.get(self.name, 1)))

    def how(self):
        """What shaping has to know."""
        if not features.check("raqm"):
            return {}
        return {"direction": "rtl" if self.is_rtl else "ltr", "language": "fa" if self.is_rtl else "en"}

    def width(self, text, size):
        return self.at(size).getlength(text, **self.how())

    def line_height(self, size):
        ascent, descent = self.at(size).getmetrics()
        return round((ascent + descent) * (0.95 if self.is_rtl else 1))


def can_shape():
    """Whether right-to-left text can be set: Pillow opens `libfribidi` as it runs, and misses it on some machines."""
    return features.check("raqm")


def draw(face, picture=None):
    """The card as JPEG. `picture` is an opened Pillow image of 1200 by 630, for cards that have one."""
    if is_persian(face.language) and not can_shape():
        raise CannotBeDrawn("Right-to-left text cannot be shaped on this machine.")
    canvas = Pillow.new("RGB", (WIDTH, HEIGHT), PAPER)
    paint = _Painter(canvas, face)
    if picture is None:
        paint.words_alone()
    else:
        canvas.paste(picture.convert("RGB").resize((WIDTH, HEIGHT)))
        paint.words_in_picture()
    return as_jpeg(canvas, face.words)


def as_jpeg(canvas, words=""):
    """Below the limit; the words of the card as the file's comment. What is all noise is softened in the end."""
    soft = canvas.resize((canvas.width // 3, canvas.height // 3)).resize(canvas.size)
    for picture, quality in [*((canvas, quality) for quality in QUALITIES), (soft, QUALITIES[-1])]:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True, comment=words.encode())
        if file.tell() < LIMIT:
            break
    return file.getvalue()


class _Painter:
    def __init__(self, canvas, face):
        self.canvas, self.face = canvas, face
        self.draw = ImageDraw.Draw(canvas)
        self.palette = palette_of(face.colour)
        self.is_rtl = is_persian(face.language)
        self.plain = Letters(None if self.is_rtl else "fonts/nr-sans.woff2", face.language)

    def words_alone(self):
        """Brand, rule, headline; kind and year below."""
        self._tab(0, 0, 120, 20)
        self._small(self.face.brand, 92, 34, INK)
        self._bar(116, 4, INK)
        self._bar(124, 1, INK)
        letters, size, lines = self._fitted(WIDTH - 2 * EDGE, 366, LARGEST)
        self._lines(letters, size, lines, 150)
        if self.face.kind or self.face.year:
            self._bar(538, 1, LINE)
        self._small(self.face.kind, 584, 32, self.palette.light.text)
        self._small(self.face.year, 584, 32, INK, at_end=True)

    def words_in_picture(self):
        """The headline cut into the lower corner of the picture, where reading begins."""
        room, inside = 860, 28
        letters, size, lines = self._fitted(room, 230, 60)
        below = " · ".join(filter(None, [self.face.kind, self.face.year, self.face.brand]))
        small, below = self._letters_for(below, (self.plain.name, None))
        needed = max(*(letters.width(line, size) for line in lines), small.width(below, 26))
        height = letters.line_height(size) * len(lines) + 26 + 3 * inside
        top, wide = HEIGHT - height, round(min(needed, room)) + EDGE + inside
        start = WIDTH - wide if self.is_rtl else 0
        self.draw.rectangle([start, top, start + wide, HEIGHT], fill=PAPER)
        self._tab(0, top, 120, 8)
        self._lines(letters, size, lines, top + inside)
        self._small(below, HEIGHT - inside - 6, 26, self.palette.light.text)

    def _fitted(self, width, height, largest):
        """Letters, size and lines of the headline: the largest at which both its width and its height have room."""
        voice = ("fa" if self.is_rtl else "en", self.face.letters)
        letters, text = self._letters_for(self.face.headline, FACES[voice])
        for size in range(largest, SMALLEST - 1, -STEP):
            lines = _wrapped(text, letters, size, width)
            fits = letters.line_height(size) * len(lines) <= height
            if fits and all(letters.width(line, size) <= width for line in lines):
                return letters, size, lines
        most = height // letters.line_height(SMALLEST)
        lines = [_cut(line, letters, SMALLEST, width) for line in lines]
        if len(lines) > most:
            lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}{ELLIPSIS}", letters, SMALLEST, width)]
        return letters, SMALLEST, lines

    def _letters_for(self, text, names):
        """The first font that holds every letter. The last one has to do, without those that it lacks."""
        for name in names:
            lacking = _lacking(name, text)
            if not lacking:
                return Letters(name, self.face.language), text
        left = "".join(letter for letter in text if letter not in lacking)
        if len(left) < len(text) / 2:
            raise CannotBeDrawn(f"There is no font for {text!r}.")
        return Letters(names[-1], self.face.language), " ".join(left.split())

    def _lines(self, letters, size, lines, top):
        ascent = letters.at(size).getmetrics()[0]
        for place, line in enumerate(lines):
            self._text(line, letters, size, top + ascent + place * letters.line_height(size), INK)

    def _small(self, text, baseline, size, colour, at_end=False):
        if not text:
            return
        letters, text = self._letters_for(text, (self.plain.name, None))
        self._text(_cut(text, letters, size, WIDTH - 2 * EDGE), letters, size, baseline, colour, at_end)

    def _text(self, text, letters, size, baseline, colour, at_end=False):
        at_right = self.is_rtl != at_end
        place = (WIDTH - EDGE if at_right else EDGE, baseline)
        anchor = "rs" if at_right else "ls"
        self.draw.text(place, text, font=letters.at(size), fill=colour, anchor=anchor, **letters.how())

    def _tab(self, start, top, width, height):
        """The tab in the brand's colour, at the edge where lines begin."""
        left = WIDTH - EDGE - width if self.is_rtl else EDGE
        self.draw.rectangle([left + start, top, left + width - 1, top + height - 1], fill=self.palette.fill)

    def _bar(self, top, height, colour):
        self.draw.rectangle([EDGE, top, WIDTH - EDGE - 1, top + height - 1], fill=colour)


def _wrapped(text, letters, size, width):
    """Lines in the order of speech: shaping turns each round by itself."""
    lines = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text, letters, size, width):
    """As much of it as one line holds."""
    if letters.width(text, size) <= width:
        return text
    while text and letters.width(f"{text}{ELLIPSIS}", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}{ELLIPSIS}"


@lru_cache(maxsize=64)
def _font(name, size):
    path = finders.find(name) if name else CARD_FONT
    font = ImageFont.truetype(str(path), size)
    if name != "fonts/nr-naskh.woff2":
        font.set_variation_by_axes([BOLD])
    return font


@lru_cache(maxsize=512)
def _lacks(name, letter):
    """Whether the font draws nothing, or its sign for what is missing: Pillow has no other way of asking."""
    if category(letter)[0] in "CZ":
        return False
    font = ImageFont.truetype(str(finders.find(name) if name else CARD_FONT), 20, layout_engine=ImageFont.Layout.BASIC)
    drawn = bytes(font.getmask(letter))
    return not any(drawn) or drawn == bytes(font.getmask("\uffff"))


def _lacking(name, text):
    return {letter for letter in set(text) if _lacks(name, letter)}
