from django.urls import reverse

from ..models import Correction
from .rows import cut, name_of, page_row, pages_open_to

SHOWN = 8


def waiting_corrections(user):
    """What has been written about changes, and goes out with the next publication of its piece; the oldest first."""
    waiting = (
        Correction.objects.waiting()
        .filter(page__in=pages_open_to(user).order_by().values("pk"))
        .select_related("page__content_type", "page__locale", "user")
        .order_by("pk")[: SHOWN + 1]
    )
    rows = [
        page_row(
            note.page,
            address=reverse("correction:edit", args=[note.pk]),
            who=name_of(note.user),
            mark=note.get_kind_display(),
            details=note.says,
        )
        for note in waiting
    ]
    return cut(rows, SHOWN)
