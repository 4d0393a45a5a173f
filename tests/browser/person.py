"""Somebody at a browser. Speaks in verbs (opens, fills, presses, sees), and judges every page on the way: axe, other hosts, errors, CSP, width."""

import hashlib
import os
import re
import shutil
import time
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.builders import migrated
from tests.which import only_database

from .stage import Stage

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Which kinds of element stand in which, at which kind of address: pages that agree in that need one judgement.
SHAPE = """() => {
  const kind = (e) => `${e.tagName}.${e.className}.${e.getAttribute("aria-invalid") || ""}`;
  const pairs = [...document.querySelectorAll("*")].map((e) => `${e.parentElement ? kind(e.parentElement) : ""}>${kind(e)}`);
  const address = location.pathname.replace(/[0-9a-f-]{36}/g, "…").replace(/toegang[/].*/, "toegang");
  return [address, ...new Set(pairs)].sort().join(" ");
}"""
LISTEN = "addEventListener('securitypolicyviolation', (e) => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
_JUDGED: set[str] = set()


def _is_new(shape: str) -> bool:
    """Whether nobody judged a page of this shape in this run, also not in a test process beside this one."""
    mark = hashlib.sha256(shape.encode()).hexdigest()
    if mark in _JUDGED:
        return False
    _JUDGED.add(mark)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return True
    folder = migrated.store() / f"beoordeeld-{run}"
    if not folder.exists():
        for old in set(migrated.store().glob("beoordeeld-*")) - {folder}:
            if time.time() - old.stat().st_mtime > 24 * 60 * 60:
                shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(exist_ok=True)
    try:
        (folder / mark).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


class Person:
    """One person in one fresh browser profile.

    Args:
        stage: the running demo.
        browser: the Chromium to open a profile in.
        name: user name of a demo person, or what the test calls a guest or visitor.
        script: whether JavaScript runs.
        phone: whether it is a phone; every page is judged at both widths anyhow.
    """

    def __init__(self, stage: Stage, browser: Browser, name: str, *, script: bool = True, phone: bool = False) -> None:
        self.stage, self.name, self.script = stage, name, script
        self.size = PHONE if phone else DESK
        self.context: BrowserContext = browser.new_context(
            base_url=stage.url, viewport=self.size, locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=script
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(LISTEN)
        self.wrong: list[str] = []
        self.page: Page = self.context.new_page()
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))

    # --- verbs --------------------------------------------------------------------------------

    def logs_in(self) -> None:
        """Sign in with the demo's password, and with a code for who is asked for one."""
        self.opens("/inloggen/")
        self.fills("Gebruikersnaam", self.name)
        self.fills("Wachtwoord", self.stage.password)
        self.presses("Log in")
        self.gives_code()

    def gives_code(self) -> None:
        """Fill in what the app on this person's phone shows, if the page asks for it."""
        self.page.wait_for_url(lambda url: not url.partition("?")[0].endswith("/inloggen/"))
        if self.page.url.endswith("/inloggen/code/"):
            self.fills("Code", self.stage.code(self.name))
            self.presses("Log in")

    def opens(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)
        self.looks()

    def follows(self, text: str, *, within: Locator | None = None) -> None:
        """Click the first link whose name holds this text."""
        (within or self.page).get_by_role("link", name=text).first.click()
        self.looks()

    def presses(self, text: str, *, within: Locator | None = None) -> None:
        """Press a button of this name, and look at what comes."""
        (within or self.page).get_by_role("button", name=text, exact=True).click()
        self.looks()

    def fills(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Put text into the field with a label that begins like this."""
        self.field(label, within=within).fill(text)

    def chooses(self, label: str, option: str) -> None:
        """Choose the option that begins like this from a list."""
        field = self.page.get_by_label(beginning(label))
        value = field.locator("option", has_text=beginning(option)).first.get_attribute("value")
        field.select_option(value)

    def ticks(self, *labels: str, within: Locator | None = None) -> None:
        """Tick boxes or radio buttons."""
        for label in labels:
            (within or self.page).get_by_label(beginning(label)).check()

    def sees(self, *texts: str) -> None:
        """Every one of these texts stands on the page, where one can see it."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first, f"{self.name} looks for “{text}”").to_be_visible()

    def does_not_see(self, *texts: str) -> None:
        """None of these texts stands anywhere in the page, hidden or not."""
        source = self.page.content()
        assert [text for text in texts if text in source] == []

    def stands_on(self, title: str) -> None:
        """The page's one h1 holds this text."""
        expect(self.page.locator("h1")).to_contain_text(title)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The field with a label that begins like this; a region or a group of the same name is none."""
        return (within or self.page).get_by_label(beginning(label)).and_(self.page.locator("input, textarea, select"))

    # --- what is watched on the way -----------------------------------------------------------

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.stage.url}/", "data:", "blob:")):
            self.wrong.append(f"asked another host: {request.url}")

    def _answered(self, response: Any) -> None:
        # Wagtail saves drafts by itself; when that meets a publication on its way, it refuses to overwrite, with 400.
        if response.status == 400 and response.request.method == "POST" and response.url.startswith(f"{self.stage.url}/admin/pages/"):
            return
        if response.status >= 500 or (response.status >= 400 and not response.request.is_navigation_request()):
            self.wrong.append(f"{response.status} {response.request.method} {response.url}")

    def _said(self, message: Any) -> None:
        # A page with status 403, 404, 409 or 422 is on purpose; Chromium calls each of them an error, and other resources are judged above.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _is_wagtails(self) -> bool:
        """Whether the page is one of the admin's own; what the product adds under its address is looked at like any other."""
        return self.page.url.startswith(f"{self.stage.url}/admin/") and "/admin/proef-invullen/" not in self.page.url

    def looks(self) -> None:
        """Look at the page as axe does, on a desk and on a phone; a page of a shape that was seen before passes, beside another database too."""
        self.page.wait_for_load_state("load")
        if not self.script or self._is_wagtails() or only_database():
            return
        if not _is_new(self.page.evaluate(SHAPE)):
            return
        # What judges is brought into the page once; the second time it is there.
        for size, axe in ((DESK, Axe()), (PHONE, Axe("0"))):
            self.page.set_viewport_size(size)
            results = axe.run(self.page, options=RULES)
            for violation in results.response["violations"]:
                nodes = [f"{node['html'][:200]} {node['failureSummary']}" for node in violation["nodes"]]
                self.wrong.append(f"axe, {size['width']} px, {self.page.url}: {violation['id']}: {nodes}")
            wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                self.wrong.append(f"{self.page.url} is {wider} px wider than {size['width']} px")
        self.page.set_viewport_size(self.size)


def beginning(text: str) -> re.Pattern[str]:
    """Text that begins like this; what follows, as "(gewenst)", may be anything."""
    return re.compile(rf"^\s*{re.escape(text)}")
