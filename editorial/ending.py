"""Tells editors in advance that the rights to a file end: 30 days, 7 days and 1 day before, and on the last day itself.

The owners of the pieces that use it in public, else whoever has uploaded it. Once each, in their language, and in one
mail for all files that there is something to say of in a morning. Ticks in the worker.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.models import Page

from media_library.models import Asset, AssetUse, DailyRound, Document, Image
from media_library.models.asset import today
from media_library.rights import KINDS
from outbox import mail
from pages.digits import format_number

from .models import RightsNotice

#: Days before the last one.
STAGES = (0, 1, 7, 30)
ROUND, MORNING = "rights: notices", timedelta(hours=6)
ADDRESSES = {Image: "wagtailimages:edit", Document: "wagtaildocs:edit"}


@dataclass(frozen=True)
class Ending:
    asset: Asset
    stage: int
    #: Primary keys of the pages that use it.
    pages: tuple = ()

    @property
    def ends_on(self) -> date:
        return self.asset.expires_on

    @property
    def address(self):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address_of(self.asset)


def address_of(asset):
    return reverse(ADDRESSES.get(type(asset), "wagtailmedia:edit"), args=[asset.pk])


def tick(now=None):
    """One round. Returns how many people were written to."""
    day = today((now or timezone.now()) - MORNING)
    if DailyRound.objects.is_done(ROUND, day):
        return 0
    with transaction.atomic():
        return _tell(day) if DailyRound.objects.begin(ROUND, day) else 0


def _tell(day):
    endings = _with_pages(_not_told_yet(_endings(day)))
    rows = [RightsNotice(public_id=it.asset.public_id, ends_on=it.ends_on, days=it.stage) for it in endings]
    RightsNotice.objects.bulk_create(rows, ignore_conflicts=True)
    by_user = _by_user(endings)
    for user, theirs in by_user.items():
        _write(user, sorted(theirs, key=lambda it: (it.ends_on, it.asset.title)), day)
    return len(by_user)


def _endings(day):
    span = (day, day + timedelta(days=max(STAGES)))
    for kind in KINDS:
        for asset in kind.objects.filter(expires_on__range=span).order_by("expires_on", "pk"):
            left = (asset.expires_on - day).days
            yield Ending(asset, min(stage for stage in STAGES if stage >= left))


def _not_told_yet(endings):
    endings = list(endings)
    ids = {it.asset.public_id for it in endings}
    told = set(RightsNotice.objects.filter(public_id__in=ids).values_list("public_id", "ends_on", "days"))
    return [it for it in endings if (it.asset.public_id, it.ends_on, it.stage) not in told]


def _with_pages(endings):
    kind = {"owner_type__app_label": Page._meta.app_label, "owner_type__model": Page._meta.model_name}
    uses = AssetUse.objects.filter(**kind, public_id__in=[it.asset.public_id for it in endings])
    pages = {}
    for public_id, page in uses.values_list("public_id", "owner_id"):
        pages.setdefault(public_id, []).append(page)
    return [Ending(it.asset, it.stage, tuple(pages.get(it.asset.public_id, ()))) for it in endings]


def _by_user(endings):
    """User to what concerns them. Two queries."""
    owner_of = dict(
        Page.objects.filter(pk__in={page for it in endings for page in it.pages}).values_list("pk", "owner_id")
    )
    uploaders = {it.asset.uploaded_by_user_id for it in endings}
    users = _who_can_be_written_to({*owner_of.values(), *uploaders})
    found = {}
    for it in endings:
        owners = {owner_of.get(page) for page in it.pages} & users.keys()
        for key in owners or {it.asset.uploaded_by_user_id} & users.keys():
            found.setdefault(users[key], []).append(it)
    return found


def _who_can_be_written_to(keys):
    users = get_user_model().objects.filter(Q(pk__in=keys - {None}), is_active=True).exclude(email="")
    return {user.pk: user for user in users.select_related("wagtail_userprofile")}


def _write(user, endings, day):
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        number = format_number(len(endings), translation.get_language())
        subject = ngettext("Rights to %(number)s file end", "Rights to %(number)s files end", len(endings))
        body = render_to_string("emails/rights_end.txt", {"endings": endings, "user": user, "day": day})
        message = EmailMessage(subject % {"number": number}, body, settings.DEFAULT_FROM_EMAIL, [user.email])
    mail.put(message, key=f"mail:rights:{day:%Y-%m-%d}:{user.pk}")
