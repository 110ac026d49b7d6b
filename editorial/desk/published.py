from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from wagtail.models import Page

from facts.models import Fact, FactVersion
from publication.gate import published
from publication.models import PublishedVersion

from ..models import WithoutApproval
from .rows import OF_PAGES, cut, fact_row, facts_open_to, name_of, page_row, pages_open_to

SHOWN = 15
#: Of a version: why a publisher let it out without approval, or NULL.
_because = Subquery(WithoutApproval.objects.filter(revision=OuterRef("revision")).values("reason"))


def published_today(user, request=None, now=None):
    """Versions since midnight of the active zone, the newest first.

    What has been withdrawn or restricted meanwhile is there for those alone whose edit views open it.
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = [*_pages(user, midnight, request), *_facts(user, midnight)]
    return cut(sorted(rows, key=lambda row: row.at, reverse=True), SHOWN)


def _pages(user, midnight, request):
    versions = (
        PublishedVersion.objects.filter(at__gte=midnight)
        .annotate(let_out_because=_because)
        .annotate(is_public=Exists(published(queryset=Page.objects.filter(pk=OuterRef("page_id")))))
        .filter(Q(is_public=True) | Exists(pages_open_to(user).filter(pk=OuterRef("page_id"))))
        .select_related("user", *(f"page__{name}" for name in OF_PAGES))
        .order_by("-at", "-pk")[: SHOWN + 1]
    )
    for version in versions:
        page = version.page
        address = page.get_url(request) if version.is_public else ""
        yield page_row(page, title=page.title, address=address, **_said_of(version))


def _facts(user, midnight):
    versions = (
        FactVersion.objects.filter(at__gte=midnight)
        .annotate(let_out_because=_because)
        .annotate(is_public=Exists(Fact.objects.public().filter(pk=OuterRef("fact_id"))))
        .filter(Q(is_public=True) | Q(fact__in=facts_open_to(user)))
        .select_related("user", "fact")
        .order_by("-at", "-pk")[: SHOWN + 1]
    )
    for version in versions:
        # In the words of readers: the name at the desk is not public.
        words = version.headline
        yield fact_row(version.fact, title=words, address=version.url if version.is_public else "", **_said_of(version))


def _said_of(version):
    reason = version.let_out_because
    event = pgettext("published today", "went live") if version.number == 1 else pgettext("published today", "changed")
    return {
        "at": version.at,
        "who": name_of(version.user),
        "step": event,
        "mark": "" if version.is_public else gettext("no longer public"),
        "details": gettext("without approval: %(reason)s") % {"reason": reason} if reason else "",
    }
