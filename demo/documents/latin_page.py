"""A page of English in Helvetica, which every PDF reader brings along."""

import re

from pdf import HEIGHT, MARGIN, WIDTH, letterhead

# Widths of the letters from space to tilde in thousandths of the size; the others are close to an n.
REGULAR = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10, 278, 278, 584,
           584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
           722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,
           556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
           260, 334, 584]  # fmt: skip
FIGURE = re.compile(r"[\d.,/% ]+")
STYLES = {"title": (19, 24, 8), "heading": (12, 16, 5), "paragraph": (10, 14.5, 6), "item": (10, 14.5, 3)}
ROW = (9, 13.5)


def width(words, size, bold=False):
    total = sum(REGULAR[ord(letter) - 32] if 32 <= ord(letter) < 127 else 556 for letter in words)
    return total * size / 1000 * (1.07 if bold else 1)


def wrapped(words, size, room, bold=False):
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shown(x, y, words, size, bold=False):
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if bold else 1} {size} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET"


def draw(paper, blocks):
    operators, y = [letterhead(at_right=False), "0.09 0.094 0.11 rg"], HEIGHT - 96
    before = ""
    for kind, value in blocks:
        y -= 6 if before == "item" and kind == "paragraph" else 0
        before = kind
        if kind == "table":
            y = table(operators, value, y)
            continue
        size, leading, after = STYLES[kind]
        bold = kind in ("title", "heading")
        indent = 16 if kind == "item" else 0
        y -= 6 if kind == "heading" else 0
        if kind == "item":
            operators.append(shown(MARGIN, y, value[0], size))
            value = value[1]
        for line in wrapped(value, size, WIDTH - 2 * MARGIN - indent, bold):
            operators.append(shown(MARGIN + indent, y, line, size, bold))
            y -= leading
        y -= after
    if y < 40:
        raise ValueError(f"The page is too long by {40 - y:.0f} points.")
    paper.add_page("\n".join(operators), "en")


def table(operators, rows, y):
    """Columns as wide as they need to be, figures at the end of theirs; a rule under the first row and the last."""
    size, leading = ROW
    count = len(rows[0])
    need = [max(width(row[i], size, n == 0) for n, row in enumerate(rows)) for i in range(count)]
    spare = (WIDTH - 2 * MARGIN - sum(need)) / count
    starts = [MARGIN + sum(need[:i]) + spare * i for i in range(count)]
    figures = [i > 0 and all(FIGURE.fullmatch(row[i]) for row in rows[1:] if row[i]) for i in range(count)]
    for number, row in enumerate(rows):
        bold = number == 0 or "together" in f"{row[0]} {row[1]}".lower()
        for i, cell in enumerate(row):
            shift = need[i] - width(cell, size, bold) if figures[i] else 0
            operators.append(shown(starts[i] + shift, y, cell, size, bold))
        if number in (0, len(rows) - 1):
            operators.append(f"{MARGIN} {y - 4:.2f} {WIDTH - 2 * MARGIN} 0.5 re f")
        y -= leading
    return y - 10
