"""Turns the parts of a demo file into the raw value of a StreamField."""

import re
from dataclasses import dataclass
from html import escape

from . import reading

#: Directives whose block has another name.
BLOCKS = {"table": "data_table", "fact": "fact_ref"}
FACT = re.compile(r"\{fact:([\w-]+)(:full)?\}")
#: The heading over the facts of a press kit, which stand in its front matter.
FACTS_OF_A_KIT = {"en": "Figures", "fa": "آمار و ارقام"}


@dataclass
class Library:
    """The rows that a body may name, by key."""

    pictures: dict
    documents: dict
    recordings: dict
    tours: dict
    people: dict
    topics: dict
    facts: dict


class BodyBuilder:
    """Knows what a body may name: rows by key, pages by key and language."""

    def __init__(self, library, pages):
        self.library, self.pages = library, pages

    def build(self, item):
        """The body; entries of a thread are a stream of their own, see `entries`."""
        blocks = [self._block(part, item) for part in item.body if getattr(part, "name", "") != "entry"]
        if facts := item.front.get("facts"):
            blocks.append(_block("facts", {"title": FACTS_OF_A_KIT[item.language], "facts": self._facts_of(facts)}))
        return blocks

    def entries(self, item):
        return [_block("entry", self._entry(part, item)) for part in item.body if getattr(part, "name", "") == "entry"]

    def _block(self, part, item):
        if isinstance(part, str):
            return _block("paragraph", self._rich_text(part, item.language))
        return _block(BLOCKS.get(part.name, part.name), getattr(self, f"_{part.name}")(part, item))

    def _rich_text(self, markdown, language):
        return self._with_facts(reading.rich_text(markdown, lambda address: self._link(address, language)))

    def _with_facts(self, html):
        return FACT.sub(lambda found: self._fact_entity(found[1], "full" if found[2] else "value"), html)

    def _fact_entity(self, key, form):
        return f'<embed embedtype="fact" form="{form}" id="{self.library.facts[key].pk}"/>'

    def _facts_of(self, keys):
        return [self.library.facts[key].pk for key in keys]

    def _link(self, address, language):
        if not address.startswith("item:"):
            return f'<a href="{escape(address)}">'
        page = self.pages.get((address.removeprefix("item:"), language))
        return f'<a linktype="page" id="{page.pk}">' if page else "<a>"

    def _quote(self, part, item):
        person = self.library.people.get(part.attributes.get("person"))
        return {
            "words": part.text(),
            "person": person.pk if person else None,
            "name": part.attributes.get("name", ""),
            "role": part.attributes.get("role", ""),
        }

    def _key_facts(self, part, item):
        return [self._with_facts(f"<p>{reading.inline(line, None)}</p>") for line in part.items()]

    def _fact(self, part, item):
        return self.library.facts[part.attributes["key"]].pk

    def _facts(self, part, item):
        return {"title": part.attributes["title"], "facts": self._facts_of(part.items())}

    def _names(self, part, item):
        people = [self.library.people[key].pk for key in part.items()]
        return {"title": part.attributes["title"], "people": people}

    def _style_rules(self, part, item):
        return {"title": part.attributes["title"], "show": part.attributes["show"]}

    def _entry(self, part, item):
        text = self._rich_text("\n".join(part.lines), item.language)
        return {"at": part.attributes["at"], "headline": part.attributes["headline"], "text": text}

    def _chapter(self, part, item):
        files = [self._file(*line.split()) for line in part.items()]
        return {"title": part.attributes["title"], "text": part.attributes.get("text", ""), "files": files}

    def _file(self, kind, key):
        if kind == "image":
            return _block("image", self.library.pictures[key].pk)
        if kind == "document":
            return _block("document", self.library.documents[key].pk)
        return _block("audio", self.library.recordings[key].pk)

    def _documents(self, part, item):
        return [self.library.documents[key].pk for key in part.items()]

    def _audio(self, part, item):
        return {"media": self.library.recordings[part.attributes["recording"]].pk, "caption": part.text()}

    def _tour(self, part, item):
        return {"tour": self.library.tours[part.attributes["key"]].pk}

    def _embed(self, part, item):
        return {"url": part.attributes["url"], "title": part.attributes["title"]}

    def _notes(self, part, item):
        return [self._rich_text(line, item.language) for line in part.items()]

    def _image(self, part, item):
        return {
            "image": self.library.pictures[part.attributes["picture"]].pk,
            "caption": part.text(),
            "decorative": False,
            "width": part.attributes.get("width", "text"),
        }

    def _gallery(self, part, item):
        frames = [line.partition(":") for line in part.items()]
        return [
            {"image": self.library.pictures[picture.strip()].pk, "caption": caption.strip()}
            for picture, _colon, caption in frames
        ]

    def _timeline(self, part, item):
        entries = [line.partition("|") for line in part.items()]
        return [{"when": when.strip(), "what": what.strip()} for when, _bar, what in entries]

    def _table(self, part, item):
        head, *rows = [[cell.strip() for cell in line.split("|")] for line in part.lines if line.strip()]
        return {
            "caption": part.attributes["caption"],
            "source": part.attributes["source"],
            "as_of": part.attributes["as_of"],
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in head],
                "rows": [{"values": row} for row in rows],
                "caption": "",
            },
        }


def _block(kind, value):
    return {"type": kind, "value": value}
