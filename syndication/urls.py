from django.urls import include, path, re_path

from . import embed_views, views
from .api import views as api_views

for_the_site = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:language>-<int:number>.xml", views.sitemap, name="sitemap_part"),
    path("sitemap-<slug:language>.xml", views.sitemap, name="sitemap_of_language"),
    path("api/v1/", include("syndication.api.urls")),
    re_path("^api/", api_views.nothing),
    path("oembed", embed_views.oembed_answer, name="oembed"),
]

for_a_language = [
    path("feed.xml", views.rss, name="feed"),
    path("embed/<slug:kind>/<str:public_id>/", embed_views.embed, name="embed"),
    path("developers/", api_views.developers, name="developers"),
]
