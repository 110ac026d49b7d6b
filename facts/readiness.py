from django.utils.translation import gettext as _

from .citing import current_versions, facts_in
from .models import Fact


def facts_not_approved(page):
    """Messages about facts that the page places and that readers may not see yet."""
    if page is None:
        return []
    keys = facts_in(page)
    missing = keys - set(current_versions(keys))
    labels = Fact.objects.filter(pk__in=missing).values_list("label", flat=True)
    return [
        _("The fact “%(fact)s” is not approved yet: readers would see a gap.") % {"fact": label} for label in labels
    ]
