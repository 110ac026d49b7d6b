"""What an item tells, drawn from `content/volume.toml`: with the same number always the same."""

from functools import cache
from random import Random

from pages.digits import persian_digits

from .. import reading

#: Of each hundred matters, those that stand in one language only.
ENGLISH_ONLY, PERSIAN_ONLY = range(90, 95), range(95, 100)
PARAGRAPH = 4


@cache
def bank():
    return reading.table("volume")


def languages_of(serial):
    place = serial % 100
    return ["en"] if place in ENGLISH_ONLY else ["fa"] if place in PERSIAN_ONLY else ["en", "fa"]


class Matter:
    """One matter, told in one language or in both. All draws are made here, so that the languages agree."""

    def __init__(self, serial, at, key):
        self.serial, self.at, self.key = serial, at, key
        self.draw = Random(serial)  # noqa: S311 - texts, not secrets
        self._place, self._other = self.draw.sample(bank()["places"], 2)
        self._number = self.draw.randint(11, 980)
        self._choices = {}

    @property
    def languages(self):
        return languages_of(self.serial)

    def choose(self, name, rows, count=1):
        """Some of the rows, the same ones whenever the name is asked for again."""
        if name not in self._choices:
            self._choices[name] = self.draw.sample(range(len(rows)), min(count, len(rows)))
        return [rows[place] for place in self._choices[name]]

    def line(self, pool, language, name=None):
        return self.lines(pool, language, 1, name)[0]

    def lines(self, pool, language, count, name=None):
        """So many sentences of a pool; another `name` makes another draw of the same pool."""
        return [self._filled(text, language) for text in self.choose(name or pool, bank()[language][pool], count)]

    def paragraphs(self, language, count, name):
        """Rich text of so many paragraphs, a heading above them."""
        head = self.line("headings", language, f"{name} heading")
        lines = self.lines("sentences", language, count * PARAGRAPH, name)
        texts = (" ".join(lines[start : start + PARAGRAPH]) for start in range(0, len(lines), PARAGRAPH))
        return f"<h2>{head}</h2>" + "".join(f"<p>{text}</p>" for text in texts)

    def place(self, language):
        return self._place[language]

    def _filled(self, text, language):
        # The years that the texts speak of; the Solar Hijri one is 621 or 622 less.
        number, year = str(self._number), str(self.at.year if language == "en" else self.at.year - 621)
        if language == "fa":
            number, year = persian_digits(number), persian_digits(year)
        return text.format(place=self._place[language], other=self._other[language], number=number, year=year)
