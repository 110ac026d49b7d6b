"""Make the small copies that the style guide shows: python demo/pictures/small.py

They are static files, so that the guide shows pictures where no library and no size of a picture exists.
"""

from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
SMALL = HERE.parent / "static" / "demo" / "pictures"
EDGE, QUALITY = 640, 40


def main():
    SMALL.mkdir(parents=True, exist_ok=True)
    for path in sorted([*HERE.glob("*.jpg"), *HERE.glob("*.png")]):
        picture = Image.open(path)
        picture.thumbnail((EDGE, EDGE))
        picture.save(SMALL / f"{path.stem}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
