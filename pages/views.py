from django.http import HttpResponseBadRequest, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.middleware import THEME_COOKIE, THEMES

from .models.brand import COLOUR, BrandSettings
from .palette import palette_of
from .panels import verdict

THEME_IS_KEPT = 365 * 24 * 3600  # seconds


def page_not_found(request, exception=None):
    """The same page for whatever is not there, in the language of the address. It is in no other language either: no
    link repeats the address."""
    return render(request, "404.html", {"route_locales": ()}, status=404)


def server_error(request):
    """Of one file: it must not need the database, the cache, the session or static names. The number to call is that
    of the brand as this process read it last."""
    context = {"request": request, "press_phone": BrandSettings.seen.press_phone if BrandSettings.seen else ""}
    return HttpResponseServerError(loader.render_to_string("500.html", context))


@require_safe
def appearance(request):
    """Keeps the reader's choice of light or dark and leads back to where it was made: `?set=dark&next=/en/`.

    By GET, because the token of a form would set a cookie on every public page; nothing but a look is at stake.
    """
    theme, back = request.GET.get("set", ""), request.GET.get("next", "/")
    if theme not in THEMES or not _leads_home(back):
        return HttpResponseBadRequest(_("Choose device, light or dark, and a page of this newsroom to go back to."))
    response = HttpResponseRedirect(back)
    # Not HttpOnly: the script reads it before a page from a shared cache is painted.
    response.set_cookie(THEME_COOKIE, theme, max_age=THEME_IS_KEPT, samesite="Lax", secure=request.is_secure())
    response.headers["Cache-Control"] = "no-store"
    return response


def _leads_home(address):
    """Whether it is a path here, in a browser's eyes too: to one, `//elsewhere` and `/\\elsewhere` are hosts."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def palette(request):
    """In the admin: what the pages would make of a colour that is being chosen. It says nothing about the site."""
    colour = request.GET.get("colour", "")
    if not COLOUR.fullmatch(colour):
        return HttpResponseBadRequest(_("Write the colour as # and six digits: #1E3A8A."))
    return render(request, "wagtailadmin/pages/palette.html", verdict(palette_of(colour)))
