"""What stands around every page: sections, languages, press line, footer. `{% load frame %}{% frame as frame %}`."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from urllib.parse import unquote, urlsplit

from django import template
from django.conf import settings
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from wagtail.models import Page, get_page_models

from pages import bidi, calendar
from pages.digits import format_filesize, is_persian, latin_digits, persian_digits
from pages.models import BasePage, BrandSettings
from pages.palette import SURFACES
from publication.gate import published
from publication.middleware import chosen_theme

register = template.Library()

HOME_DEPTH, SECTION_DEPTH = 2, 3


@dataclass(frozen=True)
class Edition:
    """The way to another language. `same` says whether it leads to the same page, or only near it."""

    code: str
    url: str
    same: bool

    @property
    def name(self):
        """In itself: a reader of that language must recognise it."""
        return get_language_info(self.code)["name_local"]

    @property
    def name_here(self):
        return get_language_info(self.code)["name_translated"]


class Frame:
    """One query for sections, information pages, front pages and translations; the brand comes from the cache."""

    def __init__(self, page=None, request=None, route="", route_locales=None, section_serving="", query_in=None):
        self.page, self.request = page, request
        # What is found in the section that a view stands in which is no page: "facts".
        self.section_serving = section_serving
        # Below a page with routes, the part of the address that is the route's, and the locales that have it too.
        # A view that is no page may name its locales as well.
        self.route, self.route_locales = route, route_locales
        # Of a page that shows one of many lists: what asks for the same one in another locale.
        self.query_in = query_in
        self.language = get_language() or settings.LANGUAGE_CODE
        self.brand = BrandSettings.current()
        self.words = self.brand.wording()
        # In the order of the tree. Sorted here: asked for it, a database may walk the whole tree to spare the sorting.
        self._rows = sorted(_public_rows(page), key=attrgetter("path"))
        if page is not None:
            self._hand_over()

    def _hand_over(self):
        """Gives the page what was read anyway, so that nothing on it asks again."""
        locales = {row.locale_id: row.locale for row in self._rows}
        if self.page.locale_id in locales:
            self.page.locale = locales[self.page.locale_id]
        self.page.public_translations = [row for row in self._translations if row.locale_id != self.page.locale_id]

    @property
    def _translations(self):
        return [row for row in self._rows if row.translation_key == self.page.translation_key]

    def _in(self, code):
        return [row for row in self._rows if row.locale.language_code == code]

    def home_in(self, code):
        return next((row for row in self._in(code) if row.depth == HOME_DEPTH), None)

    @cached_property
    def home(self):
        return self.home_in(self.language)

    @cached_property
    def sections(self):
        return [row for row in self._in(self.language) if row.depth == SECTION_DEPTH and row.show_in_menus]

    @cached_property
    def section(self):
        """The section that the page or view stands in, or that the page is."""
        if self.page is None:
            return self.serving.get(self.section_serving)
        if not self.page.path:
            return None
        top = self.page.path[: SECTION_DEPTH * Page.steplen]
        return next((row for row in self._rows if row.path == top and row.depth == SECTION_DEPTH), None)

    @cached_property
    def serving(self):
        """Sections by what is found there, named in the masthead or not: `frame.serving.people`."""
        rows = [row for row in self._in(self.language) if row.depth == SECTION_DEPTH]
        # Not `specific_class`, which asks for each type that this process has not met yet.
        kinds = {row: getattr(row.content_type.model_class(), "serves", "") for row in rows}
        return {kind: row for row, kind in kinds.items() if kind}

    @property
    def address(self):
        """The whole address of the page, as people read it: for paper."""
        return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{self.page.url_path}" if self.page else ""

    @cached_property
    def listed_at(self):
        """Address of the page that lists this one: of a press kit the kits, not the media page."""
        return above(self.page.url) if self.section and self.page else ""

    @cached_property
    def information(self):
        return [row for row in self._in(self.language) if row.purpose]

    @cached_property
    def by_purpose(self):
        return {row.purpose: row for row in reversed(self.information)}

    @cached_property
    def editions(self):
        codes = [code for code, _name in settings.LANGUAGES if code != self.language]
        return [edition for code in codes if (edition := self._edition(code))]

    def _edition(self, code):
        rows = self._in(code)
        if self.page is not None:
            same = next((row for row in rows if row.translation_key == self.page.translation_key), None)
            if same and (self.route_locales is None or same.locale_id in self.route_locales):
                return Edition(code, same.url + self.route + self._query_in(same.locale), same=True)
            if same or self.section:
                key = (same or self.section).translation_key
                near = next((row for row in rows if row.translation_key == key), None)
                if near:
                    return Edition(code, near.url, same=False)
        elif self._is_there_in(code) and (translated := self._same_view(code)):
            return Edition(code, translated, same=True)
        home = self.home_in(code)
        return Edition(code, home.url, same=False) if home else None

    def _query_in(self, locale):
        query = self.query_in(locale) if self.query_in else ""
        return f"?{query}" if query else ""

    def _is_there_in(self, code):
        """Whether a view that is no page leads somewhere in this language: it does unless it has named its locales."""
        home = self.home_in(code)
        return self.route_locales is None or bool(home and home.locale_id in self.route_locales)

    def _same_view(self, code):
        """The same address in another language, for views that are no pages: the search, a fact."""
        match = getattr(self.request, "resolver_match", None)
        if match is None or match.url_name == "wagtail_serve":
            return None
        # A page of a list is not the same page of the other language's.
        query = self.request.GET.copy()
        query.pop("page", None)
        here = self.request.path + (f"?{query.urlencode()}" if query else "")
        there = translate_url(here, code)
        return there if there != here else None

    @cached_property
    def now(self):
        return timezone.localtime()

    @property
    def edition_date(self):
        return calendar.format_date(self.now, self.language, weekday=True)

    @cached_property
    def theme(self):
        """Which of "device", "light" and "dark" holds: the reader's choice before that of the house."""
        return (chosen_theme(self.request) if self.request else "") or self.brand.default_mode

    @property
    def mode(self):
        """ "light" or "dark" where somebody has decided it; "" where the device does."""
        return "" if self.theme == BrandSettings.Mode.DEVICE else self.theme

    @cached_property
    def press_line(self):
        """ "open", "closed", or "" when no hours are set."""
        state = self.brand.press_line_is_open(self.now)
        return "" if state is None else "open" if state else "closed"

    @property
    def closes(self):
        return calendar.format_time(self.brand.closes, self.language)

    @cached_property
    def opens(self):
        """Day and time at which the press line next opens, in words; "" if it never does."""
        return self.openings[self._opening_day.weekday()] if self._opening_day else ""

    @cached_property
    def _opening_day(self):
        today = self.now.date()
        first = 1 if self.now.time() >= self.brand.opens else 0
        days = (today + timedelta(days=ahead) for ahead in range(first, 8))
        return next((day for day in days if day.isoweekday() in self.brand.working_days), None)

    @property
    def openings(self):
        """Day and hour of opening in words, for each day of the week from Monday on."""
        names = calendar.PERSIAN_WEEKDAYS if is_persian(self.language) else calendar.ENGLISH_WEEKDAYS
        return [f"{name} {calendar.format_time(self.brand.opens, self.language)}" for name in names]

    @property
    def press_hours(self):
        """The hours for the script that corrects a page which was kept: times in minutes of the day, days from Monday
        on as in `openings`, how far the site's clock is before UTC, in minutes, and the moment at which the line next
        opens or closes, in seconds since 1970."""
        is_open = self.press_line == "open"
        day, time = (self.now.date(), self.brand.closes) if is_open else (self._opening_day, self.brand.opens)
        return {
            "opens": _minutes(self.brand.opens),
            "closes": _minutes(self.brand.closes),
            "days": ",".join(str(day - 1) for day in self.brand.working_days),
            "offset": int(self.now.utcoffset().total_seconds() // 60),
            "when": "|".join(self.openings),
            "until": int(datetime.combine(day, time, self.now.tzinfo).timestamp()),
        }


def _minutes(time):
    return time.hour * 60 + time.minute


def _public_rows(page):
    wanted = Q(depth__in=(HOME_DEPTH, SECTION_DEPTH))
    if page is not None:
        wanted |= Q(translation_key=page.translation_key)
    # By primary key: the gate asks for a range of depths, which SQLite would otherwise rather walk through.
    rows = Page.objects.filter(pk__in=Page.objects.filter(wanted).order_by().values("pk"))
    return published(queryset=rows.annotate(purpose=_purpose())).select_related("locale", "content_type").order_by()


def _purpose():
    """What an information page is for, of whichever model: one with a field of this name."""
    fields = [
        F(f"{model._meta.model_name}__purpose")
        for model in get_page_models()
        if issubclass(model, BasePage) and any(field.name == "purpose" for field in model._meta.local_fields)
    ]
    return Coalesce(*fields, Value(""), output_field=CharField()) if fields else Value("")


@register.simple_tag(takes_context=True)
def frame(context):
    """The frame of the page in the context, or of none; worked out once for each request."""
    request = context.get("request")
    page = context.get("page")
    page = page if isinstance(page, BasePage) else None
    known = getattr(request, "_frame", None)
    if known is None or known.page is not page:
        known = Frame(
            page,
            request,
            context.get("route", ""),
            context.get("route_locales"),
            context.get("in_section", ""),
            context.get("query_in"),
        )
        if request is not None:
            request._frame = known
    return known


@register.simple_tag(takes_context=True)
def theme(context):
    """The brand's colours over those of the stylesheet. The policy allows this very text and no other style."""
    return _allowed(context, frame(context).brand.palette.as_css())


@register.simple_block_tag(takes_context=True)
def style(context, content):
    """A style of the page's own, for one that asks for no stylesheet: `{% style %}p { margin: 0 }{% endstyle %}`."""
    return _allowed(context, " ".join(content.split()))


def _allowed(context, css):
    request = context.get("request")
    if request is not None:
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        request.style_hashes = [*getattr(request, "style_hashes", ()), digest]
    return format_html("<style>{}</style>", mark_safe(css))  # noqa: S308 - the palette's colours, or a template's text


@register.simple_tag(takes_context=True)
def theme_colours(context):
    """What a browser paints around the page: the paper of either mode, or of the one that was chosen."""
    chosen = frame(context).mode
    papers = {mode: surfaces[0] for mode, surfaces in SURFACES.items()}
    return format_html_join(
        "\n",
        '<meta name="theme-color" content="{}" media="(prefers-color-scheme: {})" data-paper="{}">',
        ((papers[chosen or mode], mode, paper) for mode, paper in papers.items()),
    )


#: The files in which each voice is set, by type set and language; `static/css/site.css` declares them.
FONTS = {
    "broadsheet": {
        "en": {"record": "nr-sans", "story": "nr-serif"},
        "fa": {"record": "nr-vazir", "story": "nr-naskh"},
    },
    "grotesk": {"en": {"record": "nr-sans"}, "fa": {"record": "nr-vazir"}},
}


@register.simple_tag(takes_context=True)
def fonts(context, *voices):
    """Has the fonts of these voices fetched before the stylesheet asks for them: of those that the page begins with."""
    files = FONTS.get(frame(context).brand.type_set, {}).get(get_language(), {})
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(f"fonts/{files[voice]}.woff2"),) for voice in dict.fromkeys(voices) if voice in files),
    )


