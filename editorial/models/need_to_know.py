from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publication.gate import published


class NeedToKnowQuerySet(models.QuerySet):
    def standing(self):
        """Those whose page is not public yet, or no more: what readers may read is no secret."""
        return self.exclude(Exists(published().filter(pk=OuterRef("page_id")).order_by()))

    def closed_to(self, user):
        """Those that keep their page from this user; none for superusers."""
        if user.is_superuser:
            return self.none()
        return self.standing().exclude(groups__in=user.groups.all()).exclude(page__owner=user)


class NeedToKnow(models.Model):
    """That until it is public a page exists for some desks alone, and for whoever began it. A row: a draft's copy in a
    revision must not open it again."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="need_to_know")
    groups = models.ManyToManyField(Group, verbose_name=_("desks"), related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = NeedToKnowQuerySet.as_manager()

    class Meta:
        verbose_name = _("need to know")
        verbose_name_plural = _("needs to know")

    def __str__(self):
        return str(self.page_id)


def closed_keys(user, pages=None):
    """Primary keys of the pages, among these or of all, that do not exist for this user in the admin. Few are kept from
    anybody, and each page of the admin asks several times: a short query spares most of them the long one."""
    rows = NeedToKnow.objects.all() if pages is None else NeedToKnow.objects.filter(page_id__in=pages)
    if user.is_superuser or not rows.exists():
        return frozenset()
    return frozenset(rows.closed_to(user).values_list("page_id", flat=True))


def keys_kept_from(user):
    """The same of all pages, kept on the user, who lives as long as a request: lists ask for each of their rows."""
    if not hasattr(user, "_pages_kept_from"):
        user._pages_kept_from = closed_keys(user)
    return user._pages_kept_from


def is_kept_from(user, thing):
    """Whether this page does not exist for this user; of anything else, no. Asked anew, whatever was known before."""
    return isinstance(thing, Page) and bool(closed_keys(user, [thing.pk]))


def who_may_know(users, thing):
    """Those among these users."""
    row = NeedToKnow.objects.standing().filter(page_id=thing.pk).first() if isinstance(thing, Page) else None
    if row is None:
        return users
    named = Q(groups__in=row.groups.all()) | Q(pk=thing.owner_id) | Q(is_superuser=True)
    return users.filter(pk__in=get_user_model().objects.filter(named).values("pk"))


def open_to(user):
    """Condition on pages. In keys, not in a subquery: the search takes no other."""
    keys = keys_kept_from(user)
    return ~Q(pk__in=keys) if keys else Q()


def close_copy(copy, original):
    """A copy, and what was copied below it, says the same as its original. Below it slugs stay as they were."""
    rows = NeedToKnow.objects.filter(page__path__startswith=original.path).select_related("page")
    for row in rows:
        path = copy.url_path + row.page.url_path.removeprefix(original.url_path)
        twin = copy if row.page_id == original.pk else Page.objects.filter(url_path=path).first()
        if twin and not NeedToKnow.objects.filter(page_id=twin.pk).exists():
            NeedToKnow.objects.create(page_id=twin.pk, user=row.user).groups.set(row.groups.all())
