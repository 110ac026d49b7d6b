"""What is another in a text than in an earlier one: paragraph by paragraph, and word by word inside of those that
changed.

The work is bounded, whatever is compared: `difflib` passes over what a long text repeats often, and what is longer than
the bounds below is shown as it stands, removed as a whole and added as a whole.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from .document import Heading, Items, Quote, plain

#: Paragraphs of either text that are compared; a page of news has fewer than a hundred.
MOST_LINES = 1000
#: Words of one paragraph, and of all paragraphs of one comparison together, that are compared one by one.
MOST_WORDS_OF_A_LINE, MOST_WORDS = 600, 12_000
#: How far ahead the new form of a changed paragraph is looked for, and how much of it must have stayed.
AHEAD, ALIKE = 8, 0.4

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Line:
    """One paragraph, line or heading: what readers see as one piece of text."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Run:
    """Words that share a fate in one of the two texts."""

    text: str
    is_changed: bool = False

    @property
    def words(self):
        return self.text.rstrip()

    @property
    def space(self):
        """What stands between it and the next word, which is neither added nor removed."""
        return self.text[len(self.words) :]


@dataclass(frozen=True)
class Row:
    """A line as it was and as it is, each as runs of words; empty where there was none, or is none."""

    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()

    @property
    def is_whole(self):
        """Whether the line was added or removed as a whole."""
        return not (self.before and self.after)


@dataclass(frozen=True)
class Unchanged:
    """So many lines that are in both texts as they were."""

    count: int


def lines_of(document):
    """The neutral document as lines, for reading and comparing: words, and no marks."""
    return [line for element in document for line in _lines(element) if line.text]


def difference(before, after):
    """Rows and what lies unchanged between them, in the order of the new text."""
    if max(len(before), len(after)) > MOST_LINES:
        return [*_removed(before), *_added(after)]
    left = [MOST_WORDS]
    matcher = SequenceMatcher(None, before, after)
    found = []
    for same, start, end, new_start, new_end in _opcodes(matcher):
        if same:
            found.append(Unchanged(end - start))
        else:
            found += _changed(before[start:end], after[new_start:new_end], left)
    return found


def count_of_words(rows):
    """How many words were added, and how many removed."""
    runs = [row for row in rows if isinstance(row, Row)]
    added = sum(len(run.text.split()) for row in runs for run in row.after if run.is_changed)
    removed = sum(len(run.text.split()) for row in runs for run in row.before if run.is_changed)
    return added, removed


def _lines(element):
    if isinstance(element, Heading):
        return [Line(element.text(), "heading")]
    if isinstance(element, Items):
        label = [Line(str(element.label), "heading")] if element.label else []
        return [*label, *(Line(plain(source), "item") for source in element.sources)]
    kind = "quote" if isinstance(element, Quote) else "text"
    return [Line(line.strip(), kind) for line in element.text().splitlines()]


def _opcodes(matcher):
    for tag, *places in matcher.get_opcodes():
        yield tag == "equal", *places


def _changed(before, after, left):
    """Lines that stand in the place of others. Each finds its new form among the next few, or has none."""
    rows, place = [], 0
    for line in before:
        ahead = after[place : place + AHEAD]
        found = next((place + step for step, other in enumerate(ahead) if _are_alike(line, other)), None)
        if found is None:
            rows += _removed([line])
        else:
            rows += [*_added(after[place:found]), _row(line.text, after[found].text, left)]
            place = found + 1
    return [*rows, *_added(after[place:])]


def _are_alike(one, other):
    words, others = Counter(one.text.split()), Counter(other.text.split())
    return (words & others).total() >= ALIKE * max(words.total(), others.total(), 1)


def _row(before, after, left):
    words, others = _WORD.findall(before), _WORD.findall(after)
    left[0] -= len(words) + len(others)
    if left[0] < 0 or max(len(words), len(others)) > MOST_WORDS_OF_A_LINE:
        return Row((Run(before, True),), (Run(after, True),))
    # The space behind a word is no part of it: the last word of a line has none.
    matcher = SequenceMatcher(None, [word.strip() for word in words], [word.strip() for word in others])
    was, now = [], []
    for same, start, end, new_start, new_end in _opcodes(matcher):
        was += [(word, not same) for word in words[start:end]]
        now += [(word, not same) for word in others[new_start:new_end]]
    return Row(_runs(was), _runs(now))


def _runs(words):
    return tuple(
        Run("".join(word for word, _changed in run), changed)
        for changed, run in groupby(words, key=lambda word: word[1])
    )


def _removed(lines):
    return [Row(before=(Run(line.text, True),)) for line in lines]


def _added(lines):
    return [Row(after=(Run(line.text, True),)) for line in lines]
