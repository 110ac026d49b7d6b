"""What readers have said and nobody has answered, on the admin's home page."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.desk.panels import Section
from editorial.desk.rows import may, page_row, period

from .permissions import open_to

SHOWN = 5


class SuggestionsByReaders(Section):
    """The oldest first: somebody waits for an answer."""

    name, order = "desk_suggestions", 26
    template_name = "wagtailadmin/dialogue/desk.html"

    def is_shown(self):
        return may(self.user, "change", Page)

    def content(self, request):
        waiting, now = open_to(self.user).open(), timezone.now()
        tally = waiting.aggregate(number=Count("pk"), oldest=Min("at"))
        oldest = waiting.select_related("page__content_type", "page__locale").order_by("at", "pk")[:SHOWN]
        rows = [
            page_row(
                said.page,
                title=said.page.title,
                address=reverse("suggestion:edit", args=[said.pk]),
                who=said.name,
                mark=said.get_kind_display(),
                details=said.text,
                at=said.at,
                period=period(said.at, now),
            )
            for said in oldest
        ]
        since = period(tally["oldest"], now) if tally["oldest"] else ""
        return {"rows": rows, "number": tally["number"], "since": since, "has_more": tally["number"] > SHOWN}
