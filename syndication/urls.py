from django.urls import include, path, re_path

from . import views
from .api import views as api_views
from .channels import indexnow
from .embeds import views as embeds
from .feeds import views as feeds
from .takeaway import uses

for_the_site = [
    path("used/", uses.used, name="used"),
    path("robots.txt", views.robots, name="robots"),
    path("card/<slug:digest>.jpg", views.share_card, name="share_card"),
    path("sitemap-news.xml", views.news_sitemap, name="news_sitemap"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:language>-<int:number>.xml", views.sitemap, name="sitemap_part"),
    path("sitemap-<slug:language>.xml", views.sitemap, name="sitemap_of_language"),
    re_path(rf"^(?P<key>{indexnow.KEY.pattern})\.txt$", indexnow.key_file, name="indexnow_key"),
    path("api/v1/", include("syndication.api.urls")),
    path("oembed", embeds.oembed_answer, name="oembed"),
]

for_a_language = [
    path("feed.xml", feeds.everything, name="feed"),
    path("feeds/", feeds.follow, name="follow"),
    path("feeds/<slug:slug>.<slug:form>", feeds.one_feed, name="feed_of"),
    path("feeds/<slug:folder>/<slug:slug>.<slug:form>", feeds.one_feed, name="feed_of"),
    path("embed/<slug:kind>/<str:public_id>/", embeds.embed, name="embed"),
    path("developers/", api_views.developers, name="developers"),
]
