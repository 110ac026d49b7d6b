"""What every item needs before readers may see it, whichever way it is published."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from media_library.models import Document, Image
from pages.document import Figure, Quote, Recording


class Missing(str):
    """A message in the editor's language that may know which asset it is about."""

    asset, address = None, ""

    @classmethod
    def of(cls, asset, text):
        message = cls(text)
        message.asset = asset
        return message

    @classmethod
    def at(cls, address, text):
        message = cls(text)
        message.address = address
        return message

    def mended_at(self, user):
        """Where this user can mend it, or ""."""
        if self.address:
            return self.address
        if self.asset is None or not policy_registry.get(self.asset).user_has_permission_for_instance(
            user, "change", self.asset
        ):
            return ""
        names = {Image: "wagtailimages:edit", Document: "wagtaildocs:edit"}
        return reverse(names.get(type(self.asset), "wagtailmedia:edit"), args=[self.asset.pk])


def what_is_missing(page):
    """Messages in the editor's language, about the pictures, the recordings and the kind's own rules."""
    if not hasattr(page, "document"):
        return []
    own = page.what_is_missing() if hasattr(page, "what_is_missing") else []
    return list(dict.fromkeys([*own, *_about_the_document(page)]))


def what_is_not_told(page):
    """A piece that readers have read says something else now, and nobody has written what."""
    if not getattr(page, "tells_changes", False) or not (page.live and page.live_revision_id):
        return
    before = page.live_revision.as_object()
    if page.words_told(since=before) == before.words_told() or page.corrections.waiting().exists():
        return
    yield Missing.at(
        f"{reverse('correction:add')}?page={page.pk}",
        _("The text differs from what readers have read: say what was corrected, or why they need not be told."),
    )


def _about_the_document(page):
    for asset in page.assets():
        yield from _about_alt_text(asset, page.language_code)
        yield from _about_rights(asset)
    for element in page.document():
        if isinstance(element, Figure) and not element.decorative:
            yield from _about_alt_text(element.image, page.language_code)
        elif isinstance(element, Quote) and not element.speaker:
            yield _("The quote “%(words)s” has no speaker: choose a person or write a name.") % {
                "words": _shortened(element.words)
            }
        elif isinstance(element, Recording) and not _can_be_read(element):
            yield Missing.of(
                element.media,
                _("“%(title)s” needs a transcript or a caption: not everybody can hear it.")
                % {"title": element.media.title},
            )
        for asset in element.assets():
            if asset is not None:
                yield from _about_rights(asset)


def _can_be_read(recording):
    return recording.transcript or recording.caption or recording.media.tracks.exists()


def _about_alt_text(image, language):
    if image is None:
        return
    wording = image.wording(language)
    if wording and wording.language_code == language and wording.alt:
        return
    yield Missing.of(
        image,
        _("The picture “%(title)s” has no alternative text in %(language)s: write it on the picture's own page.")
        % {"title": image.title, "language": _name_of(language)},
    )


def _about_rights(asset):
    if not asset.credit:
        yield Missing.of(
            asset, _("“%(title)s” has no credit: say on its own page who made it.") % {"title": asset.title}
        )


def _name_of(language):
    return str(dict(settings.LANGUAGES).get(language, language))


def _shortened(text):
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"


__all__ = ["Missing", "what_is_missing", "what_is_not_told"]
