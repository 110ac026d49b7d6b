"""Which facts a page says, and which version of each its readers are shown."""

import re
from dataclasses import dataclass

from django.db.models import Exists, ForeignKey, OuterRef
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.rich_text.rewriters import extract_attrs

from pages.bidi import isolate
from pages.rich_text import key_in
from pages.streams import chosen_in, rich_texts_in
from publication.gate import published

from .models import Citation, Fact, FactVersion

EMBED = re.compile(r'<embed(?=[^>]*\bembedtype="fact")([^>]*?)/?>(?:</embed>)?')


@dataclass(frozen=True)
class Cited:
    """A fact as a page says it: `said` is the version shown, `now` the one that holds where that has another value.

    `withdrawn`: the fact itself is no longer public; only pages that keep what they said still show it.
    """

    said: FactVersion
    now: FactVersion | None = None
    withdrawn: bool = False

    @property
    def url(self):
        return "" if self.withdrawn else self.said.url


# -- What a page cites -----------------------------------------------------------------------------------------


def facts_in(page):
    """Primary keys of all facts that the page places: in texts, as blocks, and as rows of its own."""
    found = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found |= facts_in_stream(getattr(page, field.name))
    for relation in get_all_child_relations(page):
        for key in _keys_of_facts(relation.related_model):
            found |= {getattr(row, key) for row in getattr(page, relation.get_accessor_name()).all()}
    return found - {None}


def facts_in_stream(stream):
    found = {int(key) for key in chosen_in(stream).get(Fact, ()) if key}
    for source in rich_texts_in(stream):
        found.update(facts_in_text(source))
    return found


def facts_in_text(source):
    """Primary keys of the facts placed inside a stored rich text, in order."""
    if 'embedtype="fact"' not in source:
        return []
    keys = (key_in(extract_attrs(match[1])) for match in EMBED.finditer(source))
    return [key for key in keys if key is not None]


def _keys_of_facts(model):
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if isinstance(field, ForeignKey) and field.related_model is Fact]


# -- What its readers are shown ----------------------------------------------------------------------------------


def current_versions(keys):
    """Fact to version, of those among these facts that are public now. One query; none for no facts."""
    if not keys:
        return {}
    public = Fact.objects.public().filter(pk__in=keys)
    versions = FactVersion.objects.filter(is_current=True, fact__in=public).select_related("fact", "previous")
    return {version.fact_id: version for version in versions}


def cited_by(page, keys=None):
    """Fact to `Cited` for one page: at most two queries, none for a page without facts."""
    return cited_by_many([page], [facts_in(page) if keys is None else set(keys)])[0]


def cited_by_many(pages, keys):
    """The same for several pages at once, in two queries. `keys` are the facts that each of them says."""
    keys = list(keys)
    wanted = set().union(*keys)
    current = current_versions(wanted)
    kept = _kept([page for page, said in zip(pages, keys, strict=True) if said and page.keeps_facts and page.pk])
    return [_cited(said, current, kept.get(page.pk, {})) for page, said in zip(pages, keys, strict=True)]


def cited_at(page, keys, at):
    """Fact to `Cited`, as a version of the page said them that was published at that moment: at most two queries.

    A fact that readers may not see any more is left out, unless the page goes on saying it.
    """
    if not keys:
        return {}
    public, then = Fact.objects.public().filter(pk__in=keys), FactVersion.objects.filter(at__lte=at)
    newer = then.filter(fact=OuterRef("fact"), number__gt=OuterRef("number"))
    said = then.filter(fact__in=public).exclude(Exists(newer.order_by())).select_related("fact")
    cited = {version.fact_id: Cited(version) for version in said}
    kept = _kept([page]).get(page.pk, {}) if page.keeps_facts else {}
    return cited | {key: Cited(version, withdrawn=key not in cited) for key, version in kept.items() if key in keys}


def _kept(pages):
    """Page to fact to the version that the page was published with."""
    kept = {}
    if not pages:
        return kept
    rows = Citation.objects.filter(page__in=[page.pk for page in pages], protected=True, version__isnull=False)
    for row in rows.select_related("version__fact", "version__previous"):
        kept.setdefault(row.page_id, {})[row.fact_id] = row.version
    return kept


def _cited(keys, current, kept):
    cited = {}
    for key in keys:
        said, now = kept.get(key), current.get(key)
        if said is None and now is not None:
            cited[key] = Cited(now)
        elif said is not None:
            changed = now is not None and not now.says_the_same(said)
            cited[key] = Cited(said, now=now if changed else None, withdrawn=now is None)
    return cited


def cited_in_preview(page):
    """As readers will see it, and facts that are not approved yet too: the desk's own row in place of a version."""
    keys = facts_in(page)
    cited = cited_by(page, keys)
    drafts = Fact.objects.filter(pk__in=keys - set(cited)).prefetch_related("wordings") if keys - set(cited) else ()
    return cited | {fact.pk: Cited(fact) for fact in drafts}


# -- In a text ---------------------------------------------------------------------------------------------------


def settle(source, cited):
    """A stored rich text with its facts written out. What is not public leaves a mark, never a value."""
    if 'embedtype="fact"' not in source:
        return source
    return EMBED.sub(lambda match: _written(extract_attrs(match[1]), cited), source)


def _written(attributes, cited):
    fact = cited.get(key_in(attributes))
    if fact is None:
        return escape(_("[figure withdrawn]"))
    return in_text(fact, full=attributes.get("form") == "full")


def in_text(fact, full=False):
    """The fact as it stands in a sentence: its value, led by a link to date, source and history."""
    text = isolate(fact.said.sentence if full else fact.said.value)
    if not fact.url:
        return format_html('<span class="fact">{}</span>', text)
    return format_html('<a class="fact" href="{}" title="{}">{}</a>', fact.url, fact.said.basis, text)


class CitesFacts:
    """Mixed into pages whose `body` may place facts."""

    #: A dated page keeps the values that it was published with, and says where they have changed since.
    keeps_facts = False

    @cached_property
    def cited(self):
        """Fact to `Cited`: read once for each object in memory."""
        return cited_by(self)

    @property
    def figures(self):
        """What the texts cite inside their sentences, in order: listed below them with date and source."""
        keys = dict.fromkeys(key for source in self._texts() for key in facts_in_text(source))
        return [self.cited[key] for key in keys if key in self.cited]

    def _texts(self):
        streams = [field.name for field in self._meta.get_fields() if isinstance(field, StreamField)]
        return [source for name in streams for source in rich_texts_in(getattr(self, name))]


# -- At publication ------------------------------------------------------------------------------------------------


def record_citations(page):
    """Writes what the page now says in public. Call it inside the publishing transaction.

    A page that keeps its facts keeps the version of each that it said before, also when it is published again.
    """
    keys = facts_in(page)
    rows = {row.fact_id: row for row in Citation.objects.filter(page_id=page.pk)}
    Citation.objects.filter(page_id=page.pk).exclude(fact_id__in=keys).delete()
    current = current_versions(keys)
    protected = bool(getattr(page, "keeps_facts", False))
    for key in keys & set(Fact.objects.filter(pk__in=keys).values_list("pk", flat=True)):
        row = rows.get(key) or Citation(page_id=page.pk, fact_id=key)
        if not (protected and row.protected and row.version_id):
            row.version, row.protected = current.get(key), protected
            row.save()


def public_pages_citing(fact):
    """The public pages that say this fact, newest first, as a queryset of `Page`."""
    return published().filter(citations__fact=fact).order_by("-first_published_at", "-pk")
