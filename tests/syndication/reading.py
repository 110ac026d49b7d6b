"""The head of a page as a machine reads it."""

import json
from collections import defaultdict

import lxml.html
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation


class Head:
    def __init__(self, html):
        self.html = html
        self.root = lxml.html.fragment_fromstring(html, create_parent="head")
        self.meta = defaultdict(list)
        for tag in self.root.iter("meta"):
            self.meta[tag.get("property") or tag.get("name")].append(tag.get("content"))

    def one(self, name):
        values = self.meta[name]
        assert len(values) == 1, f"{name}: {values}"
        return values[0]

    def links(self, rel):
        return [link for link in self.root.iter("link") if rel in link.get("rel").split()]

    @property
    def canonical(self):
        return [link.get("href") for link in self.links("canonical")]

    @property
    def alternates(self):
        return {link.get("hreflang"): link.get("href") for link in self.links("alternate") if link.get("hreflang")}

    @property
    def feeds(self):
        return [link.get("href") for link in self.links("alternate") if link.get("type") == "application/rss+xml"]

    @property
    def graph(self):
        (script,) = self.root.xpath("//script[@type='application/ld+json']")
        return json.loads(script.text)["@graph"]

    def node(self, kind):
        (node,) = [node for node in self.graph if node["@type"] == kind]
        return node


def request_for(path):
    request = RequestFactory().get(path)
    with translation.override(language_of(path)):
        request.LANGUAGE_CODE = translation.get_language()
        request.resolver_match = resolve(request.path)
    return request


def language_of(path):
    return path.strip("/").partition("/")[0] or "en"


def head(page=None, path=None, request=None, is_preview=False, **context):
    """What `{% metadata %}` prints for a page (or a route of it) in the language of its address."""
    path = path or page.url_path
    request = request or request_for(path)
    request.is_preview = is_preview
    if "items" in context:
        context["items"] = Paginator(context["items"], 20).page(context.pop("number", 1))
    template = engines["django"].from_string("{% load syndication_tags %}{% metadata %}")
    with translation.override(language_of(path)):
        return Head(template.render({"page": page} | context, request))
