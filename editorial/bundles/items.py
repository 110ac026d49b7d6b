"""What is in a bundle. It can be changed while the bundle is being prepared; each change is logged with it."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from publication.models import Release

from ..approved import approved_revisions
from .approved import revision_to_release
from .history import Action
from .permissions import pages_published_by
from .preflight import Preflight

#: They go live in one transaction: more would be late.
MOST = 100


@dataclass
class Added:
    """What was added, by title, and in sentences what was not."""

    titles: list = field(default_factory=list)
    refused: list = field(default_factory=list)


@transaction.atomic
def add(release, keys, user):
    """Puts pages into the bundle, each with the text that was approved last, or the newest one for its approval."""
    releases = Release.objects.filter(Q(pk=release.pk) | Q(items__page__in=keys, state__in=Release.OPEN))
    releases.lock()
    release.hold(Release.State.DRAFT)
    present = set(release.items.values_list("page_id", flat=True))
    wanted = set(keys) - present
    pages = list(pages_published_by(user).filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))
    added = Added()
    if len(pages) < len(wanted):
        added.refused.append(_number_refused(len(wanted) - len(pages)))
    if len(present) + len(pages) > MOST:
        added.refused.append(_("A release holds %(count)s items at most.") % {"count": MOST})
        return added
    elsewhere = _in_other_bundles(release, pages)
    approved = approved_revisions([page.pk for page in pages])
    for page in pages:
        if why_not := _why_not(page, elsewhere):
            added.refused.append(why_not)
        else:
            _put(release, page, revision_to_release(page, approved))
            added.titles.append(page.get_admin_display_title())
    if added.titles:
        log(instance=release, action=Action.ADDED, user=user, data={"titles": added.titles})
    return added


@transaction.atomic
def put_together_anew(cancelled, user):
    """Another release of the same name, moment and note, with those of its pages that have something new for readers
    and wait in no other; and what was added to it. No release where there are none."""
    cancelled.hold(Release.State.CANCELLED)
    pages = Page.objects.filter(release_items__release=cancelled)
    elsewhere = pages.filter(release_items__release__in=Release.objects.open())
    free = pages.exclude(live=True, has_unpublished_changes=False).exclude(pk__in=elsewhere.values("pk"))
    keys = set(free.values_list("pk", flat=True))
    left_out = _titles_left_out(pages.exclude(pk__in=keys))
    if not keys:
        return None, Added(refused=left_out)
    release = Release.objects.create(
        name=cancelled.name, note=cancelled.note, at=cancelled.at, state=Release.State.DRAFT, user=user
    )
    log(instance=release, action="wagtail.create", user=user)
    added = add(release, keys, user)
    added.refused += left_out
    return release, added


def _titles_left_out(pages):
    titles = ", ".join(pages.order_by("pk").values_list("draft_title", flat=True))
    text = _("Not in it, because readers have it already or it waits in another release: %(titles)s")
    return [text % {"titles": titles}] if titles else []


def _put(release, page, revision):
    # One that was scheduled alone goes with the bundle from now on.
    Release.objects.drop(page.pk)
    Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    release.items.create(page_id=page.pk, revision_id=revision)


def _in_other_bundles(release, pages):
    others = Release.objects.open().bundles().exclude(pk=release.pk).filter(items__page__in=pages)
    return set(others.values_list("items__page_id", flat=True))


def _why_not(page, elsewhere):
    title = {"title": page.get_admin_display_title()}
    if page.alias_of_id:
        return _("“%(title)s” is an alias: it goes out with its original.") % title
    if page.pk in elsewhere:
        return _("“%(title)s” is in another release that is not out yet.") % title
    if not page.latest_revision_id:
        return _("“%(title)s” has never been saved: there is no text to release.") % title
    return ""


def _number_refused(count):
    text = ngettext(
        "%(count)s page was not added: it does not exist, or you may not publish it.",
        "%(count)s pages were not added: they do not exist, or you may not publish them.",
        count,
    )
    return text % {"count": count}


def translations_of(release):
    """Keys of the other languages of what is in the bundle."""
    keys = release.items.values("page__translation_key")
    return set(Page.objects.filter(translation_key__in=keys, alias_of=None).values_list("pk", flat=True))


def linked_from(release):
    """Keys of the kits and pieces that items lead to and that readers could not open at its moment."""
    return {page.pk for page in Preflight(release).closed.values() if not page.alias_of_id}


@transaction.atomic
def remove(release, item_key, user):
    """Returns the title, or None where somebody else was faster."""
    release.hold(Release.State.DRAFT)
    item = release.items.filter(pk=item_key).select_related("page").first()
    if item is None:
        return None
    title = item.page.get_admin_display_title()
    item.delete()
    log(instance=release, action=Action.REMOVED, user=user, data={"titles": [title]})
    return title


@transaction.atomic
def replace(release, item_key, user):
    """From now on the text that was approved last; the title, or None where there is no other or no item."""
    release.hold(Release.State.DRAFT)
    item = release.items.filter(pk=item_key).select_related("page").first()
    newer = revision_to_release(item.page) if item else None
    if newer is None or newer == item.revision_id:
        return None
    item.revision_id = newer
    item.save(update_fields=["revision"])
    title = item.page.get_admin_display_title()
    log(instance=release, action=Action.REPLACED, user=user, data={"titles": [title]})
    return title
