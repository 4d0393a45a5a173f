"""Signing with a link and a code: the one version it was made for, as any signer; and what somebody tries who may not."""

import hashlib
import re
import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from formats.models import FormatVersie
from groeidocumenten.delen.actions import withdraw_link
from groeidocumenten.dossiers.access import AccessOver, Recht
from groeidocumenten.dossiers.models import Gezagsrelatie, Handeling, Journaalregel, Leerling, Toegangslink
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.inhoud.models import open_from, seal_into
from groeidocumenten.opp.bewijs import code_is_genuine, pdf_is_genuine, receipt_code
from groeidocumenten.opp.geschil import choose_representative
from groeidocumenten.opp.instemming import Grond, Overeenstemming
from groeidocumenten.opp.models import Handtekening, Papiercontrole
from groeidocumenten.opp.ondertekenaars import deciders
from groeidocumenten.opp.ondertekenen import Tekenkeuze, sign_version
from groeidocumenten.opp.papier import record_paper
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.tekenstand import judged
from groeidocumenten.opp.vaststellen import Vervangen
from groeidocumenten.tekenlinks.actions import Adres, ask_by_link, sign_by_link
from groeidocumenten.tekenlinks.uitnodigen import invited
from tests.builders.opp import fill, opened, send, write_opp
from tests.builders.papers import pdf
from tests.builders.signing import signing_link
from tests.doors.codes import row, try_in, wrong

REDEN = "Ik wil eerst weten wie er met hem leest."
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def place(world, versie):
    return reverse("tekenlinks:tekenen", args=[world.sem, versie.pk])


def form_of(client, address):
    return client.get(address).context["form"]


def posted(client, address, **more):
    form = form_of(client, address)
    data = {"verzoek": form["verzoek"].value(), "sha256": form["sha256"].value(), "handelingsdeel": "akkoord"}
    return client.post(address, data | more)


def mother_signs(world, person, opp, versie):
    parent = opened(world.sem, person("buurvrouw"))
    sign_version(geopend=parent, opp=opp, sha256=versie.sha256, keuze=Tekenkeuze("akkoord"), verzoek=uuid.uuid4())


def on_paper(world, person, school, opp, vader, uitkomst):
    """A paper of the father that a colleague judged."""
    versie = versions(school, opp).first()
    said = {"code": versie.sha256[:8], "wie": f"gezag:{vader.pk}", "getekend_op": timezone.localdate(), "verzoek": uuid.uuid4()}
    found = record_paper(geopend=school, opp=opp, keuze=Tekenkeuze("akkoord"), scan=judge("blad.pdf", pdf("Getekend")), **said)
    # One paper can hold two signatures, and who checks it looks at both.
    for signature in Handtekening.unguarded.filter(document=found.document_id) if found.document_id else [found]:
        row = Papiercontrole(groeidocument=school.groeidocument, handtekening=signature, uitkomst=uitkomst)
        seal_into(row, "toelichting", "Dit is een andere handtekening.")
        sign(row, school)
        row.save(force_insert=True)


# --- The way in, and what is seen there ---------------------------------------------------------------


