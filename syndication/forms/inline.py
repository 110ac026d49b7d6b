"""What stands inside a paragraph, as runs: for forms that set bold, links and the rest by means of their own."""

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, NavigableString

MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "sup": "sup", "sub": "sub", "code": "code"}
BREAKS = {"br", "p", "li", "div"}
# Not the no-break space: it holds a figure and its unit together.
SPACES = re.compile(r"[ \t\r\n\f]+")
BREAK = "\n"


@dataclass(frozen=True)
class Run:
    """Characters that look alike. A line break is "\\n"."""

    text: str
    marks: frozenset = frozenset()
    href: str = ""
    #: Of what an editor has isolated: "ltr", "rtl" or "".
    direction: str = ""
    language: str = ""


def runs_of(html):
    """The runs of a rich text that `feed_html.Expanded` has resolved and cleaned."""
    if "<" not in html and "&" not in html:
        return _tidy([Run(html)])
    return _tidy(list(_walk(BeautifulSoup(html, "html.parser"), Run(""))))


def _walk(node, style):
    for child in node.children:
        if isinstance(child, NavigableString):
            yield replace(style, text=str(child))
        elif child.name in BREAKS:
            yield replace(style, text=BREAK, marks=frozenset(), href="")
            yield from _walk(child, style)
        else:
            yield from _walk(child, _styled(style, child))


def _styled(style, tag):
    if mark := MARKS.get(tag.name):
        style = replace(style, marks=style.marks | {mark})
    if tag.name == "a" and tag.get("href"):
        style = replace(style, href=tag["href"])
    if tag.name == "bdi":
        style = replace(style, direction=tag.get("dir", ""), language=tag.get("lang", ""))
    return style


def _tidy(runs):
    """Spaces as a reader sees them: one between words, none at either end or beside a break."""
    tidy = []
    for run in runs:
        text = run.text if run.text == BREAK else SPACES.sub(" ", run.text)
        if not tidy or tidy[-1].text.endswith((" ", BREAK)):
            text = text.lstrip(" ") if text != BREAK or (tidy and tidy[-1].text != BREAK) else ""
        if text == BREAK and tidy:
            tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
        if text:
            tidy.append(replace(run, text=text))
    while tidy and not tidy[-1].text.strip(" \n"):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return [run for run in tidy if run.text]
