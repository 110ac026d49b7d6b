"""Prepared posts: proposals for each network, made when an item is approved or published, and what is released of them.

Networks are reached through connectors, which are plug-ins: `connectors["mastodon"] = post`, a function of the post and
a key that is the same in each attempt; it returns where the post stands. Without one, editors copy and note that they
have posted."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.models import Page

from outbox.channels import Cancelled, Channel
from outbox.models import Delivery
from publication.gate import is_published
from stories.models import NewsItem

from ..feed import permanent_id
from . import wording
from .holding import make_sure_it_holds
from .models import PreparedPost
from .networks import NETWORKS

logger = logging.getLogger(__name__)

NAME = "post"
NOT_CONNECTED = gettext_noop("No account of this network is connected.")
#: Name of a network to `post(prepared, key) -> address`, which raises `outbox.channels.Failed`.
connectors = {}


class NotReleased(ValueError):
    """It is not public, is too long, or nobody takes it there."""


def prepare(page):
    """Proposes what is missing, and words anew what nobody has edited. Nothing is lost if it cannot: a publication must
    not wait for it."""
    if page.alias_of_id:
        return
    try:
        with transaction.atomic():
            _prepare(page)
    except Exception:
        logger.exception("no posts were prepared for page %s", page.pk)


def _prepare(page):
    image = getattr(page, "share_image", None) or page.lead_image
    alt = (image.word("alt", page.locale.language_code) if image else "")[:500]
    known = {post.network: post for post in PreparedPost.objects.filter(page_id=page.pk)}
    new = []
    for name, network in NETWORKS.items():
        words = {
            "text": wording.proposal(page, network), "hashtags": wording.hashtags(page, network),
            "image": image, "alt": alt,
        }  # fmt: skip
        post = known.get(name)
        if post is None:
            new.append(PreparedPost(page_id=page.pk, network=name, **words))
        elif not post.is_edited and post.state == PreparedPost.State.DRAFT and _differs(post, words):
            PreparedPost.objects.filter(pk=post.pk, is_edited=False).update(**words)
    PreparedPost.objects.bulk_create(new, ignore_conflicts=True)


def _differs(post, words):
    kept = {"text": post.text, "hashtags": post.hashtags, "alt": post.alt, "image": post.image_id}
    return kept != words | {"image": words["image"].pk if words["image"] else None}


def newest_text(page):
    """What will be read next: the newest revision of a page that is not public, else what is."""
    specific = page.specific
    return specific if specific.live else specific.get_latest_revision_as_object()


def on_approval(instance, **kwargs):
    """Receiver of `workflow_approved`: what waits for its time can be worded meanwhile."""
    thing = instance.content_object
    if isinstance(thing, Page) and issubclass(thing.specific_class or Page, NewsItem):
        prepare(newest_text(thing))


def link_of(post):
    return wording.link_of(post.page, post.network, counts_visits=post.counts_visits)


def text_of(post):
    return wording.composed(post.text, post.hashtags, link_of(post), post.on)


def release(post, user):
    """Writes the row; who may is asked before. Raises `NotReleased`."""
    if not is_published(post.page):
        raise NotReleased(_("It can be released when the piece is public."))
    if post.network not in connectors:
        raise NotReleased(_(NOT_CONNECTED))
    if not post.on.fits(text_of(post)):
        raise NotReleased(_("It is too long for this network."))
    with transaction.atomic():
        fresh = PreparedPost.objects.filter(pk=post.pk, state=PreparedPost.State.DRAFT)
        if not fresh.update(
            state=PreparedPost.State.RELEASED, at=timezone.now(), user=user, releases=post.releases + 1
        ):  # fmt: skip
            raise NotReleased(_("It was released before."))
        return Delivery.objects.put(
            NAME, key=f"{NAME}:{post.pk}:{post.releases + 1}", lane=f"{NAME}:{post.network}",
            about=permanent_id(post.page.specific), event=f"{NAME}.{post.network}",
            payload={"to": [str(post.on.label)], "page": post.page_id, "post": post.pk},
        )  # fmt: skip


def send(delivery):
    make_sure_it_holds(delivery)
    post = PreparedPost.objects.filter(pk=delivery.payload["post"]).select_related("page__locale", "image").first()
    if post is None or post.state != PreparedPost.State.RELEASED:
        raise Cancelled(gettext_noop("It was taken back."))
    if (connector := connectors.get(post.network)) is None:
        raise Cancelled(NOT_CONNECTED)
    address = connector(post, delivery.key) or ""
    PreparedPost.objects.filter(pk=post.pk).update(state=PreparedPost.State.POSTED, address=address[:500])


def take_back(page_id):
    """What was released and did not leave is a draft again."""
    for post in PreparedPost.objects.filter(page_id=page_id, state=PreparedPost.State.RELEASED):
        row = Delivery.objects.filter(key=key_of(post), state__in=[Delivery.State.CANCELLED, Delivery.State.GIVEN_UP])
        if row.exists():
            PreparedPost.objects.filter(pk=post.pk).update(state=PreparedPost.State.DRAFT)


def key_of(post):
    """Of its last release."""
    return f"{NAME}:{post.pk}:{post.releases}"


CHANNEL = Channel(send, _("post"))
