import hashlib
from dataclasses import astuple, dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..intake.metadata import UNSEEN
from ..models import AIOrigin, Genre, Terms

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
CAPTURED = {Genre.PHOTO, Genre.PANORAMA}
#: Raised when the writers change what they write, or how files are called, so that all files are stamped anew.
EDITION = 2
#: A JPEG holds 64 KiB of it; captions have no limit of their own.
LONGEST_TEXT = 2000

TERMS = {
    Terms.FREE: gettext_lazy("In news and elsewhere; a credit line is welcome."),
    Terms.FREE_WITH_CREDIT: gettext_lazy("The credit line must stand with the picture."),
    Terms.EDITORIAL: gettext_lazy("In news reports, with the credit line; not in advertising, and not for sale."),
    Terms.ASK: gettext_lazy("Not to be used before the press desk has agreed."),
}


@dataclass(frozen=True)
class Statement:
    """What is said of one picture. Texts by language stand in the order of the site's languages: the first of them is
    what readers of a single language are told."""

    title: dict = field(default_factory=dict)
    description: dict = field(default_factory=dict)
    alt: dict = field(default_factory=dict)
    place: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)
    licensor: dict = field(default_factory=dict)
    creator: str = ""
    credit: str = ""
    copyright_notice: str = ""
    taken_on: str = ""
    source_type: str = ""
    terms_address: str = ""
    licensor_address: str = ""

    @property
    def mark(self):
        """Changes with anything that is said."""
        return hashlib.blake2s(repr((EDITION, astuple(self))).encode(), digest_size=8).hexdigest()


def statement_of(image, house):
    """No query if wordings are prefetched. The source is for editors only, and is not said."""
    wordings = {wording.language_code: wording for wording in image.wordings.all()}

    def words(name):
        texts = {code: _plain(getattr(wordings[code], name)) for code in _languages() if code in wordings}
        return {code: text for code, text in texts.items() if text}

    return Statement(
        title=words("title"),
        description=words("caption"),
        alt=words("alt"),
        place=words("place"),
        terms={code: _terms(image, code) for code in _languages()},
        licensor={code: _plain(house.names[code]) for code in _languages() if house.names.get(code)},
        creator=_plain(image.creator),
        credit=_plain(image.credit),
        copyright_notice=_plain(image.copyright_notice),
        taken_on=image.taken_on.isoformat() if image.taken_on else "",
        source_type=SOURCE_TYPES + _source_type(image),
        terms_address=house.terms_address,
        licensor_address=house.address,
    )


def terms_sentence(terms):
    """What the terms mean, in the active language."""
    return str(TERMS[Terms(terms)])


def _terms(image, language):
    with translation.override(language):
        label = image.get_terms_display()
        return _("%(label)s. %(sentence)s") % {"label": _upper(str(label)), "sentence": terms_sentence(image.terms)}


def _upper(text):
    return text[:1].upper() + text[1:]


def _source_type(image):
    if image.ai_origin == AIOrigin.GENERATED:
        return "trainedAlgorithmicMedia"
    if image.ai_origin == AIOrigin.ASSISTED:
        return "compositeWithTrainedAlgorithmicMedia"
    return "digitalCapture" if image.genre in CAPTURED else "digitalCreation"


def _languages():
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def _plain(text):
    return UNSEEN.sub("", text).strip()[:LONGEST_TEXT]
