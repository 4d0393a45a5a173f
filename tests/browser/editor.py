"""An editor of formats at a browser: opens a format page in Wagtail's admin and composes it by clicking and typing, as people do.

`build` enters any schema. What stands where is found by the names of the inputs, which follow the blocks: "delen-0-value-secties-1-value-…".
"""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from formats import schema as s
from formats.blocks.uitleg import uitleg
from formats.options import write_items, write_options
from formats.thaw import block_type

# The outermost folded panel around an element: what has to be clicked next to bring it into sight.
FOLDED = """(element) => {
  const panels = [];
  for (let one = element.parentElement; one; one = one.parentElement) if (one.matches("section[data-panel]")) panels.unshift(one);
  const toggles = panels.map((panel) => panel.querySelector(":scope > .w-panel__header [data-panel-toggle]"));
  return toggles.find((toggle) => toggle?.getAttribute("aria-expanded") === "false")?.getAttribute("aria-controls") ?? null;
}"""
# Puts values into the inputs of one block, with the events that a paste gives.
PUT = """([prefix, values]) => {
  for (const [part, value] of Object.entries(values)) {
    const field = document.querySelector(`[name="${prefix}-${part}"]`);
    if (field.type === "checkbox") {
      if (field.checked !== Boolean(value)) field.click();
      continue;
    }
    field.value = value === null ? "" : String(value);
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}"""
# Folds a block, found by the hidden input that holds its id: a page that stands open from top to bottom is slow to draw.
FOLD = """(input) => {
  const panel = input.parentElement.querySelector("section[data-panel]");
  const toggle = panel?.querySelector(":scope > .w-panel__header [data-panel-toggle]");
  if (toggle?.getAttribute("aria-expanded") === "true") toggle.click();
}"""
# Longer than Wagtail waits after a change before it keeps a draft, with what a busy page adds to that.
AUTOSAVE_MS = 1_500
# Attributes that need more than a text, a tick or a choice.
BOXES = ("lezers", "wettelijk", "onderdelen")
LISTS = ("kolommen", "kolommen_vrij", "rijen", "slots", "items")
LATER = ("voorwaarden", "varianten", "voorvullen", "bronnen", "afhankelijk_van")


