from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from facts.models import Fact
from people.models import Person
from publication.gate import published
from stories.models import NewsItem, PersonIndexPage, TopicIndexPage
from topics.models import Topic


class ShareCardQuerySet(models.QuerySet):
    def public(self, now=None):
        """Those whose subject can be read now, in the language of the card."""
        home = published(now, Page.objects.filter(depth=2, locale__language_code=OuterRef("language")))
        people = published(now, PersonIndexPage.objects.filter(locale__language_code=OuterRef("language")))
        topics = published(now, TopicIndexPage.objects.filter(locale__language_code=OuterRef("language")))
        about = NewsItem.objects.filter(
            locale__language_code=OuterRef("language"), item_topics__tag=OuterRef("topic")
        ).published(now)
        # Asked for the one page, and not compared with all that are public.
        page = published(now, Page.objects.filter(pk=OuterRef("page"))).order_by()
        return self.filter(
            Q(Exists(page))
            | Q(fact__in=Fact.objects.public(now).values("pk"))
            | Q(Exists(people), person__in=Person.objects.public().values("pk"))
            | Q(Exists(topics), Exists(about), topic__isnull=False)
            | Q(Exists(home), page=None, fact=None, person=None, topic=None)
        )

    def forget(self):
        """Deletes them, and their files once that stands."""
        for card in self:
            card.delete()


class ShareCard(models.Model):
    """A drawn picture for link previews, named by what it shows: see `syndication.cards`."""

    #: Of everything that can be seen on it, and whose it is (`cards.faces.Face`).
    digest = models.CharField(max_length=32, unique=True)
    language = models.CharField(_("language"), max_length=12)
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    fact = models.ForeignKey(Fact, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    file = models.FileField(upload_to="cards/")

    objects = ShareCardQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("share card")
        verbose_name_plural = _("share cards")

    def __str__(self):
        return self.digest
