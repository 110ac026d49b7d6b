"""Tells editors in advance that the rights to a file end: 30 days, 7 days and 1 day before, and on the last day itself.

The owners of the pieces that use it in public, else whoever has uploaded it, else the press desk. Once each, in their
language, and in one mail for all files that there is something to say of in a morning. Ticks in the worker.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
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
from pages.models import BrandSettings

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


@dataclass(frozen=True)
class Receiver:
    #: Tells the letters of one morning from one another.
    key: str
    email: str
    language: str


def address_of(asset):
    return reverse(ADDRESSES.get(type(asset), "wagtailmedia:edit"), args=[asset.pk])


def tick(now=None):
    """One round. Returns how many people were written to."""
    day = today((now or timezone.now()) - MORNING)
    return DailyRound.objects.go(ROUND, day, lambda since: _tell(day))


def _tell(day):
    letters = _by_receiver(_with_pages(_not_told_yet(_endings(day))))
    # Of what there was nobody to tell it is tried again the next morning.
    told = {it for theirs in letters.values() for it in theirs}
    rows = [RightsNotice(public_id=it.asset.public_id, ends_on=it.ends_on, days=it.stage) for it in told]
    RightsNotice.objects.bulk_create(rows, ignore_conflicts=True)
    for receiver, theirs in letters.items():
        _write(receiver, sorted(theirs, key=lambda it: (it.ends_on, it.asset.title)), day)
    return len(letters)


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


def _by_receiver(endings):
    """Receiver to what concerns them. Three queries."""
    owner_of = dict(
        Page.objects.filter(pk__in={page for it in endings for page in it.pages}).values_list("pk", "owner_id")
    )
    uploaders = {it.asset.uploaded_by_user_id for it in endings}
    users, desk = _who_can_be_written_to({*owner_of.values(), *uploaders}), _press_desk()
    found = {}
    for it in endings:
        owners = {owner_of.get(page) for page in it.pages} & users.keys()
        keys = owners or {it.asset.uploaded_by_user_id} & users.keys()
        for receiver in [users[key] for key in keys] or desk:
            found.setdefault(receiver, []).append(it)
    return found


def _who_can_be_written_to(keys):
    users = get_user_model().objects.filter(Q(pk__in=keys - {None}), is_active=True).exclude(email="")
    return {user.pk: _receiver(user) for user in users.select_related("wagtail_userprofile")}


def _receiver(user):
    profile = getattr(user, "wagtail_userprofile", None)
    return Receiver(str(user.pk), user.email, profile.get_preferred_language() if profile else settings.LANGUAGE_CODE)


def _press_desk():
    """In a list, which is empty where it has no address."""
    email = BrandSettings.current().press_email
    return [Receiver("press", email, settings.LANGUAGE_CODE)] if email else []


def _write(receiver, endings, day):
    with translation.override(receiver.language):
        number = format_number(len(endings), translation.get_language())
        subject = ngettext("Rights to %(number)s file end", "Rights to %(number)s files end", len(endings))
        body = render_to_string("emails/rights_end.txt", {"endings": endings})
        message = EmailMessage(subject % {"number": number}, body, settings.DEFAULT_FROM_EMAIL, [receiver.email])
    mail.put(message, key=f"mail:rights:{day:%Y-%m-%d}:{receiver.key}")
