"""The walk of `manage.py screenshots`: a fresh demo on a free port, and every screen of the handleidingen as the person of that step sees it.

Only for that command. It imports playwright, which the product never needs.
"""

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from accounts.inloggen.codes import TOLERANCE, code_at, half_minute

from .camera import SIZE, follow, found, option, press, section, shot, small
from .fresh import fresh_demo

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--lang=nl-NL",
]
OVERLEG = "Ik zie dat Noor vaker vraagt om hulp. Bij gym vindt zij het nog spannend om mee te doen."
AANVULLING = "Noor vertelt thuis graag over de boeken die zij leest.\nNa een drukke dag helpt het als zij even alleen kan zijn."
Picture = tuple[str, bytes]


def pictures(data: Path, chromium: str) -> Iterator[Picture]:
    """Name and PNG of every picture, made in a demo that lives in this empty folder."""
    with fresh_demo(data) as (address, said), sync_playwright() as playwright:
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
            walk.reacties,
            walk.redacteur,
        ):
            yield from part()
        browser.close()


class Walk:
    """What each person does and shows, in the order in which the file of Noor grows."""

    def __init__(self, browser: Browser, address: str, said: str) -> None:
        self.browser, self.address = browser, address
        self.password = found(r"met wachtwoord: (\S+)", said)
        self.secret = found(r"een app op uw telefoon: (\S+)", said)
        self.used: dict[str, int] = {}
        self.link = found(r"(http://\S+/toegang/\S+/)", said)
        self.pincode = found(r"pincode: ([\d ]+)", said)
        self.noor = ""

    def niemand(self) -> Iterator[Picture]:
        """A visitor at the front door."""
        page = self._page()
        page.goto("/")
        yield "inloggen-1", shot(page, height=560)
        page.goto("/inloggen/")
        page.fill("#id_username", "anja")
        page.fill("#id_password", "geen-echt-woord")
        yield "inloggen-2", shot(page, page.locator("main .gp-sheet"))

    def gast(self) -> Iterator[Picture]:
        """A guest with a link and a pincode."""
        page = self._page()
        page.goto(self.link)
        yield "gast-1", shot(page, page.locator("main"))
        page.get_by_label("Pincode").fill(self.pincode)
        press(page, "Open het groeidocument")
        for box in page.get_by_role("checkbox").all():
            box.check()
        yield "gast-3", shot(page, page.locator("main"))
        press(page, "Akkoord")
        yield "gast-2", shot(page)

    def ouder(self) -> Iterator[Picture]:
        """Noor's mother."""
        page = self._page("fatima")
        follow(page, "Noor Jansen")
        yield "ouder-1", shot(page, page.locator("main"))
        follow(page, "Overzicht", page.locator("main"))
        follow(page, "Schrijf een aanvulling")
        page.get_by_label("Wat wilt u toevoegen?").fill(AANVULLING)
        yield "ouder-2", shot(page, page.locator("main"))
        follow(page, "Noor Jansen")
        page.get_by_role("link", name="Documenten", exact=True).click()
        page.get_by_role("heading", name="Documenten van Noor").wait_for()
        yield "ouder-3", shot(page, page.locator("main"), height=1000)

    def leerling(self) -> Iterator[Picture]:
        """Noor herself."""
        page = self._page("noor")
        # Her own name above the page leads to her account.
        follow(page, "Noor Jansen", page.locator("main"))
        yield "leerling-1", shot(page, page.locator("main"), height=1000)
        section(page, "Aanleiding", "Signalen en vragen")
        yield "leerling-2", shot(page, page.locator("main"))

    def ib(self) -> Iterator[Picture]:
        """The intern begeleider: overview, new pupil, new file, filling in."""
        page = self._page("anja")
        yield "inloggen-3", shot(page)
        follow(page, "Noor Jansen")
        self.noor = page.url
        yield "invullen-1", shot(page, page.locator("main"))
        follow(page, "Print")
        for hoofdstuk in ("Aanleiding", "Overzicht"):
            page.get_by_label(hoofdstuk, exact=True).check()
        yield "printen-1", shot(page, page.locator("main"))
        page.goto("/groeidocumenten/leerlingen/nieuw/")
        for label, text in (("Voornaam", "Yara"), ("Achternaam", "Meijer"), ("Geboortedatum", "2016-04-12"), ("Groep", "6")):
            page.get_by_label(re.compile(f"^{label}")).fill(text)
        yield "account-2", shot(page, page.locator("main"))
        press(page, "Voeg de leerling toe")
        for label in ("Leerling", "Format"):
            page.get_by_label(label, exact=True).select_option(index=1)
        page.get_by_label("Leerling", exact=True).select_option(label=option(page, "Yara Meijer"))
        page.get_by_label("Format", exact=True).select_option(label=option(page, "Groeidocument"))
        yield "toevoegen-1", shot(page, page.locator("main"))
        press(page, "Start het groeidocument")
        yield "toevoegen-2", shot(page, page.locator("main"))
        yield from self._two_writers(page)

    def _two_writers(self, page: Page) -> Iterator[Picture]:
        """A section as the IB'er fills it in, and what she sees when the leerkracht was first."""
        joke = self._page("joke")
        for writer in (page, joke):
            writer.goto(self.noor)
            section(writer, "Aanleiding", "Signalen en vragen")
        page.get_by_label(re.compile("^Wat ziet u in de klas")).fill(OVERLEG)
        yield "invullen-2", shot(page, page.locator("main"))
        joke.get_by_label(re.compile("^Wat ziet u in de klas")).fill("Noor steekt in de kring vaker haar vinger op dan in september.")
        press(joke, "Bewaar")
        press(page, "Bewaar")
        yield "invullen-3", shot(page, page.locator("main"), height=2000)

    def documenten(self) -> Iterator[Picture]:
        """The documents beside the answers: what is there, what must be sorted yet, and the way to remove one."""
        page = self._page("anja")
        page.goto(f"{self.noor}documenten/")
        yield "documenten-1", shot(page, page.locator("main"), height=1000)
        follow(page, "Deel in")
        yield "documenten-2", shot(page, page.locator("main"))
        page.goto(f"{self.noor}documenten/")
        follow(page, "Brief logopedist")
        follow(page, "Verwijder")
        page.get_by_label(re.compile("^Waarom")).fill("Het hoort bij een andere leerling.")
        yield "documenten-3", shot(page, page.locator("main"))

    def delen(self) -> Iterator[Picture]:
        """Permission and links. The links of these pictures are withdrawn, and the demo around them is thrown away."""
        page = self._page("anja")
        page.goto(f"{self.noor}delen/")
        follow(page, "Leg gegeven toestemming vast")
        for label in ("Fatima el Amrani", "uitwisselen", "Alleen de hoofdstukken", "Overzicht", "Inzicht", "in een gesprek"):
            page.get_by_label(re.compile(f"^{label}")).check()
        page.get_by_label(re.compile("^Voor wie")).fill("Farid Bouali, orthopedagoog")
        page.get_by_label(re.compile("^De toestemming geldt tot en met")).fill((date.today() + timedelta(days=56)).isoformat())
        yield "delen-2", shot(page, page.locator("main form"), height=1900)
        press(page, "Leg de toestemming vast")
        page.get_by_label(re.compile("^E-mailadres")).fill("farid@orthopedagoog.example")
        page.get_by_label("Lezen", exact=True).check()
        yield "delen-3", shot(page, page.locator("main form"))
        press(page, "Maak de link")
        yield "delen-4", shot(page, page.locator("main"))
        page.goto(f"{self.noor}delen/")
        page.locator("section", has=page.locator("#gasten")).get_by_role("link", name=re.compile("^Farid")).click()
        follow(page, "Trek in")
        page.get_by_label("Het is klaar").check()
        press(page, "Trek de link in")
        page.goto(f"{self.noor}delen/")
        yield "delen-1", shot(page, page.locator("main"), until=page.locator("section", has=page.locator("#toestemmingen")), height=1700)
        yield "links-1", shot(page, page.locator("section", has=page.locator("#gasten")))

    def redacteur(self) -> Iterator[Picture]:
        """The editor of a format, with one part, one section and its first questions unfolded."""
        page = self._page("redactie", width=1200)
        page.goto("/admin/pages/")
        for title in ("Samen opschrijven wat een leerling nodig heeft", "OPP en groeidocument"):
            follow(page, f"Bekijk de onderliggende pagina's van '{title}'")
        follow(page, "Ontwikkelingsperspectief (kort)")
        page.wait_for_load_state("networkidle")
        question = page.locator('input[name$="-label"]').first
        for panel in question.locator("xpath=ancestor::section[contains(@class, 'w-panel')]").all():
            fold = panel.locator("[data-panel-toggle]").first
            if fold.get_attribute("aria-expanded") == "false":
                fold.click()
        question.evaluate("(field) => field.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(600)
        yield "redacteur-2", small(page.screenshot())

    def reacties(self) -> Iterator[Picture]:
        """The report for editors, after some readers answered."""
        reader = self._page()
        for slug, answers in (("inloggen", "ja ja ja nee"), ("invullen", "ja nee ja"), ("toegangscode", "nee ja")):
            for answer in answers.split():
                reader.goto(f"/handleiding/{slug}/")
                reader.get_by_role("link", name=re.compile(rf"^{answer.capitalize()}\b.*geholpen$")).click()
                if answer == "nee":
                    reader.get_by_label(re.compile("^Wilt u er iets bij")).fill("Stap 2 zag er op mijn scherm anders uit.")
                press(reader, "Stuur het antwoord")
        page = self._page("redactie", width=1200)
        page.goto("/admin/reports/heeft-dit-geholpen/")
        page.wait_for_load_state("networkidle")
        yield "redacteur-3", small(page.screenshot())

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
            press(page, "Log in")
            if page.url.endswith("/inloggen/code/"):
                page.fill("#id_code", self._code(username))
                press(page, "Log in")
        return page

    def _code(self, username: str) -> str:
        """A code that this person did not use yet; of the next half minute, which counts already, rather than waiting."""
        step = max(half_minute(), self.used.get(username, 0) + 1)
        while step > half_minute() + TOLERANCE:
            time.sleep(1)
        self.used[username] = step
        return code_at(self.secret, step)
