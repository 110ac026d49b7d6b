"""The results of a search as a feed (`syndication.feeds`)."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from stories.finding import candidates
from syndication.feeds.scopes import Scope


class Search(Scope):
    """Anybody may ask for any words, so none of its feeds is kept or listed; and the index may come after the state of
    what is public, so only what is found says whether it has changed."""

    always = True
    is_kept = False
    indexable = False

    def __init__(self, language, words):
        home = f"/{language}/search/?{urlencode({'q': words})}"
        super().__init__(language, "search", _("Search: %(query)s") % {"query": words}, home)
        self.words, self.identity = words, f"search/{words}"

    @property
    def query(self):
        return {"q": self.words}

    def choose(self, items):
        return items.filter(pk__in=candidates(self.words, self.language, newest_first=True) or [0])
