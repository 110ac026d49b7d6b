from django.db import transaction
from wagtail.models import Page

from facts.citing import public_pages_citing
from media_library.tasks import stamp_all
from publication.signals import Event

from .models import FactSheet, InfoPage, SheetVersion
from .tasks import index_again, index_pages_with


def version_sheet(page, event, **kwargs):
    """A fact sheet that readers see changed is another version."""
    if isinstance(page, FactSheet) and event != Event.WITHDRAWN and not page.alias_of_id:
        SheetVersion.objects.put(page)


def lock_sheets_of(fact, **kwargs):
    """The pages that `version_sheets_of` will ask for, all of them and in one order."""
    pages = Page.objects.filter(pk__in=_sheets_of(fact).values("pk")).order_by("pk")
    list(pages.select_for_update(no_key=True).values_list("pk", flat=True))


def version_sheets_of(fact, **kwargs):
    """So is one whose fact has changed, though nobody has touched the sheet."""
    for sheet in _sheets_of(fact).order_by("pk"):
        SheetVersion.objects.put(sheet)


def _sheets_of(fact):
    return FactSheet.objects.filter(citations__fact=fact, live=True, alias_of__isnull=True)


def find_by_new_value(fact, **kwargs):
    """Search finds pages by the value that they show."""
    for page in public_pages_citing(fact).values_list("pk", flat=True):
        index_again.enqueue(page)


def stamp_files(**kwargs):
    """Pictures name the house in their files."""
    transaction.on_commit(stamp_all.enqueue)


def stamp_files_for_terms(page, **kwargs):
    """They lead to the page on the use of content, too."""
    if isinstance(page, InfoPage) and page.purpose == InfoPage.Purpose.USE_OF_CONTENT:
        stamp_files()


def find_without_what_has_ended(public_ids, **kwargs):
    index_pages_with.enqueue(public_ids)
