"""What an item says out in the world, in the admin: prepared posts, for whoever may change it; whoever may publish it
releases them, and sees what has left the house and what became of it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from editorial.embargo import is_secret
from editorial.models.need_to_know import is_kept_from
from outbox.models import Delivery
from pages.forms import RowForm
from publication.gate import is_published
from stories.models import NewsItem

from ..feed import permanent_id
from . import posts, wording
from .models import PreparedPost
from .networks import NETWORKS

RELEASED = "syndication.post.release"
#: Of what has left, so many rows are shown.
SHOWN = 100


class PostForm(RowForm):
    class Meta:
        model = PreparedPost
        fields = ["text", "hashtags", "alt", "counts_visits"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 5
        if not self.instance.image_id:
            del self.fields["alt"]
        if not self.instance.on.has_link:
            del self.fields["counts_visits"]

    def clean(self):
        cleaned = super().clean()
        post = self.instance
        link = wording.link_of(post.page, post.network, counts_visits=cleaned.get("counts_visits", False))
        whole = wording.composed(cleaned.get("text", ""), cleaned.get("hashtags", ""), link, post.on)
        if not post.on.fits(whole):
            told = {"length": post.on.length(whole), "limit": post.on.limit}
            raise forms.ValidationError(_("Too long for this network: %(length)s of %(limit)s.") % told)
        return cleaned


def may(user, action, page):
    return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, action, page)


def has_posts(page):
    return not page.alias_of_id and issubclass(page.specific_class or Page, NewsItem)


def button_for(page, user):
    if has_posts(page) and may(user, "change", page):
        yield Button(
            pgettext("on networks", "Posts"),
            reverse("posts_of_page", args=[page.pk]),
            icon_name="link-external",
            priority=19,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def posts_of_page(request, page_id):
    page = get_object_or_404(Page.objects.select_related("locale", "content_type"), pk=page_id)
    if is_kept_from(request.user, page) or not has_posts(page):
        raise Http404
    if not may(request.user, "change", page):
        raise PermissionDenied
    with timezone.override(timezone.get_default_timezone()):
        return _Desk(request, page).answer()


class _Desk:
    """One request about one item."""

    def __init__(self, request, page):
        self.request, self.page, self.user = request, page, request.user
        self.publishes = may(self.user, "publish", page)
        self.is_public = is_published(page)
        self.bound = {}

    def answer(self):
        if self.request.method == "POST":
            posts.take_back(self.page.pk)
            posts.prepare(posts.newest_text(self.page))
            action, _colon, network = self.request.POST.get("action", "").partition(":")
            act = {"save": self.save, "reset": self.reset, "release": self.release, "posted": self.note_posted}.get(
                action
            )
            if act is None or network not in NETWORKS:
                raise Http404
            post = get_object_or_404(self.rows(), network=network)
            if act(post):
                return redirect(f"{reverse('posts_of_page', args=[self.page.pk])}#{network}")
        return self.show()

    def rows(self):
        return PreparedPost.objects.filter(page_id=self.page.pk).select_related("page__locale", "image", "user")

    def save(self, post):
        form = self.bound[post.network] = PostForm(
            self.request.POST, instance=post, for_user=self.user, prefix=post.network
        )
        if post.state != PreparedPost.State.DRAFT or not form.is_valid():
            return False
        post = form.save(commit=False)
        post.is_edited = True
        post.save()
        messages.success(self.request, gettext("Saved."))
        return True

    def reset(self, post):
        """As the machine proposes it; what was released may be worded anew as well."""
        self.rows().filter(pk=post.pk).exclude(state=PreparedPost.State.RELEASED).update(
            is_edited=False, state=PreparedPost.State.DRAFT, counts_visits=False
        )
        posts.prepare(posts.newest_text(self.page))
        return True

    def release(self, post):
        if not self.publishes:
            raise PermissionDenied
        try:
            with transaction.atomic():
                posts.release(post, self.user)
                self.note(post)
        except posts.NotReleased as reason:
            messages.error(self.request, str(reason))
        else:
            messages.success(self.request, gettext("It is on its way."))
        return True

    def note_posted(self, post):
        """Somebody has posted it by hand, which is theirs to do once it is public."""
        if not self.publishes:
            raise PermissionDenied
        draft = self.rows().filter(pk=post.pk, state=PreparedPost.State.DRAFT)
        if self.is_public and draft.update(state=PreparedPost.State.POSTED, at=timezone.now(), user=self.user):
            self.note(post)
        return True

    def note(self, post):
        told = {"network": str(post.on.label)}
        log(instance=self.page.specific_deferred, action=RELEASED, user=self.user, data=told)

    # -- The page --------------------------------------------------------------------------------------------------

    def show(self):
        title, label = self.page.get_admin_display_title(), pgettext("on networks", "Posts")
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": title}
        context = {
            "page": None, "piece": self.page, "header_title": label, "header_icon": "link-external",
            "breadcrumbs_items": [edit, {"url": "", "label": label}],
            "is_public": self.is_public, "is_secret": not self.is_public and is_secret(self.page.specific),
            "publishes": self.publishes, "posts": [self.shown(post) for post in posts.proposed(self.page)],
        }  # fmt: skip
        if self.publishes:
            about = permanent_id(self.page)
            context["rows"] = Delivery.objects.filter(about=about).order_by("-pk")[:SHOWN]
        return render(self.request, "wagtailadmin/syndication/posts.html", context)

    def shown(self, post):
        form = self.bound.get(post.network) or PostForm(instance=post, for_user=self.user, prefix=post.network)
        text, link = posts.text_of(post), posts.link_of(post)
        words = wording.composed(post.text, post.hashtags, "", post.on)
        return {
            "post": post, "form": form, "text": text, "link": link, "length": post.on.length(text),
            "is_open": post.state == PreparedPost.State.DRAFT, "is_connected": post.network in posts.connectors,
            "intent": post.on.address_to_post(text, words, link) if self.is_public else "",
        }  # fmt: skip


def register_log_actions(actions):
    class Formatter(LogFormatter):
        label = _("Release a post")

        def format_message(self, log_entry):
            return gettext("Post released: %(network)s") % {"network": log_entry.data.get("network", "")}

    actions.register_action(RELEASED)(Formatter)
