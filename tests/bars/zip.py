"""Promise: the archive of a press kit of 50 files of 5 MB sends its first byte within 50 ms, takes at most 2.5 times as
long as reading the files with their CRC-32, and makes the worker grow by at most 20 MB.

Needs curl. `BENCH_MEDIA` names a program that is run as `… zip --url URL --dir FOLDER` over the same files, if given.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
import zlib
from pathlib import Path

from tests.bars._house import newsroom, serving

FILES, OCTETS, ROUNDS = 50, 5_000_000, 7
FIRST_BYTE, TIMES, GROWTH = 0.050, 2.5, 20  # seconds, of reading, MB


def main():
    if not shutil.which("curl"):
        sys.exit("Not installed: curl")
    os.environ.setdefault("WEB_CONCURRENCY", "1")
    with newsroom() as port:
        kit, folder = _kit()
        with serving(port):
            sys.exit(0 if _measure(f"http://127.0.0.1:{port}{kit.url_path}?format=zip", folder) else 1)


def _kit():
    """Tables of random lines: what nothing can compress, and nobody has to decode."""
    from django.conf import settings

    from tests.factories import brand, document, press_kit

    brand()
    papers = [
        document(f"Readings {number}", name=f"readings-{number:02}.csv", content=os.urandom(OCTETS // 2).hex().encode())
        for number in range(FILES)
    ]
    kit = press_kit("Everything", chapters=[("Files", [("document", paper) for paper in papers])])
    # The sum of a file is made by a job when it is taken in; here no worker runs.
    from media_library.checksums import checksums_of
    from media_library.downloads import offers

    checksums_of([offer for paper in papers for offer in offers(paper)])
    # In one folder, as the bench reads them.
    folder = Path(settings.DATA_DIR, "files")
    folder.mkdir()
    for paper in papers:
        os.link(Path(settings.MEDIA_ROOT, paper.file.name), folder / Path(paper.file.name).name)
    return kit, folder


def _measure(url, folder):
    names, ratios, firsts = sorted(folder.iterdir()), [], []
    _read(names)
    _fetch(url + "&size=web&pick=0")  # the worker has everything imported that it needs
    _fetch(url.partition("?")[0])
    worker = _worker()
    before = _peak(worker)
    for _round in range(ROUNDS):
        reading = _read(names)
        first, whole = _fetch(url)
        firsts.append(first)
        ratios.append(whole / reading)
        print(f"first byte {first * 1000:.0f} ms, whole {whole:.2f} s, reading with CRC-32 {reading:.2f} s")
    growth = _peak(worker) - before
    first, ratio = statistics.median(firsts), statistics.median(ratios)
    print(f"median: first byte {first * 1000:.0f} ms, {ratio:.2f} x reading; the worker grew by {growth:.0f} MB")
    if bench := os.environ.get("BENCH_MEDIA"):
        subprocess.run([sys.executable, bench, "zip", "--url", url, "--dir", str(folder)], check=False)
    return first <= FIRST_BYTE and ratio <= TIMES and growth <= GROWTH


def _read(names):
    begun = time.perf_counter()
    for name in names:
        crc = 0
        with open(name, "rb") as file:
            while block := file.read(1 << 20):
                crc = zlib.crc32(block, crc)
    return time.perf_counter() - begun


def _fetch(url):
    form = "%{time_starttransfer} %{time_total}"
    told = subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", form, url], capture_output=True, text=True, check=True
    )
    return tuple(float(number) for number in told.stdout.split())


def _worker():
    """The child of the server, which is a child of this process."""
    server = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "gunicorn"], capture_output=True, text=True, check=True
    )
    child = subprocess.run(["pgrep", "-P", server.stdout.split()[0]], capture_output=True, text=True, check=True)
    return child.stdout.split()[0]


def _peak(process):
    lines = Path("/proc", process, "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main()
