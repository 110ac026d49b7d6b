"""Walks all surfaces in all roles and judges each answer."""

from time import monotonic

from ..registries import surfaces as registered
from .own_surfaces import OWN
from .report import Report
from .tokens import readable
from .twins import differences
from .visits import Visit, Visitor

VISITORS = {"anonymous": None, "stale session": None, "reader": "reader", "writer": "writer"}
OUTGOING = "outgoing"


class Auditor:
    """`surfaces` are the registered ones and the package's own, unless others are named."""

    def __init__(self, site, surfaces=None, progress=lambda line: None):
        self.site, self.progress = site, progress
        self.surfaces = [*OWN, *registered] if surfaces is None else list(surfaces)
        self.report = Report()
        self.visitors = {role: Visitor(role, site.users.get(name)) for role, name in VISITORS.items()}
        self._twins = {}

    def run(self, roles=None, phase=""):
        """Visits everything once. `roles` narrows the roles; `phase` is said in the progress."""
        for surface in self.surfaces:
            started, before = monotonic(), (self.report.addresses, len(self.report.leaks))
            if surface.texts:
                self._read_texts(surface)
            if surface.addresses:
                for role in surface.roles:
                    if roles is None or role in roles:
                        self._visit_all(surface, role)
            seen, leaks = self.report.addresses - before[0], len(self.report.leaks) - before[1]
            self.progress(f"{phase}{surface.name}: {seen} answers, {leaks} leaks, {monotonic() - started:.1f} s")
        return self.report

    def _visit_all(self, surface, role):
        self._twins.clear()  # what was asked before something changed says nothing about now
        shown = set()
        for visit in surface.addresses(self.site):
            visit = visit if isinstance(visit, Visit) else Visit(visit)
            shown |= self._visit(surface, role, visit)
        if self.site.is_planted and surface.shows and not any(token.field in surface.shows for token in shown):
            self.report.fault(surface, role, "", f"shows no {' or '.join(surface.shows)} of anything public")
        self.report.covered(surface, role, self.site.states())

    def _visit(self, surface, role, visit):
        """Returns the public tokens that the answer shows."""
        answer = self._ask(role, visit)
        self.report.routes.add(answer.route)
        if answer.status >= 500:
            self.report.fault(surface, role, str(visit), f"status {answer.status}")
        asked = self.site.ledger.find(readable(visit.address))
        found = self.site.ledger.find(readable(answer.everything()))
        for token in found - asked:
            if token.is_secret:
                self._found(surface, role, visit.address, token)
        secret = [token for token in asked if token.is_secret and not _reason(surface, token, visit.address)]
        if secret or visit.twin:
            self._compare(surface, role, visit, answer, secret)
        self._check_own_page(surface, role, visit, answer, found)
        return {token for token in found - asked if not token.is_secret}

    def _ask(self, role, visit):
        self.report.addresses += 1
        return self.visitors[role].ask(visit)

    def _found(self, surface, role, address, token):
        if reason := _reason(surface, token, address):
            self.report.allow(token, surface, reason)
        else:
            self.report.leak(token, surface, role, address)

    def _compare(self, surface, role, visit, answer, secret):
        twin = visit.about(visit.twin or self.site.ledger.about_nothing(visit.address))
        found = differences(self.site.ledger, answer, self._answer_about_nothing(role, twin))
        if found:
            # Once more, both of them: a cache that has just grown old changes the number of queries.
            self._twins.pop((role, twin), None)
            again = self._answer_about_nothing(role, twin)
            found = differences(self.site.ledger, self._ask(role, visit), again)
        if found:
            what = f"unlike {twin}, which does not exist: {'; '.join(found)}"
            if secret:
                self.report.leak(secret[0], surface, role, str(visit), what)
            else:
                self.report.leak(_Row(visit.address), surface, role, str(visit), what)

    def _answer_about_nothing(self, role, twin):
        """Twins of many addresses are one and the same; it is asked twice, so that caches are filled."""
        if (role, twin) not in self._twins:
            self._ask(role, twin)
            self._twins[role, twin] = self._ask(role, twin)
        return self._twins[role, twin]

    def _check_own_page(self, surface, role, visit, answer, found):
        """The control: a public page shows its own words. If it does not, the audit is blind."""
        if visit.method != "GET" or visit.headers or surface.name != "pages":
            return
        for canary in self.site.public_canaries():
            if visit.address not in canary.addresses:
                continue
            if answer.status != 200:
                self.report.fault(surface, role, visit.address, f"public ({canary}), but status {answer.status}")
                continue
            missing = canary.shown - {token.field for token in found if token.canary is canary}
            if missing:
                self.report.fault(surface, role, visit.address, f"public ({canary}), but without {sorted(missing)}")

    def _read_texts(self, surface):
        for name, text in surface.texts(self.site):
            for token in self.site.ledger.secrets_in(readable(text)):
                self._found(surface, OUTGOING, name, token)
        self.report.covered(surface, OUTGOING, self.site.states())


def _reason(surface, token, address):
    """Why this may be found there although it is not public, by the surface or by the canary itself; or ""."""
    reason = surface.allows(token, address) if surface.allows else ""
    others = (allows(token, surface, address) for allows in getattr(token.canary, "allowances", ()))
    return reason or next(filter(None, others), "")


class _Row:
    """What a leak is named by where an address names no token but a row."""

    field = "existence"

    def __init__(self, address):
        self.canary = address
