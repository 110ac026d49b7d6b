from media_library.models import Image
from media_library.uses import used_by_public_owner
from stories.models import NewsItem
from topics.models import Topic

from .models import FeedState
from .pictures import feed_spec


def move_feeds(**kwargs):
    """A page went live, changed or was withdrawn; or words changed that feeds repeat."""
    FeedState.objects.move()


def move_for_topic(instance, **kwargs):
    """A topic or its words. Only if something public is about it: work on a draft must not show."""
    topic = instance if isinstance(instance, Topic) else instance.topic
    if NewsItem.objects.about(topic).published().exists():
        FeedState.objects.move()


def move_for_picture(instance, **kwargs):
    """A picture or its words. Only if the public sees it: work on a draft must not show."""
    image = instance if isinstance(instance, Image) else instance.asset
    if used_by_public_owner(image.public_id):
        FeedState.objects.move()


def move_for_size(instance, created, **kwargs):
    """Sizes are made by a task after the publication, and feeds show one of them."""
    if created and instance.filter_spec == feed_spec(instance.image):
        move_for_picture(instance.image)
