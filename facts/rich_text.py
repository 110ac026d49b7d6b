"""A fact inside a sentence: chosen in the editor, stored as `<embed embedtype="fact" id="…" form="value|full"/>`."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import EmbedHandler

from pages.rich_text import FACT as FEATURE
from pages.rich_text import key_in

from .citing import Cited, current_versions, facts_in_text, settle
from .models import Fact

ENTITY = "FACT"
FORMS = ("value", "full")
#: Elements that a fact may stand in inside its line.
MARKS = {"b", "i", "bdi"}


class FactHandler(EmbedHandler):
    """For a text that nobody has settled: what holds now. Pages settle their texts before, see `citing`."""

    identifier = FEATURE

    @staticmethod
    def get_model():
        return Fact

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        sources = [
            f'<embed embedtype="fact" id="{attrs.get("id")}" form="{attrs.get("form")}"/>' for attrs in attrs_list
        ]
        keys = {key for source in sources for key in facts_in_text(source)}
        cited = {key: Cited(version) for key, version in current_versions(keys).items()}
        return [settle(source, cited) for source in sources]

    @classmethod
    def extract_references(cls, attrs):
        key = key_in(attrs)
        if key is not None:
            yield Fact, str(key), "", ""


class FactElementHandler(InlineEntityElementHandler):
    """From the database into the editor, where the fact shows its present value and cannot be typed over."""

    mutability = "IMMUTABLE"

    def handle_starttag(self, name, attrs, state, contentstate):
        super().handle_starttag(name, attrs, state, contentstate)
        entity = contentstate.entity_map[state.current_entity_ranges[-1].key]
        state.current_block.text += entity.data["value"]
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs):
        key, form = key_in(attrs), attrs.get("form")
        fact = Fact.objects.filter(pk=key).prefetch_related("wordings").first() if key is not None else None
        stored = {"id": attrs.get("id", ""), "form": form if form in FORMS else "value"}
        return stored | (for_editor(fact) if fact else NO_FACT)


#: In place of a fact that has been deleted; taking it out is the editor's decision.
NO_FACT = {"label": "", "value": "[…]"}


def for_editor(fact):
    """What the editor shows of a fact: it is written where the text stands, and named when somebody asks."""
    return {"label": fact.label, "value": fact.value or fact.label}


def to_database(props):
    form = props.get("form")
    fact = DOM.create_element(
        "embed", {"embedtype": FEATURE, "id": props.get("id"), "form": form if form in FORMS else "value"}
    )
    return _marked_as(props["children"], fact)


def _marked_as(shown, fact):
    """The fact with the marks around what the editor showed of it: bold stays, the value is not stored."""
    if isinstance(shown, str) or len(shown.children) != 1:
        return fact
    inner = _marked_as(shown.children[0], fact)
    return DOM.create_element(shown.type, shown.attr, inner) if shown.type in MARKS else inner


def register_fact(features):
    features.register_embed_type(FactHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "snippet",
                "description": _("Fact: the value that holds, with its date and source"),
                # Nothing of what was pasted from elsewhere becomes a fact.
                "attributes": ["id", "form", "label", "value"],
                "chooserUrls": {"factChooser": reverse_lazy("wagtailsnippetchoosers_facts_fact:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "js/fact_entity.js"],
            css={"all": ["css/fact_entity.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'embed[embedtype="fact"]': FactElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: to_database}},
        },
    )
