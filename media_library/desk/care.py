"""What an asset may lack: one list of conditions, for the filters of the listings and for the report."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast, Greatest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.models import ReferenceIndex

from ..models import AssetUse, Image, Media, Terms

#: Pixels of an A4 page's short side at 300 dots an inch.
PRINT = 2480
#: What stands in for sight and hearing, by model; documents are read as they are.
SPOKEN = {Image: "alt", Media: "transcript"}


@dataclass(frozen=True)
class Lack:
    """`condition(model)` is a `Q` for rows of the model that lack it, or None for a model that cannot. `unless` names
    another that says the same more nearly: where both are true, that one is told alone."""

    name: str
    label: Promise | str
    condition: object
    unless: str = ""

    @property
    def column(self):
        return f"lacks_{self.name}"


def _without_words(code):
    def condition(model):
        if model not in SPOKEN:
            return None
        wording = model._meta.get_field("wordings").related_model
        said = wording.objects.filter(asset=OuterRef("pk"), locale__language_code=code)
        return ~Exists(said.exclude(**{SPOKEN[model]: ""}))

    return condition


def is_used_in_public(model):
    return Exists(AssetUse.objects.filter(public_id=OuterRef("public_id")))


def is_referred_to(model):
    to = {"to_content_type": ContentType.objects.get_for_model(model), "to_object_id": OuterRef("key")}
    return Exists(ReferenceIndex.objects.filter(**to))


def with_key(queryset):
    """The reference index keeps keys as text."""
    return queryset.alias(key=Cast("pk", CharField()))


def has_ended(model=None):
    return Q(expires_on__lt=timezone.localdate())


def ends_within(days):
    def condition(model):
        today = timezone.localdate()
        return Q(expires_on__gte=today, expires_on__lte=today + timedelta(days=days))

    return condition


def _too_small(model):
    return Q(longest__lt=PRINT) if model is Image else None


def lacks():
    """In the order in which they are told."""
    return [
        *(
            Lack(
                f"words_{code}",
                format_lazy(_("No alternative text or transcript · {}"), get_language_info(code)["name_local"]),
                _without_words(code),
            )
            for code in get_content_languages()
        ),
        Lack("credit", _("No credit"), lambda model: Q(credit="")),
        Lack("terms", _("Terms: still ask before use"), lambda model: Q(terms=Terms.ASK)),
        Lack("ended_used", _("Rights have ended, still used"), lambda model: has_ended() & is_used_in_public(model)),
        Lack("ends_30", _("Rights end within 30 days"), ends_within(30)),
        Lack("ends_90", _("Rights end within 90 days"), ends_within(90), unless="ends_30"),
        Lack("unused", _("Never used"), lambda model: ~is_used_in_public(model) & ~is_referred_to(model)),
        Lack("small", _("Too small for print"), _too_small),
    ]


def told(row):
    """Labels of what a row of the report lacks."""
    true = {lack.name: lack for lack in lacks() if row[lack.column]}
    return [str(lack.label) for lack in true.values() if lack.unless not in true]


def prepared(queryset):
    """With what the conditions compare."""
    queryset = with_key(queryset)
    return queryset.alias(longest=Greatest("width", "height")) if queryset.model is Image else queryset


def lacking(queryset, lack):
    """Those of the queryset that lack it."""
    condition = lack.condition(queryset.model)
    return queryset.none() if condition is None else prepared(queryset).filter(condition)
