"""Everything that specimens show, in one language: rows, pages with their bodies, and what stands around them."""

from datetime import timedelta
from functools import cached_property, lru_cache
from itertools import count

from django.http import HttpRequest
from django.utils import timezone

from demo import reading
from demo.loading import MODELS, SECTIONS, people_of, purpose_of, translation_key
from editorial.models import Correction
from stories.models import InfoPage, ItemContact, ItemPerson, SheetVersion

from . import rows as tables
from .around import Around, is_section, make, sections
from .bodies import Bodies, own

_items = lru_cache(reading.items)


class Examples:
    def __init__(self, language, mode="device"):
        self.language, self.mode = language, mode
        self._keys = count(tables.KEYS)

    # -- Rows ------------------------------------------------------------------------------------------------

    @cached_property
    def words(self):
        return own(self.language).front

    @cached_property
    def rows(self):
        return tables.read(self._keys, film={code: own(code).front["film"] for code in tables.LOCALES})

    @cached_property
    def brand(self):
        return tables.brand(self.rows.pictures)

    def fact(self, key, **fields):
        """The version of a fact that holds, or a copy with other values."""
        return tables.altered(self.rows.versions[key][-1], **fields)

    # -- Pages -----------------------------------------------------------------------------------------------

    @cached_property
    def sections(self):
        names = {code: self.brand.wording(code).newsroom_name for code in tables.LOCALES}
        return sections(self._keys, names)

    @property
    def homes(self):
        return [row for row in self.sections if not is_section(row)]

    @property
    def home(self):
        return next(home for home in self.homes if home.language_code == self.language)

    def section(self, serves):
        here = (row for row in self.sections if row.language_code == self.language and is_section(row))
        return next(row for row in here if type(row).serves == serves)

    @cached_property
    def pages(self):
        """Every item of the demo by key, as a list shows it."""
        return tables.Shelf(self._texts, self._page)

    @cached_property
    def _texts(self):
        here = (item for item in _items() if item.language == self.language)
        return {item.key: item for item in here if item.front.get("state", "published") == "published"}

    def _page(self, item):
        model, front, number = MODELS[item.kind], item.front, list(self._texts).index(item.key) + 1
        slugs, place = ((front["slug"],), (100 + number,))
        above = next((row for row in self.sections if type(row) is SECTIONS.get(item.kind)), None)
        if item.kind != "pages":
            slugs = (above.slug if above else "media/kits", *slugs)
            place = (int(above.path[-4:]) if above else 5, number)
        page = make(
            model, self.language, next(self._keys), slugs=slugs, place=place, title=front["title"],
            standfirst=front["standfirst"], translation_key=translation_key(item),
        )  # fmt: skip
        page.purpose = purpose_of(item.key) if model is InfoPage else ""
        if model is not InfoPage:
            self._as_listed(page, front)
        return page

    def _as_listed(self, page, front):
        page.first_published_at = timezone.make_aware(front["published"])
        page.lead_image = self.rows.pictures.get(front.get("lead_image"))
        page.topic_list = [self.rows.topics[key] for key in front.get("topics", ())]
        page.reference, page.version_count, page.replaced_by, page.related, page.notes = "", 1, None, [], []

    def notes(self):
        """A correction and a clarification, told in the last two days; each knows the piece that it is about."""
        about = self.pages["groundwater-year-1405"]
        rows = enumerate(self.words["corrections"])
        notes = [Correction(at=timezone.now() - timedelta(days=day), **row) for day, row in rows]
        for note in notes:
            note.item = about
        return notes

    def of_kind(self, kind):
        """Pages of a kind ("stories", "releases", "pages"), the newest first."""
        texts = [item for item in self._texts.values() if item.kind == kind]
        newest_first = sorted(texts, key=lambda item: str(item.front.get("published", "")), reverse=True)
        return [self.pages[item.key] for item in newest_first]

    def page(self, key, **fields):
        """An item with all that its own page shows; `fields` are those of the state that a specimen wants."""
        item = self._texts[key]
        page = self._page(item)
        if not isinstance(page, InfoPage):
            self._as_read(page, item.front)
        self._bodies.give(page, item)
        for name, value in fields.items():
            setattr(page, name, value)
        return page

    def _as_read(self, page, front):
        people = [(self.rows.people[row["person"]], row["role"]) for row in people_of(front)]
        page.item_people = [ItemPerson(person=person, role=role) for person, role in people]
        page.contacts = [ItemContact(person=self.rows.people[key]) for key in front.get("contacts", ())]
        page.related = [self.pages[key] for key in front.get("related", ()) if key in self.pages]
        page.reference = f"{page.reference_series}-2026-041"
        if hasattr(page, "attributed_to"):
            page.attributed_to = self.rows.people.get(front.get("attributed_to"))
        for name in ("form", "place", "dateline", "terms", "outcome"):
            if name in front:
                setattr(page, name, front[name])

    @cached_property
    def _bodies(self):
        return Bodies(self.language, self.rows, self.pages)

    def blocks(self, kind):
        """The guide's own blocks of a type, in their order."""
        return self._bodies.blocks(kind)

    def versions_of(self, sheet):
        """Two published versions of a fact sheet, the newer first: since the older its facts have other values."""
        known = {row.pk: row for versions in self.rows.versions.values() for row in versions}
        current = {row.fact_id: row for row in known.values()}  # the newest stands last
        groups = [[title, [current[key].pk for key in keys if key in current]] for title, keys in sheet.groups]
        older = [[title, [_before(known[pk]).pk for pk in pks]] for title, pks in groups]
        made = [
            SheetVersion(sheet=sheet, number=number, at=at, content={"title": sheet.title, "groups": content})
            for number, at, content in ((1, sheet.first_published_at, older), (2, timezone.now(), groups))
        ]
        for version, before in zip(made, [None, *made], strict=False):
            version.read(known, before)
        return made[::-1]

    # -- Around ----------------------------------------------------------------------------------------------

    def around(self, page=None, translated=False, **options):
        """The frame of a page. `translated`: whether the page is there in the other languages too."""
        rows = [*self.sections, *self.of_kind("pages")]
        if page is not None and translated:
            rows += [self._twin(page, code) for code in tables.LOCALES]
        options.setdefault("default_mode", self.mode)
        return Around(self.language, self.brand, rows, page, **options)

    def _twin(self, page, code):
        slugs = page.url_path.strip("/").split("/")[1:]
        twin = make(type(page), code, next(self._keys), slugs=slugs, place=(100, 1), title=page.title)
        twin.translation_key, twin.purpose = page.translation_key, ""
        return twin

    def request(self):
        """A reader's request for a page in this language, by somebody without any cookie."""
        request = HttpRequest()
        request.method, request.path = "GET", f"/{self.language}/"
        return request


def _before(version):
    return version.previous or version
