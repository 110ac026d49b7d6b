from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Revision

from .citing import cited_by, facts_in
from .models import Fact


def facts_not_approved(page):
    """Messages about facts that the page places and that readers may not see by the time they see the page."""
    if page is None:
        return []
    keys = facts_in(page)
    missing = keys - set(cited_by(page, keys))
    if not missing:
        return []
    labels = dict(Fact.objects.filter(pk__in=missing).values_list("pk", "label"))
    missing -= _public_in_time(missing, page)
    messages = [
        _("The fact “%(fact)s” is not approved yet: readers would see a gap.") % {"fact": labels[key]}
        for key in sorted(missing & set(labels))
    ]
    if missing - set(labels):
        messages.append(_("A fact in the text no longer exists: take it out."))
    return messages


def _public_in_time(keys, page):
    """Those of the facts whose approved time is not after that of the page: figures under the same embargo."""
    go_live_at = getattr(page, "go_live_at", None)
    if go_live_at is None:
        return set()
    fact = Q(content_type__app_label=Fact._meta.app_label, content_type__model=Fact._meta.model_name)
    due = Revision.objects.filter(fact, object_id__in=map(str, keys), approved_go_live_at__lte=go_live_at)
    return {int(key) for key in due.values_list("object_id", flat=True)}
