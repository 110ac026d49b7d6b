import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from facts.models import Fact
from people.models import Person
from publication.gate import published
from stories.models import NewsItem, PersonIndexPage, TopicIndexPage
from topics.models import Topic

ONE_SECOND = timedelta(seconds=1)


def new_version():
    """Drawn at random: it tells nobody how often something was published, and no restored backup repeats it."""
    return secrets.token_hex(8)


class FeedStateManager(models.Manager):
    def move(self):
        """Something that feeds show has changed. Written in the transaction of the change itself.

        All languages move: an item may link to a page of another one, which has just gone.
        """
        now = timezone.now().replace(microsecond=0)
        # HTTP dates count whole seconds: two changes within one must not share theirs.
        later = Case(When(changed_at__lt=now, then=Value(now)), default=F("changed_at") + ONE_SECOND)
        for language, _name in sorted(settings.LANGUAGES):
            if not self.filter(language=language).update(changed_at=later, version=new_version()):
                self.bulk_create([FeedState(language=language, changed_at=now)], ignore_conflicts=True)


class FeedState(models.Model):
    """Since when the feeds of a language have stood as they stand. Moves on withdrawals too, and never backwards."""

    language = models.CharField(_("language"), max_length=12, primary_key=True)
    changed_at = models.DateTimeField(_("changed at"))
    version = models.CharField(max_length=16, default=new_version)

    objects = FeedStateManager()

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")

    def __str__(self):
        return f"{self.language} {self.changed_at:%Y-%m-%d %H:%M:%S}"


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
