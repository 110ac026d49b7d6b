"""The specimens by section, in the order in which the guide shows them."""

from . import around, facts, files, finding, foundations, front, items, pages, people, text

SECTIONS = [
    module.SECTION for module in (foundations, around, front, items, people, text, facts, files, finding, pages)
]
SPECIMENS = {specimen.slug: specimen for section in SECTIONS for specimen in section.specimens}
#: Templates of parts and pages that the guide leaves out, and why.
LEFT_OUT = {
    "home/wire.html": "A page apart: it has no stylesheet and no component, so that it comes over a bad line.",
    "partials/userbar.html": "Wagtail's own: it shows editors what they may do with a page of the database.",
}
