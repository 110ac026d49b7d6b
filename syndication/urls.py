from django.urls import path

from . import uses, views

for_the_site = [
    path("used/", uses.used, name="used"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:language>-<int:number>.xml", views.sitemap, name="sitemap_part"),
    path("sitemap-<slug:language>.xml", views.sitemap, name="sitemap_of_language"),
]

for_a_language = [
    path("feed.xml", views.rss, name="feed"),
]
