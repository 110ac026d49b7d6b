"""Which text of a piece a pass shows, and which files that text uses."""

from dataclasses import dataclass

from wagtail.models import Revision

from pages.document import assets_of
from publication.models import Release, ReleaseItem

from ..approved import newest_to_go_out


@dataclass(frozen=True)
class Text:
    revision: Revision
    is_approved: bool
    #: Nothing to keep: readers have it.
    is_out: bool = False


def newest_text(page):
    """The text that a new pass shows: what is scheduled, else the newest that was approved and is not out, else the
    newest of all. None while there is no text."""
    scheduled = ReleaseItem.objects.filter(page_id=page.pk, release__state=Release.State.PENDING)
    item = scheduled.select_related("revision").order_by("release__at").first()
    if item is not None:
        return Text(item.revision, is_approved=True)
    if approved := newest_to_go_out(page):
        return Text(Revision.objects.get(pk=approved), is_approved=True)
    newest = page.latest_revision
    return newest and Text(newest, is_approved=False, is_out=newest.published_versions.exists())


def assets_shown(revision):
    """All that the text shows: pictures, documents, recordings."""
    page = revision.as_object()
    shown = [*page.assets(), *assets_of(page.document())]
    return list({asset.public_id: asset for asset in shown}.values())
