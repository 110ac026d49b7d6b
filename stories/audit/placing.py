"""Places facts in every kind of page that may say one, as editors do: in a sentence, a line, a block, a group."""

import json

from facts.audit import CURRENT, KEPT, placers
from facts.models import Citation
from publication.audit.planting import Planting

from .bodies import block, facts_block
from .kinds import info_pages, kits, releases, sheets, statements, stories, threads

#: What a dated page goes on saying of a fact that is public no more.
KEPT_WORDS = {f"fact: {name}" for name in ("statement", "value", "source", "address of the source")}
KEPT_REASON = "a dated page keeps the words that it was published with"
#: Where the text of a dated page is read besides its own address.
IN_FULL = ("search", "search for every word", "earlier versions", "API: one thing")
#: How the names of further such surfaces begin: each feed, each form.
IN_FULL_TOO = ("feeds", "items as ")


def place_current(site, facts):
    """What is deleted later has stood in a story and a fact sheet, which have been published without it since."""
    doomed = {canary.row.pk for canary in facts if canary.state == "deleted fact"}
    keys = list(dict.fromkeys(canary.row.pk for canary in facts))
    lasting = [key for key in keys if key not in doomed]
    for language in _languages(site):
        for kind, blocks in ((stories, _everywhere), (sheets, _in_groups)):
            planting, page = _live(site, kind, language)
            written = list(page.body.raw_data)
            _publish(planting, page, body=[*written, *blocks(keys)])
            _publish(planting, planting.fresh(page), body=[*written, *blocks(lasting)])
        for kind, blocks in ((kits, _in_groups), (info_pages, _in_sentences)):
            planting, page = _live(site, kind, language)
            _publish(planting, page, body=[*page.body.raw_data, *blocks(lasting)])


def place_kept(site, facts):
    keys = list(dict.fromkeys(canary.row.pk for canary in facts if canary.state != "deleted fact"))
    paths = set()
    for language in _languages(site):
        for kind in (releases, statements, threads):
            planting, page = _live(site, kind, language)
            paths.add(page.url_path)
            fields = {"body": [*page.body.raw_data, *_everywhere(keys)]}
            if kind is threads:
                fields["thread"] = [*page.thread.raw_data, *map(_as_entry, _in_sentences(keys))]
            _publish(planting, page, **fields)
    for canary in facts:
        if canary.state != "deleted fact":
            canary.allowances.append(_kept_at(paths, canary.row.pk))


def _kept_at(paths, key):
    """Only the version that the pages were published with, or the first of a fact that was approved after them."""

    def allows(token, surface, address):
        in_full = address in paths or surface.name in IN_FULL or surface.name.startswith(IN_FULL_TOO)
        if not in_full or token.field not in KEPT_WORDS:
            return ""
        kept = Citation.objects.filter(fact_id=key, protected=True, page__url_path__in=paths, version__isnull=False)
        said = (str(row.version.wordings) + row.version.source_address for row in kept.select_related("version"))
        return KEPT_REASON if any(token.value in words for words in said) else ""

    return allows


def _languages(site):
    return site.languages if site.thorough else site.languages[:1]


def _live(site, kind, language):
    planting = Planting(site, kind, language)
    return planting, planting.fresh(planting.live("live, with facts").page)


def _publish(planting, page, **bodies):
    for name, blocks in bodies.items():
        setattr(page, name, json.dumps([dict(entry) for entry in blocks]))
    page.save_revision(user=planting.desk).publish(user=planting.desk)


def _embed(key, form):
    return f'<embed embedtype="fact" id="{key}" form="{form}"/>'


def _in_sentences(keys):
    return [
        block("paragraph", f"<p>It says {_embed(key, 'value')}, in full {_embed(key, 'full')}.</p>") for key in keys
    ]


def _in_groups(keys):
    return [facts_block("Figures", keys), *_in_sentences(keys)]


def _everywhere(keys):
    lines = [f"<p>{_embed(key, 'value')}</p>" for key in keys]
    return [*_in_sentences(keys), block("key_facts", lines), *(block("fact_ref", key) for key in keys)]


def _as_entry(paragraph):
    return block("entry", {"at": "2026-03-01T10:00:00+00:00", "headline": "A fact", "text": paragraph["value"]})


placers[CURRENT].append(place_current)
placers[KEPT].append(place_kept)
