"""Every field has readers. Whoever is no reader finds nothing of it anywhere, and cannot lose it by saving beside it."""

import io

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Lidmaatschap
from formats.models import Format, publish_version
from formats.schema import Bank, Bankitem, Deel, FormatSchema, Sectie
from groeidocumenten.dossiers.access import Viewer, open_dossier
from groeidocumenten.dossiers.models import Groeidocument, LinkRecht
from groeidocumenten.dossiers.viewer import Recht
from groeidocumenten.inhoud.actions import newest_rows, save_section, saved_section, saved_sections
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.models import open_from
from tests.builders.closed import READS, canary, closed_file, closed_version
from tests.builders.world import make_guest

# Person → letter of the role in which this person reads (tests.builders.closed).
ROLE = {"anja": "s", "joke": "s", "fatima": "o", "noor": "l", "gast_leest": "d", "gast_schrijft": "d"}
# A guest who writes reads back what guests write here; only a report that is closed to guests differs.
MORE = {"gast_schrijft": {"verslag"}}
PARTS = {"s": {"gemengd", "intern", "thuis"}, "o": {"gemengd", "thuis"}, "l": {"gemengd"}, "d": {"gemengd"}}


def allowed(person: str) -> set[str]:
    return {field for field, letters in READS.items() if ROLE[person] in letters} | MORE.get(person, set())


@pytest.fixture
def closed(world, person):
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    return closed_file(person("anja"), person("joke"), leerling, closed_version())


@pytest.fixture
def come(world, enter, closed):
    """A browser of this person, guests of the closed file included."""

    def as_(name: str):
        if not name.startswith("gast"):
            return enter(name)
        world.guests[name] = make_guest(closed, recht=LinkRecht.SCHRIJVEN if name == "gast_schrijft" else LinkRecht.LEZEN)
        try:
            return enter(name)
        finally:
            del world.guests[name]

    return as_


def ways_out(client, pk) -> dict[str, str]:
    """Everything that this person can get of the file, as text."""
    pages = {
        "file": client.get(reverse("inhoud:dossier", args=[pk])),
        "print choice": client.get(reverse("bewaren:printen", args=[pk])),
        "overview": client.get(reverse("dossiers:overzicht")),
        "news": client.get(reverse("inhoud:wijzigingen", args=[pk])),
    }
    for part in ("gemengd", "intern", "thuis"):
        pages[part] = client.get(reverse("inhoud:hoofdstuk", args=[pk, part]))
        address = reverse("inhoud:sectie", args=[pk, part, f"{part}-sectie"])
        pages[f"form of {part}"] = client.get(address)
        pages[f"conflict of {part}"] = client.post(address, {"versie": "0", "veld_open": "anders"})
        pages[f"row of {part}"] = client.post(address, {"versie": "1", "rij_erbij": "open"})
        section = [pk, part, f"{part}-sectie"]
        pages[f"history of {part}"] = client.get(reverse("inhoud:geschiedenis", args=section))
        pages[f"earlier text of {part}"] = client.get(reverse("inhoud:terugzetten", args=[*section, 1]))
        pages[f"addition to {part}"] = client.get(reverse("inhoud:aanvullen", args=[pk, part]))
    found = {where: answer.content.decode() for where, answer in pages.items()}
    pdf = client.get(reverse("bewaren:pdf", args=[pk]) + "?leeg=ja")
    found["paper"] = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).replace("\n", "").replace("\u00ad", "")
    )
    return found


@pytest.mark.parametrize("who", ROLE)
def test_nobody_finds_an_answer_or_a_question_that_is_not_for_them(who, closed, come):
    may = allowed(who)
    for where, text in ways_out(come(who), closed.groeidocument.pk).items():
        leaked = [field for field in READS if field not in may and (canary(field) in text or f"Vraag {field}<" in text)]
        assert not leaked, f"{where} shows {leaked} to {who}"
        if "intern" not in PARTS[ROLE[who]]:
            assert "Internkanarie" not in text, where
        if who != "anja" and ROLE[who] != "s":
            assert "Vraag dicht-jn" not in text, where


@pytest.mark.parametrize("who", ROLE)
def test_everybody_finds_the_answers_that_are_for_them(who, closed, come):
    found = ways_out(come(who), closed.groeidocument.pk)
    for field in allowed(who) - {"nvt-dicht"}:
        part = {"intern-deel": "intern", "ouderdeel": "thuis"}.get(field, "gemengd")
        assert canary(field) in found[part], f"{who} misses {field}"
    assert canary("open") in found["paper"]


@pytest.mark.parametrize("who", ROLE)
def test_a_part_that_is_not_for_this_person_is_not_there(who, closed, come):
    client = come(who)
    for part in ("gemengd", "intern", "thuis"):
        expected = 200 if part in PARTS[ROLE[who]] else 404
        assert client.get(reverse("inhoud:hoofdstuk", args=[closed.groeidocument.pk, part])).status_code == expected
        pdf = client.get(reverse("bewaren:pdf", args=[closed.groeidocument.pk]) + f"?hoofdstuk={part}")
        assert pdf.status_code == expected


