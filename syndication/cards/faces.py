"""What a card shows. Of two subjects that show the same each has its own card: each is public by itself."""

import hashlib
import json
from dataclasses import astuple, dataclass
from functools import singledispatch

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from facts.models import FactVersion
from media_library.models import Image
from pages.bidi import one_line, strip_controls
from pages.calendar import year_of
from pages.digits import is_persian, persian_digits
from pages.models import BasePage, BrandSettings
from people.models import Person
from stories.models import NewsItem
from topics.models import Topic

from ..pictures import picture_of

#: Raise it when cards are drawn in another way: all are drawn anew.
FORM = 1
FRONT_PAGE_DEPTH = 2


@dataclass(frozen=True)
class Face:
    """Everything that can be seen on a card, and whose it is. Its digest is the card's name and address."""

    #: Model and key of the subject, such as "page 12"; "newsroom" stands for what has no subject.
    subject: str
    language: str
    headline: str
    kind: str = ""
    year: str = ""
    brand: str = ""
    colour: str = ""
    #: In which letters: "serif" or "sans".
    letters: str = "sans"
    #: Public id, file and focal point of the picture below the headline.
    picture: tuple = ()

    @property
    def digest(self):
        shown = json.dumps([FORM, *astuple(self)], ensure_ascii=False)
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    @property
    def words(self):
        """The card in words, for those who do not see it."""
        return ". ".join(dict.fromkeys(filter(None, [self.kind, self.headline, self.brand])))


def face_of(subject, language, brand):
    """The card of this subject in this language, which must be the active one; None where its picture is enough."""
    picture = picture_of(subject)
    over_picture = isinstance(subject, BasePage) and subject.share_over_picture
    if picture is not None and not over_picture:
        return None
    said = what_it_says(subject, language, brand)
    return Face(
        language=language,
        brand=brand.word("newsroom_name", language),
        colour=brand.colour,
        letters="serif" if _is_told(subject) and brand.type_set == BrandSettings.TypeSet.BROADSHEET else "sans",
        picture=_identity(picture),
        **{name: one_line(strip_controls(text)) for name, text in said.items()},
    )


def face_of_newsroom(language, brand):
    """What everything is announced with that has no card of its own."""
    return face_of(None, language, brand)


@singledispatch
def what_it_says(subject, language, brand):
    """`subject`, `headline`, and where there are any `kind` and `year`."""
    return {"subject": "newsroom", "headline": _about(brand, language)}


@what_it_says.register
def _page(subject: BasePage, language, brand):
    title = _about(brand, language) if subject.depth == FRONT_PAGE_DEPTH else subject.title
    return {"subject": f"page {subject.pk}", "headline": subject.share_title or title}


@what_it_says.register
def _item(subject: NewsItem, language, brand):
    return {
        "subject": f"page {subject.pk}",
        "headline": subject.share_title or subject.title,
        "kind": capfirst(str(subject.kind_label)),
        # Of a draft, that in which it would be published now.
        "year": _year(subject.first_published_at or timezone.now(), language),
    }


@what_it_says.register
def _person(subject: Person, language, brand):
    headline = subject.word("name", language) or subject.label
    return {"subject": f"person {subject.pk}", "headline": headline, "kind": subject.word("role", language)}


@what_it_says.register
def _topic(subject: Topic, language, brand):
    headline = subject.word("name", language) or subject.name
    return {"subject": f"topic {subject.pk}", "headline": headline, "kind": _("Topic")}


@what_it_says.register
def _fact(subject: FactVersion, language, brand):
    return {
        "subject": f"fact {subject.fact_id}",
        "headline": subject.headline,
        "kind": pgettext("on a share card", "Fact"),
        "year": _year(subject.as_of, language),
    }


def _about(brand, language):
    fields = ("description", "name", "newsroom_name")
    return next(filter(None, (brand.word(field, language) for field in fields)), "")


def _year(day, language):
    if not day:
        return ""
    year = str(year_of(day, language))
    return persian_digits(year) if is_persian(language) else year


def _is_told(subject):
    return getattr(subject, "voice", "") == "story"


def _identity(image):
    if not isinstance(image, Image):
        return ()
    point = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    return (image.public_id, image.etag, *point)
