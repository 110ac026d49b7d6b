"""Taking everything of a release, or of one item in all its languages, off the site in one transaction."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import LogContext, log
from wagtail.models import Page, Revision

from publication.gate import published
from publication.models import Recall, Release, Withdrawal

from ..withdrawal import ACTION
from .history import Action
from .tasks import prove


def everything_of(pages):
    """These pages in all their languages, with their aliases: what withdrawing one of them has to reach."""
    keys = Page.objects.filter(pk__in=[page.pk for page in pages]).values("translation_key")
    languages = Page.objects.filter(translation_key__in=keys)
    return Page.objects.filter(Q(pk__in=languages.values("pk")) | Q(alias_of__in=languages.values("pk")))


def items_of(release):
    """The pages of a release, with their aliases."""
    items = release.items.values("page")
    return Page.objects.filter(Q(pk__in=items) | Q(alias_of__in=items))


def withdraw_everything(pages, user, *, reason, is_public=False, release=None):
    """Takes all live ones of the pages down, and calls off what was planned for the others. Then a job proves it."""
    keys = list(pages.order_by("pk").values_list("pk", flat=True))
    started = timezone.now()
    with transaction.atomic():
        # In the runner's order: releases, then pages.
        Release.objects.open().filter(items__page__in=keys).lock()
        list(Page.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).only("pk"))
        recall = Recall.objects.create(release=release, reason=reason, is_public=is_public, user=user, at=started)
        known = set(published().filter(pk__in=keys).values_list("pk", flat=True))
        live = list(Page.objects.filter(pk__in=keys, live=True).order_by("pk").specific())
        for page in live:
            # A log context of its own: of one context, histories show the last entry alone.
            with LogContext(user=user):
                _withdraw(page, recall, is_public and page.pk in known)
        with LogContext(user=user):
            for key in keys:
                Release.objects.drop(key)
        planned = Revision.objects.page_revisions().filter(object_id__in=map(str, keys))
        planned.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        if release is not None:
            log(instance=release, action=Action.RECALLED, user=user, data={"reason": reason})
        recall.took = timezone.now() - started
        recall.save(update_fields=["took"])
        transaction.on_commit(lambda: prove.enqueue(recall.pk))
    return recall


def _withdraw(page, recall, is_public):
    # An alias goes with its original, unless it has gone already.
    if Page.objects.filter(pk=page.pk, live=True).exists():
        # The view has asked whether its user may; a scheduled update locks the page, and must not keep it there.
        UnpublishPageAction(page, user=recall.user).execute(skip_permission_checks=True)
    Withdrawal.objects.create(
        page_id=page.pk, url_path=page.url_path, reason=recall.reason, is_public=is_public, user=recall.user,
        recall=recall,
    )  # fmt: skip
    log(instance=page, action=ACTION, data={"reason": recall.reason, "is_public": is_public})
