"""The gate. Everything that the public sees asks here, and nowhere else, whether it is public.

Public is: live, not restricted, its go-live time reached, its expiry not, and the same for every page above.
The clock is compared at reading time, so an expired page is gone before the runner has come round.
"""

from django.db.models import BooleanField, DateTimeField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from .registries import grants

STEP = Page.steplen
# Ancestors are found by cutting the tree path, one indexed look-up each, so the depth is bounded. The house
# needs four levels (root, home, section, item); a page deeper than this is not public at all.
DEEPEST = 8


def _own_state(now):
    return Q(_IsOpen(now))


class _IsOpen(Func):
    """Live, its go-live time reached, its expiry not.

    One expression, as the one below: the gate is asked several times for each page that somebody reads, and put
    together from Django's own it took longer to be written than to be answered.
    """

    output_field = BooleanField()

    def __init__(self, now):
        super().__init__(F("live"), F("go_live_at"), F("expire_at"), Value(now, DateTimeField()))

    def as_sql(self, compiler, connection, **extra):
        (live, _), (begin, _), (end, _), (now, moment) = map(compiler.compile, self.source_expressions)
        return f"({live} AND ({begin} IS NULL OR {begin} <= {now}) AND ({end} IS NULL OR {end} > {now}))", [*moment] * 2


class _OnTheWay(Func):
    """Whether a tree path is one of those that `outer` goes through below the root, down to the depth `upto`."""

    output_field = BooleanField()

    def __init__(self, path, outer, upto):
        super().__init__(F(path), OuterRef(outer), upto=upto)

    def as_sql(self, compiler, connection, **extra):
        path, outer = map(compiler.compile, self.source_expressions)
        cuts = [f"SUBSTR({outer[0]}, 1, {STEP * depth})" for depth in range(2, self.extra["upto"] + 1)]
        return f"{path[0]} IN ({', '.join(cuts)})", [*path[1], *outer[1] * len(cuts)]


def published(now=None, queryset=None, but_for=None):
    """The pages that are public at `now` (default: this moment), as a queryset of `Page`, or of the given one.

    `but_for`, a `Page` or a `PageViewRestriction`, is passed over on the way down: what was public until it closed.
    """
    now = now or timezone.now()
    queryset = Page.objects.all() if queryset is None else queryset
    # An alias repeats the words of its original: what closes the one closes the other.
    original = {"alias": Q(pk=OuterRef("alias_of")), "restricted_alias": Q(page=OuterRef("alias_of"))}
    return _open(queryset, now, **original, but_for=but_for)


def published_of_many(queryset, now=None):
    """The same pages as `published`, for questions about thousands of rows: how many there are, what they are about.

    What stands above is looked at once for each page that has pages below it, not once for each row.
    """
    now = now or timezone.now()
    nothing = Q(pk__in=[])
    above = Page.objects.filter(depth__in=range(2, DEEPEST), numchild__gt=0)
    parents = _open(above, now, alias=nothing, restricted_alias=nothing).order_by().values("path")
    restrictions = PageViewRestriction.objects.order_by().values("page")
    original = Page.objects.filter(_own_state(now), pk=OuterRef("alias_of")).exclude(pk__in=restrictions)
    return (
        queryset.annotate(path_above=Substr("path", 1, Length("path") - STEP))
        .filter(_own_state(now), depth__gt=1, depth__lte=DEEPEST)
        .filter(Q(depth=2) | Q(path_above__in=parents))
        .filter(Q(alias_of=None) | Exists(original.order_by()))
        .exclude(pk__in=restrictions)
    )


def _open(queryset, now, alias, restricted_alias, but_for=None):
    above = Q(_OnTheWay("path", "path", DEEPEST - 1), depth__lt=OuterRef("depth")) | alias
    closed_above = Page.objects.filter(~_own_state(now), above)
    restricted = PageViewRestriction.objects.filter(Q(_OnTheWay("page__path", "path", DEEPEST)) | restricted_alias)
    if isinstance(but_for, Page):
        closed_above = closed_above.exclude(pk=but_for.pk)
    elif but_for is not None:
        restricted = restricted.exclude(pk=but_for.pk)
    return (
        queryset.filter(_own_state(now), depth__gt=1, depth__lte=DEEPEST)
        .exclude(Exists(closed_above.order_by()))
        .exclude(Exists(restricted.order_by()))
    )


def is_published(page, now=None):
    """Whether this very row is public: one query, whatever the object in memory says."""
    return published(now).filter(pk=page.pk).exists()


def may_read(request, thing):
    """Whether this request may read a thing that is not a page: an asset, a person, a fact.

    Each room registers in `grants` what opens its things; nobody's grant means no.
    """
    return any(grant(request, thing) for grant in grants)


def translations(page, now=None):
    """The public pages of the same item in other languages."""
    return published(now).filter(translation_key=page.translation_key).exclude(pk=page.pk)
