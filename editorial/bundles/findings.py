"""What a preflight finds, and where it can be mended."""

from dataclasses import dataclass

from django.urls import reverse

from facts.models import Fact


@dataclass(frozen=True)
class Finding:
    """Something about one item. What `blocks` keeps the whole bundle in; the rest is for somebody to know."""

    text: str
    blocks: bool = True
    #: Where it can be mended or looked at, or "".
    address: str = ""


def edit_fact(key):
    return reverse(Fact.snippet_viewset.get_url_name("edit"), args=[key])


def edit(item):
    return reverse("wagtailadmin_pages:edit", args=[item.page_id])
