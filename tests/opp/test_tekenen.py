"""Signing an OPP, as journeys: the cases of the dossier, and what somebody tries who may not."""

import hashlib
import re
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Samenwerkingsverband
from formats.models import FormatVersie
from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, open_put_before
from groeidocumenten.dossiers.models import Gezagsrelatie, Journaalregel, Leerling, Voorlegging
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.opp.bewijs import pdf_is_genuine
from groeidocumenten.opp.geschil import Geschil, add_step, record_dispute
from groeidocumenten.opp.herstel import correct_slip
from groeidocumenten.opp.instemming import Grond, Overeenstemming
from groeidocumenten.opp.models import Afgegeven, Handtekening, Opp
from groeidocumenten.opp.ondertekenen import Tekenkeuze, sign_version
from groeidocumenten.opp.papier import check_paper, record_paper
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.tekenstand import judged
from groeidocumenten.opp.vaststellen import Belemmerd, Vervangen, adopt
from groeidocumenten.opp.voorleggen import put_before_director
from tests.builders.opp import discuss, fill, opened, send, write_opp
from tests.builders.papers import pdf
from tests.builders.world import PASSWORD

REDEN = "Moeder vindt een kwartier lezen per dag te veel."


@pytest.fixture
def school(world, person):
    return opened(world.noor, person("anja"), Recht.SCHRIJVEN)


@pytest.fixture
def opp(world, school) -> Opp:
    return Opp.unguarded.get(pk=world.opp)


@pytest.fixture
def sems(world, person):
    """An OPP in Sem's file that was sent and discussed; one parent has gezag."""
    anja = opened(world.sem, person("anja"), Recht.SCHRIJVEN)
    one = write_opp(anja, FormatVersie.objects.get(pk=world.opp_format))
    send(anja, one)
    discuss(anja, one)
    return anja, one


def signatures(**where):
    """What was signed in the test: the world's teacher signed before."""
    return Handtekening.unguarded.filter(**where).exclude(persoon__username="joke")


def newest(geopend, opp):
    return versions(geopend, opp).first()


def sign_as(world, person, opp, name, keuze="akkoord", **more):
    geopend = opened(world.noor, person(name))
    given = {"bezwaar": REDEN} if keuze == "niet_akkoord" else {}
    return sign_version(
        geopend=geopend, opp=opp, sha256=newest(geopend, opp).sha256, keuze=Tekenkeuze(keuze, **given | more), verzoek=uuid.uuid4()
    )


def state(school, opp):
    return judged(school, opp, newest(school, opp))


def objects(name, sinds=None):
    Gezagsrelatie.unguarded.filter(gebruiker__username=name).update(bezwaar_bekend_op=sinds or timezone.localdate())


def sign_page(world, opp):
    return reverse("opp:tekenen", args=[world.noor, opp.pk])


def posted(client, address, **more):
    form = client.get(address).context["form"]
    data = {"verzoek": form["verzoek"].value(), "sha256": form["sha256"].value(), "wachtwoord": PASSWORD, "handelingsdeel": "akkoord"}
    return client.post(address, data | more)


# --- The cases ----------------------------------------------------------------------------------


def test_case_1_divorced_on_good_terms_one_signs_and_the_ground_is_recorded(world, person, school, opp):
    sign_as(world, person, opp, "fatima")
    found = state(school, opp)
    assert found.bereikt and found.grond is Grond.VERMOEDEN
    kring = signatures().get(betekenis="akkoord").kring
    assert len(kring["beslissers"]) == 2 and kring["allen"] is False


def test_case_2_in_conflict_both_must_sign_and_one_no_is_no_agreement(world, person, school, opp):
    objects("peter")
    sign_as(world, person, opp, "fatima")
    assert state(school, opp).staat is Overeenstemming.OPEN
    sign_as(world, person, opp, "peter", "niet_akkoord")
    assert state(school, opp).staat is Overeenstemming.NIET


