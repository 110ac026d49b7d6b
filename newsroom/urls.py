"""The map of addresses. Nothing outside the language prefixes is guessed: an unknown path is a 404."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls

import dialogue.views
import editorial.asking.reading
import editorial.passes.reading
import editorial.reviewing.reading
import home.views
import outbox.views
import pages.views
import publication.views
import search.views
import stories.library.asking
import stories.library.basket
import stories.views
import syndication.forms.views
from syndication import urls as syndication_urls

handler404 = "pages.views.page_not_found"
handler500 = "pages.views.server_error"

urlpatterns = [
    path("healthz", outbox.views.health, name="health"),
    path("admin/", include(wagtailadmin_urls)),
    path("appearance/", pages.views.appearance, name="appearance"),
    path("media/", include("media_library.urls")),
    path("", home.views.front_door, name="front_door"),
    path("", include(syndication_urls.for_the_site)),
    *i18n_patterns(
        path("search/", search.views.search, name="search"),
        path("feeds/search.<slug:form>", search.views.feed, name="search_feed"),
        path("wire/", home.views.wire, name="wire"),
        path("corrections/", stories.views.corrections, name="corrections"),
        path("tours/<slug:public_id>/", stories.views.tour, name="tour"),
        path("media/basket/", stories.library.basket.basket, name="basket"),
        path("embargo/<slug:token>/", editorial.passes.reading.door, name="embargo"),
        path("suggest/<slug:key>/", dialogue.views.suggest, name="suggest"),
        path("suggest/<slug:key>/thanks/", dialogue.views.sent, name="suggestion_sent"),
        path("ask/<slug:public_id>/", stories.library.asking.ask_for, name="ask_for"),
        path("ask/<slug:public_id>/thanks/", stories.library.asking.asked_for, name="asked_for"),
        path("files/<slug:token>/", editorial.asking.reading.door, name="granted"),
        path("files/<slug:token>/<str:key>/<str:file_name>", editorial.asking.reading.file, name="granted_file"),
        path("review/<slug:token>/", editorial.reviewing.reading.door, name="review"),
        path("facts/figures/<slug:public_id>/", syndication.forms.views.fact, name="fact"),
        path("", include(syndication_urls.for_a_language)),
        # The name is Wagtail's: its pages reverse their addresses through it.
        re_path(r"^((?:[\w\-]+/)*)$", publication.views.serve, name="wagtail_serve"),
    ),
]
