"""What a reviewer meets behind the link: a door, then the text, with room for what they want to say.

As with passes, following the link opens nothing, whoever follows it; the button does, and the forms behind it carry no
token against forgery: whoever could forge them would need the one in the address.
"""

from datetime import timedelta

from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from publication.asker import client_address

from ..models import Consent, ReviewLink
from ..models.passes import digest_of_token
from ..passes import cookies
from ..passes.reading import kept_apart
from .forms import CommentForm
from .history import COMMENTED, CONSENTED, OPENED, write
from .passages import Text

COOKIE, SALT = "review", "editorial.reviewing"
MOST_IN_AN_HOUR = 20
#: How a consent was given, for whoever decides.
BY_LINK = gettext_lazy("By their own link")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, token):
    """`/<language>/review/<token>/`. One query before the same 404, whether there never was such a token or it has
    been revoked or has expired."""
    link = _find(token)
    if link is None:
        raise Http404
    if link.is_over:
        return kept_apart(render(request, "editorial/review_over.html", {"is_preview": True}))
    return kept_apart(_Review(request, link).answer())


def _find(token):
    about = ("revision", "page__locale", "page__content_type")
    link = ReviewLink.objects.with_state().filter(token_hash=digest_of_token(token)).select_related(*about).first()
    return link if link is not None and link.is_living() else None


class _Review:
    """One request with a link that opens."""

    def __init__(self, request, link):
        self.request, self.link = request, link
        self.is_open = cookies.opens(request, link.token_hash, COOKIE, SALT)
        self.form = None

    def answer(self):
        if self.request.method != "POST":
            return self.show() if self.is_open else self.show_door()
        acts = {"open": self.enter, "comment": self.comment, "consent": self.consent}
        act = acts.get(self.request.POST.get("action"))
        if act is None:
            raise Http404
        # A form that was sent after the hours of the cookie opens as the button does: no words are lost.
        if not self.is_open:
            self.note_opening()
        response = act() or self.back()
        if not self.is_open:
            cookies.give_one(response, COOKIE, self.link.token_hash, self.request.path, SALT)
        return response

    # -- What is done -----------------------------------------------------------------------------------------------

    def enter(self):
        """The opening has been noted."""

    @transaction.atomic
    def note_opening(self):
        ReviewLink.objects.filter(pk=self.link.pk, opened_at=None).update(opened_at=timezone.now())
        self.write(OPENED)

    @transaction.atomic
    def comment(self):
        # One at a time: they are counted, and the same one twice is one.
        ReviewLink.objects.select_for_update().get(pk=self.link.pk)
        text = Text(self.link)
        self.form = CommentForm(self.request.POST, text=text)
        if not self.form.is_valid():
            return self.show(text, status=422)
        said = self.form.cleaned_data
        if self.link.comments.filter(**said).exists():
            return self.back("#said")
        an_hour_ago = timezone.now() - timedelta(hours=1)
        if self.link.comments.filter(at__gt=an_hour_ago).count() >= MOST_IN_AN_HOUR:
            self.form.add_error("words", gettext("That is a lot in one hour. Send this one a little later."))
            return self.show(text, status=429)
        self.link.comments.create(**said)
        self.write(COMMENTED, comment=said["words"])
        return self.back("#said")

    @transaction.atomic
    def consent(self):
        """To exactly these words; a second press changes nothing."""
        quote = Text(self.link).quote_of(self.link.speaker, self.request.POST.get("quote", ""))
        if quote is None or not self.link.speaker:
            raise Http404
        with translation.override(self.link.page.locale.language_code):
            given = {"speaker": self.link.speaker, "how": str(BY_LINK)}
        _row, is_new = Consent.objects.get_or_create(page_id=self.link.page_id, digest=quote.digest, defaults=given)
        if is_new:
            ReviewLink.objects.filter(pk=self.link.pk).update(consented_at=timezone.now())
            self.write(CONSENTED)

    def write(self, action, **more):
        write(self.link, action, address=client_address(self.request), **more)

    # -- What is shown ----------------------------------------------------------------------------------------------

    def back(self, place=""):
        return HttpResponseRedirect(self.request.path + place, status=303)

    def show_door(self):
        """Says that there is something to review. Not what it is, nor for whom."""
        return render(self.request, "editorial/review_door.html", {"is_preview": True, "hours": cookies.HOURS})

    def show(self, text=None, status=200):
        text = text or Text(self.link)
        context = {
            "is_preview": True, "link": self.link, "text": text, "form": self.form or CommentForm(text=text),
            "comments": self.link.comments.all(),
        }  # fmt: skip
        return render(self.request, "editorial/review.html", context, status=status)