def test_case_3_an_objection_after_the_first_signed_asks_both_for_a_new_version_only(world, person, school, opp):
    sign_as(world, person, opp, "fatima")
    objects("peter")
    assert state(school, opp).bereikt
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Heel iets anders.")
    send(school, opp)
    assert state(school, opp).staat is Overeenstemming.OPEN
    sign_as(world, person, opp, "fatima")
    assert state(school, opp).staat is Overeenstemming.OPEN
    sign_as(world, person, opp, "peter")
    assert state(school, opp).grond is Grond.ALLEN


def test_case_7_another_person_of_the_voogd_the_old_signature_stays_and_the_old_account_signs_no_more(world, person, school, opp):
    relations = Gezagsrelatie.unguarded.filter(leerling=school.groeidocument.leerling)
    relations.filter(gebruiker=person("peter")).update(geldig_van=date(2020, 1, 1), geldig_tot=timezone.localdate() - timedelta(days=1))
    relations.filter(gebruiker=person("fatima")).update(soort="voogd")
    sign_as(world, person, opp, "fatima")
    still_open = opened(world.noor, person("fatima"))
    relations.filter(gebruiker=person("fatima")).update(geldig_van=date(2020, 1, 1), geldig_tot=timezone.localdate() - timedelta(days=1))
    Gezagsrelatie.unguarded.create(
        leerling=school.groeidocument.leerling, naam="Nieuwe voogd", soort="voogd", gebruiker=person("buurvrouw"), bron="beschikking"
    )
    assert state(school, opp).bereikt
    with pytest.raises(AccessOver):
        sign_version(
            geopend=still_open,
            opp=opp,
            sha256=newest(school, opp).sha256,
            keuze=Tekenkeuze("niet_akkoord", bezwaar="x"),
            verzoek=uuid.uuid4(),
        )


@pytest.mark.parametrize(("age", "gezag_decides"), [(17, True), (18, False)])
def test_case_14_from_18_the_pupil_decides_and_the_parents_no_longer(world, person, school, opp, age, gezag_decides):
    today = timezone.localdate()
    Leerling.unguarded.filter(pk=school.groeidocument.leerling_id).update(geboortedatum=today.replace(year=today.year - age))
    school = opened(world.noor, person("anja"), Recht.SCHRIJVEN)
    sign_as(world, person, opp, "noor")
    assert state(school, opp).bereikt is not gezag_decides
    if gezag_decides:
        sign_as(world, person, opp, "fatima")
        assert state(school, opp).bereikt
    else:
        with pytest.raises(AccessOver):
            sign_as(world, person, opp, "fatima")


def test_case_39_another_handelingsdeel_asks_again_and_a_slip_does_not(world, person, school, opp):
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een kwartier samen leezen.")
    first = send(school, opp)
    sign_as(world, person, opp, "fatima")
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een kwartier samen lezen.")
    reden = "Lezen stond er met een dubbele e."
    second = correct_slip(geopend=school, opp=opp, sha256=first.sha256, reden=reden)
    assert second.nummer == first.nummer + 1 and state(school, opp).bereikt
    assert correct_slip(geopend=school, opp=opp, sha256=first.sha256, reden=reden).pk == second.pk
    assert Journaalregel.unguarded.filter(handeling="opp_hersteld").exists()
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag 2 kwartier samen lezen.")
    with pytest.raises(ValidationError, match="getal"):
        correct_slip(geopend=school, opp=opp, sha256=second.sha256, reden=reden)
    send(school, opp)
    assert state(school, opp).staat is Overeenstemming.OPEN


def test_case_40_seen_and_akkoord_are_independent_and_nobody_can_agree_with_the_destination(world, person, school, opp):
    sign_as(world, person, opp, "fatima", "niet_akkoord")
    rows = signatures(versie=newest(school, opp))
    assert set(rows.values_list("over", "betekenis")) == {("geheel", "gezien"), ("handelingsdeel", "niet_akkoord")}
    row = rows.get(over="geheel")
    row.pk, row.betekenis, row.wie, row.bewijs, row.persoon = uuid.uuid4(), "akkoord", "gezag:x", "x", None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_case_41_on_paper_counts_after_a_second_person_and_mixes_with_digital(world, person, school, opp):
    objects("peter")
    sign_as(world, person, opp, "fatima")
    row = _paper(school, opp, "peter")
    assert row.document.klasse == "gevoelig" and state(school, opp).staat is Overeenstemming.OPEN
    with pytest.raises(ValidationError, match="Iemand anders"):
        check_paper(geopend=school, opp=opp, handtekening=row.pk, uitkomst="klopt", toelichting="")
    joke = opened(world.noor, person("joke"), Recht.SCHRIJVEN)
    check_paper(geopend=joke, opp=opp, handtekening=row.pk, uitkomst="klopt", toelichting="")
    assert state(school, opp).grond is Grond.ALLEN


