"""What the guide is made of. A section holds specimens; a specimen shows its states on proofs, small pages of their own
because templates carry fixed ids and the classes of `<body>`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.template import loader

from pages.models import BasePage

#: What surrounds the states of a proof: an article, the width of a page, nothing; or the proof is a whole page.
BODY, WRAP, BARE, WHOLE = "body", "wrap", "bare", "whole"


@dataclass(frozen=True)
class State:
    """One look of a component: what the template is given, and what stands around the page if that matters."""

    label: str
    context: dict = field(default_factory=dict)
    around: dict = field(default_factory=dict)
    template: str = ""


@dataclass(frozen=True)
class Proof:
    """States that stand under one another. `within` says in what: see `templates/demo/style_guide/proof.html`; a
    `WHOLE` page has one state. `body` are the classes of the page, `tall` one that is looked at by scrolling."""

    states: tuple
    label: str = ""
    body: str = "v-record"
    within: str = WRAP
    tall: bool = False


def alone(context=None, around=None, **proof):
    """A proof of a single state, which needs no label of its own."""
    return Proof((State("", context or {}, around or {}),), **proof)


@dataclass(frozen=True)
class Specimen:
    slug: str
    name: str
    template: str
    when: str
    make: Callable

    def proofs(self, examples):
        made = self.make(examples)
        return [made] if isinstance(made, Proof) else list(made)


class Section:
    def __init__(self, slug, name):
        self.slug, self.name, self.specimens = slug, name, []

    def specimen(self, slug, name, template, when):
        """Registers a function of `Examples` that returns a proof or several: trade name, template, and when to use
        it, in one sentence."""

        def register(make):
            self.specimens.append(Specimen(slug, name, template, when, make))
            return make

        return register


def render(specimen, proof, examples):
    """The proof as a page of its own."""
    request = examples.request()
    if proof.within == WHOLE:
        (state,) = proof.states
        _surround(request, state, examples)
        template, context = "demo/style_guide/whole_page.html", {"whole": specimen.template} | state.context
    else:
        shown = [(state.label, _rendered(specimen, state, request, examples)) for state in proof.states]
        request._frame = examples.around()
        template, context = "demo/style_guide/proof.html", {"proof": proof, "specimen": specimen, "states": shown}
    return loader.get_template(template).render(context, request)


def _rendered(specimen, state, request, examples):
    _surround(request, state, examples)
    # The variable that `base.html` sets for the parts of a page.
    context = {"frame": request._frame} | state.context
    return loader.get_template(state.template or specimen.template).render(context, request)


def _surround(request, state, examples):
    """Leaves the frame where `{% frame %}` looks for one, so that it makes none from the database."""
    page = state.context.get("page")
    request._frame = examples.around(page if isinstance(page, BasePage) else None, **state.around)