@register.simple_tag(takes_context=True)
def person_link(context, person):
    """A person's name, leading to their page if they have a public one."""
    return _linked(frame(context).serving.get("people"), person, person.is_public)


@register.simple_tag(takes_context=True)
def topic_link(context, topic):
    """A topic's name, leading to its page."""
    return _linked(frame(context).serving.get("topics"), topic)


def _linked(section, row, has_page=True):
    name = worded(row)
    return format_html('<a href="{}{}/">{}</a>', section.url, row.slug, name) if section and has_page else name


@register.filter
def gregorian(value):
    """Write the date in the Gregorian calendar and in English, isolated: the second calendar of Persian pages."""
    if not value:
        return ""
    return format_html('<bdi dir="ltr" lang="en">{}</bdi>', calendar.format_date(value, "en"))


@register.filter
def utc(value):
    """Write the moment in UTC, isolated: 04:30 UTC, and with the day where that is another one than here."""
    return bidi.isolate(calendar.utc_time(value, get_language())) if value else ""


@register.filter
def zone(value):
    """Write the name of the site's time zone at this moment, isolated: CET, or UTC+3:30 where it has no name."""
    return bidi.left_to_right(calendar.zone_name(value, get_language())) if value else ""


@register.filter
def worded(row, field="name"):
    """Write a field of a row's wording, isolated, with its language where that is not the page's."""
    wording = row.wording() if row is not None else None
    if wording is None:
        return bidi.isolate(row)
    text = getattr(wording, field)
    if not text or wording.language_code == get_language():
        return bidi.isolate(text)
    return format_html('<bdi lang="{}">{}</bdi>', wording.language_code, text)