def test_a_second_judgment_of_a_paper_that_says_something_else_is_refused_and_not_dropped(world, person, school, opp):
    row = _paper(school, opp, "peter")
    joke = opened(world.noor, person("joke"), Recht.SCHRIJVEN)
    check_paper(geopend=joke, opp=opp, handtekening=row.pk, uitkomst="klopt", toelichting="")
    check_paper(geopend=joke, opp=opp, handtekening=row.pk, uitkomst="klopt", toelichting="")
    with pytest.raises(ValidationError, match="anders beoordeeld"):
        check_paper(geopend=joke, opp=opp, handtekening=row.pk, uitkomst="klopt_niet", toelichting="Een andere naam.")


def _paper(school, opp, name, code=None, keuze="akkoord", **more):
    gezag = Gezagsrelatie.unguarded.get(gebruiker__username=name, leerling=school.groeidocument.leerling)
    said = {"getekend_op": timezone.localdate(), "verzoek": uuid.uuid4()} | more
    return record_paper(
        geopend=school,
        opp=opp,
        code=code or newest(school, opp).sha256[:8],
        wie=f"gezag:{gezag.pk}",
        keuze=Tekenkeuze(keuze),
        scan=judge("blad.pdf", pdf("Getekend")),
        **said,
    )


# --- What the law wants before adopting -----------------------------------------------------------


def test_a_handelingsdeel_without_agreement_is_not_adopted_until_it_is_said_how_the_school_goes_on(sems):
    school, opp = sems
    versie = newest(school, opp)
    adopting = {"geopend": school, "opp": opp, "sha256": versie.sha256, "redenen": {}}
    with pytest.raises(Belemmerd) as refused:
        adopt(**adopting, verzoek=uuid.uuid4())
    assert [one.code for one in refused.value.belemmeringen] == ["geen_instemming"]
    geschil = Geschil("Moeder wil geen begeleiding buiten de klas.", True, "Zonder begeleiding loopt Sem vast met lezen.")
    row = record_dispute(geopend=school, opp=opp, sha256=versie.sha256, geschil=geschil, verzoek=uuid.uuid4())
    step = {"stap": "geschillencommissie", "datum": timezone.localdate(), "tekst": ""}
    add_step(geopend=school, opp=opp, **step, verzoek=uuid.uuid4())
    adopt(**adopting, verzoek=uuid.uuid4())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE opp_geenovereenstemming SET uitgevoerd = NOT uitgevoerd WHERE id = %s", [row.pk.hex])


def test_the_policy_of_the_samenwerkingsverband_asks_all_parents(world, person, school, opp):
    Samenwerkingsverband.objects.update(altijd_beide_ouders=True)
    sign_as(world, person, opp, "fatima")
    assert state(opened(world.noor, person("anja"), Recht.SCHRIJVEN), opp).staat is Overeenstemming.OPEN


# --- Bad input --------------------------------------------------------------------------------------


def test_a_version_that_was_replaced_a_second_ago_is_refused_and_what_was_typed_stays(world, person, school, opp, enter):
    client = enter("fatima")
    form = client.get(sign_page(world, opp)).context["form"]
    shown = form["sha256"].value()
    send(school, opp)
    typed = {"handelingsdeel": "akkoord", "opmerking": "Dank voor het gesprek.", "wachtwoord": PASSWORD}
    answer = client.post(sign_page(world, opp), typed | {"verzoek": form["verzoek"].value(), "sha256": shown})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Er is intussen een nieuwere versie" in page and "Dank voor het gesprek." in page
    assert "kanarie-oppwerk" in page and shown not in page
    assert not signatures().exists()


