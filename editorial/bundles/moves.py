"""What a publisher does with a bundle as a whole. Each step claims its row, so that it comes before the runner or
learns that it is too late, and is logged with the bundle."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from media_library.models import Image
from media_library.renditions import enqueue_renditions
from publication.models import Release

from .history import Action
from .preflight import Preflight


class NotReady(ValueError):
    """Something stands in its way; the message is for whoever has pressed the button."""


@transaction.atomic
def arm(release, user, at=None):
    """From now on it goes out at its moment; `at` brings that forward to this instant first."""
    release.hold(Release.State.DRAFT)
    if at is None and release.at <= timezone.now():
        raise NotReady(_("Its moment has passed: choose another one, or release it now."))
    if at is not None:
        release.move_to(at)
    preflight = Preflight(release, user)
    if preflight.remember():
        # Its own transaction is rolled back; the number is kept by whoever catches this and looks again.
        raise NotReady(_("Something is still missing: see below."))
    release.arm()
    Release.objects.filter(pk=release.pk).update(user=user)
    log(instance=release, action=Action.ARMED, user=user)
    _make_sizes(preflight)


def _make_sizes(preflight):
    """Before its moment, so that its pictures are there when readers are."""
    assets = [asset for page in preflight.pages.values() for asset in page.assets()]
    for page in preflight.pages.values():
        assets += [asset for element in page.document() for asset in element.assets()]
    pictures = {asset.pk for asset in assets if isinstance(asset, Image)}
    transaction.on_commit(lambda: enqueue_renditions(pictures))


@transaction.atomic
def take_back(release, user):
    release.take_back()
    log(instance=release, action=Action.TAKEN_BACK, user=user)


@transaction.atomic
def cancel(release, user):
    release.call_off()
    log(instance=release, action=Action.CANCELLED, user=user)


@transaction.atomic
def move(release, at, user):
    """To a moment that is still to come."""
    if at <= timezone.now():
        raise NotReady(_("This moment has passed: choose a later one, or release it now."))
    release.hold()
    before = release.at
    if at != before:
        release.move_to(at)
        log(instance=release, action=Action.MOVED, user=user, data=_span(before, at))


@transaction.atomic
def release_now(release, user):
    """The runner takes it in its next round, within a second: it does what it always does. One that is blocked or has
    failed is tried again at once."""
    release.hold()
    now, before = timezone.now(), release.at
    if release.state == Release.State.DRAFT:
        arm(release, user, at=now)
    elif before > now:
        release.move_to(now)
    else:
        # Its time has passed, and it is late: that stays true.
        release.move_to(before)
    log(instance=release, action=Action.NOW, user=user, data=_span(before, now))


def _span(before, after):
    return {"before": before.isoformat(), "after": after.isoformat()}
