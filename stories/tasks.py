from django_tasks import task
from wagtail.search.index import insert_or_update_object

from media_library.uses import pages_using

from .models import NewsItem


@task()
def index_again(page_id):
    """Puts the page into the search index as it reads now; one that is gone meanwhile is passed over."""
    _index(page_id)


@task()
def index_pages_with(public_ids):
    """The pages that use one of these files, whose words are found no more, or again."""
    for page_id in pages_using(public_ids):
        _index(page_id)


def _index(page_id):
    page = NewsItem.objects.filter(pk=page_id).specific().first()
    if page is not None:
        insert_or_update_object(page)
