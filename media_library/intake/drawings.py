"""SVG by an allow-list: shapes, text, gradients, and nothing that runs, loads, or draws itself without end.

The drawing is written anew from what was understood; every reference that stays leads to a part of the drawing itself.
"""

import re
from xml.etree import ElementTree as Tree

from defusedxml import ElementTree as Defused
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _

from .metadata import Found, language_of
from .refusal import Refused, broken, wrong_kind

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
LARGEST = 8 * 1024**2
MOST_ELEMENTS = 50_000
#: Counting what `use` and patterns draw again.
MOST_DRAWN = 100_000
DEEPEST = 64
#: Pixels of the longer side: a drawing has no size of its own, and this is the largest that pages show.
SIDE = 2400

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "use"}
GROUPS = {"svg", "g", "defs", "symbol", "a", "switch", "clipPath", "mask", "marker", "pattern"}
PAINTS = {"linearGradient", "radialGradient", "stop"}
ELEMENTS = SHAPES | GROUPS | PAINTS | {"title", "desc"}
#: What is left out without a word: it draws nothing, or only softens what is drawn, at any cost of time.
PASSED_OVER = {"metadata", "view", "cursor", "font", "font-face", "filter"}


def _words(text):
    return frozenset(text.split())


ATTRIBUTES = _words("""
    id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d points dx dy rotate textLength lengthAdjust
    pathLength viewBox preserveAspectRatio transform gradientTransform gradientUnits spreadMethod offset patternUnits
    patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits
    refX refY orient startOffset method spacing side version baseProfile role lang dir
""")
STYLES = _words("""
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path clip-rule mask marker-start
    marker-mid marker-end display visibility overflow font-family font-size font-style font-weight font-variant
    font-stretch text-anchor text-decoration letter-spacing word-spacing writing-mode direction unicode-bidi
    dominant-baseline alignment-baseline baseline-shift paint-order vector-effect shape-rendering text-rendering
    color-interpolation mix-blend-mode isolation white-space line-height
""")
INSIDE = re.compile(r"""url\(\s*["']?#([^"')\s]+)["']?\s*\)""")
REFERENCE = re.compile(r"#([^\s]+)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STATEMENT = re.compile(r"@[^{};]*;")
SELECTOR = re.compile(r"[\w\s.#,*>:\u0600-\u06ff-]+")


def take_in_drawing(data, extension="svg"):
    """The cleaned drawing as bytes, and what it says of itself. Raises `Refused`."""
    if len(data) > LARGEST:
        raise _refused(_("it is larger than 8 MB"))
    try:
        root = Defused.fromstring(data, forbid_dtd=False)
    except DefusedXmlException:
        raise _refused(_("it defines entities")) from None
    except (Defused.ParseError, ValueError, LookupError):
        raise wrong_kind(extension) if b"<svg" not in data[:4096] else broken() from None
    if root.tag != f"{{{SVG}}}svg":
        raise wrong_kind(extension)
    clean = _Cleaner().cleaned(root)
    _count_what_is_drawn(clean)
    width, height = _size(root)
    scale = SIDE / max(width, height)
    if min(width, height) * scale < 1:
        raise _refused(_("it has no size"))
    clean.set("viewBox", root.get("viewBox") or f"0 0 {width:g} {height:g}")
    clean.set("width", str(round(width * scale)))
    clean.set("height", str(round(height * scale)))
    Tree.register_namespace("", SVG)
    Tree.register_namespace("xlink", XLINK)
    return Tree.tostring(clean, encoding="utf-8", xml_declaration=True), _found(root)


def _refused(why):
    return Refused(
        _("This drawing cannot be made safe: %(why)s. Export it as plain SVG, or as PNG."),
        code="drawing",
        params={"why": why},
    )


class _Cleaner:
    def __init__(self):
        self.count = 0

    def cleaned(self, root):
        clean = Tree.Element(Tree.QName(SVG, "svg"))
        self._copy(root, clean, 0)
        return clean

    def _copy(self, source, target, depth):
        self.count += 1
        if depth > DEEPEST:
            raise _refused(_("its groups are nested too deeply"))
        if self.count > MOST_ELEMENTS:
            raise _refused(_("it has too many parts"))
        target.text, target.tail = source.text, source.tail
        for name, value in source.attrib.items():
            for kept, text in _attribute(name, value):
                target.set(kept, text)
        last = None
        for child in source:
            name = _name(child)
            if name is None:
                last = _keep_tail(target, last, child)
            elif name == "style":
                last = Tree.SubElement(target, Tree.QName(SVG, "style"))
                last.text, last.tail = _rules(child.text or ""), child.tail
            else:
                last = Tree.SubElement(target, Tree.QName(SVG, name))
                self._copy(child, last, depth + 1)


def _name(child):
    """Its name as it may stand, None for what is left out. Raises for what must not be there."""
    if child.tag in (Tree.Comment, Tree.ProcessingInstruction):
        return None
    space, _brace, name = child.tag.rpartition("}")
    if space != f"{{{SVG}":
        return None  # notes of the program that drew it
    if name in ELEMENTS or name == "style":
        return name
    if name in PASSED_OVER:
        return None
    if name == "image":
        raise _refused(_("it holds a picture"))
    if name in ("script", "foreignObject", "iframe", "handler"):
        raise _refused(_("it holds a program or a page"))
    if name.startswith(("animate", "set")):
        raise _refused(_("it moves"))
    raise _refused(_("it holds “%(name)s”") % {"name": name[:40]})


def _keep_tail(target, last, child):
    if child.tail:
        if last is None:
            target.text = (target.text or "") + child.tail
        else:
            last.tail = (last.tail or "") + child.tail
    return last


def _attribute(name, value):
    """What stays of an attribute: pairs of a name and a value."""
    if name in (f"{{{XLINK}}}href", "href"):
        if REFERENCE.fullmatch(value.strip()):
            yield "href", value.strip()
    elif name == f"{{{XML}}}space":
        yield name, value
    elif name == f"{{{XML}}}lang":
        yield "lang", value
    elif name == "style":
        if kept := _declarations(value):
            yield "style", kept
    elif name in STYLES:
        if _is_safe(value):
            yield name, value
    elif name in ATTRIBUTES or name.startswith("aria-"):
        yield name, value


def _declarations(text):
    pairs = (part.partition(":") for part in COMMENT.sub("", text).split(";"))
    kept = ((name.strip().lower(), value.strip()) for name, _colon, value in pairs)
    return ";".join(f"{name}:{value}" for name, value in kept if name in STYLES and _is_safe(value))


def _rules(text):
    """The rules of a style sheet that paint. Rules about rules (@import, @font-face) are left out."""
    text = STATEMENT.sub("", COMMENT.sub("", text))
    kept = []
    for selector, body in RULE.findall(text):
        declarations = _declarations(body)
        if declarations and SELECTOR.fullmatch(selector.strip()):
            kept.append(f"{selector.strip()}{{{declarations}}}")
    return "\n".join(kept)


def _is_safe(value):
    """Without an address but of parts of the drawing, and without signs that hide one."""
    rest = INSIDE.sub("", value)
    return not re.search(r"url|src|image|expression|javascript|data:|[\\@<>{}]", rest, re.IGNORECASE)


def _count_what_is_drawn(root):
    """A part that draws parts that draw parts … is small as a file and endless as a picture."""
    parts = {element.get("id"): element for element in root.iter() if element.get("id")}
    known, under_way = {}, set()

    def weight(element):
        key = id(element)
        if key in under_way:
            raise _refused(_("it draws itself"))
        if key not in known:
            under_way.add(key)
            total = 1 + sum(map(weight, element))
            total += sum(weight(parts[name]) for name in _used(element) if name in parts)
            if total > MOST_DRAWN:
                raise _refused(_("it has too many parts"))
            under_way.discard(key)
            known[key] = total
        return known[key]

    weight(root)


def _used(element):
    for name, value in element.attrib.items():
        if name == "href":
            yield value[1:]
        elif name in STYLES or name == "style":
            yield from INSIDE.findall(value)


def _size(root):
    """Of the view box, else of width and height; the share of a page has none."""
    box = [_number(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        return box[2], box[3]
    width, height = (_number(re.sub(r"(px|pt|mm|cm|in|pc)$", "", root.get(name, ""))) for name in ("width", "height"))
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise _refused(_("it has no size"))
    return width, height


def _number(text):
    try:
        number = float(text)
    except ValueError:
        return 0
    return number if abs(number) < 1e9 else 0


def _found(root):
    """Its own title and description, as captions and alternative texts begin."""
    texts = {
        name: " ".join("".join(element.itertext()).split())
        for name in ("title", "desc")
        if (element := root.find(f"{{{SVG}}}{name}")) is not None
    }
    alt = (texts.get("desc") or texts.get("title") or "")[:500]
    return Found(words={language_of(alt): {"alt": alt}} if alt else {})
