"""A page of Persian: drawn, because the built-in fonts have no Arabic letters, with its words as replacement text."""

from pathlib import Path

from pdf import HEIGHT, MARGIN, WIDTH, letterhead
from PIL import Image, ImageDraw, ImageFont

SCALE = 200 / 72  # pixels to the point
FONTS = (
    ("noto/NotoSansArabic-Regular.ttf", "noto/NotoSansArabic-Bold.ttf"),
    ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
)
STYLES = {"title": (18, 30, 6), "heading": (11.5, 20, 3), "paragraph": (10, 18, 4), "item": (10, 18, 1)}
ROW = (9, 14.6)
SET = {"direction": "rtl", "language": "fa"}
TOP = 70


def face(size, bold=False):
    for pair in FONTS:
        path = Path("/usr/share/fonts/truetype") / pair[bold]
        if path.exists():
            return ImageFont.truetype(path, round(size * SCALE), layout_engine=ImageFont.Layout.RAQM)
    raise SystemExit("No font with Persian letters: install fonts-noto-core or fonts-dejavu-core.")


class Sheet:
    """The drawing; x and y in points, x from the right margin."""

    def __init__(self):
        self.room = WIDTH - 2 * MARGIN
        self.image = Image.new("1", (round(self.room * SCALE), round((HEIGHT - TOP - 40) * SCALE)), 1)
        self.pen = ImageDraw.Draw(self.image)
        self.pen.fontmode = "1"

    def words(self, x, y, words, font, anchor="ra"):
        self.pen.text(((self.room - x) * SCALE, y * SCALE), words, font=font, fill=0, anchor=anchor, **SET)

    def bullet(self, y):
        x, y = self.image.width - 3 * SCALE, y * SCALE
        self.pen.ellipse([x - 5, y - 5, x + 5, y + 5], fill=0)

    def rule(self, y):
        self.pen.rectangle([0, y * SCALE, self.image.width, y * SCALE + 1], fill=0)


def wrapped(words, font, room):
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer, **SET) > room * SCALE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw(paper, blocks):
    sheet, y, before = Sheet(), 0, ""
    for kind, value in blocks:
        y += 6 if before == "item" and kind == "paragraph" else 0
        before = kind
        if kind == "table":
            y = table(sheet, value, y)
            continue
        size, leading, after = STYLES[kind]
        font = face(size, kind in ("title", "heading"))
        indent = 18 if kind == "item" else 0
        y += 4 if kind == "heading" else 0
        if kind == "item":
            mark, value = value
            if mark == "•":
                sheet.bullet(y + leading * 0.5)
            else:
                sheet.words(0, y, mark, font)
        for line in wrapped(value, font, sheet.room - indent):
            sheet.words(indent, y, line, font)
            y += leading
        y += after
    if y > HEIGHT - TOP - 40:
        raise ValueError(f"The page is too long by {y - (HEIGHT - TOP - 40):.0f} points.")
    height = round(y * SCALE)
    picture = sheet.image.crop((0, 0, sheet.image.width, height))
    spoken = "\n".join(line for block in blocks for line in plain(*block))
    operators = "\n".join(
        (
            letterhead(at_right=True),
            "0.09 0.094 0.11 rg",
            f"/Span << /Lang (fa) /ActualText <FEFF{spoken.encode('utf-16-be').hex()}> >> BDC",
            f"q {sheet.room} 0 0 {height / SCALE:.2f} {MARGIN} {HEIGHT - TOP - height / SCALE:.2f} cm /Page Do Q",
            "EMC",
        )
    )
    paper.add_page(operators, "fa", {"Page": (picture.width, picture.height, picture.tobytes())})


def plain(kind, value):
    if kind == "table":
        return [" | ".join(row) for row in value]
    return [" ".join(value) if kind == "item" else value]


def table(sheet, rows, y):
    """Columns from the right, as wide as they need to be; a rule under the first row and the last."""
    size, leading = ROW
    regular, strong = face(size), face(size, bold=True)
    count = len(rows[0])
    need = [max(strong.getlength(row[i], **SET) for row in rows) / SCALE for i in range(count)]
    spare = (sheet.room - sum(need)) / count
    for number, row in enumerate(rows):
        bold = number == 0 or f"{row[0]}{row[1]}".startswith("جمع")
        for i, cell in enumerate(row):
            sheet.words(sum(need[:i]) + spare * i, y, cell, strong if bold else regular)
        y += leading
        if number in (0, len(rows) - 1):
            y += 3
            sheet.rule(y)
            y += 2
    return y + 8
