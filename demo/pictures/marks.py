"""The mark of the trust: the mouths of a shaft line, each smaller than the last."""

from canvas import INK, LAPIS, OUT, PAPER, WATER
from PIL import Image, ImageDraw

SCALE = 8


def rings(draw, x, y, radius, count, gap, fall, ink, eye=None):
    """Rings on one base line of sight; the hole of each is a little off centre, as if seen from the side."""
    for k in range(count):
        r = radius * fall**k
        draw.ellipse([x - r, y - r, x + r, y + r], fill=ink)
        h = r * 0.5
        draw.ellipse([x - h + r * 0.12, y - h, x + h + r * 0.12, y + h], fill=eye or (0, 0, 0, 0))
        x += r + gap * fall**k + r * fall


def row(ink, name):
    w, h = 600, 160
    im = Image.new("RGBA", (w * SCALE, h * SCALE), (*ink, 0))
    draw = ImageDraw.Draw(im)
    rings(draw, 80 * SCALE, h * SCALE / 2, 72 * SCALE, 7, 16 * SCALE, 0.745, (*ink, 255), (*ink, 0))
    im.resize((w, h), Image.LANCZOS).save(OUT / name, optimize=True)


def mark():
    n = 512
    im = Image.new("RGB", (n * SCALE // 2, n * SCALE // 2), LAPIS)
    draw = ImageDraw.Draw(im)
    s = SCALE // 2
    # three rings step down towards the water at the lower edge
    for x, y, r in ((188, 200, 132), (360, 330, 72), (438, 424, 36)):
        draw.ellipse([(x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s], fill=PAPER)
        h = r * 0.5
        x, y = x + r * 0.09, y + r * 0.08
        draw.ellipse([(x - h) * s, (y - h) * s, (x + h) * s, (y + h) * s], fill=LAPIS if r > 40 else WATER)
    im.resize((n, n), Image.LANCZOS).save(OUT / "mark.png", optimize=True)


def draw_marks():
    row(INK, "logo.png")
    row(PAPER, "logo-dark.png")
    mark()
