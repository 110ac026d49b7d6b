"""Bodies of examples: of the demo's items, and of the guide's own text, which holds every block in its states."""

import json
from functools import cached_property, lru_cache
from pathlib import Path

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from demo import reading
from demo.body import BodyBuilder
from facts.citing import Cited, settle
from facts.models import Fact
from pages.streams import fill
from stories import blocks

CONTENT = Path(__file__).parent / "content"
#: In which a block of the guide's own text is looked up.
STREAMS = [getattr(blocks, name) for name in blocks.__all__]


@lru_cache
def own(language):
    """The guide's own text, and in its front matter words for what the demo lacks."""
    return reading.read(CONTENT / f"{language}.md", kind="guide", language=language)


class Builder(BodyBuilder):
    """Links lead where the page would stand; there are films, and columns of numbers."""

    def _link(self, address, language):
        page = self.pages.get(address.removeprefix("item:"))
        return f'<a href="{page.url if page else address}">'

    def _video(self, part, item):
        return {"media": self.library.recordings[part.attributes["recording"]].pk, "caption": part.text()}

    def _file(self, kind, key):
        if kind == "film":
            return {"type": "video", "value": self.library.recordings[key].pk}
        return super()._file(kind, key)

    def _image(self, part, item):
        return super()._image(part, item) | {"decorative": "decorative" in part.attributes}

    def _table(self, part, item):
        table = super()._table(part, item)
        for number in map(int, part.attributes.get("numbers", "").split()):
            table["table"]["columns"][number - 1]["type"] = "number"
        return table


class Bodies:
    """Builds bodies as the database would store them, and fills them as `stories.context` does for a page."""

    def __init__(self, language, rows, pages):
        self.language, self.rows = language, rows
        self._builder = Builder(rows, pages)

    @property
    def cited(self):
        """What pages say of the facts made so far."""
        said = {key: self.rows.versions[key] for key in self.rows.facts}
        return {versions[-1].fact_id: Cited(versions[-1]) for versions in said.values() if versions}

    def give(self, page, item):
        """Leaves the body on the page, with all that it shows."""
        page.body = json.dumps(_numbered(self._builder.build(item)))
        if hasattr(page, "thread"):
            page.thread = json.dumps(_numbered(self._builder.entries(item), since=500))
        page.cited = self.cited
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                self._fill(getattr(page, field.name))

    def blocks(self, kind):
        """The guide's own blocks of a type, in their order."""
        return [self._bound(stored) for stored in self._own if stored["type"] == kind]

    @cached_property
    def _own(self):
        item = own(self.language)
        return _numbered([*self._builder.build(item), *self._builder.entries(item)])

    def _bound(self, stored):
        stream_block = next(stream() for stream in STREAMS if stored["type"] in stream.base_blocks)
        stream = StreamValue(stream_block, [stored], is_lazy=True)
        self._fill(stream)
        return stream[0]

    def _fill(self, stream):
        fill(stream, self.rows.by_model() | {Fact: self.cited}, settle=lambda source: settle(source, self.cited))


def _numbered(raw, since=0):
    """Stored blocks have an id, by which their copy buttons find them."""
    return [entry | {"id": f"{number:08d}"} for number, entry in enumerate(raw, start=since + 1)]
