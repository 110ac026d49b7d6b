"""A phone of the middle range on a slow line, and what its reader sees of a page that comes: when its largest part
stands, and how far things jump."""

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}


def on_a_slow_phone(page):
    """Slow 4G and a processor of a quarter of the speed, as Lighthouse has them for phones."""
    session = page.context.new_cdp_session(page)
    line = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "offline": False}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


# Before the page begins: `page.add_init_script(WATCH)`.
WATCH = """
window.seen = { jumps: [], largest: 0 };
const told = (entries) => {
    for (const { value, hadRecentInput, sources } of entries) {
        if (hadRecentInput) continue;
        window.seen.jumps.push({ value, of: sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.data) });
    }
};
const jumping = new PerformanceObserver((list) => told(list.getEntries()));
jumping.observe({ type: "layout-shift", buffered: true });
const standing = new PerformanceObserver((list) => { window.seen.largest = list.getEntries().at(-1).startTime; });
standing.observe({ type: "largest-contentful-paint", buffered: true });
window.lastSeen = () => { told(jumping.takeRecords()); return window.seen; };"""

# Down the page, so that everything which is fetched late has come, and back. The largest part counts until then.
READ_ON = """async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await document.fonts.ready;
    await painted();
    for (let place = 0; place < document.body.scrollHeight; place += innerHeight) {
        scrollTo(0, place);
        await painted();
    }
    await Promise.all([...document.images].filter((image) => !image.complete && image.getClientRects().length).map(
        (image) => new Promise((done) => { image.onload = image.onerror = done; })));
    scrollTo(0, 0);
    await painted();
    return window.lastSeen();
}"""
