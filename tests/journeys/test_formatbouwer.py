"""An editor builds a real format of 82 questions by hand, a second editor approves it, a school fills it in and prints it.

What the editor built is, but for the ids that the browser drew, the same file that the product ships.
"""

import difflib
import io
import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from formats.exchange import dump
from formats.schema import Bank, Keuze, Meerkeuze
from opp_pages.default_formats import file
from tests.browser.editor import build
from tests.browser.person import Person
from tests.browser.steps import adds_a_leerling, opens_a_sectie, starts_a_groeidocument
from tests.journeys.test_redacteur import approves, submits

pytestmark = [pytest.mark.browser]

SHIPPED = "opp_rijn_gelderse_vallei"
PATIENCE_MS = 120_000


# The whole takes minutes: it stands among the long runs (make test-zwaar). Every day one deel of it goes the same way.
@pytest.mark.parametrize("delen", [slice(4, 5), pytest.param(slice(None), marks=pytest.mark.zwaar)], ids=["one deel", "whole"])
def test_a_format_built_by_hand_is_the_shipped_one_and_fills_and_prints(comes, delen):
    # Both may run on one stage, where a second page of the same name would have the same address.
    naam = "OPP, met de hand gebouwd" if delen.start is None else "Deel van een OPP, met de hand gebouwd"
    shipped = file(SHIPPED)
    assert shipped.format is not None
    shipped = shipped.model_copy(update={"format": shipped.format.model_copy(update={"titel": naam, "delen": shipped.format.delen[delen]})})

    sanne = comes("redactie")
    # A page of 82 questions is slow to send, to keep and to draw, on a busy machine above all.
    sanne.page.set_default_timeout(PATIENCE_MS)
    sanne.logs_in()
    starts_an_empty_format(sanne)
    editor = build(sanne.page, shipped.format, korte_omschrijving=shipped.korte_omschrijving)
    editor.saves()
    submits(sanne)

    karim = comes("eindredactie")
    karim.page.set_default_timeout(PATIENCE_MS)
    karim.logs_in()
    karim.opens(re.sub(r"^https?://[^/]+", "", sanne.page.url) if "/edit/" in sanne.page.url else edit_address(sanne, naam))
    approves(karim)

    built = exported(comes("bezoeker"), naam)
    used = {veld.lijst for _deel, _sectie, veld in shipped.format.velden() if isinstance(veld, Keuze | Meerkeuze)}
    banks = {veld.bank for _deel, _sectie, veld in shipped.format.velden() if isinstance(veld, Bank)}
    lists = tuple(one for one in shipped.lijsten if one.naam in used)
    kept = shipped.model_copy(update={"lijsten": lists, "banken": tuple(one for one in shipped.banken if one.naam in banks)})
    assert lines(built) == lines(json.loads(dump(kept))), "\n".join(
        difflib.unified_diff(lines(json.loads(dump(kept))), lines(built), "shipped", "built", n=6)
    )

    mehmet = comes("mehmet")
    mehmet.logs_in()
    adds_a_leerling(mehmet, "Jesse", "Vermeer")
    running = starts_a_groeidocument(mehmet, "Jesse Vermeer", on=naam)
    opens_a_sectie(mehmet, running, "Ontwikkelingsperspectief", "Verwachte bestemming")
    mehmet.fills("Waarop baseert u deze verwachting?", "Jesse telt op zijn vingers en raakt bij sommen boven 20 de draad kwijt.")
    mehmet.presses("Bewaar")
    mehmet.sees("raakt bij sommen boven 20 de draad kwijt")
    assert "boven 20 de draad kwijt" in printed(mehmet, running)


# --- steps ----------------------------------------------------------------------------------------


def starts_an_empty_format(editor: Person) -> None:
    editor.opens("/admin/pages/")
    for page in ("Samen opschrijven wat een leerling nodig heeft", "OPP en groeidocument"):
        editor.follows(f"Bekijk de onderliggende pagina's van '{page}'")
    found = re.search(r"/admin/pages/(\d+)/", editor.page.url)
    assert found
    editor.page.goto(f"/admin/pages/add/opp_pages/formatpage/{found[1]}/")
    expect(editor.page.locator("input[name=title]")).to_be_visible()


def edit_address(editor: Person, naam: str) -> str:
    """The draft's own address, from the list that the editor is sent back to."""
    link = editor.page.get_by_role("link", name=naam, exact=True).first
    return str(link.get_attribute("href"))


def exported(visitor: Person, naam: str) -> dict[str, Any]:
    """The file that anybody can download from the format's page."""
    visitor.opens("/opp/")
    visitor.follows(naam)
    visitor.page.locator("summary", has_text="Voor programma").click()
    address = visitor.page.get_by_role("link", name="Download dit format als bestand").get_attribute("href")
    answer = visitor.page.request.get(address)
    assert answer.ok
    return dict(answer.json())


def lines(file: dict[str, Any]) -> list[str]:
    """The file as lines of text, with plain keys: what differs can be pointed at."""
    return json.dumps(with_plain_keys(file), ensure_ascii=False, indent=1).splitlines()


def with_plain_keys(file: dict[str, Any]) -> dict[str, Any]:
    """The same file with every id replaced by its rank of appearance, wherever it stands."""
    text = json.dumps(file, ensure_ascii=False)
    keys = list(dict.fromkeys(re.findall(r'"key": "([^"]+)"', text)))
    for rank, key in enumerate(keys):
        text = re.sub(rf'(?<=["/:]){re.escape(key)}(?=["/])', f"sleutel-{rank}", text)
    return dict(json.loads(text))


def printed(reader: Person, dossier: str) -> str:
    """The text of the printed groeidocument."""
    reader.opens(dossier)
    reader.follows("Printen")
    answer = reader.page.request.get(f"{dossier.rstrip('/')}/printen/pdf/")
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.body()))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
