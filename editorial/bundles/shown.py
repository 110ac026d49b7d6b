"""What the editor of a page is told about the bundle that it is in."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.admin import messages

from pages.bidi import isolate
from pages.calendar import format_datetime
from publication.models import Release

from .permissions import bundles_open_to


def tell_of_the_bundle(request, page):
    """Before the form is shown; whoever may not open the bundle learns that there is one, and not its name."""
    if request.method != "GET":
        return
    release = Release.objects.open().bundles().for_page(page).first()
    if release is None:
        return
    at = timezone.localtime(release.at, timezone.get_default_timezone())
    words = {"time": format_datetime(at, get_language())}
    buttons = []
    if bundles_open_to(request.user).filter(pk=release.pk).exists():
        words["name"] = isolate(release.name)
        buttons = [messages.button(reverse("release:look", args=[release.pk]), gettext("Open the release"))]
    messages.info(request, _said(release, "name" in words) % words, buttons=buttons)


def _said(release, is_named):
    if release.state == Release.State.PENDING:
        named = gettext("It goes out with the release %(name)s on %(time)s.")
        return named if is_named else gettext("It goes out with others on %(time)s.")
    named = gettext("It is in the release %(name)s, which is being prepared for %(time)s.")
    return named if is_named else gettext("It is in a release that is being prepared for %(time)s.")
