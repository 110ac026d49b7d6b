"""What the panel beside the form asks: what is to be mended in what is being written, and how a text is mended."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.models import Page

from pages.digits import whole_number

from .book import book_in
from .panels import StyleFindings
from .passages import MOST_CHARACTERS


class _Checks:
    """Reads the form as a preview does, and keeps nothing of it. A field with an error stands as it was saved."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        self.validate_form(form)
        return HttpResponse(StyleFindings(form.instance, can_mend=True).render_html({"request": request}))


class CheckView(_Checks, PreviewOnEditView):
    pass


class CheckNewView(_Checks, PreviewOnCreateView):
    def get_object(self):
        page = super().get_object()
        page.locale = get_object_or_404(Page, pk=self.parent_object_id).locale
        return page


@require_POST
def mend(request):
    """Where and how the texts of one control have to be changed so that one rule finds one wrong thing in them no
    more: for each text a list of start, end and replacement, counted as browsers count (UTF-16). The browser makes
    the change in the form, where everything else stays as it is; nothing is saved here.
    """
    texts, language = request.POST.getlist("text"), request.POST.get("language", "")
    rule, wrong = whole_number(request.POST.get("rule", "")), request.POST.get("wrong", "")
    if language not in dict(settings.LANGUAGES) or rule is None or not wrong:
        return HttpResponseBadRequest(_("Say which rule, which language and what is wrong."))
    if sum(map(len, texts)) > MOST_CHARACTERS:
        return HttpResponseBadRequest(_("The text is too long to be mended by a click."))
    book = book_in(language)
    return JsonResponse({"edits": [_counted_in_browsers(text, book.edits(text, rule, wrong)) for text in texts]})


def _counted_in_browsers(text, edits):
    """Python counts code points, JavaScript units of UTF-16: what is beyond the first plane is two of them."""
    places, units, at = {}, 0, 0
    for place in sorted({place for start, end, _fix in edits for place in (start, end)}):
        units += len(text[at:place].encode("utf-16-le")) // 2
        places[place] = units
        at = place
    return [[places[start], places[end], fix] for start, end, fix in edits]
