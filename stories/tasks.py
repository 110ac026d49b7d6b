from django_tasks import task
from wagtail.search.index import insert_or_update_object

from .models import NewsItem


@task()
def index_again(page_id):
    """Puts the page into the search index as it reads now; one that is gone meanwhile is passed over."""
    page = NewsItem.objects.filter(pk=page_id).specific().first()
    if page is not None:
        insert_or_update_object(page)
