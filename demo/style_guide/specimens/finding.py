"""How readers get from a list to the item."""

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.calendar import year_of

from ..around import MORNING
from ..specimen import Proof, Section, State, alone

SECTION = Section("finding", pgettext_lazy("style guide", "Finding"))


@SECTION.specimen(
    "search-form", _("Search form"), "partials/search_form.html",
    _("One field and one button, on the search page and wherever something was not found."),
)  # fmt: skip
def search_form(examples):
    return [
        alone({"query": ""}, label=pgettext_lazy("style guide", "Empty")),
        alone({"query": examples.words["missed"]}, label=_("Filled in")),
    ]


@SECTION.specimen(
    "filters", _("Filters"), "partials/index_filters.html",
    _("Over a list: years and topics that have something, the chosen one on the brand's rule."),
)  # fmt: skip
def filters(examples):
    page, topics = examples.section("stories"), examples.rows.topics.all()[:4]
    newest = year_of(MORNING, examples.language)
    given = {"page": page, "topics": topics, "years": [newest, newest - 1, newest - 2]}
    return Proof(
        (
            State(_("Nothing chosen"), given),
            State(pgettext_lazy("style guide", "A year"), given | {"year": newest}),
            State(pgettext_lazy("style guide", "A topic"), given | {"topic": topics[1]}),
        )
    )


@SECTION.specimen(
    "pager", _("Pager"), "partials/pager.html",
    _("Under a list of more than one page: newer, where one is, older; the arrows turn with the language."),
)  # fmt: skip
def pager(examples):
    pages = Paginator(range(60), 20)
    labels = (
        _("First page"),
        _("In the middle"),
        _("Last page"),
    )
    states = (State(label, {"items": pages.page(number)}) for number, label in enumerate(labels, start=1))
    return Proof(tuple(states))