def test_the_mail_names_no_pupil_and_no_code_and_looking_at_it_uses_nothing_up(school, opp, vader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = signing_link(school, opp, f"gezag:{vader.pk}")
    [letter] = [one for one in mail.outbox if made.token in one.body]
    assert letter.subject == "De school vraagt u iets te ondertekenen"
    assert not re.search("Semkanarie|van Dijk|OPP|perspectief", letter.subject + letter.body)
    assert made.pincode not in letter.body and made.spoken not in letter.body
    pages = [Client().get(f"/toegang/{token}/").content.decode().replace(token, "") for token in (made.token, "x" * 43)]
    known, unknown = (re.sub(r"csrfmiddlewaretoken\W+value=\W\w+", "", page) for page in pages)
    assert known == unknown, "a link that exists looks like one that does not"
    Client().head(f"/toegang/{made.token}/")
    assert (row(made).fouten, row(made).aantal_sessies) == (0, 0)


def test_who_signed_on_paper_that_was_found_wrong_is_asked_by_a_link_and_who_signed_rightly_is_not(world, person, school, opp, vader):
    on_paper(world, person, school, opp, vader, "klopt_niet")
    [found] = [one for one in invited(school, versions(school, opp).first()) if one.wie.gezag == vader]
    assert not found.getekend and found.kan_link
    assert signing_link(school, opp, f"gezag:{vader.pk}").token
    send(school, opp)
    on_paper(world, person, school, opp, vader, "klopt")
    with pytest.raises(ValidationError, match="al ondertekend"):
        signing_link(school, opp, f"gezag:{vader.pk}")


def test_five_wrong_codes_close_the_link_and_a_new_code_opens_it_again(made, school):
    from groeidocumenten.delen.pincode_channels import Wijze, hand_over

    for _ in range(5):
        assert try_in(made, wrong(made.pincode)).status_code == 403
    assert try_in(made, made.pincode).status_code == 403 and row(made).op_slot
    link = Toegangslink.unguarded.select_related("groeidocument__school__samenwerkingsverband").get(pk=made.link.pk)
    fresh = hand_over(geopend=school, link=link, wijze=Wijze.GESPROKEN, verzoek=uuid.uuid4())
    assert try_in(made, made.pincode).status_code == 403
    assert try_in(made, fresh.pincode).status_code == 302


def test_the_signer_reads_the_frozen_version_and_finds_nothing_else_of_the_file(world, made, school, opp, versie, comes_in):
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Later geschreven, kanarie-later.")
    client = comes_in(made)
    page = client.get(place(world, versie)).content.decode()
    assert "kanarie-sems-opp" in page and versie.sha256 in page
    assert "kanarie-later" not in page and "kanarie-sem-hoofdstuk" not in page
    noors = reverse("tekenlinks:tekenen", args=[world.noor, versie.pk])
    for name, keys in (("inhoud:dossier", []), ("opp:lijst", []), ("opp:opp", [opp.pk]), ("opp:tekenen", [opp.pk]), ("delen:toegang", [])):
        assert client.get(reverse(name, args=[world.sem, *keys])).status_code == 404, name
    assert client.get(reverse("opp:versie", args=[world.sem, opp.pk, 1])).status_code == 404
    assert client.get(noors).status_code == 404
    assert client.get(reverse("tekenlinks:vragen", args=[world.sem, opp.pk])).status_code == 404
    assert client.get(place(world, versie).replace(str(versie.pk), str(uuid.uuid4()))).status_code == 404


def test_who_has_an_account_and_a_guest_with_another_link_find_no_such_page(world, made, versie, enter):
    for name in ("anja", "buurvrouw", "kees", "gast_van_sem", "mehmet"):
        assert enter(name).get(place(world, versie)).status_code == 404, name
        assert enter(name).post(place(world, versie), {"handelingsdeel": "akkoord"}).status_code == 404, name


# --- Signing ----------------------------------------------------------------------------------------


def test_a_father_without_an_account_signs_and_gets_a_receipt_that_anybody_can_check(world, made, school, opp, versie, vader, comes_in):
    client = comes_in(made)
    before = Handtekening.unguarded.count()
    client.get(place(world, versie))
    client.head(place(world, versie))
    assert Handtekening.unguarded.count() == before
    assert posted(client, place(world, versie), opmerking="Fijn plan.").status_code == 302
    signed = Handtekening.unguarded.filter(versie=versie)
    assert {one.betekenis for one in signed} == {"gezien", "akkoord"}
    one = signed.get(betekenis="akkoord")
    assert (one.wie, one.rol, one.wijze, one.persoon, one.link_id) == (f"gezag:{vader.pk}", "gezag", "digitaal", None, made.link.pk)
    assert open_from(one, "inhoud")["langs"] == "link"
    assert judged(school, opp, versie).grond is Grond.VERMOEDEN
    page = client.get(place(world, versie)).content.decode()
    address = reverse("tekenlinks:bewijs", args=[world.sem, versie.pk, one.pk])
    assert address in page and "Fijn plan." in page
    pdf = client.get(address)
    assert pdf["Content-Type"] == "application/pdf" and pdf_is_genuine(pdf.content)
    assert code_is_genuine(receipt_code(one.pk, one.sha256), one.sha256)
    assert hashlib.sha256(pdf.content).hexdigest() == hashlib.sha256(client.get(address).content).hexdigest()
    deeds = set(Journaalregel.unguarded.filter(link_id=made.link.pk).values_list("handeling", flat=True))
    assert deeds >= {Handeling.LINK_GEBRUIKT, Handeling.LINK_AKKOORD, Handeling.OPP_GETEKEND, Handeling.OPP_BEWIJS, Handeling.GEZIEN}


def test_the_school_reads_how_it_was_signed_and_the_receipt_of_another_is_not_there(world, person, made, opp, versie, enter, comes_in):
    client = comes_in(made)
    posted(client, place(world, versie))
    mother_signs(world, person, opp, versie)
    page = enter("anja").get(reverse("opp:tekenen", args=[world.sem, opp.pk])).content.decode()
    assert "digitaal, met een link en een code" in page
    hers = Handtekening.unguarded.filter(versie=versie, persoon__username="buurvrouw").first()
    assert client.get(reverse("tekenlinks:bewijs", args=[world.sem, versie.pk, hers.pk])).status_code == 404
    assert "Els van Dijk" not in client.get(place(world, versie)).content.decode()


def test_a_no_needs_words_and_with_them_stands_in_the_way(world, made, school, opp, versie, comes_in):
    client = comes_in(made)
    answer = posted(client, place(world, versie), handelingsdeel="niet_akkoord", opmerking="Dank voor de uitleg.")
    assert answer.status_code == 422 and "Schrijf waarom niet" in answer.content.decode()
    assert "Dank voor de uitleg." in answer.content.decode()
    assert posted(client, place(world, versie), handelingsdeel="niet_akkoord", bezwaar=REDEN).status_code == 302
    assert judged(school, opp, versie).staat is Overeenstemming.NIET
    assert posted(client, place(world, versie)).status_code == 422, "who comes back on it says so"
    assert posted(client, place(world, versie), opnieuw="on").status_code == 302
    assert judged(school, opp, versie).bereikt


def test_who_signs_for_having_seen_first_and_agrees_later_with_a_word_loses_no_word(world, made, versie, comes_in):
    client = comes_in(made)
    posted(client, place(world, versie), handelingsdeel="", opmerking="Ik lees het nog eens.")
    posted(client, place(world, versie), opmerking="Nu is het duidelijk.")
    page = client.get(place(world, versie)).content.decode()
    assert "Ik lees het nog eens." in page and "Nu is het duidelijk." in page


def test_a_double_post_signs_once(world, made, versie, comes_in):
    client = comes_in(made)
    form = form_of(client, place(world, versie))
    data = {"verzoek": form["verzoek"].value(), "sha256": versie.sha256, "handelingsdeel": "akkoord"}
    assert [client.post(place(world, versie), data).status_code for _ in range(2)] == [302, 302]
    assert Handtekening.unguarded.filter(versie=versie).count() == 2


def test_two_parents_who_had_the_page_open_at_the_same_moment_are_both_written(world, person, made, school, opp, versie, comes_in):
    Gezagsrelatie.unguarded.filter(naam="Karim zonder Account").update(bezwaar_bekend_op=timezone.localdate())
    client = comes_in(made)
    form = form_of(client, place(world, versie))
    mother_signs(world, person, opp, versie)
    assert judged(school, opp, versie).staat is Overeenstemming.OPEN
    data = {"verzoek": form["verzoek"].value(), "sha256": versie.sha256, "handelingsdeel": "akkoord"}
    assert client.post(place(world, versie), data).status_code == 302
    assert judged(school, opp, versie).grond is Grond.ALLEN


# --- Refused, and what was typed comes back -----------------------------------------------------------


def test_a_version_that_was_replaced_is_not_signed_not_shown_and_what_was_typed_comes_back(world, made, school, opp, versie, comes_in):
    client = comes_in(made)
    form = form_of(client, place(world, versie))
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag rekenen, kanarie-nieuw.")
    newer = send(school, opp)
    for sha256 in (versie.sha256, newer.sha256, "0" * 64):
        data = {"verzoek": form["verzoek"].value(), "sha256": sha256, "handelingsdeel": "niet_akkoord", "bezwaar": REDEN}
        answer = client.post(place(world, versie), data)
        page = answer.content.decode()
        assert answer.status_code == 422 and "Er is een nieuwere versie" in page and REDEN in page
        assert "kanarie-nieuw" not in page and newer.sha256 not in page
    assert not Handtekening.unguarded.filter(versie__opp=opp).exists()
    page = client.get(place(world, versie)).content.decode()
    assert "kanarie-sems-opp" in page and "Onderteken versie" not in page


def test_a_digest_of_the_newer_version_signs_nothing_with_a_link_for_the_older_one(world, made, school, opp, versie, comes_in):
    client = comes_in(made)
    form = form_of(client, place(world, versie))
    data = {"verzoek": form["verzoek"].value(), "sha256": "0" * 64, "handelingsdeel": "akkoord", "opmerking": "Met een verzonnen getal."}
    answer = client.post(place(world, versie), data)
    assert answer.status_code == 422 and "Met een verzonnen getal." in answer.content.decode()
    assert not Handtekening.unguarded.filter(versie__opp=opp).exists()


@pytest.mark.parametrize("ends", ["gezag", "link", "time", "closed"])
def test_what_ended_this_second_signs_nothing_and_gives_the_words_back(world, made, school, versie, vader, comes_in, ends):
    client = comes_in(made)
    form = form_of(client, place(world, versie))
    data = {"verzoek": form["verzoek"].value(), "sha256": versie.sha256, "handelingsdeel": "niet_akkoord", "bezwaar": REDEN}
    if ends == "gezag":
        past = timezone.localdate() - timedelta(days=1)
        Gezagsrelatie.unguarded.filter(pk=vader.pk).update(geldig_van=date(2020, 1, 1), geldig_tot=past)
    elif ends == "link":
        withdraw_link(geopend=school, link=made.link)
    elif ends == "time":
        Toegangslink.unguarded.filter(pk=made.link.pk).update(geldig_tot=timezone.now())
    else:
        withdraw_link(geopend=school, link=made.link, reden=Toegangslink.Reden.AFGESLOTEN)
    answer = client.post(place(world, versie), data)
    page = answer.content.decode()
    assert answer.status_code == 403 and "De toegang is voorbij" in page and REDEN in page and versie.sha256 not in page
    assert not Handtekening.unguarded.filter(versie=versie).exists()
    assert client.get(place(world, versie)).status_code == 403


def test_gezag_that_ends_between_the_page_and_the_write_is_asked_again_inside_it(world, made, school, versie, vader):
    from groeidocumenten.dossiers.access import Viewer, open_dossier

    link = Toegangslink.unguarded.select_related("gebruiker", "grondslag").get(pk=made.link.pk)
    inside = open_dossier(Viewer(user=link.gebruiker, link=link), world.sem, Recht.LEZEN)
    Gezagsrelatie.unguarded.filter(pk=vader.pk).update(geldig_van=date(2020, 1, 1), geldig_tot=timezone.localdate() - timedelta(days=1))
    with pytest.raises(AccessOver):
        sign_by_link(geopend=inside, sha256=versie.sha256, keuze=Tekenkeuze("akkoord"), verzoek=uuid.uuid4())
    assert not Handtekening.unguarded.filter(versie=versie).exists()


@pytest.mark.parametrize("season", [datetime(2027, 1, 15), datetime(2027, 7, 15)])
def test_a_link_works_until_midnight_in_amsterdam_and_not_a_second_longer(world, person, vader, season):
    morning = season.replace(hour=9, tzinfo=AMSTERDAM)
    midnight = season.replace(hour=0, tzinfo=AMSTERDAM) + timedelta(days=1)
    with time_machine.travel(morning, tick=False):
        school = opened(world.sem, person("anja"), Recht.DELEN)
        opp = write_opp(school, FormatVersie.objects.get(pk=world.opp_format))
        sent = send(school, opp)
        adres = Adres("vader@test.example", midnight)
        made = ask_by_link(geopend=school, opp=opp, sha256=sent.sha256, wie=f"gezag:{vader.pk}", adres=adres, verzoek=uuid.uuid4())
    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        assert try_in(made, made.pincode).status_code == 302
    for late in (timedelta(), timedelta(seconds=1)):
        with time_machine.travel(midnight + late, tick=False):
            assert try_in(made, made.pincode).status_code == 403


# --- Other signers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("age", "asked"), [(15, False), (16, True), (17, True)])
def test_a_pupil_from_16_signs_with_a_link_and_a_younger_one_gets_none(world, person, opp, versie, comes_in, age, asked):
    today = timezone.localdate()
    Leerling.unguarded.filter(groeidocumenten=world.sem).update(geboortedatum=today.replace(year=today.year - age))
    school = opened(world.sem, person("anja"), Recht.DELEN)
    if not asked:
        with pytest.raises(ValidationError, match="hoeft nu niet te tekenen"):
            signing_link(school, opp, "leerling")
        return
    client = comes_in(signing_link(school, opp, "leerling"))
    page = client.get(place(world, versie)).content.decode()
    assert "Jouw plan" in page and "kanarie-sems-opp" in page
    assert posted(client, place(world, versie)).status_code == 302
    assert Handtekening.unguarded.get(versie=versie, betekenis="akkoord").rol == "leerling"


def test_who_represents_a_pupil_of_18_signs_until_somebody_else_does(world, person, opp, versie, comes_in):
    today = timezone.localdate()
    Leerling.unguarded.filter(groeidocumenten=world.sem).update(geboortedatum=today.replace(year=today.year - 18))
    school = opened(world.sem, person("anja"), Recht.DELEN)
    said = {"naam": "M. Mentor", "hoedanigheid": "mentor", "reden": "Beschikking van de kantonrechter van 3 maart."}
    choose_representative(geopend=school, leerling_zelf=False, verzoek=uuid.uuid4(), **said)
    [mentor] = deciders(school)
    made = signing_link(school, opp, mentor.wie)
    client = comes_in(made)
    assert client.get(place(world, versie)).status_code == 200
    choose_representative(geopend=school, leerling_zelf=False, verzoek=uuid.uuid4(), **said | {"naam": "Een ander"})
    answer = posted_raw(client, world, versie)
    assert answer.status_code == 403 and REDEN in answer.content.decode()
    assert not Handtekening.unguarded.filter(versie=versie).exists()


def posted_raw(client, world, versie):
    data = {"verzoek": str(uuid.uuid4()), "sha256": versie.sha256, "handelingsdeel": "niet_akkoord", "bezwaar": REDEN}
    return client.post(place(world, versie), data)


def test_case_7_the_link_of_a_voogd_who_left_dies_and_the_signature_stays(world, made, school, opp, versie, vader, comes_in):
    client = comes_in(made)
    posted(client, place(world, versie))
    past = timezone.localdate() - timedelta(days=1)
    Gezagsrelatie.unguarded.filter(pk=vader.pk).update(geldig_van=date(2020, 1, 1), geldig_tot=past)
    assert client.get(place(world, versie)).status_code == 403 and try_in(made, made.pincode).status_code == 403
    assert judged(school, opp, versie).bereikt


# --- The school ---------------------------------------------------------------------------------------


def test_the_school_sends_a_link_and_sees_the_code_once(world, opp, versie, vader, enter):
    client, address = enter("anja"), reverse("tekenlinks:link", args=[world.sem, opp.pk])
    form = client.get(f"{address}?wie=gezag:{vader.pk}").context["form"]
    data = {name: form[name].value() for name in ("verzoek", "sha256", "wie")}
    data |= {"ontvanger_email": "karim@test.example", "tot_en_met": (timezone.localdate() + timedelta(days=7)).isoformat()}
    page = client.post(address, data).content.decode()
    assert re.search(r"\d{3} \d{3}", page) and "Semkanarie" in page
    again = client.post(address, data, follow=True)
    assert not re.search(r"gp-secret", again.content.decode()) and "nu niet meer te zien" in again.content.decode()
    listed = client.get(reverse("tekenlinks:vragen", args=[world.sem, opp.pk])).content.decode()
    assert "Link verstuurd" in listed and "nog niet gebruikt" in listed


def test_a_wrong_form_keeps_what_was_typed_and_makes_nothing(world, school, opp, versie, vader, enter):
    client, address = enter("anja"), reverse("tekenlinks:link", args=[world.sem, opp.pk])
    form = client.get(address).context["form"]
    data = {"verzoek": form["verzoek"].value(), "sha256": form["sha256"].value(), "wie": f"gezag:{vader.pk}"}
    day = timezone.localdate() + timedelta(days=7)
    for wrong_one in (
        {"ontvanger_email": "geen adres", "tot_en_met": day.isoformat()},
        {"ontvanger_email": "karim@test.example", "tot_en_met": "2020-01-01"},
        {"ontvanger_email": "karim@test.example", "tot_en_met": (day + timedelta(days=300)).isoformat()},
        {"ontvanger_email": "karim@test.example", "tot_en_met": day.isoformat(), "wie": "gezag:iemand"},
    ):
        answer = client.post(address, data | wrong_one)
        assert answer.status_code == 422 and wrong_one["ontvanger_email"] in answer.content.decode()
    send_newer(school, opp)
    answer = client.post(address, data | {"ontvanger_email": "karim@test.example", "tot_en_met": day.isoformat()})
    assert answer.status_code == 422 and "karim@test.example" in answer.content.decode()
    assert not school.groeidocument.tekenlinks.exists()


def send_newer(school, opp):
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    return send(school, opp)


def test_no_link_for_who_has_an_account_signed_already_has_one_or_has_no_gezag(world, person, school, opp, versie, made, vader, comes_in):
    [hers] = [one.wie for one in deciders(school) if one.persoon is not None]
    other = Gezagsrelatie.unguarded.create(leerling=vader.leerling, naam="Zonder", soort="ouder_zonder_gezag", bron="x")
    for wie, why in ((hers, "heeft een account"), (f"gezag:{vader.pk}", "heeft al een link"), (f"gezag:{other.pk}", "hoeft nu niet")):
        with pytest.raises(ValidationError, match=why):
            signing_link(school, opp, wie)
    posted(comes_in(made), place(world, versie))
    withdraw_link(geopend=school, link=made.link)
    with pytest.raises(ValidationError, match="al ondertekend"):
        signing_link(school, opp, f"gezag:{vader.pk}")


def test_a_link_for_a_version_that_is_not_the_newest_is_not_made(school, opp, versie, vader):
    send_newer(school, opp)
    adres = Adres("karim@test.example", timezone.now() + timedelta(days=7))
    with pytest.raises(Vervangen):
        ask_by_link(geopend=school, opp=opp, sha256=versie.sha256, wie=f"gezag:{vader.pk}", adres=adres, verzoek=uuid.uuid4())
    assert versions(school, opp).count() == 2 and not school.groeidocument.tekenlinks.exists()


def test_a_leerkracht_makes_no_links(world, person, opp, versie, vader, enter):
    kees = enter("kees")
    for name in ("vragen", "link"):
        assert kees.get(reverse(f"tekenlinks:{name}", args=[world.sem, opp.pk])).status_code == 404
    with pytest.raises(AccessOver):
        signing_link(opened(world.sem, person("kees"), Recht.SCHRIJVEN), opp, f"gezag:{vader.pk}")


def test_the_other_parent_is_not_told_of_the_link_and_does_not_see_it(world, person, made, enter):
    from groeidocumenten.berichten.models import Bericht
    from groeidocumenten.berichten.spreading import spread_all

    Bericht.unguarded.all().delete()
    spread_all()
    told = set(Bericht.unguarded.filter(gebruiker__username="buurvrouw").values_list("wat", flat=True))
    assert "iemand die nu kan meelezen" not in told
    page = enter("buurvrouw").get(reverse("delen:mijn", args=[world.sem])).content.decode()
    assert "Karim" not in page


def test_the_school_manages_the_link_as_every_other(world, made, enter):
    client = enter("anja")
    page = client.get(reverse("delen:link", args=[world.sem, made.link.pk])).content.decode()
    assert "één versie van het OPP" in page and "Trek in" in page and "Geef een nieuwe pincode" in page
    assert "Gebruik opnieuw" not in page
    assert client.get(reverse("delen:link_als_gast", args=[world.sem, made.link.pk]), follow=True).status_code == 200
    assert client.get(reverse("delen:toegang", args=[world.sem])).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_signers(world, person, school, opp, versie, vader, enter):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = enter("anja"), reverse("tekenlinks:vragen", args=[world.sem, opp.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        gezag = Gezagsrelatie.unguarded.create(leerling=vader.leerling, naam=f"Voogd {number}", soort="voogd", bron="x")
        if number % 2:
            signing_link(school, opp, f"gezag:{gezag.pk}")
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    # The first link asks for the facts of links at all.
    assert len(many) <= len(few) + 1
