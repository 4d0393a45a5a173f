"""What the walk of `manage.py screenshots` does on a page: follow, press, choose, and take a small picture of a part. Only for that command."""

import io
import re

from PIL import Image
from playwright.sync_api import Locator, Page

SIZE = {"width": 1100, "height": 760}
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


def found(pattern: str, text: str) -> str:
    """What the group of this pattern matches in what the demo printed."""
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"the demo printed nothing like {pattern}")
    return match[1].strip()


def follow(page: Page, text: str, within: Locator | None = None) -> None:
    """Press the first link with these words."""
    (within or page).get_by_role("link", name=text).first.click()
    page.wait_for_load_state()


def section(page: Page, hoofdstuk: str, sectie: str) -> None:
    """From the page of a groeidocument to the form of one section, also where somebody else is at work."""
    page.locator(".gp-task__title", has_text=hoofdstuk).click()
    page.get_by_role("link", name=re.compile(rf"^(Vul in|Wijzig|Ga verder)\s*: {sectie}$")).click()
    page.wait_for_load_state()
    if page.get_by_role("button", name="Neem over").count():
        press(page, "Neem over")


def press(page: Page, text: str) -> None:
    """Press the button with exactly these words."""
    page.get_by_role("button", name=text, exact=True).click()
    page.wait_for_load_state()


def option(page: Page, beginning: str) -> str:
    """The whole text of the option that begins like this."""
    texts = page.locator("option").all_inner_texts()
    return next(text for text in texts if text.startswith(beginning))


def shot(page: Page, part: Locator | None = None, *, until: Locator | None = None, height: int = 1400) -> bytes:
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
    return small(png)


def _box(part: Locator) -> dict[str, float]:
    """Where it stands on the page."""
    box = part.first.bounding_box()
    if box is None:
        raise ValueError(f"{part} is not on the page")
    return dict(box)


def small(png: bytes) -> bytes:
    """The picture with at most 128 colours: a screen has few, and the file becomes a third."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
