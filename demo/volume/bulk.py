"""Writes published pages in bulk: the rows that an editor's draft, revision and publication would have left."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import CharField, F, Max, OuterRef, Subquery
from django.db.models.functions import Cast, Length
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from facts.citing import Cited, current_versions, facts_in
from facts.models import Citation, Fact
from media_library.models import AssetUse
from pages.document import assets_of
from pages.slugs import slugify
from pages.streams import chosen_in, fill
from publication.models import Epoch, PublishedVersion, Reference
from stories.models import FactSheet, NewsItem, SheetVersion
from syndication.models import FeedState


class Writer:
    def __init__(self, user):
        self.user = user
        self._known = {}
        self._index = get_search_backend().get_index_for_model(NewsItem)
        # After each batch it goes through the titles of everything, which takes the longer the more there are.
        self._index._refresh_title_norms = lambda: None

    @transaction.atomic
    def write(self, told):
        """Everything of these pages, (matter, kind, unsaved page) each, in one transaction."""
        pages = [page for _matter, _kind, page in told]
        self._place(told)
        _insert(Page, pages)
        for model in {type(page) for page in pages}:
            own = [page for page in pages if type(page) is model]
            for table in [parent for parent in reversed(model._meta.get_parent_list()) if parent is not Page] + [model]:
                _insert(table, own)
            for relation in get_all_child_relations(model):
                _insert_children(relation, own)
        self._give_references(pages)
        self._publish(pages)
        self._fill_bodies(pages)
        _record_references(pages)
        self._cite(pages)
        _record_uses(pages)
        self._make_findable(pages)
        # The order in which a publication moves them.
        FeedState.objects.move()
        Epoch.objects.move()

    def _place(self, told):
        """Puts the pages into the tree, each section's in a row below it."""
        places = {}
        for matter, kind, page in told:
            places.setdefault((kind.section, page.locale_id), []).append((matter, page))
        for (section, locale_id), own in places.items():
            self._place_below(section.objects.filter(locale_id=locale_id).order_by("path").first(), own)

    def _place_below(self, section, own):
        parent = Page.objects.select_for_update().get(pk=section.pk)
        last = parent.get_last_child()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        for place, (matter, page) in enumerate(own, step + 1):
            page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, place), parent.depth + 1
            page.slug = f"{slugify(page.title)}-{matter.serial + 1}"
            page.url_path = f"{parent.url_path}{page.slug}/"
            page.translation_key, page.owner = matter.key, self.user
            page.content_type = ContentType.objects.get_for_model(type(page))
            page.live, page.has_unpublished_changes = True, False
            page.first_published_at = page.last_published_at = page.latest_revision_created_at = matter.at
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(own))

    def _give_references(self, pages):
        """In the order of publication, each year's after the highest that it has."""
        new, numbers = {}, Counter()
        for page in sorted(pages, key=lambda page: page.first_published_at):
            if page.translation_key in new or not page.reference_series:
                continue
            place = (page.reference_series, timezone.localtime(page.first_published_at).year)
            if place not in numbers:
                given = Reference.objects.filter(series=place[0], year=place[1])
                numbers[place] = given.aggregate(Max("number"))["number__max"] or 0
            numbers[place] += 1
            new[page.translation_key] = Reference(
                series=place[0], year=place[1], number=numbers[place], translation_key=page.translation_key
            )
        known = set(Reference.objects.filter(translation_key__in=new).values_list("translation_key", flat=True))
        Reference.objects.bulk_create(row for key, row in new.items() if key not in known)

    def _publish(self, pages):
        of_pages = ContentType.objects.get_for_model(Page)
        revisions = Revision.objects.bulk_create(
            Revision(
                content_type=page.content_type, base_content_type=of_pages,
                object_id=str(page.pk), object_str=str(page), created_at=page.first_published_at, user=self.user,
                content=page.serializable_data(),
            )
            for page in pages
        )  # fmt: skip
        own = Revision.objects.filter(base_content_type=of_pages, object_id=Cast(OuterRef("pk"), CharField()))
        newest = Subquery(own.order_by("-pk").values("pk")[:1])
        Page.objects.filter(pk__in=[page.pk for page in pages]).update(live_revision=newest, latest_revision=newest)
        PublishedVersion.objects.bulk_create(
            PublishedVersion(page_id=page.pk, revision=revision, number=1, at=page.first_published_at, user=self.user)
            for page, revision in zip(pages, revisions, strict=True)
        )
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                page=page, content_type=page.content_type, label=page.title, action=action, revision=revision,
                timestamp=page.first_published_at, user=self.user, content_changed=True,
            )
            for page, revision in zip(pages, revisions, strict=True)
            for action in ("wagtail.create", "wagtail.publish")
        )  # fmt: skip

    def _make_findable(self, pages):
        """The readers' search, which a job fills after each save."""
        for model in {type(page) for page in pages}:
            self._index.add_items(model, [page for page in pages if type(page) is model])
        self._weigh_titles(pages)

    def _cite(self, pages):
        """As `facts.signal_handlers.cite` and `stories.signal_handlers.version_sheet` at a publication."""
        keys = {page: facts_in(page) for page in pages}
        current = current_versions(set().union(*keys.values()))
        for page, own in keys.items():
            page.cited = {key: Cited(current[key]) for key in own}
            if own:
                fill(page.body, self._known | {Fact: page.cited})
        Citation.objects.bulk_create(
            Citation(page_id=page.pk, fact_id=key, version=current[key], protected=page.keeps_facts)
            for page, own in keys.items()
            for key in sorted(own)
        )
        SheetVersion.objects.bulk_create(
            SheetVersion(
                sheet=page, number=1, at=page.first_published_at, user=self.user,
                content={
                    "title": page.title,
                    "groups": [[title, [current[key].pk for key in own]] for title, own in page.groups],
                },
            )
            for page in pages
            if isinstance(page, FactSheet)
        )  # fmt: skip

    def _weigh_titles(self, pages):
        """What the index does for all titles, for these alone: all are made of the same words, so is their mean."""
        mean = sum(len(page.title) for page in pages) / len(pages)
        entries = self._index.entries.filter(
            content_type__in={page.content_type_id for page in pages}, object_id__in=[str(page.pk) for page in pages]
        )
        entries.update(title_norm=mean / Length("title"))

    def _fill_bodies(self, pages):
        """Puts the rows that bodies choose into them; each body would ask the database otherwise."""
        for page in pages:
            wanted = chosen_in(page.body)
            for model, keys in wanted.items():
                known = self._known.setdefault(model, {})
                if missing := keys - known.keys() - {None}:
                    rows = model.objects.filter(pk__in=missing)
                    known |= {row.pk: row for row in rows.prefetch_related("wordings")}
            fill(page.body, self._known)


