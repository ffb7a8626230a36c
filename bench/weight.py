"""What a page costs a reader: requests and kB of every kind, as real Chromium loads it for the first time.

    .venv/bin/python bench/weight.py [ADDRESS]

Without an address a demonstration site is made and served for it.
"""

import sys
from collections import defaultdict
from contextlib import nullcontext
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from served import PAGES, chromium, site

KINDS = ("Document", "Stylesheet", "Script", "Image")
LANGUAGES = ("en", "zh-hans", "zh-hant")
WINDOWS = {"telephone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def measure(
    browser: Browser, address: str, window: dict[str, int]
) -> tuple[int, dict[str, int], float, set[str]]:
    """Loads a page as a new reader: its requests, bytes on the wire by kind, layout shift, and hosts that were asked.

    Pictures that come into view on the way down are loaded too.
    """
    context = browser.new_context(viewport=window, device_scale_factor=2, reduced_motion="reduce")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kind_of: dict[str, str] = {}
    weight: dict[str, int] = defaultdict(int)
    hosts: set[str] = set()

    def answered(event: dict) -> None:
        kind_of[event["requestId"]] = event["type"]
        hosts.add(urlsplit(event["response"]["url"]).netloc)

    def finished(event: dict) -> None:
        weight[kind_of.get(event["requestId"], "Other")] += event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => {"
        " for (const entry of list.getEntries()) window.shift += entry.value"
        "}).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(address, wait_until="networkidle")
    while page.evaluate("scrollBy(0, innerHeight), scrollY + innerHeight < document.body.scrollHeight - 1"):
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("window.shift")
    context.close()
    return len(kind_of), weight, shift, hosts


def main() -> None:
    """Prints a row for each kind of page, language and window."""
    given = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else None
    with nullcontext(given) if given else site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"{'page':20}{'language':10}{'window':11}{'requests':>9}{'kB':>8}", end="")
        print("".join(f"{kind.lower():>12}" for kind in KINDS), f"{'shift':>8}")
        for name, path in PAGES.items():
            for language in LANGUAGES:
                for window, size in WINDOWS.items():
                    requests, weight, shift, hosts = measure(browser, f"{address}/{language}{path}", size)
                    foreign = hosts - {urlsplit(address).netloc}
                    print(
                        f"{name:20}{language:10}{window:11}{requests:9}{sum(weight.values()) / 1000:8.1f}",
                        end="",
                    )
                    print(
                        "".join(f"{weight[kind] / 1000:12.1f}" for kind in KINDS), f"{shift:8.3f}", *foreign
                    )
        browser.close()


if __name__ == "__main__":
    main()
