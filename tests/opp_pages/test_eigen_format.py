"""A school checks a format of its own: the file is read in memory, proposals are confirmed, and nothing of it stays anywhere."""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader, PdfWriter

from formats.exchange import dump, exchange_file
from formats.law import Element, demanded
from formats.law_models import elementen
from formats.law_signals import MAX_PASSAGE, propose
from formats.papier.document import PrintDeel, PrintDocument, PrintRegel, PrintSectie
from formats.papier.pdf import render
from formats.schema import Deel, FormatSchema, KorteTekst, Sectie
from opp_pages import eigen_format_reading
from opp_pages.models import OppIndexPage

ADDRESS = "/controleer-uw-format/"
WORDS = [
    "Verwachte uitstroombestemming",
    "Onderbouwing",
    "Belemmerende factoren",
    "Bevorderende factoren",
    "Begeleiding",
    "Inbreng van de leerling",
]


def word(*lines: str, table: tuple[str, ...] = ()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        row = document.add_table(rows=1, cols=len(table)).rows[0]
        for cell, text in zip(row.cells, table, strict=True):
            cell.text = text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def pdf(*lines: str) -> bytes:
    regels = [PrintRegel(label=line, tekst="een antwoord") for line in lines]
    document = PrintDocument(
        titel="Eigen format",
        leerling="Niemand",
        geboortedatum="",
        school="De Wilg",
        format_naam="Eigen",
        format_versie=1,
        format_hash="0" * 64,
        gemaakt_op=datetime(2026, 3, 1, tzinfo=timezone.get_current_timezone()),
        gemaakt_voor="de school",
        delen=[PrintDeel(titel="Deel", secties=[PrintSectie(titel="Sectie", regels=regels)])],
    )
    return render(document).pdf


def locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("geheim", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def empty_page() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def zipped(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def exchange(**parts: Any) -> bytes:
    schema = FormatSchema(
        titel="Van ons",
        soort="opp",
        delen=(
            Deel(
                key="d",
                titel="Deel",
                secties=(
                    Sectie(key="s", titel="Sectie", velden=(KorteTekst(key="v", label="Waarheen?", wettelijk=("uitstroombestemming",)),)),
                ),
            ),
        ),
    )
    text = dump(exchange_file(schema, korte_omschrijving="Proef", lijsten=(), banken=()))
    return json.dumps(json.loads(text) | parts).encode()


def send(client: Client, content: bytes | None, *, name: str = "format.docx", onderwijstype: str = "bao") -> Any:
    data: dict[str, Any] = {"stap": "bestand", "onderwijstype": onderwijstype}
    if content is not None:
        data["bestand"] = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, data)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def ticked(response: Any) -> set[str]:
    """The elements that the page proposes as present."""
    return set(re.findall(r'name="antwoord_(\w+)" value="ja"[^>]*checked', response.content.decode()))


def answers(said: str = "ja", **changed: str) -> dict[str, str]:
    codes = [element.code for element in demanded("bao", timezone.localdate(), elementen())]
    return {"stap": "antwoorden", "onderwijstype": "bao"} | {f"antwoord_{code}": said for code in codes} | changed


# --- choose, confirm, result ----------------------------------------------------------------------


def test_the_opp_page_leads_to_the_check(client: Client, index_page: OppIndexPage) -> None:
    assert f'href="{ADDRESS}"' in text(client.get("/opp/"))
    page = text(client.get(ADDRESS))
    assert "Wij bewaren niets" in page
    assert 'href="/opp/"' in page


@pytest.mark.parametrize("make", [word, pdf], ids=["Word", "PDF"])
def test_a_file_proposes_where_each_element_stands(client: Client, db: None, make: Any) -> None:
    response = send(client, make("Ons format", *WORDS))
    assert response.status_code == 200
    found = {
        "uitstroombestemming",
        "onderbouwing",
        "belemmerende_factoren",
        "bevorderende_factoren",
        "individuele_begeleiding",
        "inbreng_leerling",
    }
    assert found <= ticked(response)
    assert "afwijkingen_programma" not in ticked(response)
    assert "“Verwachte uitstroombestemming" in text(response)


def test_words_in_a_table_count_too(client: Client, db: None) -> None:
    assert "evaluatie" in ticked(send(client, word("Een lange inleidende zin zonder iets", table=("Doel", "Evaluatie"))))


def test_a_format_of_ours_says_itself_what_it_holds(client: Client, db: None) -> None:
    response = send(client, exchange(), name="format.json")
    assert ticked(response) == {"uitstroombestemming"}
    assert "‘Waarheen?’ (Deel, Sectie)" in text(response)


def test_without_a_file_there_are_only_the_questions(client: Client, db: None) -> None:
    response = send(client, None)
    assert response.status_code == 200
    assert ticked(response) == set()
    assert "Kies bij elk onderdeel of het in uw format staat." in text(response)


@pytest.mark.parametrize(("onderwijstype", "asked"), [("bao", False), ("pro", True)])
def test_the_questions_are_those_of_the_kind_of_education(client: Client, db: None, onderwijstype: str, asked: bool) -> None:
    assert ("antwoord_wijze_pro" in text(send(client, None, onderwijstype=onderwijstype))) is asked


def test_the_result_names_what_is_missing_and_what_is_advised(client: Client, db: None) -> None:
    said = answers(
        antwoord_onderbouwing="nee", antwoord_evaluatie="nee", antwoord_afwijkingen_programma="nvt", waar_uitstroombestemming="bladzijde 2"
    )
    page = text(client.post(ADDRESS, said))
    assert "Eén onderdeel dat de wet vraagt, staat nog niet in uw format:" in page
    assert "<li>Onderbouwing van de bestemming</li>" in page
    assert "Dit raden wij ook aan:" in page
    assert "bladzijde 2" in page
    assert "Komt niet voor" in page
    assert "WPO art. 40a" in page


def test_a_complete_format_gets_a_friendly_result(client: Client, db: None) -> None:
    assert "Volgens uw antwoorden staat alles wat de wet vraagt in uw format." in text(client.post(ADDRESS, answers()))


# --- what was typed wrong -------------------------------------------------------------------------


def test_an_element_without_an_answer_is_asked_again_and_keeps_the_rest(client: Client, db: None) -> None:
    said = answers(waar_evaluatie="achteraan", passage_evaluatie="Evaluatie van het plan")
    del said["antwoord_onderbouwing"]
    response = client.post(ADDRESS, said)
    assert response.status_code == 422
    assert "Kies of ‘Onderbouwing van de bestemming’ in uw format staat." in text(response)
    assert 'value="achteraan"' in text(response)
    assert "“Evaluatie van het plan”" in text(response)
    assert "evaluatie" in ticked(response)


@pytest.mark.parametrize(
    "changed",
    [
        {"antwoord_evaluatie": "misschien"},
        {"antwoord_evaluatie": "nvt"},
        {"waar_evaluatie": "x" * 10_000},
        {"waar_evaluatie": "nul\x00byte"},
        {"onderwijstype": "universiteit"},
        {"onderwijstype": ""},
        {"passage_evaluatie": "y" * 10_000, "antwoord_evaluatie": ""},
    ],
)
def test_strange_answers_are_refused_without_an_accident(client: Client, db: None, changed: dict[str, str]) -> None:
    response = client.post(ADDRESS, answers(**changed))
    assert response.status_code == 422
    assert "y" * (MAX_PASSAGE + 10) not in re.sub(r'value="y+"', "", text(response))


@pytest.mark.parametrize("waar", ["😀 achteraan", "‮omgekeerd", "<script>alert(1)</script>"])
def test_any_text_can_be_typed_and_none_becomes_markup(client: Client, db: None, waar: str) -> None:
    response = client.post(ADDRESS, answers(waar_evaluatie=waar))
    assert response.status_code == 200
    assert "<script>alert(1)" not in text(response)


def test_no_kind_of_education_is_asked_for(client: Client, db: None) -> None:
    response = client.post(ADDRESS, {"stap": "bestand"})
    assert response.status_code == 422
    assert "Kies voor welk onderwijs het format is." in text(response)


@pytest.mark.parametrize("step", ["", "iets", "bestand\x00"])
def test_an_unknown_step_begins_again(client: Client, db: None, step: str) -> None:
    response = client.post(ADDRESS, {"stap": step})
    assert response.status_code == 200
    assert "Ga verder" in text(response)


# --- hostile and useless files --------------------------------------------------------------------

REFUSED = {
    "empty": (b"", "Dit bestand is leeg."),
    "white space": (b" \n ", "Dit bestand is leeg."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "Dit soort bestand kunnen wij niet lezen."),
    "a program": (b"MZ" + b"\0" * 200, "Dit soort bestand kunnen wij niet lezen."),
    "a web page": (b"<!doctype html><p>Uitstroombestemming", "Dit soort bestand kunnen wij niet lezen."),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud of beveiligd Word-bestand"),
    "a zip of something else": (zipped(a=b"tekst"), "Dit is geen Word-bestand."),
    "half a Word file": (word("Uitstroombestemming en meer")[:-200], "beschadigd"),
    "a Word file of nonsense": (zipped(**{"[Content_Types].xml": b"<x", "word__document.xml": b"<x"}), "beschadigd"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj\n<<", "beschadigd"),
    "a PDF with a password": (locked(pdf("Uitstroombestemming")), "beveiligd met een wachtwoord"),
    "a scan": (empty_page(), "vinden wij geen tekst"),
    "another program's JSON": (b'{"naam": "iets"}', "niet lezen als een format van dit portaal"),
    "JSON of a newer shape": (exchange(format={"schema_version": 99}), "niet lezen als een format van dit portaal"),
    "deep JSON": (b'{"a":' * 100_000, "niet lezen als een format van dit portaal"),
    "broken JSON": (b'{"format": ', "niet lezen als een format van dit portaal"),
    "a zip bomb": (zipped(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"\0" * 30_000_000}), "te groot"),
    "many parts": (zipped(**{f"deel{number}": b"" for number in range(3_100)}), "te groot"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_any_other_file_is_refused_with_what_to_do(client: Client, db: None, content: bytes, said: str) -> None:
    response = send(client, content)
    assert response.status_code == 422
    assert said in text(response)
    assert re.search(r'value="bao"[^>]*checked', text(response)), "what was chosen stays"


def test_a_file_of_more_than_ten_megabytes_is_refused(client: Client, db: None) -> None:
    assert "te groot" in text(send(client, b"%PDF-1.7" + b"x" * eigen_format_reading.MAX_BYTES))


def test_entities_that_multiply_are_not_unfolded(client: Client, db: None) -> None:
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "haha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
        + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, laughs if part.filename == "word/document.xml" else old.read(part))
    assert send(client, packed.getvalue()).status_code == 422


def test_a_file_that_takes_too_long_is_given_up(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eigen_format_reading, "SECONDS", 0.01)
    response = send(client, pdf("Uitstroombestemming"))
    assert response.status_code == 503
    assert "duurt te lang" in text(response)


def test_no_more_files_are_read_at_once_than_there_are_seats(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eigen_format_reading, "SECONDS_TO_WAIT", 0)
    assert eigen_format_reading.SEATS.acquire() and eigen_format_reading.SEATS.acquire()
    try:
        response = send(client, word("Uitstroombestemming en onderbouwing"))
        assert response.status_code == 503
        assert "Het is nu druk." in text(response)
    finally:
        eigen_format_reading.SEATS.release(2)
    assert send(client, word("Uitstroombestemming en onderbouwing")).status_code == 200


# --- nothing stays --------------------------------------------------------------------------------


def test_nothing_of_a_file_is_stored_or_kept_by_a_browser(client: Client, db: None) -> None:
    def rows() -> dict[str, int]:
        return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}

    before = rows()
    response = send(client, word("Uitstroombestemming van Geheim Kind", "Onderbouwing"))
    client.post(ADDRESS, answers(waar_evaluatie="Geheim Kind"))
    assert rows() == before
    assert "no-store" in response.headers["Cache-Control"]
    assert "gp_sessie" not in response.cookies


def test_a_file_of_the_largest_size_never_touches_the_disk(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type] = []

    def look(upload: Any) -> eigen_format_reading.Gelezen:
        seen.append(type(upload))
        return eigen_format_reading.Gelezen([])

    monkeypatch.setattr("opp_pages.eigen_format.read_upload", look)
    send(client, b"x" * (10 * 1024 * 1024))
    assert seen == [InMemoryUploadedFile]


def test_only_the_passage_of_a_line_is_shown(client: Client, db: None) -> None:
    page = text(send(client, word("Telefoon van thuis: 06-00000000", "Evaluatie " + "lorem " * 200)))
    assert "06-00000000" not in page
    assert page.count("lorem") < 2 * MAX_PASSAGE / len("lorem ")


def test_the_form_is_sent_with_its_token_only(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS, answers()).status_code == 403


# --- signal words ---------------------------------------------------------------------------------


def element(*woorden: str) -> Element:
    return Element(code="iets", naam="Iets", onderwijstypen=("bao",), signaalwoorden=woorden)


def test_a_heading_speaks_louder_than_a_sentence() -> None:
    lines = ["In dit plan leest u over de evaluatie en over alles wat daarbij hoort, en nog veel meer dan dat ene woord.", "4. Evaluatie"]
    assert propose(lines, [element("evaluatie")])["iets"].passage == "4. Evaluatie"


@pytest.mark.parametrize(("line", "found"), [("EVALUATIE", True), ("de evaluatiedatum", True), ("zelfevaluatie", False), ("", False)])
def test_words_count_from_their_beginning_in_any_case(line: str, found: bool) -> None:
    assert bool(propose([line], [element("evaluatie")])) is found


def test_signal_words_are_words_and_never_patterns() -> None:
    assert propose(["a.b.c (c++) .*"], [element(".*", "(c++)")])["iets"].woord == "(c++)"
    assert propose(["niets"], [element(".*")]) == {}
    assert propose(["niets"], [element()]) == {}


def test_a_long_line_is_cut_around_the_word() -> None:
    passage = propose(["voor " * 200 + "evaluatie " + "na " * 200], [element("evaluatie")])["iets"].passage
    assert "evaluatie" in passage
    assert len(passage) <= MAX_PASSAGE + 2
    assert passage.startswith("…") and passage.endswith("…")


def test_the_reader_runs_by_itself_and_says_nothing_but_its_answer() -> None:
    done = subprocess.run([sys.executable, "-I", str(eigen_format_reading.CHILD), "pdf"], input=b"%PDF-kapot", capture_output=True)
    assert json.loads(done.stdout) == {"reden": "beschadigd"}
    assert done.stderr == b""
