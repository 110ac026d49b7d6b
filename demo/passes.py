"""The press office's list, and what the demo has under embargo: one pass for each language."""

from wagtail.models import Page

from editorial.models import Embargo
from editorial.passes.issuing import issue
from editorial.passes.texts import newest_text
from people.models import Journalist
from publication.models import ReleaseItem

from . import reading
from .loading import translation_key


def journalists():
    """All of them, in the order of the file; who is known by their address is left as they are."""
    entries = reading.table("journalists")["journalist"]
    return [Journalist.objects.get_or_create(email=entry["email"], defaults=entry)[0] for entry in entries]


def give(publisher):
    """Sets each embargo once. Returns the links of the passes that are new: nobody can find them out later."""
    people = journalists()
    links = []
    for item in reading.items():
        if "embargo" in item.front:
            known = {"translation_key": translation_key(item), "locale__language_code": item.language}
            reader = next(one for one in people if one.language == item.language)
            for page in Page.objects.filter(**known):
                links += _under_embargo(page, item.front["embargo"], reader, publisher)
    return links


def _under_embargo(page, terms, reader, publisher):
    """Until the time for which it is scheduled; nothing any more once that has gone by."""
    planned = ReleaseItem.objects.filter(page_id=page.pk, release__state="pending").select_related("release").first()
    if planned is None or Embargo.objects.filter(page_id=page.pk).exists():
        return []
    Embargo.objects.create(page_id=page.pk, until=planned.release.at, terms=terms, set_by=publisher)
    return issue(page, [reader], newest_text(page), publisher)
