from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page
from wagtail.permissions import policy_registry

from facts.models import Fact
from pages.digits import is_persian, persian_digits

#: What the row of a page asks for; its content type by a join, because the cache of those may be cold.
OF_PAGES = ("content_type", "locale")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the desk. Which of the rest it says is for the section's template to decide."""

    title: str
    address: str
    kind: str
    language: str = ""
    language_code: str = ""
    at: datetime | None = None
    #: How long ago that is, in words.
    period: str = ""
    who: str = ""
    step: str = ""
    comment: str = ""
    mark: str = ""
    details: str = ""


def page_row(page, *, title="", address="", **more):
    """Leads to its edit view unless another address is given. Needs `OF_PAGES`."""
    kind = page.content_type.model_class()
    return Row(
        title=title or page.draft_title or page.title,
        address=address or reverse("wagtailadmin_pages:edit", args=[page.pk]),
        kind=str(capfirst(kind.get_verbose_name())) if kind else "",
        language=str(page.locale.get_display_name()),
        language_code=page.locale.language_code,
        **more,
    )


def fact_row(fact, *, title="", address="", **more):
    return Row(
        title=title or fact.label,
        address=address or reverse(Fact.snippet_viewset.get_url_name("edit"), args=[fact.pk]),
        kind=str(capfirst(Fact._meta.verbose_name)),
        **more,
    )


def pages_open_to(user):
    """Those whose edit view the user's own permissions open; a writer's are their own. The root is no page."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change").filter(depth__gt=1)


def facts_open_to(user):
    return policy_registry.get_by_type(Fact).instances_user_has_permission_for(user, "change")


def may(user, action, *models):
    """Whether this user may do it with anything of one of these kinds."""
    return any(policy_registry.get_by_type(model).user_has_permission(user, action) for model in models)


def cut(rows, shown):
    """For lists that asked for one row more than they show."""
    return {"rows": rows[:shown], "has_more": len(rows) > shown}


def about(queryset):
    """Condition on rows that point at anything (`base_content_type`, `object_id`): at one of these."""
    meta = queryset.model._meta
    pointed_at = queryset.filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))
    kind = {"base_content_type__app_label": meta.app_label, "base_content_type__model": meta.model_name}
    return Q(**kind) & Exists(pointed_at)


def name_of(user):
    return get_user_display_name(user) if user else ""


def period(since, now):
    """3 hours, 2 days: the largest unit alone."""
    if (now - since).total_seconds() < 60:
        return gettext("a moment")
    words = timesince(since, now, depth=1)
    return persian_digits(words) if is_persian(get_language() or "") else words
