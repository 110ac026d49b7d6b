"""Work on what is not public must not be noticed outside: no ETag and no Last-Modified moves while editors save."""

from dataclasses import dataclass
from time import time

from django.utils.http import parse_http_date
from wagtail.models import Page

from .visits import Visit

ROLE = "anonymous"


@dataclass(frozen=True)
class _Saving:
    """What a leak is named by: something that was saved."""

    field: str
    canary: object


def keep_still(auditor):
    """Saves everything that is not public once more, and looks whether a feed or a sitemap has changed for it."""
    surfaces = [surface for surface in auditor.surfaces if surface.still]
    before = _validators(auditor, surfaces)
    for (surface, address), found in before.items():
        if not (found.etag and found.last_modified):
            auditor.report.fault(surface, ROLE, address, "has no validators")
            return auditor.report
    for canary in auditor.site.telling:
        if not canary.is_public:
            before = _save_all(auditor, surfaces, canary, before)
    for surface in surfaces:
        auditor.report.covered(surface, "while editors save", auditor.site.states())
    return auditor.report


def _save_all(auditor, surfaces, canary, before):
    """All at once; where that is noticed, one by one, to name what is."""
    saves = {"page": lambda: _save_page(canary), **canary.saves}
    for save in saves.values():
        save()
    after = _validators(auditor, surfaces)
    if not _moved(before, after):
        return after
    for name, save in saves.items():
        before = _validators(auditor, surfaces)
        save()
        for surface, address in _moved(before, _validators(auditor, surfaces)):
            what = "a validator has moved when it was saved"
            auditor.report.leak(_Saving(f"saving of {name}", canary), surface, ROLE, address, what)
    return _validators(auditor, surfaces)


def _moved(before, after):
    return [place for place in before if before[place].is_another_than(after[place])]


def _save_page(canary):
    page = Page.objects.filter(pk=canary.page.pk).first() if canary.page else None
    if page is not None:
        page.specific.get_latest_revision_as_object().save_revision()


def _validators(auditor, surfaces):
    found = {}
    for surface in surfaces:
        for address in surface.addresses(auditor.site):
            asked_at = int(time())
            headers = dict(auditor.visitors[ROLE].ask(Visit(address)).headers)
            found[surface, address] = _Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""), asked_at)
    return found


@dataclass(frozen=True)
class _Validators:
    etag: str
    last_modified: str
    asked_at: int

    def is_another_than(self, later):
        dates = {self.last_modified, later.last_modified}
        return self.etag != later.etag or (self.is_settled and later.is_settled and len(dates) > 1)

    @property
    def is_settled(self):
        """What changed within this second, or often of late, says so until the clock has caught up."""
        return parse_http_date(self.last_modified) < self.asked_at
