"""The skeleton of a newsroom: a front page and its sections per language, roles, workflow, one site."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale, Page, Site

from editorial import roles, workflow
from editorial.style import defaults as style_defaults
from stories.models import (
    FactIndexPage,
    KitIndexPage,
    MediaPage,
    PersonIndexPage,
    ReleaseIndexPage,
    StatementIndexPage,
    StoryIndexPage,
    TopicIndexPage,
)

from .models import HomePage

#: Slug, type, title, and whether the masthead names it: no more than six.
SECTIONS = [
    ("stories", StoryIndexPage, lambda: gettext("Stories"), True),
    ("releases", ReleaseIndexPage, lambda: gettext("Releases"), True),
    ("statements", StatementIndexPage, lambda: gettext("Statements"), False),
    ("facts", FactIndexPage, lambda: pgettext("section", "Facts"), True),
    ("media", MediaPage, lambda: pgettext("section", "Media"), True),
    ("people", PersonIndexPage, lambda: gettext("People"), True),
    ("topics", TopicIndexPage, lambda: gettext("Topics"), True),
]
#: Below a section of this slug.
SUBSECTIONS = [("media", "kits", KitIndexPage, lambda: gettext("Press kits"))]


@transaction.atomic
def lay_out():
    """Builds what is missing and returns the front pages by language. Safe to run again."""
    groups = roles.establish()
    workflow.establish(groups)
    style_defaults.establish()
    homes = {}
    for code, _name in settings.LANGUAGES:
        locale, _is_new = Locale.objects.get_or_create(language_code=code)
        with translation.override(code):
            homes[code] = _home(locale, homes.get(settings.LANGUAGE_CODE))
            _sections(homes[code], homes[settings.LANGUAGE_CODE])
    speaking = [*ReleaseIndexPage.objects.all(), *StatementIndexPage.objects.all()]
    workflow.establish_for_releases(groups, speaking)
    _site(homes[settings.LANGUAGE_CODE])
    return homes


def _home(locale, original):
    home = HomePage.objects.filter(locale=locale, depth=2).first()
    if home is None:
        key = {"translation_key": original.translation_key} if original else {}
        home = HomePage(title=pgettext("front page", "Newsroom"), slug=locale.language_code, locale=locale, **key)
        _publish(Page.get_first_root_node(), home)
    return home


def _sections(home, original_home):
    for slug, model, title, in_masthead in SECTIONS:
        _make_section(home, original_home, model, slug, title, show_in_menus=in_masthead)
    for above, slug, model, title in SUBSECTIONS:
        # Not `get_children`, which believes the count of a page in memory.
        parents = [Page.objects.child_of(page).filter(slug=above).first() for page in (home, original_home)]
        if all(parents):
            _make_section(*parents, model, slug, title)


def _make_section(parent, original_parent, model, slug, title, **fields):
    """The section below `parent`, tied to its twin below `original_parent` in the newsroom's first language."""
    if model.objects.child_of(parent).exists():
        return
    original = model.objects.child_of(original_parent).first()
    key = {"translation_key": original.translation_key} if original else {}
    _publish(parent, model(title=title(), slug=slug, locale=parent.locale, **key, **fields))


def _publish(parent, page):
    """Through a revision, as everything: a page made live without one goes offline when an update is scheduled."""
    page.live = False
    # A fresh parent: saving a stale one would overwrite the count of its children.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()


def _site(home):
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    stock = site.root_page if site.root_page_id and site.root_page_id != home.pk else None
    site.root_page = Page.objects.get(pk=home.pk)
    site.site_name = site.site_name or "Newsroom"
    site.save()
    # Wagtail's "Welcome" page: nobody's content, and it would stand beside ours.
    if stock and stock.specific_class is Page and not stock.get_children().exists():
        stock.delete()