@register.filter
def pmonth(value):
    """Write month and year in the active language and its calendar."""
    return calendar.format_month(value, get_language()) if value else ""


@register.filter
def pdigits(value):
    """Write the digits of a text in the active language and change nothing else."""
    return persian_digits(value) if is_persian(get_language()) else value


@register.filter
def pcell(value):
    """Write a number as it stands in a table, with the digits and signs of the active language."""
    signs = {ord("."): "٫", ord(","): "٬"}
    return persian_digits(value).translate(signs) if is_persian(get_language()) else value


@register.filter
def weight(size):
    """Write a number of bytes: 1.4 MB."""
    return format_filesize(size, get_language()) if size else ""


@register.filter
def host(address):
    """Write the host of an address, so that a link says where it leads."""
    return bidi.left_to_right(urlsplit(address).hostname or "")


@register.filter
def above(address):
    """The address of the page above: of a press kit, that of the kits."""
    return address.rstrip("/").rpartition("/")[0] + "/" if address else ""


@register.filter
def tel(number):
    """The address of a telephone number: digits and a leading plus."""
    plus = "+" if str(number).strip().startswith("+") else ""
    return f"tel:{plus}{re.sub('[^0-9]', '', latin_digits(number))}"


@register.filter
def opened_with(text, opening):
    """Put the opening words (a dateline) at the start of the first paragraph of rendered rich text."""
    return mark_safe(re.sub(r"<p\b[^>]*>", lambda tag: tag.group() + conditional_escape(opening), str(text), count=1))  # noqa: S308


@register.filter
def words_of_path(path):
    """The words in the last part of an address, for somebody who looks for what is not there."""
    last = unquote(str(path)).rstrip("/").rpartition("/")[2]
    return " ".join(re.findall(r"\w+", last))[:80]


@register.filter
def reply_time(minutes):
    """Write within what time somebody replies: minutes below an hour and a half, then hours."""
    if minutes < 90:
        return ngettext("within {number} minute", "within {number} minutes", minutes).format(
            number=pdigits(str(minutes))
        )
    hours = round(minutes / 60)
    return ngettext("within {number} hour", "within {number} hours", hours).format(number=pdigits(str(hours)))


@register.filter
def language_name(code):
    """The name of a language in the active one; what is no language we know stays as it is."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code