def stored(geopend) -> dict:
    [row] = newest_rows(geopend.groeidocument).filter(sectie="gemengd-sectie")
    return open_from(row, "antwoorden")


@pytest.mark.parametrize(("who", "own"), [("fatima", "van-ouder"), ("noor", "van-leerling"), ("gast_schrijft", "van-deskundige")])
def test_what_somebody_may_not_read_survives_their_saving(who, own, closed, come):
    before = stored(closed)
    everything = {f"veld_{field}": "overschreven" for field in READS} | {"veld_school-alleen__nvt": "ja", "nvt_nvt-dicht": "weg"}
    sent = everything | {"versie": "1", f"veld_{own}": "eigen woorden"}
    address = reverse("inhoud:sectie", args=[closed.groeidocument.pk, "gemengd", "gemengd-sectie"])
    assert come(who).post(address, sent).status_code == 302
    after = stored(closed)
    assert after[own] == "eigen woorden"
    unreadable = set(before) - allowed(who)
    assert {key: after[key] for key in unreadable if key in after} == {key: before[key] for key in unreadable}


def test_a_guest_never_writes_in_the_name_of_a_parent_or_the_pupil(closed, come):
    address = reverse("inhoud:sectie", args=[closed.groeidocument.pk, "gemengd", "gemengd-sectie"])
    before = stored(closed)
    come("gast_schrijft").post(address, {"versie": "1", "veld_van-ouder": "namens ouder", "veld_van-leerling": "namens kind"})
    assert {key: stored(closed)[key] for key in ("van-ouder", "van-leerling")} == {
        key: before[key] for key in ("van-ouder", "van-leerling")
    }


def test_an_act_saves_only_what_its_viewer_fills_in_whatever_it_is_given(closed, person):
    father = open_dossier(Viewer(user=person("fatima")), closed.groeidocument.pk, Recht.AANVULLEN)
    _, sectie = closed.sectie("gemengd", "gemengd-sectie")
    before = stored(closed)
    save_section(geopend=father, sectie=sectie, antwoorden=dict.fromkeys(READS, "x") | {"_nvt": {"open": "x"}, "_herkomst": {}}, versie=1)
    assert stored(closed) == before | {"van-ouder": "x"}


def test_rooms_get_only_what_the_viewer_reads(closed, person):
    for name in ("fatima", "noor"):
        geopend = open_dossier(Viewer(user=person(name)), closed.groeidocument.pk, Recht.LEZEN)
        keys = {key for saved in saved_sections(geopend).values() for key in saved.antwoorden} | set(read_content(geopend).alles)
        keys |= set(saved_section(geopend, closed.sectie("gemengd", "gemengd-sectie")[1]).antwoorden)
        assert keys <= allowed(name) | {"gevoelig-jn"}, name
    school = open_dossier(Viewer(user=person("joke")), closed.groeidocument.pk, Recht.LEZEN)
    assert set(read_content(school).alles) >= set(READS) - {"nvt-dicht"}


def test_a_teacher_still_reads_as_the_school_when_the_file_is_closed_and_as_nobody_when_the_work_ended(closed, person):
    Groeidocument.unguarded.filter(pk=closed.groeidocument.pk).update(afgesloten_op=timezone.now())
    for name, lezer in (("joke", "school"), ("anja", "school"), ("fatima", "ouder"), ("noor", "leerling")):
        geopend = open_dossier(Viewer(user=person(name)), closed.groeidocument.pk, Recht.LEZEN)
        assert geopend.lezer == lezer and not geopend.invullers
    Lidmaatschap.objects.filter(gebruiker=person("joke")).delete()
    with pytest.raises(Http404):
        open_dossier(Viewer(user=person("joke")), closed.groeidocument.pk, Recht.LEZEN)


def test_a_guest_gets_no_sensitive_row_of_a_bank_and_loses_none_by_saving(world, person, enter):
    items = (Bankitem(label="Leest graag"), Bankitem(label="Rijkanarie thuis", gevoelig=True))
    veld = Bank(key="factoren", label="Factoren", bank="F", items=items)
    deel = Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=(veld,)),))
    versie = publish_version(
        format=Format.objects.create(titel="Bank", soort="groeidocument"),
        schema=FormatSchema(titel="Bank", soort="groeidocument", delen=(deel,)),
    )
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    school = closed_file(person("anja"), person("joke"), leerling, versie, fill=False)
    row = {"item": "", "tekst": "", "toelichting": ""}
    rows = [row | {"item": "Rijkanarie thuis"}, row | {"item": "Leest graag"}]
    save_section(geopend=school, sectie=deel.secties[0], antwoorden={"factoren": rows}, versie=0)
    made = make_guest(school, recht=LinkRecht.SCHRIJVEN)
    guest = open_dossier(Viewer(user=made.link.gebruiker, link=made.link), school.groeidocument.pk, Recht.AANVULLEN)
    assert saved_section(guest, deel.secties[0]).antwoorden == {"factoren": rows[1:]}
    save_section(geopend=guest, sectie=deel.secties[0], antwoorden={"factoren": [row | {"tekst": "van de gast"}]}, versie=1)
    assert saved_section(school, deel.secties[0]).antwoorden["factoren"] == [rows[0], row | {"tekst": "van de gast"}]
