"""The walk of `manage.py screenshots`: a fresh demo on a free port, and every screen of the handleidingen as the person of that step sees it.

Only for that command. It imports playwright, which the product never needs.
"""

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--lang=nl-NL",
]
SIZE = {"width": 1100, "height": 760}
OVERLEG = "Ik zie dat Noor vaker vraagt om hulp. Bij gym vindt zij het nog spannend om mee te doen."
AANVULLING = "Noor vertelt thuis graag over de boeken die zij leest.\nNa een drukke dag helpt het als zij even alleen kan zijn."
Picture = tuple[str, bytes]
# This Chromium writes dates as Americans do, whatever its language; the pictures show them as a Dutch browser does.
DUTCH_DATES = """() => document.querySelectorAll("input[type=date]").forEach((field) => {
  const value = field.value;
  Object.assign(field.dataset, { own: value });
  field.type = "text";
  field.value = value ? value.split("-").reverse().join("-") : "dd-mm-jjjj";
  field.classList.add("gp-input--short");
})"""
OWN_DATES = """() => document.querySelectorAll("input[data-own]").forEach((field) => {
  Object.assign(field, { type: "date", value: field.dataset.own });
  delete field.dataset.own;
})"""


def pictures(data: Path, chromium: str) -> Iterator[Picture]:
    """Name and PNG of every picture, made in a demo that lives in this empty folder."""
    with _demo(data) as (address, said), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        walk = Walk(browser, address, said)
        for part in (
            walk.niemand,
            walk.gast,
            walk.ouder,
            walk.leerling,
            walk.ib,
            walk.documenten,
            walk.delen,
            walk.redacteur,
            walk.reacties,
        ):
            yield from part()
        browser.close()


