"""Surfaces that belong to no room: every page's own address, and addresses that must not exist at all."""

from django.core import mail

from ..registries import ANYBODY, Surface
from .site import STAFF
from .visits import Visit

METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE")
#: The 404 page itself; whatever must not exist is compared with it.
NOWHERE = "/there-is-nothing-here/"
ABSENT = (
    NOWHERE, "/_util/login/", "/api/v2/pages/", "/api/v2/documents/", "/api/v3/pages/", "/sitemaps/", "/documents/",
    "/documents/1/", "/images/", "/media/", "/.git/HEAD", "/newsroom.sqlite3", "/var/newsroom.sqlite3",
)  # fmt: skip
#: What other systems hang on a page's address to get another form of it.
SUFFIXES = ("?preview=1", "?page=1", "?format=json", "amp/", "feed.xml", "index.html", "print/", "../", ".json")


def pages(site):
    """Each page's address; of what is not public also its spellings and methods."""
    for canary in site.telling:
        yield from canary.addresses


def spellings(site):
    """Addresses that a server may take for the same. One asker is enough: the role does not change the spelling."""
    for canary in site.few:
        for address in canary.addresses:
            yield from (Visit(address, method) for method in METHODS)
            yield from _spelled(address)
            yield site_path(address, site.other_language(canary.language))


def _spelled(address):
    above, slug = address.rstrip("/").rsplit("/", 1)
    yield address.rstrip("/")
    yield f"{above}//{slug}/"
    yield f"{above}%2f{slug}/"
    yield f"{above}/%2e/{slug}/"
    yield f"{above}/{slug}%00/"
    yield f"{above}/{slug.upper()}/"
    yield f"{above.upper()}/{slug.upper()}/"
    yield "/" + address.split("/", 2)[2]
    yield from (address + suffix for suffix in SUFFIXES)


def site_path(address, language):
    return f"/{language}/{address.split('/', 2)[2]}"


def other_addresses(site):
    for canary in site.canaries:
        yield from canary.other_addresses


def absent(site):
    """What Wagtail, or a careless web server, would hand out if these addresses were there."""
    for canary in site.few:
        file_name = canary.find("file name")
        if file_name:
            yield f"/documents/1/{file_name.value}.txt"
            yield f"/images/{file_name.value}/1/original/"
        if canary.page:
            yield Visit(f"/_util/authenticate_with_password/{canary.page.pk}/1/", twin=NOWHERE)
            yield Visit(f"/pages/{canary.page.pk}/", twin=NOWHERE)
    yield from (Visit(address, twin=NOWHERE) for address in ABSENT)


PREVIEWS = (
    "/admin/pages/{}/edit/preview/", "/admin/pages/{}/view_draft/", "/admin/pages/{}/edit/", "/admin/pages/{}/history/",
    "/admin/pages/{}/revisions/1/view/", "/admin/pages/{}/workflow/status/", "/admin/pages/{}/",
    "/admin/api/main/pages/{}/",
)  # fmt: skip


def previews(site):
    """The admin's own addresses of a page, for those who do not work there."""
    for canary in site.few:
        if canary.page:
            for address in PREVIEWS:
                yield Visit(address.format(canary.page.pk), twin=address.format(9_999_999))
    yield from ("/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/api/main/images/", "/admin/sprite/")


def desk_mail(token, name):
    """The desk's own mail names what it is about, and the desk may see that."""
    return "embargoed mails come with embargo" if is_to_staff(name) and token.field == "title" else ""


def is_to_staff(name):
    return name.startswith("mail to") and name.count("@") == name.count("@" + STAFF)


def mails(site):
    for message in getattr(mail, "outbox", []):
        yield f"mail to {', '.join(message.recipients())}", str(message.message())


OWN = (
    Surface("pages", pages),
    Surface("spellings and methods", spellings, roles=("anonymous",), changes=False),
    Surface("old addresses, redirects, pages above", other_addresses),
    Surface("addresses that must not exist", absent, roles=("anonymous", "writer"), changes=False),
    Surface("admin, for those who do not work there", previews, roles=ANYBODY, changes=False),
    Surface("mails", texts=mails, allows=desk_mail),
)