def test_a_made_up_digest_is_refused(world, person, school, opp):
    with pytest.raises(Vervangen):
        sign_version(
            geopend=opened(world.noor, person("fatima")), opp=opp, sha256="0" * 64, keuze=Tekenkeuze("akkoord"), verzoek=uuid.uuid4()
        )


def test_the_password_is_asked_again(world, opp, enter):
    client = enter("fatima")
    answer = posted(client, sign_page(world, opp), wachtwoord="een ander wachtwoord")
    assert answer.status_code == 422 and "wachtwoord klopt niet" in answer.content.decode()
    assert not signatures().exists()
    assert posted(client, sign_page(world, opp)).status_code == 302
    assert signatures().count() == 2


def test_a_double_click_signs_once_and_nobody_signs_twice(world, person, opp, enter):
    client = enter("fatima")
    form = client.get(sign_page(world, opp)).context["form"]
    data = {"verzoek": form["verzoek"].value(), "sha256": form["sha256"].value(), "wachtwoord": PASSWORD, "handelingsdeel": "akkoord"}
    assert [client.post(sign_page(world, opp), data).status_code for _ in range(2)] == [302, 302]
    assert signatures().count() == 2
    with pytest.raises(ValidationError, match="al ondertekend"):
        sign_as(world, person, opp, "fatima")


def test_who_comes_back_on_a_no_says_so(world, person, school, opp):
    sign_as(world, person, opp, "fatima", "niet_akkoord")
    with pytest.raises(ValidationError, match="terugkomt"):
        sign_as(world, person, opp, "fatima")
    sign_as(world, person, opp, "fatima", opnieuw=True)
    assert state(school, opp).bereikt and signatures(over="handelingsdeel").count() == 2


def test_two_parents_who_sign_at_the_same_moment_are_both_written(world, person, school, opp):
    first, second = (opened(world.noor, person(name)) for name in ("fatima", "peter"))
    sha256 = newest(school, opp).sha256
    for parent in (first, second):
        sign_version(geopend=parent, opp=opp, sha256=sha256, keuze=Tekenkeuze("akkoord"), verzoek=uuid.uuid4())
    assert state(school, opp).grond is Grond.VERMOEDEN or state(school, opp).grond is Grond.ALLEN
    assert signatures(betekenis="akkoord").count() == 2


@pytest.mark.parametrize(("days", "signs"), [(-1, False), (0, True), (1, True)])
def test_gezag_that_ended_yesterday_signs_nothing_and_the_last_day_still_counts(world, person, opp, days, signs):
    parent = opened(world.noor, person("fatima"))
    last = timezone.localdate() + timedelta(days=days)
    Gezagsrelatie.unguarded.filter(gebruiker=person("fatima")).update(geldig_van=date(2020, 1, 1), geldig_tot=last)
    more = {"geopend": parent, "opp": opp, "sha256": newest(parent, opp).sha256, "keuze": Tekenkeuze("akkoord"), "verzoek": uuid.uuid4()}
    if signs:
        assert sign_version(**more)
    else:
        with pytest.raises(AccessOver):
            sign_version(**more)


def test_a_scan_that_is_a_program_is_refused_and_what_was_typed_stays(world, school, opp, enter):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, address = enter("anja"), reverse("opp:papier", args=[world.noor, opp.pk])
    form = client.get(address).context["form"]
    program = SimpleUploadedFile("scan.pdf", b"MZ\x90\x00" + b"\x00" * 400, "application/pdf")
    data = {"verzoek": form["verzoek"].value(), "wie": form.fields["wie"].choices[0][0], "code": newest(school, opp).sha256[:8]}
    data |= {
        "getekend_op": timezone.localdate().isoformat(),
        "handelingsdeel": "akkoord",
        "opmerking": "Op het plein getekend.",
        "scan": program,
    }
    answer = client.post(address, data)
    assert answer.status_code == 422 and "Op het plein getekend." in answer.content.decode()
    assert not signatures().exists()


