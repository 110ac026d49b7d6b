"""Makes and keeps cards, in jobs. What is not public has none: a card that is on its way when its page is withdrawn is
thrown away, and the address asks the gate each time."""

import io
import logging

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation
from PIL import Image as Pillow
from wagtail.models import Page

from facts.models import Fact, FactVersion
from media_library.renditions import CARD
from pages.models import BrandSettings
from pages.signal_handlers import forget_brand
from people.models import Person
from publication.gate import published
from stories.models import ItemTopic, NewsItem
from topics.models import Topic
from wordings.models import locale_codes

from ..models import ShareCard
from ..pictures import picture_of
from . import finding
from .drawing import CannotBeDrawn, draw
from .faces import face_of

logger = logging.getLogger(__name__)
#: Subjects that one job looks through before it hands on to the next.
BATCH = 50
MODELS = {"page": Page, "person": Person, "topic": Topic, "fact": Fact}


def make(kind, pk):
    """The cards of a subject in every language in which it is public; what it has beside them goes."""
    brand = _present_brand()
    wanted = set()
    for subject, language in _public_subjects(kind, pk):
        with translation.override(language):
            face = face_of(subject, language, brand)
            if face is not None and _keep(face, {f"{kind}_id": pk} if kind else {}, picture_of(subject)):
                wanted.add(face.digest)
    _own(kind, pk).exclude(digest__in=wanted).forget()


def make_about(page_id):
    """Of a page, and of the topics that it may have made public."""
    make("page", page_id)
    for pk in ItemTopic.objects.filter(content_object=page_id).values_list("tag_id", flat=True):
        make("topic", pk)


def make_batch(kind, after):
    """The next cards of a kind, and what to go on with: (kind, key of the last), or None at the end."""
    if kind == "newsroom":
        make("", None)
        return "page", 0
    keys = list(MODELS[kind].objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    for pk in keys:
        make(kind, pk)
    if keys:
        return kind, keys[-1]
    kinds = list(MODELS)
    return (kinds[kinds.index(kind) + 1], 0) if kind != kinds[-1] else None


def face_in_its_language(page):
    """The card that this page would have, public or not; None where its picture is enough."""
    with translation.override(page.language_code):
        return face_of(page, page.language_code, BrandSettings.current())


def _public_subjects(kind, pk):
    """(subject, language) of each card that there is to be."""
    languages = list(locale_codes().values())
    if kind == "page":
        page = published().filter(pk=pk).select_related("locale").first()
        return [(page.specific, page.locale.language_code)] if page else []
    if kind == "person":
        person = Person.objects.public().filter(pk=pk).first()
        return [(person, language) for language in languages] if person else []
    if kind == "topic":
        topic = Topic.objects.filter(pk=pk).first()
        public = NewsItem.objects.published().about(topic)
        return [(topic, language) for language in languages if public.in_language(language).exists()] if topic else []
    if kind == "fact":
        version = FactVersion.objects.filter(is_current=True, fact__in=Fact.objects.public().filter(pk=pk)).first()
        return [(version, language) for language in version.languages()] if version else []
    homes = published(queryset=Page.objects.filter(depth=2)).values_list("locale__language_code", flat=True)
    return [(None, language) for language in homes]


def _keep(face, owner, picture):
    """Whether there is a card of this face, made now or before."""
    if ShareCard.objects.filter(digest=face.digest).exists():
        return True
    try:
        drawn = draw(face, _opened(picture) if face.picture else None)
    except (CannotBeDrawn, OSError) as problem:
        logger.warning("No share card for %s: %s", face.subject, problem)
        return False
    card = ShareCard(digest=face.digest, language=face.language, **owner)
    card.file.save(f"{face.digest}.jpg", ContentFile(drawn), save=False)
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError:
        # Another worker was faster, or the subject has just been deleted: either way this file is nobody's.
        card.file.storage.delete(card.file.name)
        return ShareCard.objects.filter(digest=face.digest).exists()
    transaction.on_commit(lambda: finding.remember(face.digest))
    return True


def _opened(image):
    """The picture in the shape of a card, cut around its focal point."""
    with image.get_rendition(CARD).file.open("rb") as file:
        return Pillow.open(io.BytesIO(file.read()))


def _own(kind, pk):
    if kind:
        return ShareCard.objects.filter(**{f"{kind}_id": pk})
    return ShareCard.objects.filter(page=None, person=None, topic=None, fact=None)


def _present_brand():
    """As it stands in the database: this process may have read it before the change that the job is for."""
    forget_brand()
    return BrandSettings.current()
