from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from editorial.models import Correction
from facts.citing import public_pages_citing
from media_library.models import Asset
from media_library.uses import used_by_public_owner
from pages.streams import chosen_in
from people.models import Person
from publication.gate import is_published, published
from publication.signals import Event
from stories.models import NewsItem
from topics.models import Topic

from .feed import id_of_note, permanent_id
from .feeds.scopes import Corrections, scopes_of_many
from .models import FeedState, Tombstone
from .rows import bodies_of


def move_feeds(**kwargs):
    """A page went live, changed or was withdrawn; or words changed that feeds repeat."""
    FeedState.objects.move()


def remember_whether_public(instance, **kwargs):
    """Before a person is saved: one who had a page until now leaves the sitemap."""
    instance.was_public = bool(instance.pk) and Person.objects.public().filter(pk=instance.pk).exists()


def move_for_person(instance, **kwargs):
    """A person or their words. Only if readers meet them: work on a draft must not show."""
    person = instance if isinstance(instance, Person) else instance.person
    if person.is_public or getattr(person, "was_public", False) or _is_met_by_readers(person):
        FeedState.objects.move()


def _is_met_by_readers(person):
    """In a byline, as the one who makes a statement, or in the text of something public, however old: it stands on
    some page of a feed."""
    named = NewsItem.objects.filter(Q(item_people__person=person) | Q(statement__attributed_to=person))
    return named.published().exists() or any(_in_a_text(person, kind) for kind in NewsItem.__subclasses__())


def _in_a_text(person, kind):
    """The database looks for the key beside the names that choosers of people have in bodies; what it finds is read."""
    bodies = [field.name for field in kind._meta.get_fields() if isinstance(field, StreamField)]
    beside = rf'"(person|people)": (\[[0-9, ]*)?{person.pk}([^0-9]|$)'
    texts = {f"{name}_as_text": Cast(name, TextField()) for name in bodies}
    found = Q(*((f"{name}__regex", beside) for name in texts), _connector=Q.OR)
    items = kind.objects.published().alias(**texts).filter(found).order_by()
    return any(person.pk in chosen_in(body).get(Person, ()) for item in items for body in bodies_of(item))


def move_for_fact(fact, **kwargs):
    """A fact was published, changed or withdrawn: a change of what pages say, if a public one says it."""
    if public_pages_citing(fact).exists():
        FeedState.objects.move()


def move_for_topic(instance, **kwargs):
    """A topic or its words, saved or about to be deleted. Only if something public is about it, or somebody with a page
    may be asked about it: work on a draft must not show."""
    topic = instance if isinstance(instance, Topic) else instance.topic
    if NewsItem.objects.about(topic).published().exists() or Person.objects.public().filter(subjects=topic).exists():
        FeedState.objects.move()


def remember_whether_marked(instance, **kwargs):
    """Before a file is saved: one that an editor no longer shows to everybody leaves lists."""
    known = type(instance).objects.filter(pk=instance.pk, marked_public=True)
    instance.was_marked = bool(instance.pk) and known.exists()


def move_for_asset(instance, **kwargs):
    """A picture, document or recording, or its words. Only if the public meets it: work on a draft must not show."""
    asset = instance if isinstance(instance, Asset) else instance.asset
    if asset.rights_expired:
        return  # That they have ended, or last again, is told by itself: `move_feeds` hears of it.
    if asset.marked_public or getattr(asset, "was_marked", False) or used_by_public_owner(asset.public_id):
        FeedState.objects.move()


def move_for_sizes(image, **kwargs):
    """They are made by a task after the publication; feeds show one of them, the API and structured data more."""
    move_for_asset(image)


def move_for_note(instance, **kwargs):
    """A correction that readers have been told already, written or taken away. What waits moves nothing: it goes out
    with a publication."""
    is_told = instance.is_out and instance.kind != Correction.Kind.SILENT
    if is_told and published(queryset=Page.objects.filter(pk=instance.page_id)).exists():
        FeedState.objects.move()


def move_for_reason(instance, **kwargs):
    """Why something was withdrawn, written after the withdrawal itself: feeds repeat what readers are told."""
    if instance.is_public:
        FeedState.objects.move()


def keep_tombstones(page, event, at, **kwargs):
    """Notes what leaves the feeds in each feed that it was in, and forgets what has come back."""
    if not isinstance(page, NewsItem):
        return
    if event == Event.WITHDRAWN and readers_had(page):
        bury([page], at)
    elif event == Event.WENT_LIVE and is_published(page):
        dig_up([page])


def bury(pages, at):
    """In each feed that they were in; what readers were told about them leaves the feed of corrections."""
    scopes, by_key = scopes_of_many(pages), {page.pk: page for page in pages}
    left = [(scope, permanent_id(page), page) for page in pages for scope in scopes[page.pk]]
    for note in Correction.objects.told().filter(page__in=list(by_key)):
        page = by_key[note.page_id]
        left.append((Corrections(page.locale.language_code), id_of_note(note), page))
    rows = [Tombstone(scope=scope.key, entry_id=name, at=at, page_id=page.pk) for scope, name, page in left]
    fields = {"update_conflicts": True, "unique_fields": ["scope", "entry_id"], "update_fields": ["at", "page_id"]}
    Tombstone.objects.bulk_create(rows, batch_size=500, **fields)


def dig_up(pages):
    """Of a page and of its corrections: whichever page it had the id from, it is back."""
    entries = [permanent_id(page) for page in pages]
    Tombstone.objects.filter(Q(entry_id__in=entries) | Q(page_id__in=[page.pk for page in pages])).delete()


def readers_had(page):
    """Whether it was public until it was taken down a moment ago: nothing above it is closed, nor it itself."""
    above = Page.objects.filter(path=page.path[: -Page.steplen])
    closed = PageViewRestriction.objects.filter(page__in=[page.pk, page.alias_of_id or page.pk])
    return page.first_published_at is not None and published(queryset=above).exists() and not closed.exists()
