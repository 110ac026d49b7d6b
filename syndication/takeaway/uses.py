"""What is taken away from a piece, counted: the piece, the kind of use and the day. No cookie is set or read for it, no
address, browser or person is kept, and what a machine fetches is not counted.

A reader's request never waits for the count: it is written when the answer has been sent, and a database that is busy
costs one number and no page.
"""

import logging
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from publication.asker import is_a_reader, is_from_here
from stories.models import NewsItem

from ..limits import seconds_to_wait
from ..models import Use

logger = logging.getLogger(__name__)

#: What `static/js/copy.js` tells of: the `data-use` of a button, to its name.
COPIES = {
    "text": _("Text copied"),
    "source": _("Copied with source"),
    "short": _("Short version copied"),
    "medium": _("Medium version copied"),
    "quote": _("Quotes copied"),
    "part": _("Parts copied"),
    "credit": _("Source line copied"),
    "link": _("Link copied or shared"),
    "embed": _("Embed code copied"),
}
FORM = "form:"
#: From one network within a minute. What is more is given, and not counted.
MOST = 60


# No cookie goes with it that could be misused, and it changes nothing but a number; where it comes from is asked below.
@csrf_exempt
@require_POST
def used(request):
    """`POST /used/`: `item` (permanent id) and `use`. The answer is the same for every piece, public or not."""
    item, use = request.POST.get("item", ""), request.POST.get("use", "")
    if use not in COPIES or not is_from_here(request):
        return HttpResponseBadRequest()
    response = HttpResponse(status=204)
    named = _named(item)
    if named and is_a_reader(request):
        key, language = named
        public = NewsItem.objects.filter(translation_key=key).in_language(language).published()
        pk = public.values_list("pk", flat=True).first()
        if pk and not seconds_to_wait(request, "uses", MOST):
            _count_after(response, pk, use)
    return response


def count_download(request, response, item, form):
    """Of a form of an item that is asked for by its address. A script that fetches it tells of its use by itself."""
    is_new = request.method == "GET" and response.status_code == 200
    by_script = request.headers.get("Sec-Fetch-Mode") in ("cors", "same-origin")
    if is_new and not by_script and is_a_reader(request) and not seconds_to_wait(request, "uses", MOST):
        _count_after(response, item.pk, FORM + form)
    return response


def _named(permanent_id):
    """Translation key and language of a permanent id, or None."""
    _urn, _house, key, language = [*permanent_id.split(":"), "", "", "", ""][:4]
    try:
        return (UUID(key), language) if language in dict(settings.LANGUAGES) else None
    except ValueError:
        return None


def _count_after(response, item_id, use):
    # What Django calls when the last byte is out; an open file of an answer is closed there too.
    response._resource_closers.append(partial(_count, item_id, use))


def _count(item_id, use):
    try:
        Use.objects.add(item_id, use, timezone.localdate(timezone=timezone.get_default_timezone()))
    except DatabaseError as error:
        logger.warning("A use was not counted: %s", error)
