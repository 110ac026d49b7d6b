"""What stands around every page, of examples: sections, languages, press line, footer."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation
from wagtail.models.sites import SiteRootPath

from home.models import HomePage
from home.structure import SECTIONS
from pages.templatetags.frame import HOME_DEPTH, SECTION_DEPTH, Frame

from .rows import LOCALES, altered

#: A Saturday of the demo's last week: the press line is open in the morning.
MORNING, EVENING = (timezone.make_aware(datetime.fromisoformat(f"2026-11-28T{hour}")) for hour in ("09:10", "20:40"))
_ROOTS = [SiteRootPath(0, f"/{code}/", "", code) for code in LOCALES]
_STEP = "{:04d}"


class Around(Frame):
    """The frame of a page that is an example. It reads nothing, so what `Frame` reads is given."""

    def __init__(self, language, brand, rows, page=None, at=MORNING, **brand_fields):
        self.page, self.request, self.language = page, None, language
        self.route, self.route_locales, self.section_serving, self.query_in = "", None, "", None
        self.brand = altered(brand, **brand_fields)
        self.words = self.brand.wording(language)
        self.now = at
        self._rows = rows


def make(model, code, key, *, slugs, place, **fields):
    """A page in memory. `slugs` are those below the front page of its language, `place` its numbers in the tree."""
    content_type = ContentType(app_label=model._meta.app_label, model=model._meta.model_name)
    path = "".join(_STEP.format(number) for number in (1, list(LOCALES).index(code) + 1, *place))
    # The key of the tree's table too: without it the page counts as new, and asks for its type.
    page = model(
        pk=key, id=key, content_type=content_type, locale=LOCALES[code], path=path, depth=len(place) + HOME_DEPTH,
        live=True, slug=slugs[-1] if slugs else code, url_path="/" + "".join(f"{slug}/" for slug in (code, *slugs)),
        **fields,
    )  # fmt: skip
    page.specific_class = model
    page._wagtail_cached_site_root_paths = _ROOTS
    return page


def sections(keys, names):
    """Front page and sections of every language, as `Frame` reads them. `names` are those of the newsroom by language.
    Of what is there in every language each has the same key."""
    rows = []
    for code in LOCALES:
        home = make(HomePage, code, next(keys), slugs=(), place=(), title=names[code])
        found = [home]
        with translation.override(code):
            for number, (slug, model, title, in_masthead) in enumerate(SECTIONS, start=1):
                fields = {"title": title(), "show_in_menus": in_masthead}
                found.append(make(model, code, next(keys), slugs=(slug,), place=(number,), **fields))
        for key, page in enumerate(found, start=1):
            page.translation_key, page.purpose = f"{key:032x}", ""
        rows += found
    return rows


def is_section(row):
    return row.depth == SECTION_DEPTH
