"""Facts in a body: as a block of their own. Inside a text they are an entity, see `rich_text`."""

from dataclasses import dataclass, replace

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.document import Element, FactLine, Facts, Heading, Items, Paragraph, StatesDocument

from .citing import Cited, settle
from .models import Fact


class FactChooserBlock(SnippetChooserBlock):
    """Chooses a fact. Once a page has read its facts, the value is `citing.Cited`; before, the desk's own row."""

    def __init__(self, **kwargs):
        super().__init__(Fact, **kwargs)

    @cached_property
    def widget(self):
        # Blocks are made while models load, and Wagtail's widgets for models after that.
        from .choosers import FactChooser

        return FactChooser(Fact, icon=self.meta.icon)

    class Meta:
        icon = "snippet"
        label = _("Fact")


@dataclass(frozen=True)
class CitedFacts(Element):
    """Facts that a block places, by primary key, until the page says what its readers are shown: `settle_document`."""

    label: str
    keys: tuple[int, ...]

    def text(self):
        return str(self.label)


def key_of(value):
    """The fact's primary key, of a chosen row or of what a page has read in its place."""
    if value is None:
        return None
    return value.said.fact_id if isinstance(value, Cited) else value.pk


def settle_document(elements, cited):
    """The document with its facts written out. `cited` is what `citing.cited_by` says of the page."""
    settled = []
    for element in elements:
        if isinstance(element, CitedFacts):
            lines = tuple(line_of(cited[key]) for key in element.keys if key in cited)
            if lines:
                settled += [Facts(element.label, lines)] if element.label else lines
        elif isinstance(element, Heading | Paragraph):
            settled.append(replace(element, source=settle(element.source, cited)))
        elif isinstance(element, Items):
            settled.append(replace(element, sources=tuple(settle(source, cited) for source in element.sources)))
        else:
            settled.append(element)
    return settled


def line_of(cited):
    """A cited fact in the neutral document."""
    said, now = cited.said, cited.now
    return FactLine(
        statement=said.statement, value=said.value, as_of=said.as_of, source=said.source, url=cited.url,
        source_url=said.source_address, now=now.value if now else "", now_as_of=now.as_of if now else None,
        withdrawn=cited.withdrawn,
    )  # fmt: skip


def a_fact():
    """For the preview in the block chooser: the fact that was published last, or none."""
    return Fact.objects.public().order_by("-last_published_at").first()


class FactRefBlock(StatesDocument, FactChooserBlock):
    """One fact, large, with its date and source."""

    def document(self, value):
        key = key_of(value)
        return [CitedFacts("", (key,))] if key else []

    class Meta:
        icon = "snippet"
        label = _("Fact")
        template = "blocks/fact_ref.html"
        description = _("One figure, large, with its date and source")
        preview_value = staticmethod(a_fact)
