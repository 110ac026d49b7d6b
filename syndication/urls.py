from django.urls import path, re_path

from . import views
from .channels import indexnow

for_the_site = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:language>-<int:number>.xml", views.sitemap, name="sitemap_part"),
    path("sitemap-<slug:language>.xml", views.sitemap, name="sitemap_of_language"),
    re_path(rf"^(?P<key>{indexnow.KEY.pattern})\.txt$", indexnow.key_file, name="indexnow_key"),
]

for_a_language = [
    path("feed.xml", views.rss, name="feed"),
]