def test_paper_of_another_version_of_a_day_to_come_or_of_somebody_else_is_refused(school, opp):
    with pytest.raises(Vervangen):
        _paper(school, opp, "fatima", code="00000000")
    with pytest.raises(Vervangen):
        _paper(school, opp, "fatima", code=" " * 8)
    with pytest.raises(ValidationError, match="moet nog komen"):
        _paper(school, opp, "fatima", getekend_op=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="hoefde op die dag niet"):
        _paper(school, opp, "zonder_gezag")


def test_the_database_refuses_to_change_a_signature_and_a_second_one_of_the_same_person(world, person, opp):
    row = sign_as(world, person, opp, "fatima")
    for statement in ("UPDATE opp_handtekening SET betekenis = 'niet_akkoord'", "DELETE FROM opp_handtekening"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row.pk, row.bewijs = uuid.uuid4(), "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# --- The directeur ------------------------------------------------------------------------------------


def test_the_directeur_reads_and_signs_only_what_was_put_before_her(world, person, school, opp, enter):
    client, listed = enter("ria"), reverse("voorgelegd:voorgelegd")
    assert "Noorkanarie" not in client.get(listed).content.decode()
    put_before_director(geopend=school, opp=opp, directeur=person("ria"), sha256=newest(school, opp).sha256)
    row = Voorlegging.unguarded.get()
    address = reverse("voorgelegd:voorlegging", args=[row.pk])
    page = client.get(address).content.decode()
    assert "kanarie-noor-opp" in page and "kanarie-oppwerk" not in page and "Opmerking een" not in page
    assert client.get(reverse("opp:versie", args=[world.noor, opp.pk, 1])).status_code == 404
    assert posted(client, address, handelingsdeel="").status_code == 302
    signed = signatures().get()
    assert signed.rol == "directeur" and not state(school, opp).bereikt
    assert client.get(reverse("voorgelegd:bewijs_directeur", args=[row.pk])).status_code == 200
    assert enter("mehmet").get(address).status_code == 404
    send(school, opp)
    assert "nieuwere versie" in client.get(address).content.decode()
    enter("anja").post(reverse("opp:voorleggen_terug", args=[world.noor, opp.pk, row.pk]))
    assert client.get(address).status_code == 404


def test_the_directeur_gets_a_print_of_what_was_put_before_her_and_of_nothing_more(world, person, school, opp, enter):
    put_before_director(geopend=school, opp=opp, directeur=person("ria"), sha256=newest(school, opp).sha256)
    row, client = Voorlegging.unguarded.get(), enter("ria")
    address = reverse("voorgelegdpapier:pdf", args=[row.pk])
    assert address in client.get(reverse("voorgelegd:voorlegging", args=[row.pk])).content.decode()
    answer = client.get(address)
    read = PdfReader(BytesIO(answer.content))
    text = re.sub(r"[\s\u00ad\u200b-]", "", "".join(page.extract_text() for page in read.pages))
    assert newest(school, opp).sha256 in text and "kanarieoppwerk" not in text
    assert pdf_is_genuine(answer.content) and Journaalregel.unguarded.filter(handeling="afgedrukt", gebruiker_id=person("ria").pk).exists()
    assert client.head(address).status_code == 405
    assert [enter(name).get(address).status_code for name in ("mehmet", "anja", "fatima")] == [404] * 3
    enter("anja").post(reverse("opp:voorleggen_terug", args=[world.noor, opp.pk, row.pk]))
    assert client.get(address).status_code == 404


def test_what_was_put_before_a_directeur_opens_nothing_else_of_the_file(world, person, school, opp, enter):
    from tests.doors.test_matrix import CHAPTERS, callback, routes
    from tests.doors.test_matrix import fill as filled

    put_before_director(geopend=school, opp=opp, directeur=person("ria"), sha256=newest(school, opp).sha256)
    client = enter("ria")
    for _name, route in routes():
        if "dossier_id" in route or "leerling_id" in route:
            assert client.get(filled(route, world, CHAPTERS[0], world.noor)).status_code in (404, 405), (route, callback(route).door)


def test_a_directeur_who_heads_the_school_no_longer_signs_nothing(world, person, school, opp):
    put_before_director(geopend=school, opp=opp, directeur=person("ria"), sha256=newest(school, opp).sha256)
    voorgelegd = open_put_before(Viewer(user=person("ria")), Voorlegging.unguarded.get().pk)
    person("ria").lidmaatschappen.all().delete()
    with pytest.raises(AccessOver):
        sign_version(geopend=voorgelegd, opp=opp, sha256=newest(school, opp).sha256, keuze=Tekenkeuze(), verzoek=uuid.uuid4())


# --- What each reads, and the receipt --------------------------------------------------------------------


def test_a_parent_does_not_read_what_the_other_signed_or_wrote(world, person, opp, enter):
    sign_as(world, person, opp, "peter", "niet_akkoord")
    page = enter("fatima").get(sign_page(world, opp)).content.decode()
    assert REDEN not in page and "Geen overeenstemming" in page
    assert REDEN in enter("anja").get(sign_page(world, opp)).content.decode()


def test_a_guest_finds_no_signing_and_a_young_child_signs_for_having_seen(world, opp, enter):
    assert enter("gast_schrijft_alles").get(sign_page(world, opp)).status_code == 404
    client = enter("noor")
    assert "handelingsdeel" not in client.get(sign_page(world, opp)).context["form"].fields
    assert posted(client, sign_page(world, opp)).status_code == 302
    assert signatures().get().betekenis == "gezien"


def test_asking_for_the_head_of_a_receipt_gives_nothing_out(world, person, opp, enter):
    row = sign_as(world, person, opp, "fatima")
    address = reverse("opp:bewijs", args=[world.noor, opp.pk, row.pk])
    client = enter("fatima")
    assert client.head(address).status_code == 405 and not Afgegeven.unguarded.exists()
    assert client.get(address).status_code == 200 and Afgegeven.unguarded.count() == 1


def test_a_receipt_is_genuine_for_anybody_and_one_changed_byte_is_not(world, person, opp, enter):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from groeidocumenten.opp.bewijs import receipt_code

    row = sign_as(world, person, opp, "fatima")
    paper = enter("fatima").get(reverse("opp:bewijs", args=[world.noor, opp.pk, row.pk])).content
    assert paper.startswith(b"%PDF") and enter("peter").get(reverse("opp:bewijs", args=[world.noor, opp.pk, row.pk])).status_code == 404
    assert paper == enter("fatima").get(reverse("opp:bewijs", args=[world.noor, opp.pk, row.pk])).content, hashlib.sha256(paper)
    stranger, address = enter("anoniem"), reverse("echtheid:echtheid")
    changed = paper[:-2] + bytes([paper[-2] ^ 1]) + paper[-1:]
    for sent, word in ((paper, "<strong>Echt."), (changed, "Niet herkend")):
        page = stranger.post(address, {"pdf": SimpleUploadedFile("b.pdf", sent, "application/pdf")}).content.decode()
        assert word in page and "Noorkanarie" not in page and "Fatima" not in page
    code = receipt_code(row.pk, row.sha256)
    assert "<strong>Echt." in stranger.post(address, {"sha256": row.sha256, "code": code.lower().replace("-", " ")}).content.decode()
    assert "Niet herkend" in stranger.post(address, {"sha256": "0" * 64, "code": code}).content.decode()


def test_asking_too_often_is_slowed_down(enter):
    from django.core.cache import cache

    cache.clear()
    client = enter("anoniem")
    answers = [client.post(reverse("echtheid:echtheid"), {"sha256": "a", "code": "b"}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [403]
    cache.clear()


def test_the_number_of_queries_does_not_grow_with_the_signatures(world, person, opp, enter, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    client = enter("anja")
    counts = []
    for name in ("fatima", "peter", "anja"):
        sign_as(world, person, opp, name)
        client.get(sign_page(world, opp))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(sign_page(world, opp))
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("name", ["papier", "tekenblad", "voorleggen", "herstel", "geschil", "stap", "bevoegd"])
def test_the_school_gets_every_page_of_signing(world, opp, enter, name):
    assert enter("anja").get(reverse(f"opp:{name}", args=[world.noor, opp.pk])).status_code == 200
    assert enter("fatima").get(reverse(f"opp:{name}", args=[world.noor, opp.pk])).status_code == 404
