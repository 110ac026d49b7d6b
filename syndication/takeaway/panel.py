"""What the end of each piece offers to those who take it over: `{% take_away %}`. It asks the database for nothing: the
page has read all of it."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.calendar import format_date
from pages.document import Quote
from stories.models import PressKit

from ..addresses import absolute, address_of
from ..embeds.frames import code_for
from ..feed import permanent_id
from ..forms import forms_of
from ..forms.text import quoted
from ..metadata import comma, kind_of
from .picture_archive import free, shots_of


@dataclass
class TakeAway:
    """`frame` is that of the page. A piece that is not public is shown to few (a preview, an embargo): its words may be
    copied, but there is no address at which anything of it could be had."""

    item: object
    frame: object
    is_preview: bool = False

    @property
    def is_public(self):
        return bool(self.item.url) and not (self.is_preview or self.item.embargo_notice)

    @cached_property
    def _elements(self):
        return self.item.unsettled_document()

    @cached_property
    def quotes(self):
        """As they are copied: the words, who has said them in which post, and the source line below."""
        found = [element for element in self._elements if isinstance(element, Quote) and element.words]
        return [
            {
                "id": f"take-quote-{number}",
                "copied": f"take-quote-{number} take-source",
                "words": quoted(quote.words),
                "speaker": comma().join(filter(None, [quote.speaker, quote.role])),
            }
            for number, quote in enumerate(found, start=1)
        ]

    @cached_property
    def shorter(self):
        """The versions that are written; `use` is what is told when one of them is copied."""
        known = {
            "short_version": ("short", _("In about 50 words")),
            "medium_version": ("medium", _("In about 200 words")),
        }
        written = [(*known[name], words) for name, words in self.item.shorter_versions()]
        return [
            {"id": f"take-{use}", "copied": f"take-{use} take-source", "label": label, "words": words, "use": use}
            for use, label, words in written
        ]

    @property
    def is_empty(self):
        return not (self.is_public or self.quotes or self.shorter)

    @property
    def id(self):
        return permanent_id(self.item)

    @property
    def counted_at(self):
        return reverse("used") if self.is_public else ""

    @property
    def forms(self):
        return forms_of(self.item) if self.is_public else []

    @property
    def embed(self):
        return code_for(self.item) if self.is_public else ""

    @property
    def source(self):
        """Who says it, under which reference, and when it was published."""
        item, house = self.item, self.frame.words
        at = item.first_published_at
        # The reference last: behind its letters a Persian date would turn round.
        reference = item.reference and format_html('<bdi dir="ltr">{}</bdi>', item.reference)
        told = [house.name if house else "", kind_of(item), at and format_date(at, get_language()), reference]
        source = format_html_join(comma(), "{}", ((part,) for part in told if part))
        return format_html(escape(_("Source: %(source)s")).replace("%(source)s", "{}"), source)

    @property
    def address(self):
        return address_of(self.item)

    @property
    def readable_address(self):
        """Persian words in it grow sixfold when they are encoded, and nobody could read them in a caption."""
        return uri_to_iri(self.address)

    @property
    def terms(self):
        """The page that says how what is ours may be used."""
        return self.frame.by_purpose.get("use_of_content")

    @property
    def terms_address(self):
        return uri_to_iri(absolute(self.terms.url)) if self.terms else ""

    @cached_property
    def pictures(self):
        """Those that may be used without asking."""
        return free(shots_of(self.item, self._elements))

    @property
    def archive(self):
        # A press kit offers all its files itself, at this address.
        offered = self.is_public and self.pictures and not isinstance(self.item, PressKit)
        return f"{self.item.url}?format=zip" if offered else ""

    @property
    def credits(self):
        """Whom to name under the pictures, each once."""
        return comma().join(dict.fromkeys(filter(None, (shot.image.credit for shot in self.pictures))))
