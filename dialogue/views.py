import re

from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from publication.gate import published

from . import rate
from .forms import LONGEST_PASSAGE, SuggestionForm, plain
from .models import Suggestion

#: One spelling of an address: the translation key in hexadecimal. With the language it names a piece for good.
KEY = re.compile(r"[0-9a-f]{32}")
#: What the statuses mean to a machine: the form was not understood; too many of them; forged, perhaps.
UNCLEAR, TOO_MANY, UNCERTAIN = 422, 429, 403


def takes_suggestions(page):
    """Whether its kind tells corrections. Asks nothing of a page that was read with its content type."""
    return bool(getattr(page.content_type.model_class(), "shows_corrections", False))


class _Piece:
    """The piece that the address names, if readers may see it in this language, and where it is public besides. One
    query, whatever there is."""

    def __init__(self, key):
        if not KEY.fullmatch(key):
            raise Http404
        public = published().filter(translation_key=key).select_related("locale", "content_type")
        by_language = {page.locale.language_code: page for page in public}
        self.page = by_language.get(get_language())
        if self.page is None or not takes_suggestions(self.page):
            raise Http404
        self.locales = {page.locale_id for page in by_language.values()}
        self.key = key

    def render(self, request, template, status=200, **context):
        context |= {"piece": self.page, "route_locales": self.locales}
        answer = render(request, template, context, status=status)
        # Holds a token for this reader alone, also where they had its cookie before.
        patch_cache_control(answer, private=True, no_store=True)
        return answer


class CsrfCheck(CsrfViewMiddleware):
    """Says what is wrong instead of answering, so that nothing that a reader has written is lost."""

    def _reject(self, request, reason):
        return reason


@csrf_exempt  # it asks itself, below
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, key):
    """`/<language>/suggest/<translation key>/`: the form. `?passage=` fills in the passage that was marked."""
    piece = _Piece(key)
    if request.method == "POST":
        return _taken(request, piece)
    passage = plain(request.GET.get("passage", ""))[:LONGEST_PASSAGE]
    form = SuggestionForm(initial={"kind": Suggestion.Kind.CORRECTION, "passage": passage})
    return piece.render(request, "dialogue/suggest.html", form=form)


def _taken(request, piece):
    is_forged = CsrfCheck(lambda request: None).process_view(request, None, (), {})
    form = SuggestionForm(request.POST)
    if is_forged:
        refusal = _("Your browser has not sent the cookie of this form. Allow cookies here, and send it again.")
        return _again(request, piece, form, UNCERTAIN, refusal)
    if not form.came_from_a_machine:
        if not form.is_valid():
            return _again(request, piece, form, UNCLEAR)
        if rate.is_too_often(request):
            refusal = _("Many suggestions have come from your network within the hour. Please try again later.")
            return _again(request, piece, form, TOO_MANY, refusal)
        _keep(request, piece, form.instance)
    return HttpResponseRedirect(reverse("suggestion_sent", args=[piece.key]))


def _keep(request, piece, suggestion):
    # An alias repeats its original, where corrections are written.
    suggestion.page_id = piece.page.alias_of_id or piece.page.pk
    with transaction.atomic():
        # A second click on the button is no second suggestion.
        said = Suggestion.objects.open().filter(
            page_id=suggestion.page_id, text=suggestion.text, email=suggestion.email
        )
        if not said.exists():
            suggestion.save()
            rate.note(request)


def _again(request, piece, form, status, refusal=""):
    answer = piece.render(request, "dialogue/suggest.html", status=status, form=form, refusal=refusal)
    if status == TOO_MANY:
        answer["Retry-After"] = int(rate.WINDOW.total_seconds())
    return answer


@require_safe
def sent(request, key):
    """`/<language>/suggest/<translation key>/thanks/`: what happens next."""
    return _Piece(key).render(request, "dialogue/suggestion_sent.html")