@contextmanager
def _demo(data: Path) -> Iterator[tuple[str, str]]:
    """A fresh demo: its address, and what the demo command printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    root = settings.ROOT
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | {"DATA_DIR": str(data), "BASE_URL": address, "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev"}
    environment["PYTHONPATH"] = f"{root / 'site'}{os.pathsep}{root}"
    for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
        run = [sys.executable, str(root / "manage.py"), *command]
        said = subprocess.run(run, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603  our own program
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--blocking-threads", "4", "--workers-kill-timeout", "5", "--log-level", "warning", "groeiportaal.wsgi:application"]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(granian, cwd=root, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait(f"{address}/inloggen/")
        yield address, said
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  our own server
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class Walk:
    """What each person does and shows, in the order in which the file of Noor grows."""

    def __init__(self, browser: Browser, address: str, said: str) -> None:
        self.browser, self.address = browser, address
        self.password = _found(r"met wachtwoord: (\S+)", said)
        self.link = _found(r"(http://\S+/toegang/\S+/)", said)
        self.pincode = _found(r"pincode: ([\d ]+)", said)
        self.noor = ""

    def niemand(self) -> Iterator[Picture]:
        """A visitor at the front door."""
        page = self._page()
        page.goto("/")
        yield "inloggen-1", _shot(page, height=560)
        page.goto("/inloggen/")
        page.fill("#id_username", "anja")
        page.fill("#id_password", "geen-echt-woord")
        yield "inloggen-2", _shot(page, page.locator("main .gp-sheet"))

    def gast(self) -> Iterator[Picture]:
        """A guest with a link and a pincode."""
        page = self._page()
        page.goto(self.link)
        yield "gast-1", _shot(page, page.locator("main"))
        page.get_by_label("Pincode").fill(self.pincode)
        _press(page, "Open het groeidocument")
        yield "gast-2", _shot(page)

    def ouder(self) -> Iterator[Picture]:
        """Noor's mother."""
        page = self._page("fatima")
        _follow(page, "Noor Jansen")
        yield "ouder-1", _shot(page, page.locator("main"))
        _follow(page, "Overzicht", page.locator("main"))
        _follow(page, "Schrijf een aanvulling")
        page.get_by_label("Wat wilt u toevoegen?").fill(AANVULLING)
        yield "ouder-2", _shot(page, page.locator("main"))
        _follow(page, "Noor Jansen")
        _section(page, "Bijlagen", "Documenten")
        yield "ouder-3", _shot(page, page.locator("main"))

    def leerling(self) -> Iterator[Picture]:
        """Noor herself."""
        page = self._page("noor")
        _follow(page, "Noor Jansen")
        yield "leerling-1", _shot(page, page.locator("main"), height=1000)
        _section(page, "Aanleiding", "Signalen en vragen")
        yield "leerling-2", _shot(page, page.locator("main"))

    def ib(self) -> Iterator[Picture]:
        """The intern begeleider: overview, new pupil, new file, filling in."""
        page = self._page("anja")
        yield "inloggen-3", _shot(page)
        _follow(page, "Noor Jansen")
        self.noor = page.url
        yield "invullen-1", _shot(page, page.locator("main"))
        _follow(page, "Print")
        for hoofdstuk in ("Aanleiding", "Overzicht"):
            page.get_by_label(hoofdstuk, exact=True).check()
        yield "printen-1", _shot(page, page.locator("main"))
        page.goto("/groeidocumenten/leerlingen/nieuw/")
        for label, text in (("Voornaam", "Yara"), ("Achternaam", "Meijer"), ("Geboortedatum", "2016-04-12"), ("Groep", "6")):
            page.get_by_label(re.compile(f"^{label}")).fill(text)
        yield "account-2", _shot(page, page.locator("main"))
        _press(page, "Voeg de leerling toe")
        for label in ("Leerling", "Format"):
            page.get_by_label(label, exact=True).select_option(index=1)
        page.get_by_label("Leerling", exact=True).select_option(label=_option(page, "Yara Meijer"))
        page.get_by_label("Format", exact=True).select_option(label=_option(page, "Groeidocument"))
        yield "toevoegen-1", _shot(page, page.locator("main"))
        _press(page, "Start het groeidocument")
        yield "toevoegen-2", _shot(page, page.locator("main"))
        yield from self._two_writers(page)

    def _two_writers(self, page: Page) -> Iterator[Picture]:
        """A section as the IB'er fills it in, and what she sees when the leerkracht was first."""
        joke = self._page("joke")
        for writer in (page, joke):
            writer.goto(self.noor)
            _section(writer, "Aanleiding", "Signalen en vragen")
        page.get_by_label(re.compile("^Wat ziet u in de klas")).fill(OVERLEG)
        yield "invullen-2", _shot(page, page.locator("main"))
        joke.get_by_label(re.compile("^Wat ziet u in de klas")).fill("Noor steekt in de kring vaker haar vinger op dan in september.")
        _press(joke, "Bewaar")
        _press(page, "Bewaar")
        yield "invullen-3", _shot(page, page.locator("main"), height=2000)

    def documenten(self) -> Iterator[Picture]:
        """A file that is added to a question, and the way to take it off again."""
        page = self._page("anja")
        page.goto(self.noor)
        _section(page, "Bijlagen", "Documenten")
        yield "documenten-1", _shot(page, page.locator("main"))
        _follow(page, "Voeg een bestand toe")
        address = page.url
        yield "documenten-2", _shot(page, page.locator("main"))
        paper = io.BytesIO()
        Image.new("RGB", (595, 842), "white").save(paper, "PDF")
        file: Any = {"name": "verslag logopedie 2026-11-12.pdf", "mimeType": "application/pdf", "buffer": paper.getvalue()}
        page.get_by_label("Kies een bestand").set_input_files(file)
        _press(page, "Voeg toe")
        page.goto(address)
        yield "documenten-3", _shot(page, page.locator("main"), height=620)

    def delen(self) -> Iterator[Picture]:
        """Permission and links. The links of these pictures are withdrawn, and the demo around them is thrown away."""
        page = self._page("anja")
        page.goto(f"{self.noor}delen/")
        _follow(page, "Leg een toestemming vast")
        for label in ("Fatima el Amrani", "meelezen en overleggen", "Alleen de hoofdstukken", "Overzicht", "Inzicht", "in een gesprek"):
            page.get_by_label(re.compile(f"^{label}")).check()
        page.get_by_label(re.compile("^Voor wie")).fill("Farid Bouali, orthopedagoog")
        page.get_by_label(re.compile("^De toestemming geldt tot en met")).fill((date.today() + timedelta(days=56)).isoformat())
        yield "delen-2", _shot(page, page.locator("main form"), height=1900)
        _press(page, "Leg de toestemming vast")
        page.get_by_label(re.compile("^E-mailadres")).fill("farid@orthopedagoog.example")
        page.get_by_label("lezen", exact=True).check()
        yield "delen-3", _shot(page, page.locator("main form"))
        _press(page, "Maak de link")
        yield "delen-4", _shot(page, page.locator("main"))
        page.goto(f"{self.noor}delen/")
        page.get_by_role("link", name=re.compile("^Trek in.*Farid")).click()
        _press(page, "Trek de link in")
        page.goto(f"{self.noor}delen/")
        yield "delen-1", _shot(page, page.locator("main"), until=page.locator("section", has=page.locator("#toestemmingen")), height=1700)
        yield "links-1", _shot(page, page.locator("section", has=page.locator("#gasten")))

    def redacteur(self) -> Iterator[Picture]:
        """The editor of a format, with one part, one section and its first questions unfolded."""
        page = self._page("redactie", width=1200)
        page.goto("/admin/pages/")
        for title in ("Samen opschrijven wat een leerling nodig heeft", "OPP en groeidocument"):
            _follow(page, f"Bekijk de onderliggende pagina's van '{title}'")
        _follow(page, "Ontwikkelingsperspectief (kort)")
        page.wait_for_load_state("networkidle")
        question = page.locator('input[name$="-label"]').first
        for panel in question.locator("xpath=ancestor::section[contains(@class, 'w-panel')]").all():
            fold = panel.locator("[data-panel-toggle]").first
            if fold.get_attribute("aria-expanded") == "false":
                fold.click()
        question.evaluate("(field) => field.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(600)
        yield "redacteur-2", _small(page.screenshot())

    def reacties(self) -> Iterator[Picture]:
        """The report for editors, after some readers answered."""
        reader = self._page()
        for slug, answers in (("inloggen", "ja ja ja nee"), ("invullen", "ja nee ja"), ("toegangscode", "nee ja")):
            for answer in answers.split():
                reader.goto(f"/handleiding/{slug}/")
                reader.get_by_role("link", name=re.compile(rf"^{answer.capitalize()}\b.*geholpen$")).click()
                if answer == "nee":
                    reader.get_by_label(re.compile("^Wilt u er iets bij")).fill("Stap 2 zag er op mijn scherm anders uit.")
                _press(reader, "Stuur het antwoord")
        page = self._page("redactie", width=1200)
        page.goto("/admin/reports/heeft-dit-geholpen/")
        page.wait_for_load_state("networkidle")
        yield "redacteur-3", _small(page.screenshot())

    def _page(self, username: str = "", *, width: int = SIZE["width"]) -> Page:
        """A fresh browser window; with a user name somebody is signed in."""
        page = self.browser.new_page(
            base_url=self.address,
            viewport={**SIZE, "width": width},
            color_scheme="light",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        if username:
            page.goto("/inloggen/")
            page.fill("#id_username", username)
            page.fill("#id_password", self.password)
            _press(page, "Log in")
        return page


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"the demo printed nothing like {pattern}")
    return match[1].strip()


def _follow(page: Page, text: str, within: Locator | None = None) -> None:
    (within or page).get_by_role("link", name=text).first.click()
    page.wait_for_load_state()


def _section(page: Page, hoofdstuk: str, sectie: str) -> None:
    """From the page of a groeidocument to the form of one section."""
    _follow(page, hoofdstuk, page.locator("main"))
    page.get_by_role("link", name=re.compile(f": {sectie}$")).click()
    page.wait_for_load_state()


def _press(page: Page, text: str) -> None:
    page.get_by_role("button", name=text, exact=True).click()
    page.wait_for_load_state()


def _option(page: Page, beginning: str) -> str:
    """The whole text of the option that begins like this."""
    texts = page.locator("option").all_inner_texts()
    return next(text for text in texts if text.startswith(beginning))


def _shot(page: Page, part: Locator | None = None, *, until: Locator | None = None, height: int = 1400) -> bytes:
    """The page, or a part of it with some space around it, from its top and no higher than this; without the banner of the demo.

    Args:
        page: the browser's page.
        part: what to show; nothing for the whole page. With `main` the breadcrumbs above it are shown too.
        until: what comes last in the picture, if that is not the end of the part.
        height: where a long picture is cut off.
    """
    page.evaluate("document.querySelector('.gp-demo')?.remove(); document.activeElement?.blur(); scrollTo(0, 0)")
    box = _box(part or page.locator("body"))
    crumbs = page.locator("main").locator("xpath=preceding::nav[contains(@class, 'gp-breadcrumbs')]")
    in_main = part is not None and part.evaluate("(element) => element.matches('main')")
    top = _box(crumbs)["y"] if in_main and crumbs.count() else box["y"]
    bottom = _box(until)["y"] + _box(until)["height"] if until else box["y"] + box["height"]
    edge = 0 if part is None else 16
    top = max(top - edge, 0)
    clip = {"x": 0, "y": top, "width": SIZE["width"], "height": min(bottom + edge - top, height)}
    page.evaluate(DUTCH_DATES)
    png = page.screenshot(clip=clip, full_page=True, animations="disabled", caret="hide")  # type: ignore[arg-type]
    page.evaluate(OWN_DATES)
    return _small(png)


def _box(part: Locator) -> dict[str, float]:
    """Where it stands on the page."""
    box = part.first.bounding_box()
    if box is None:
        raise ValueError(f"{part} is not on the page")
    return dict(box)


def _small(png: bytes) -> bytes:
    """The picture with at most 128 colours: a screen has few, and the file becomes a third."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
