"""As much of PDF 1.7 as the papers need: pages of operators, two built-in fonts, bilevel pictures."""

import zlib

WIDTH, HEIGHT = 595, 842  # A4 in points
MARGIN = 57
LAPIS = "0.118 0.227 0.541"


class Pdf:
    def __init__(self):
        self.pages = []  # (operators, language, pictures by name)

    def add_page(self, operators, language, pictures=None):
        self.pages.append((operators, language, pictures or {}))

    def bytes(self):
        objects = [b"", b""]  # catalogue and page tree, filled in below
        for font in ("Helvetica", "Helvetica-Bold"):
            objects.append(
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode("ascii")
            )
        kids = []
        for operators, _language, pictures in self.pages:
            names = []
            for name, (width, height, rows) in pictures.items():
                head = (
                    f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ImageMask true"
                    " /BitsPerComponent 1 /Decode [0 1]"
                )
                objects.append(stream(rows, head))
                names.append(f"/{name} {len(objects)} 0 R")
            objects.append(stream(operators.encode("cp1252")))
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R"
                f" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << {' '.join(names)} >> >> >>".encode("ascii")
            )
            kids.append(len(objects))
        language = self.pages[-1][1]
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) >>".encode("ascii")
        children = " ".join(f"{kid} 0 R" for kid in kids)
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{children}] >>".encode("ascii")
        return assembled(objects)


def stream(data, head=""):
    packed = zlib.compress(data, 9)
    return (
        f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("ascii") + packed + b"\nendstream"
    )


def assembled(objects):
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += b"".join(f"{place:010} 00000 n \n".encode("ascii") for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)


def letterhead(at_right):
    """The mouths of a shaft line, each smaller than the last, as in the logo."""
    x, radius, out = 11.0, 11.0, []
    for _ in range(6):
        centre = WIDTH - MARGIN - x if at_right else MARGIN + x
        for r, colour in ((radius, LAPIS), (radius * 0.5, "1 1 1")):
            out.append(f"{colour} rg {circle(centre, HEIGHT - 48, r)} f")
        x += radius + 2.4 + radius * 0.745
        radius *= 0.745
    return "\n".join(out)


def circle(x, y, r):
    k = 0.5523 * r
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
    )
