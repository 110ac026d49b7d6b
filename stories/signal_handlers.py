from facts.citing import public_pages_citing
from publication.signals import Event

from .models import FactSheet, SheetVersion
from .tasks import index_again


def version_sheet(page, event, **kwargs):
    """A fact sheet that readers see changed is another version."""
    if isinstance(page, FactSheet) and event != Event.WITHDRAWN and not page.alias_of_id:
        SheetVersion.objects.put(page)


def version_sheets_of(fact, **kwargs):
    """So is one whose fact has changed, though nobody has touched the sheet."""
    sheets = FactSheet.objects.filter(citations__fact=fact, live=True, alias_of__isnull=True)
    for sheet in sheets.order_by("pk"):
        SheetVersion.objects.put(sheet)


def find_by_new_value(fact, **kwargs):
    """Search finds pages by the value that they show."""
    for page in public_pages_citing(fact).values_list("pk", flat=True):
        index_again.enqueue(page)