class Editor:
    """The form of one format page.

    Args:
        page: a browser at /admin/pages/…/edit/ or at the page to add a format.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        # Key in a schema → id of the block that was made for it.
        self.ids: dict[str, str] = {}
        # Kinds of blocks that were typed key by key once; the next of that kind is pasted in one go, which a test of a whole format needs.
        self._typed: set[str] = set()
        expect(page.locator("#delen-root")).to_be_attached()

    # --- blocks -------------------------------------------------------------------------------

    def adds_deel(self, titel: str) -> str:
        """A deel at the end; returns the prefix of its inputs."""
        deel = self._adds_to_stream("delen")
        self.fills(deel, "titel", titel)
        return deel

    def adds_sectie(self, deel: str, titel: str, *, number: int) -> str:
        """The section with this number (from 0); a new deel has one already."""
        sectie = self.item(f"{deel}-secties", number)
        self.fills(sectie, "titel", titel)
        return sectie

    def adds_veld(self, sectie: str, type_: str, label: str) -> str:
        """A field of this kind (a block type) at the end of the section."""
        veld = self._adds_to_stream(f"{sectie}-velden", type_)
        if label:
            self.fills(veld, "label", label)
        return veld

    def id_of(self, prefix: str) -> str:
        """The block id behind a prefix."""
        return str(self.page.locator(f'input[name="{prefix.removesuffix("-value")}-id"]').input_value())

    def item(self, name: str, number: int) -> str:
        """The item with this number of a list, made when there are not so many yet; returns the prefix of its inputs."""
        count = self.page.locator(f'input[name="{name}-count"]')
        while len(self._alive(name)) <= number:
            before = int(count.input_value())
            add = self._container(count, "list").locator("> button[data-streamfield-list-add]").last
            self.shows(add)
            add.click()
            expect(count).to_have_value(str(before + 1))
        return f"{self._alive(name)[number]}-value"

    def _adds_to_stream(self, name: str, type_: str = "") -> str:
        count = self.page.locator(f'input[name="{name}-count"]')
        before = int(count.input_value())
        add = self._container(count, "stream").locator("> div > button.c-sf-add-button").last
        self.shows(add)
        add.click()
        if type_:
            naam = uitleg()[type_].naam
            # By role over a page of thousands of inputs takes seconds; the picker is the one open popup.
            picker = self.page.locator("[data-tippy-root]")
            picker.locator("input").fill(naam)
            picker.locator("[role=option]").filter(has_text=re.compile(rf"^\s*{re.escape(naam)}\s*$")).first.click()
        expect(count).to_have_value(str(before + 1))
        return f"{name}-{before}-value"

    def _container(self, count: Locator, kind: str) -> Locator:
        return count.locator(f"xpath=following-sibling::div[@data-streamfield-{kind}-container]")

    def _alive(self, name: str) -> list[str]:
        """Prefixes of the items that were not taken away, in order."""
        found = self.page.locator(f'input[name^="{name}-"][name$="-deleted"]').evaluate_all(
            """(inputs, name) => inputs.filter((one) => !one.value && /^-[0-9]+-deleted$/.test(one.name.slice(name.length)))
                 .map((one) => one.name.replace(/-deleted$/, ""))""",
            name,
        )
        return list(found)

    # --- settings -----------------------------------------------------------------------------

    def shows(self, element: Locator) -> None:
        """Unfold what is around an element until it can be seen."""
        for _ in range(8):
            folded = element.evaluate(FOLDED)
            if folded is None:
                break
            self.page.locator(f'[data-panel-toggle][aria-controls="{folded}"]').click()
        if element.evaluate("(element) => element.type !== 'hidden'"):
            element.scroll_into_view_if_needed()

    def folds(self, prefix: str) -> None:
        """Fold a block that is ready."""
        self.page.locator(f'input[name="{prefix.removesuffix("-value")}-id"]').evaluate(FOLD)

    def fills(self, prefix: str, part: str, value: Any) -> None:
        """A typed text, a number, a tick or a choice."""
        field = self.page.locator(f'[name="{prefix}-{part}"]')
        self.shows(field)
        kind = field.evaluate("(element) => element.type")
        if kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "select-one":
            field.select_option(value=str(value))
        else:
            field.fill("" if value is None else str(value))

    def enters(self, kind: str, prefix: str, values: dict[str, Any]) -> None:
        """Several settings of one block: typed the first time for this kind of block, pasted after that."""
        if kind in self._typed:
            self.page.evaluate(PUT, [prefix, values])
            return
        self._typed.add(kind)
        for part, value in values.items():
            self.fills(prefix, part, value)

    def drawn(self, prefix: str, part: str) -> Locator:
        """A setting that the script draws, in sight."""
        body = self.page.locator(f'input[name="{prefix}-{part}"] + .gp-getekend')
        self.shows(body)
        # The script draws what comes into sight, and an empty setting has no height of its own to scroll to.
        body.evaluate("(element) => element.parentElement.scrollIntoView({ block: 'center' })")
        expect(body.locator("> *").first).to_be_attached(timeout=15_000)
        return body

    def ticks(self, prefix: str, part: str, codes: Any) -> None:
        """Exactly these boxes."""
        boxes = self.drawn(prefix, part).locator("input[type=checkbox]")
        for number, (code, ticked) in enumerate(boxes.evaluate_all("(all) => all.map((one) => [one.value, one.checked])")):
            if ticked != (code in codes):
                boxes.nth(number).set_checked(not ticked)

    def adds_voorwaarde(self, prefix: str, bron: str, vergelijking: str = "is", waarden: Any = ()) -> None:
        """A condition on the question with this block id."""
        body = self.drawn(prefix, "voorwaarden")
        body.get_by_role("button", name="Voeg een voorwaarde toe").click()
        row = body.locator(".gp-voorwaarde").last
        row.get_by_label("Vraag", exact=True).select_option(value=bron)
        row.get_by_label("Vergelijking").select_option(value=vergelijking)
        if vergelijking in ("gevuld", "leeg"):
            return
        if row.locator("input[type=checkbox]").count():
            for waarde in waarden:
                row.get_by_label(waarde, exact=True).check()
        else:
            row.locator("textarea, input[type=text]").fill("\n".join(waarden))

    def adds_variant(self, variant: s.Variant) -> None:
        """A variant at the end."""
        prefix = self._adds_to_stream("varianten")
        self.fills(prefix, "naam", variant.naam)
        if variant.uitleg:
            self.fills(prefix, "uitleg", variant.uitleg)
        self.ids[variant.key] = self.id_of(prefix)

    def chooses(self, prefix: str, part: str, naam: str) -> bool:
        """A list or bank of the swv by its name; False when there is none of that name."""
        select = self.page.locator(f'select[name="{prefix}-{part}"]')
        if not naam or naam not in [text.strip() for text in select.locator("option").all_text_contents()]:
            return False
        self.shows(select)
        select.select_option(label=naam)
        return True

    # --- whole parts --------------------------------------------------------------------------

    def enters_veld(self, sectie: str, veld: s.AnyVeld) -> str:
        """A field with everything that differs from the editor's defaults, except what points at other blocks."""
        prefix = self.adds_veld(sectie, block_type(veld), "")
        self.ids[veld.key] = self.id_of(prefix)
        plain: dict[str, Any] = {"label": veld.label} if veld.label else {}
        for name, info in type(veld).model_fields.items():
            value = getattr(veld, name)
            if name in ("key", "type", "label", "groepen", "lijst", "bank", *LATER) or (name != "schaal" and value == info.default):
                continue
            if name in BOXES:
                self.ticks(prefix, name, value)
            elif name == "voorbeelden" or name == "schaal":
                plain |= {name: "\n".join(value)} if isinstance(value, tuple) else {}
            elif name == "opties":
                self._enters_opties(prefix, veld)
            elif name in LISTS:
                self._enters_list(prefix, name, veld)
            else:
                plain[name] = value
        self.enters(block_type(veld), prefix, plain)
        self.folds(prefix)
        return prefix

    def _enters_opties(self, prefix: str, veld: Any) -> None:
        if isinstance(veld, s.Keuze | s.Meerkeuze):
            if self.chooses(prefix, "lijst", veld.lijst):
                return
            self.fills(prefix, "opties", write_options(veld.opties, veld.groepen) if isinstance(veld, s.Keuze) else "\n".join(veld.opties))
            if veld.lijst:
                self.fills(prefix, "lijst_naam", veld.lijst)
            return
        for number, optie in enumerate(veld.opties):
            item = self.item(f"{prefix}-opties", number)
            if isinstance(optie, s.Pictogram):
                self.enters("pictogram", item, {"label": optie.label, "pictogram": optie.pictogram})
            else:
                self.enters("optie", item, {"label": optie.label})
                self._enters_kolommen(item, "kolommen", optie.kolommen, "")

    def _enters_list(self, prefix: str, name: str, veld: Any) -> None:
        if name == "slots":
            self._enters_slots(prefix, "slots", veld.slots)
        elif name == "items":
            if self.chooses(prefix, "bank", veld.bank):
                return
            self.fills(prefix, "bank_naam", veld.bank)
            for number, group in enumerate(write_items(veld.items)):
                item = self.item(f"{prefix}-items", number)
                self.enters("items", item, {part: value for part, value in group.items() if value})
        elif name == "rijen":
            for number, rij in enumerate(veld.rijen):
                item = self.item(f"{prefix}-rijen", number)
                self.enters("rij", item, {"label": rij.label, "kop": rij.kop})
        else:
            self._enters_kolommen(prefix, name, getattr(veld, name), veld.key)

    def _enters_kolommen(self, prefix: str, name: str, kolommen: tuple[s.Kolom, ...], veld: str) -> None:
        for number, kolom in enumerate(kolommen):
            item = self.item(f"{prefix}-{name}", number)
            self.ids[f"{veld}/{kolom.key}"] = self.id_of(item)
            said = {part: getattr(kolom, part) for part in s.Kolom.model_fields if part not in ("key", "groepen")}
            said = {part: value for part, value in said.items() if part == "label" or value != s.Kolom.model_fields[part].default}
            if kolom.opties:
                said["opties"] = write_options(kolom.opties, kolom.groepen)
            self.enters("kolom", item, said)
            self.folds(item)

    def _enters_slots(self, prefix: str, name: str, slots: tuple[s.Slot, ...]) -> None:
        for number, slot in enumerate(slots):
            item = self.item(f"{prefix}-{name}", number)
            self.enters("slot", item, {"rol": slot.rol} | ({"aantal": slot.aantal} if slot.aantal != 1 else {}))
            self.ticks(item, "betekenissen", slot.betekenissen)

    def points(self, prefix: str, part: Any) -> None:
        """Everything of a part, section or field that points at other blocks; these must all be there by now."""
        for voorwaarde in part.voorwaarden:
            self.adds_voorwaarde(prefix, self.ids[voorwaarde.bron], voorwaarde.vergelijking, voorwaarde.waarden)
        if part.varianten:
            self.ticks(prefix, "varianten", [self.ids[key] for key in part.varianten])
        if code := getattr(part, "voorvullen", ""):
            key = code.removeprefix("vraag:")
            wanted = f"vraag:{self.ids.get(key, key)}" if code != key else code
            self.drawn(prefix, "voorvullen").locator("select").select_option(value=wanted)
        if isinstance(part, s.Keuze) and part.afhankelijk_van:
            self.drawn(prefix, "afhankelijk_van").locator("select").select_option(value=self.ids[part.afhankelijk_van])
        for bron in part.bronnen if isinstance(part, s.Berekend) else ():
            body = self.drawn(prefix, "bronnen")
            body.get_by_role("button", name="Kies een vraag").click()
            key, slash, _kolom = bron.partition("/")
            body.locator("select").last.select_option(value=f"{self.ids[key]}/{self.ids[bron]}" if slash else self.ids[key])

    # --- the page -----------------------------------------------------------------------------

    def saves(self) -> None:
        """Press the button that keeps a draft."""
        self._presses(self.page.locator("footer button", has_text="Bewaar concept").first)

    def publishes(self) -> None:
        """Press the button that publishes, in the menu beside the one that saves."""
        publish = self.page.locator("button[name=action-publish]")
        if not publish.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self._presses(publish)

    def _presses(self, button: Locator) -> None:
        rests(self.page)
        # A page of 82 questions takes its time to be sent, kept and drawn again.
        with self.page.expect_navigation(wait_until="domcontentloaded", timeout=90_000):
            button.click()
        self.page.wait_for_load_state("load", timeout=90_000)


