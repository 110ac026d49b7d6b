"""Prepared posts: proposals for each network, made when an item is approved or published, and what is released of them.

Networks are reached through connectors, which are plug-ins: `connectors["mastodon"] = post`, a function of the post and
a key that is the same in each attempt; it returns where the post stands. Without one, editors copy and note that they
have posted."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.models import Page

from outbox.channels import Cancelled, Channel, Failed
from outbox.models import Delivery
from publication.gate import is_published
from stories.models import NewsItem

from ..feed import permanent_id
from ..pictures import picture_of
from . import wording
from .holding import make_sure_it_holds
from .models import PreparedPost
from .networks import NETWORKS

logger = logging.getLogger(__name__)

NAME = "post"
NOT_CONNECTED = gettext_noop("No account of this network is connected.")
#: Name of a network to `post(prepared, key) -> address`, which raises `outbox.channels.Failed`.
connectors = {}
#: Networks keep a key for an hour (Mastodon); the rest is for a slow answer, and clocks that differ.
KEY_IS_KNOWN = timedelta(minutes=50)
TOO_LATE = gettext_noop("It may have arrived. Look whether it stands there, before you release it again.")


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
    new = []
    for post, words in _proposals(page):
        if post.pk is None:
            new.append(post)
        elif words:
            PreparedPost.objects.filter(pk=post.pk, is_edited=False).update(**words)
    PreparedPost.objects.bulk_create(new, ignore_conflicts=True)


def proposed(page):
    """The posts of a page as `prepare` would leave them, and `take_back`; nothing is written, so that whoever only
    looks changes nothing."""
    given_up = {post.pk for post in _lost(page.pk)}
    posts = []
    for post, words in _proposals(newest_text(page)):
        for name, value in (words or {}).items():
            setattr(post, name, value)
        if post.pk in given_up:
            post.state = PreparedPost.State.DRAFT
        posts.append(post)
    return posts


def _proposals(page):
    """Of each network its post, known or new and not written yet, and the words that it should have now; None where it
    is to stay as it is."""
    image = picture_of(page)
    alt = (image.word("alt", page.locale.language_code) if image else "")[:500]
    rows = PreparedPost.objects.filter(page_id=page.pk).select_related("page__locale", "image", "user")
    known = {post.network: post for post in rows}
    hashtags = wording.hashtags(page)
    for name, network in NETWORKS.items():
        tags = " ".join(hashtags[: network.hashtags])
        words = {"text": wording.proposal(page, network, tags), "hashtags": tags, "image": image, "alt": alt}
        post = known.get(name)
        if post is None:
            yield PreparedPost(page=page, network=name, **words), words
        else:
            follows = not post.is_edited and post.state == PreparedPost.State.DRAFT
            yield post, words if follows and _differs(post, words) else None


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
    _make_sure_the_key_is_known(delivery)
    address = connector(post, delivery.key) or ""
    PreparedPost.objects.filter(pk=post.pk).update(state=PreparedPost.State.POSTED, address=address[:500])


def _make_sure_the_key_is_known(delivery):
    """Raises `Failed`, finally, where an attempt may have arrived so long ago that another one may be a second post."""
    now, first = timezone.now().timestamp(), delivery.payload.get("first_attempt")
    if first is None or not delivery.may_have_arrived:
        delivery.payload["first_attempt"] = now
        Delivery.objects.filter(pk=delivery.pk).update(payload=delivery.payload)
    elif now - first > KEY_IS_KNOWN.total_seconds():
        raise Failed(TOO_LATE, final=True)


def take_back(page_id):
    """What was released and did not leave is a draft again."""
    for post in _lost(page_id):
        PreparedPost.objects.filter(pk=post.pk).update(state=PreparedPost.State.DRAFT)


def _lost(page_id):
    posts = PreparedPost.objects.filter(page_id=page_id, state=PreparedPost.State.RELEASED)
    released = {key_of(post): post for post in posts}
    ended = Delivery.objects.filter(key__in=released, state__in=[Delivery.State.CANCELLED, Delivery.State.GIVEN_UP])
    return [released[key] for key in ended.values_list("key", flat=True)]


def key_of(post):
    """Of its last release."""
    return f"{NAME}:{post.pk}:{post.releases}"


CHANNEL = Channel(send, _("post"))
