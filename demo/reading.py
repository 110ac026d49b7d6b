"""Reads the demo's files: TOML front matter between `+++` lines, then a body of Markdown's simplest marks and
`:::` directives for blocks. Yields plain values in the form that a StreamField takes; knows no model."""

import re
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
PICTURES = Path(__file__).parent / "pictures"
DOCUMENTS = Path(__file__).parent / "documents"
RECORDINGS = Path(__file__).parent / "recordings"

DIRECTIVE = re.compile(r"^:::(\w+)(.*)$")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
LIST_MARK = re.compile(r"^(-|\d+\.) ")


@dataclass
class Directive:
    name: str
    attributes: dict
    lines: list = field(default_factory=list)

    def text(self):
        return " ".join(line.strip() for line in self.lines if line.strip())

    def items(self):
        return [LIST_MARK.sub("", line.strip()) for line in self.lines if line.strip()]


@dataclass
class Item:
    """One file: `kind` is its folder (stories, releases, statements and so on), `language` the folder above."""

    kind: str
    language: str
    front: dict
    body: list  # of str (Markdown) and Directive

    @property
    def key(self):
        return self.front["key"]


def table(name):
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def items():
    """Every item of every language, the oldest first; pages before them."""
    found = [
        read(path, kind=path.parent.name, language=path.parent.parent.name)
        for path in sorted(CONTENT.glob("??/*/*.md"))
    ]
    return sorted(found, key=lambda item: (item.kind != "pages", str(item.front.get("published", "9999"))))


def read(path, kind, language):
    _nothing, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Item(kind, language, tomllib.loads(front), split(body))


def split(body):
    """Runs of Markdown and the directives between them, in order."""
    parts, text, directive = [], [], None
    for line in body.splitlines():
        opening = DIRECTIVE.match(line)
        if directive and line.strip() == ":::":
            parts.append(directive)
            directive = None
        elif directive:
            directive.lines.append(line)
        elif opening:
            parts.append("\n".join(text))
            text = []
            directive = Directive(opening[1], dict(ATTRIBUTE.findall(opening[2])))
        else:
            text.append(line)
    parts.append("\n".join(text))
    return [part for part in parts if isinstance(part, Directive) or part.strip()]


def rich_text(markdown, link):
    """Markdown's paragraphs, headings and lists as stored rich text. `link(address)` gives the opening tag."""
    return "".join(_chunk(chunk.strip(), link) for chunk in re.split(r"\n\s*\n", markdown) if chunk.strip())


def _chunk(chunk, link):
    lines = chunk.splitlines()
    if chunk.startswith("### "):
        return f"<h3>{inline(chunk[4:], link)}</h3>"
    if chunk.startswith("## "):
        return f"<h2>{inline(chunk[3:], link)}</h2>"
    if all(LIST_MARK.match(line) for line in lines):
        tag = "ul" if lines[0].startswith("-") else "ol"
        entries = "".join(f"<li>{inline(LIST_MARK.sub('', line), link)}</li>" for line in lines)
        return f"<{tag}>{entries}</{tag}>"
    return f"<p>{inline(' '.join(lines), link)}</p>"


def inline(text, link):
    text = escape(text, quote=False)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", lambda found: f"{link(found[2])}{found[1]}</a>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"(?<!\*)\*([^*\n]+)\*", r"<i>\1</i>", text)
