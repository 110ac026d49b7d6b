"""Work on what is not public must not be noticed outside: no ETag and no Last-Modified moves while editors save."""

from dataclasses import dataclass

from wagtail.models import Page

from .visits import Visit

ROLE = "anonymous"
VALIDATORS = ("ETag", "Last-Modified")


@dataclass(frozen=True)
class _Saving:
    """What a leak is named by: something that was saved."""

    field: str
    canary: object


def keep_still(auditor):
    """Saves everything that is not public once more, and looks whether a feed or a sitemap has changed for it."""
    surfaces = [surface for surface in auditor.surfaces if surface.still]
    before = _validators(auditor, surfaces)
    for surface, address in before:
        if not any(before[surface, address]):
            auditor.report.fault(surface, ROLE, address, "has no validators")
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
    if after == before:
        return before
    for name, save in saves.items():
        before = _validators(auditor, surfaces)
        save()
        after = _validators(auditor, surfaces)
        for surface, address in after:
            if after[surface, address] != before[surface, address]:
                what = "a validator has moved when it was saved"
                auditor.report.leak(_Saving(f"saving of {name}", canary), surface, ROLE, address, what)
    return _validators(auditor, surfaces)


def _save_page(canary):
    page = Page.objects.filter(pk=canary.page.pk).first() if canary.page else None
    if page is not None:
        page.specific.get_latest_revision_as_object().save_revision()


def _validators(auditor, surfaces):
    found = {}
    for surface in surfaces:
        for address in surface.addresses(auditor.site):
            answer = auditor.visitors[ROLE].ask(Visit(address))
            headers = dict(answer.headers)
            found[surface, address] = tuple(headers.get(name, "") for name in VALIDATORS)
    return found
