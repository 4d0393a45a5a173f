"""How much a link opens: suggesting, one document, one formulier; and looking through the eyes of the guest before it is sent."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from formats.models import Format, publish_version
from formats.schema import Deel, FormatSchema, LangeTekst, Sectie
from groeidocumenten.documenten.models import Document
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Bereik, Journaalregel, LinkRecht, Omvang, Toegangslink
from groeidocumenten.vragen.models import Vraag
from tests.delen.acting import about, given_by, linked
from tests.delen.filled import link_form, make_link, refused, rows
from tests.doors.test_matrix import snapshot


@pytest.fixture
def geopend(opened):
    return opened(recht=Recht.DELEN)


@pytest.fixture
def let_in(world, enter):
    """Come in with a link that was just made."""
    names = []

    def come(made):
        names.append(f"gast_{uuid.uuid4().hex[:6]}")
        world.guests[names[-1]] = made
        return enter(names[-1])

    yield come
    for name in names:
        del world.guests[name]


# --- Suggesting ----------------------------------------------------------------------------------


def test_a_suggesting_guest_suggests_and_adds_and_changes_no_answer(world, enter):
    guest, place = enter("gast_stelt_voor"), [world.noor, "hoofdstuk-een"]
    page = guest.get(reverse("inhoud:hoofdstuk", args=place)).content.decode()
    assert reverse("inhoud:voorstellen", args=[*place, "hoofdstuk-een-sectie", "hoofdstuk-een-verhaal"]) in page or "Stel" in page
    before = snapshot()
    answers = {"veld_hoofdstuk-een-verhaal": "Anders", "versie": "1", "vorm": str(uuid.uuid4())}
    guest.post(reverse("inhoud:sectie", args=[*place, "hoofdstuk-een-sectie"]), answers)
    after = snapshot()
    assert {name for name in before if before[name] != after[name]} <= {"Concept"}, "no answer changed"


def test_a_suggesting_guest_never_suggests_in_the_place_of_a_parent_or_the_pupil(world, enter, geopend):
    from groeidocumenten.dossiers.access import Viewer, open_dossier
    from groeidocumenten.inhoud.inbreng import may_suggest

    link = world.guests["gast_stelt_voor"].link
    theirs = open_dossier(Viewer(user=link.gebruiker, link=link), world.noor, Recht.AANVULLEN)
    may = {veld.invuller for velden in theirs.velden.values() for veld in velden if may_suggest(theirs, veld)}
    assert may == {"school"}


@pytest.mark.parametrize(("days", "made"), [(31, True), (32, False)])
def test_suggesting_has_the_maximum_of_writing(days, made, world, anja, toestemming):
    from tests.delen.filled import day

    answer = make_link(anja, world, toestemming, recht="voorstellen", tot_en_met=day(days))
    assert answer.status_code == (200 if made else 422)


# --- One document --------------------------------------------------------------------------------


def test_a_link_to_one_document_opens_that_document_and_nothing_else(world, enter):
    guest, documents = enter("gast_leest_document"), world.documents
    for name in ("document", "bestand", "voorbeeld"):
        assert guest.get(reverse(f"documenten:{name}", args=[world.noor, documents["gewoon"]])).status_code == 200
    assert guest.get(reverse("documenten:document", args=[world.noor, documents["gevoelig"]])).status_code == 404
    for place in ("", "documenten/", "doelen/", "printen/", "hoofdstuk/hoofdstuk-een/", "gesprekken/", "vragen/"):
        assert guest.get(f"/groeidocumenten/{world.noor}/{place}").status_code == 404, place
    page = guest.get(reverse("documenten:document", args=[world.noor, documents["gewoon"]])).content.decode()
    assert f'href="/groeidocumenten/{world.noor}/"' not in page, "no way leads to what is not there"


@pytest.mark.parametrize("name", ["gevoelig", "psychologisch"])
def test_a_document_that_is_closed_to_guests_is_shared_only_by_a_ground_that_names_it(name, world, geopend, let_in):
    alone = Omvang(Bereik.DOCUMENT, stuk=world.documents[name])
    with pytest.raises(ValidationError, match="ene document"):
        linked(geopend, given_by(geopend), omvang=alone)
    made = linked(geopend, given_by(geopend, vraag=about(omvang=alone)), omvang=alone)
    assert let_in(made).get(reverse("documenten:bestand", args=[world.noor, world.documents[name]])).status_code == 200


def test_an_ordinary_document_is_covered_by_a_toestemming_for_the_whole_file_but_not_by_one_for_other_hoofdstukken(world, geopend):
    alone = Omvang(Bereik.DOCUMENT, stuk=world.documents["gewoon"])
    linked(geopend, given_by(geopend), omvang=alone)
    narrow = given_by(geopend, vraag=about(omvang=Omvang.of_chapters(["hoofdstuk-een"])))
    with pytest.raises(ValidationError, match="ene document"):
        linked(geopend, narrow, omvang=alone)


def test_a_removed_document_is_gone_for_its_guest_too(world, enter):
    guest = enter("gast_leest_document")
    Document.unguarded.filter(pk=world.documents["gewoon"]).update(verwijderd_op=timezone.now())
    assert guest.get(reverse("documenten:document", args=[world.noor, world.documents["gewoon"]])).status_code == 404


@pytest.mark.parametrize("recht", ["voorstellen", "schrijven"])
def test_what_is_shared_alone_can_only_be_read(recht, world, anja, toestemming):
    before = rows()
    form = {"bereik": "document", "document": str(world.documents["gewoon"]), "recht": recht}
    assert "alleen lezen" in refused(make_link(anja, world, toestemming, **form))
    assert rows() == before


def test_a_document_of_another_file_cannot_be_shared(world, anja, toestemming):
    for wrong in (str(uuid.uuid4()), str(world.sem), "x", ""):
        refused(make_link(anja, world, toestemming, bereik="document", document=wrong))


# --- One formulier -------------------------------------------------------------------------------


@pytest.fixture
def formulier(db):
    veld = LangeTekst(key="vraag-deskundige", label="Wat ziet u?", invuller="deskundige", eis="verplicht")
    deel = Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=(veld,)),))
    site = Site.objects.get(is_default_site=True)
    made = Format.objects.create(titel="Vragen aan de deskundige", soort="formulier", site=site)
    return publish_version(format=made, schema=FormatSchema(titel="Vragen aan de deskundige", soort="formulier", delen=(deel,)))


def test_a_guest_fills_in_one_formulier_and_sees_nothing_else(world, anja, toestemming, formulier, let_in):
    verzoek = str(uuid.uuid4())
    chosen = {"bereik": "formulier", "formulier": f"invullen:{formulier.pk}:", "recht": "schrijven", "verzoek": verzoek}
    page = make_link(anja, world, toestemming, **chosen)
    assert page.status_code == 200
    link = Toegangslink.unguarded.get(pk=verzoek)
    vraag = Vraag.unguarded.get(pk=link.stuk)
    assert vraag.gevraagde_id == link.gebruiker_id and vraag.rol == "deskundige"
    from groeidocumenten.delen.actions import NewLink
    from groeidocumenten.delen.secrets import hash_token

    code = page.content.decode().split('class="gp-secret">')[1][:7].replace(" ", "")
    Toegangslink.unguarded.filter(pk=link.pk).update(token_hash=hash_token("t" * 43))
    guest = let_in(NewLink(link, "t" * 43, code))
    place = [world.noor, vraag.pk]
    page = guest.get(reverse("vragen:onderdeel", args=[*place, "s"])).content.decode()
    assert "Noorkanarie" not in page[page.index("<main") :], "nothing stands ready that tells of the pupil"
    answer = guest.post(reverse("vragen:onderdeel", args=[*place, "s"]), {"veld_vraag-deskundige": "Zij kijkt goed.", "versie": "0"})
    assert answer.status_code == 302
    assert guest.post(reverse("vragen:indienen", args=place), {"bevestig": "ja"}).status_code == 302
    vraag.refresh_from_db()
    assert vraag.ingediend_op is not None
    for other in ("", "vragen/", f"vragen/{world.vraag}/", "documenten/"):
        assert guest.get(f"/groeidocumenten/{world.noor}/{other}").status_code == 404
    assert "Zij kijkt goed." in anja.get(reverse("vragen:vraag", args=place)).content.decode()


def test_a_formulier_to_fill_in_needs_the_right_to_write(world, anja, toestemming, formulier):
    before = rows()
    chosen = {"bereik": "formulier", "formulier": f"invullen:{formulier.pk}:", "recht": "lezen"}
    assert "moet de ontvanger mogen schrijven" in refused(make_link(anja, world, toestemming, **chosen))
    assert rows() == before


def test_a_guest_reads_a_formulier_that_somebody_handed_in_and_not_before(world, geopend, let_in):
    Vraag.unguarded.filter(pk=world.vraag).update(ingediend_op=timezone.now(), wijze="online")
    made = linked(geopend, given_by(geopend), omvang=Omvang(Bereik.FORMULIER, stuk=world.vraag))
    guest, address = let_in(made), reverse("vragen:vraag", args=[world.noor, world.vraag])
    assert guest.get(address).status_code == 200
    Vraag.unguarded.filter(pk=world.vraag).update(ingediend_op=None, wijze="")
    assert guest.get(address).status_code == 404, "the school opened it again: it is between the school and the mother"


# --- Looking as the guest ------------------------------------------------------------------------


def preview(anja, world, toestemming, **form):
    answer = anja.post(reverse("delen:link_nieuw", args=[world.noor, toestemming.pk]), link_form(bekijk="ja", **form))
    assert answer.status_code == 302, answer.content.decode()[:400]
    return answer["Location"]


def test_looking_as_the_guest_shows_exactly_what_the_link_will_show(world, anja, toestemming, enter):
    before = snapshot()
    here = preview(anja, world, toestemming, bereik="hoofdstukken", hoofdstukken=["hoofdstuk-twee"])
    assert snapshot() == before, "no link was made"
    guest = enter("gast_leest_twee")
    for place in ("", "hoofdstuk/hoofdstuk-twee/"):
        mine, theirs = anja.get(here + place), guest.get(f"/groeidocumenten/{world.noor}/{place}")
        assert mine.status_code == theirs.status_code == 200
        assert main_of(mine, here, world) == main_of(theirs, here, world)
    for place in ("hoofdstuk/hoofdstuk-een/", "doelen/", "documenten/", "delen/", "leerling/", "bestaat/niet/"):
        assert anja.get(here + place).status_code == 404, place


def main_of(answer, here: str, world) -> str:
    """What stands on a page, wherever its ways lead; once-ids and the name of the guest differ by nature."""
    body = answer.content.decode().replace(here, f"/groeidocumenten/{world.noor}/")
    return body[body.index("<main") : body.index("</main>")]


def test_nothing_that_is_looked_at_is_written_and_nothing_can_be_done(world, anja, toestemming):
    here = preview(anja, world, toestemming, recht="schrijven")
    anja.get(here)
    before, lines = snapshot(), Journaalregel.unguarded.count()
    for place in ("", "hoofdstuk/hoofdstuk-een/", "documenten/", f"documenten/{world.documents['gewoon']}/bestand/", "doelen/"):
        assert anja.get(here + place).status_code == 200, place
        assert anja.post(here + place, {"tekst": "x"}).status_code == 405
    assert snapshot() == before and Journaalregel.unguarded.count() == lines
    page = anja.get(here).content.decode()
    assert "Voorbeeld." in page and "Verlaten" not in page and f'href="{here}' in page
    assert anja.get(f"/groeidocumenten/{world.noor}/").status_code == 200, "still herself"


def test_a_link_that_runs_can_be_looked_at_too(world, anja):
    link = world.guests["gast_leest_document"].link
    answer = anja.get(reverse("delen:link_als_gast", args=[world.noor, link.pk]))
    page = anja.get(answer["Location"])
    assert page.status_code == 200 and "Brief over Noorkanarie" in page.content.decode()
    assert anja.get(answer["Location"] + "hoofdstuk/hoofdstuk-een/").status_code == 404


def test_looking_needs_a_choice_and_the_right_to_manage(world, anja, enter):
    place = reverse("delen:als_gast", args=[world.noor])
    assert anja.get(place).status_code == 302, "nothing was chosen"
    for name in ("joke", "fatima", "gast_schrijft_alles", "mehmet"):
        assert enter(name).get(place).status_code == 404


def test_a_choice_for_one_file_shows_nothing_of_another(world, anja, toestemming):
    preview(anja, world, toestemming)
    assert anja.get(reverse("delen:als_gast", args=[world.sem])).status_code == 302


def test_what_is_typed_wrong_beside_the_scope_does_not_matter_for_looking(world, anja, toestemming):
    assert preview(anja, world, toestemming, ontvanger_email="", recht="")
    answer = anja.post(reverse("delen:link_nieuw", args=[world.noor, toestemming.pk]), link_form(bekijk="ja", bereik=""))
    assert "Kies of u" in refused(answer)


def test_an_example_never_outlives_the_right_of_who_looks(world, anja, toestemming, person):
    here = preview(anja, world, toestemming)
    person("anja").lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    assert anja.get(here).status_code == 404


def test_a_link_with_the_right_to_write_needs_a_scope_that_fits(geopend):
    with pytest.raises(ValidationError):
        linked(geopend, given_by(geopend), recht=LinkRecht.SCHRIJVEN, omvang=Omvang(Bereik.DOCUMENT, stuk=uuid.uuid4()))
