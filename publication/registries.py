"""Lists that rooms fill in `AppConfig.ready()`, so that the gate knows of them without importing them."""

from collections.abc import Callable
from dataclasses import dataclass


class Registry(list):
    """A list whose `register` is usable as a decorator and ignores a second registration."""

    def register(self, entry):
        if entry not in self:
            self.append(entry)
        return entry


ANYBODY = ("anonymous", "stale session", "reader")
#: The last one works in the admin: pages of the public site must not show drafts to staff either.
EVERYBODY = (*ANYBODY, "writer")


@dataclass(frozen=True)
class Surface:
    """A public address, or a family of them, that the leak audit visits; or texts that leave the house.

    `addresses(site)` is called with the audit's site (`publication.audit.site`) and yields paths, or
    `publication.audit.visits.Visit` for other methods and headers. A path that holds something secret is compared
    with the same path about something that does not exist. `texts(site)` yields pairs of a name and a text.
    `shows` names token fields of which this surface must show at least one of something public: a surface that
    shows nothing proves nothing. `allows(token, name)` gives the reason why a find is none, or "". `changes` says
    whether it is worth another visit when something was published or withdrawn. `still` says that its answers carry
    validators (ETag, Last-Modified), which must not move when something is saved that is not public.
    """

    name: str
    addresses: Callable | None = None
    texts: Callable | None = None
    roles: tuple[str, ...] = EVERYBODY
    shows: tuple[str, ...] = ()
    allows: Callable | None = None
    changes: bool = True
    still: bool = False


@dataclass(frozen=True)
class CanaryMaker:
    """Plants one kind of thing, in every state that it can be in, with a token in every field.

    `plant(site)` asks the site for canaries and makes the rows; `publication.audit.states.PageKind` does it for a
    page type. `prepare()` runs once before anything is planted. `page_types` are the labels of the page types
    that it covers ("stories.Story"). `secrets(site)` is for the audit of a site in use: it asks the site for
    canaries that stand for what is not public now.
    """

    kind: str
    plant: Callable
    page_types: tuple[str, ...] = ()
    prepare: Callable | None = None
    secrets: Callable | None = None


#: `grant(request, thing) -> bool`: may this request read this object?
grants = Registry()
#: `Surface` rows: what the leak audit visits.
surfaces = Registry()
#: `CanaryMaker` rows: what the leak audit plants.
canaries = Registry()
#: `check(page) -> iterable of messages`: what stands between this page and its publication.
readiness = Registry()
#: `check(release, items) -> iterable of messages`: what keeps a bundle in, asked by the runner at its moment.
blockers = Registry()
#: `veto(thing, revision)`: raises what keeps this revision of a page or a fact from being published.
vetoes = Registry()
#: Models whose row needs its `revision` as it is: autosave makes another, and purging leaves it.
bindings = Registry()
