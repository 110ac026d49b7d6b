from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from .models.brand import COLOUR, BrandSettings
from .palette import palette_of
from .panels import verdict


def page_not_found(request, exception=None):
    """The same page for whatever is not there, in the language of the address."""
    return render(request, "404.html", status=404)


def server_error(request):
    """Of one file: it must not need the database, the cache, the session or static names. The number to call is that
    of the brand as this process read it last."""
    context = {"request": request, "press_phone": BrandSettings.seen.press_phone if BrandSettings.seen else ""}
    return HttpResponseServerError(loader.render_to_string("500.html", context))


def palette(request):
    """In the admin: what the pages would make of a colour that is being chosen. It says nothing about the site."""
    colour = request.GET.get("colour", "")
    if not COLOUR.fullmatch(colour):
        return HttpResponseBadRequest(_("Write the colour as # and six digits: #1E3A8A."))
    return render(request, "wagtailadmin/pages/palette.html", verdict(palette_of(colour)))