def rests(page: Page) -> None:
    """Wait until the editor keeps nothing by itself any more.

    Wagtail keeps a draft half a second after a change. When that arrives after the button's own save, the page that comes back is older
    than the draft, and the next button asks whether to overwrite "a newer version in another window".
    """
    page.wait_for_timeout(AUTOSAVE_MS)
    expect(page.locator("#w-autosave-indicator")).not_to_have_attribute("data-w-autosave-state-value", "saving", timeout=90_000)


def build(page: Page, schema: s.FormatSchema, *, korte_omschrijving: str = "") -> Editor:
    """Enter a whole format into an empty editor; saving or publishing is up to the caller.

    Args:
        page: a browser at the page to add a format, or at the editor of one without delen.
        schema: what to enter. Lists and banks that it names are chosen where the swv has them, else typed.
        korte_omschrijving: of the page; left alone when empty.

    Returns:
        the editor; its `ids` say which block was made for which key.
    """
    editor = Editor(page)
    # Key by key: the address of a new page follows what is typed.
    title = page.locator("[name=title]")
    title.fill("")
    title.press_sequentially(schema.titel)
    title.press("Tab")
    page.locator("[name=soort]").select_option(value=schema.soort)
    for box in page.locator("input[name=onderwijstypen]").all():
        box.set_checked(box.get_attribute("value") in schema.onderwijstypen)
    if korte_omschrijving:
        page.locator("[name=korte_omschrijving]").fill(korte_omschrijving)
    for variant in schema.varianten:
        editor.adds_variant(variant)
    made: list[tuple[str, Any]] = []
    for deel in schema.delen:
        prefix = _enter_deel(editor, deel)
        made.append((prefix, deel))
        for number, sectie in enumerate(deel.secties):
            sectie_prefix = editor.adds_sectie(prefix, sectie.titel, number=number)
            made.append((sectie_prefix, sectie))
            if sectie.uitleg:
                editor.fills(sectie_prefix, "uitleg", sectie.uitleg)
            made += [(editor.enters_veld(sectie_prefix, veld), veld) for veld in sectie.velden]
            editor.folds(sectie_prefix)
        editor.folds(prefix)
    for prefix, part in made:
        editor.points(prefix, part)
    return editor


def _enter_deel(editor: Editor, deel: s.Deel) -> str:
    prefix = editor.adds_deel(deel.titel)
    for name in ("uitleg", "strekking", "weglaten_als_leeg", "nvt"):
        if getattr(deel, name) != s.Deel.model_fields[name].default:
            editor.fills(prefix, name, getattr(deel, name))
    if deel.lezers != s.Deel.model_fields["lezers"].default:
        editor.ticks(prefix, "lezers", deel.lezers)
    editor._enters_slots(prefix, "ondertekenaars", deel.ondertekenaars)
    return prefix