def _insert(table, pages):
    """The columns of one table of a model that spreads over several; `bulk_create` refuses those."""
    fields = [field for field in table._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    for page in pages:
        for parent, link in table._meta.parents.items():
            setattr(page, link.attname, getattr(page, parent._meta.pk.attname))
    keys = table._base_manager.get_queryset()._batched_insert(pages, fields, batch_size=None)
    if table is Page:
        for page, (key,) in zip(pages, keys, strict=True):
            page.id = key


def _insert_children(relation, pages):
    link, name = relation.field, relation.get_accessor_name()
    children = []
    for page in pages:
        if name not in getattr(page, "_cluster_related_objects", {}):
            setattr(page, name, [])  # else each page would ask the database, which has none
        for child in page._cluster_related_objects[name]:
            setattr(child, link.attname, page.pk)
            children.append(child)
    relation.related_model.objects.bulk_create(children)


def _record_uses(pages):
    """As `pages.signal_handlers.record_asset_uses` at a publication."""
    of_pages = ContentType.objects.get_for_model(Page)
    AssetUse.objects.bulk_create(
        AssetUse(owner_type=of_pages, owner_id=page.pk, public_id=public_id)
        for page in pages
        for public_id in sorted({asset.public_id for asset in [*page.assets(), *assets_of(page.document())]})
    )


def _record_references(pages):
    """The desk's index of what is used where, which a job writes after each save."""
    of_pages = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type=page.content_type, base_content_type=of_pages, object_id=page.pk,
            to_content_type_id=model, to_object_id=key, model_path=path, content_path=place,
            content_path_hash=ReferenceIndex._get_content_path_hash(place),
        )
        for page in pages
        for model, key, path, place in set(ReferenceIndex._extract_references_from_object(page))
    )  # fmt: skip
