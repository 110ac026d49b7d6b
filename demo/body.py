"""Turns the parts of a demo file into the raw value of a StreamField."""

from html import escape

from . import reading


class BodyBuilder:
    """Knows the rows that a body may name: pictures and people by key, pages by key and language."""

    def __init__(self, pictures, people, pages):
        self.pictures, self.people, self.pages = pictures, people, pages

    def build(self, item):
        blocks = []
        for part in item.body:
            if isinstance(part, str):
                blocks.append(("paragraph", self._rich_text(part, item.language)))
            else:
                blocks.append((part.name, getattr(self, f"_{part.name}")(part, item)))
        return [{"type": "data_table" if kind == "table" else kind, "value": value} for kind, value in blocks]

    def _rich_text(self, markdown, language):
        return reading.rich_text(markdown, lambda address: self._link(address, language))

    def _link(self, address, language):
        if not address.startswith("item:"):
            return f'<a href="{escape(address)}">'
        page = self.pages.get((address.removeprefix("item:"), language))
        return f'<a linktype="page" id="{page.pk}">' if page else "<a>"

    def _quote(self, part, item):
        person = self.people.get(part.attributes.get("person"))
        return {
            "words": part.text(),
            "person": person.pk if person else None,
            "name": part.attributes.get("name", ""),
            "role": part.attributes.get("role", ""),
        }

    def _key_facts(self, part, item):
        return part.items()

    def _notes(self, part, item):
        return [self._rich_text(line, item.language) for line in part.items()]

    def _image(self, part, item):
        return {
            "image": self.pictures[part.attributes["picture"]].pk,
            "caption": part.text(),
            "decorative": False,
            "width": part.attributes.get("width", "text"),
        }

    def _gallery(self, part, item):
        frames = [line.partition(":") for line in part.items()]
        return [
            {"image": self.pictures[picture.strip()].pk, "caption": caption.strip()}
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
