"""Signing in through a federation: the key is issuer and uid, our second step follows, a BRIN must be of one's own school, and nothing else counts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.federatie.models import Koppeling
from accounts.inloggen import zeker
from accounts.inloggen.models import Inlogregel, TweedeStap, Wat
from accounts.models import Lidmaatschap, School, User
from tests.builders.both_steps import code
from tests.builders.provider import CLIENT, SECRET, Provider

BACK = "/inloggen/federatie/terug/"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def federatie(provider, settings, db):
    """The federation of the tests, as it is when nobody changed what it says."""
    settings.FEDERATIE_ADRES, settings.FEDERATIE_CLIENT_ID, settings.FEDERATIE_GEHEIM = provider.url, CLIENT, SECRET
    provider.sub, provider.said, provider.userinfo, provider.claims = "uid-anja", {}, {}, {}
    provider.issuer_says, provider.sign_with, provider.algorithm = "", None, "RS256"
    cache.clear()
    return provider


@pytest.fixture
def school(world):
    """The school of Anja, as the federation names it."""
    return School.objects.get(lidmaatschappen__gebruiker__username="anja")


def says(provider, school, **more):
    provider.said = {"nlEduPersonHomeOrganizationBranchId": f"{school.brin}{school.vestiging}", **more}


def links(client, provider):
    """Somebody who is signed in links the account; what came of it."""
    page = client.post("/inloggen/federatie/koppel/")
    address = page.context["adres"]
    return client.get(f"{BACK}?{provider.signs_in(address)}")


def comes(provider, client=None, **more):
    """Somebody without a session comes through the federation; the browser and what came of it."""
    client = client or Client()
    sent = client.get("/inloggen/federatie/", more)
    assert sent.status_code == 302 and sent["Location"].startswith(f"{provider.url}/authorize?")
    return client, client.get(f"{BACK}?{provider.signs_in(sent['Location'])}")


@pytest.fixture
def linked(federatie, enter, school):
    """Anja, who linked her account."""
    says(federatie, school)
    answer = links(enter("anja"), federatie)
    assert answer.status_code == 302
    return User.objects.get(username="anja")


# --- off ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/inloggen/federatie/", BACK])
def test_without_a_federation_nothing_is_there(address, client, world):
    assert client.get(address).status_code == 404
    assert "federatie" not in client.get("/inloggen/").content.decode().lower()


# --- in -------------------------------------------------------------------------------------------


def test_the_federation_is_the_first_step_and_ours_the_second(federatie, linked):
    client, answer = comes(federatie, next="/groeidocumenten/berichten/")
    assert answer["Location"] == "/inloggen/code/"
    assert client.get("/groeidocumenten/").status_code == 302, "still nobody"
    TweedeStap.objects.filter(gebruiker=linked).update(teller=0)
    assert client.post("/inloggen/code/", {"code": code()})["Location"] == "/groeidocumenten/berichten/"
    assert client.get("/groeidocumenten/").status_code == 200


def test_what_is_kept_names_nobody(federatie, linked):
    row = Koppeling.objects.get()
    assert "uid-anja" not in row.sleutel and "anja" not in str(row)
    assert Inlogregel.objects.filter(gebruiker=linked, wat=Wat.GEKOPPELD).count() == 1
    from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken

    assert not SocialAccount.objects.exists() and not SocialApp.objects.exists() and not SocialToken.objects.exists()


def test_a_mail_address_opens_nothing(federatie, linked, school):
    joke = User.objects.get(username="joke")
    federatie.sub = "uid-onbekend"
    says(federatie, school, email=joke.email, email_verified=True, preferred_username="joke")
    client, answer = comes(federatie)
    assert answer.status_code == 400 and "nog geen account" in answer.content.decode()
    assert "_auth_user_id" not in client.session and User.objects.filter(email=joke.email).count() == 1


def test_an_affiliation_gives_no_role(federatie, linked, school):
    before = list(Lidmaatschap.objects.values_list("pk", flat=True))
    says(federatie, school, eduPersonAffiliation=["employee", "admin"])
    comes(federatie)
    assert list(Lidmaatschap.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        (lambda school: {"nlEduPersonHomeOrganizationId": school.brin}, True),
        (lambda school: {"nlEduPersonHomeOrganizationId": [school.brin.lower()]}, True),
        (lambda school: {"nlEduPersonHomeOrganizationBranchId": f"{school.brin}99"}, False),
        (lambda school: {"nlEduPersonHomeOrganizationId": "99ZZ"}, False),
        (lambda school: {"nlEduPersonHomeOrganizationId": {"x": school.brin}}, False),
        (lambda school: {"organisatie": school.brin}, False),
    ],
    ids=["brin", "small letters in a list", "another vestiging", "another school", "no text", "another claim"],
)
def test_a_brin_is_of_a_school_where_one_works(said, fits, federatie, linked, school):
    federatie.said = said(school)
    client, answer = comes(federatie)
    assert (answer.status_code == 302) is fits
    if not fits:
        assert "niet van een school" in answer.content.decode() and "wacht_op_tweede_stap" not in client.session
        assert Inlogregel.objects.filter(gebruiker=linked, wat=Wat.ANDERE_SCHOOL).exists()


def test_who_left_the_school_this_morning_does_not_come_in(federatie, linked):
    Lidmaatschap.objects.filter(gebruiker=linked).update(van="2020-01-01", tot=timezone.localdate() - timezone.timedelta(days=1))
    assert comes(federatie)[1].status_code == 400


def test_an_account_that_is_not_active_any_more_does_not_come_in(federatie, linked):
    User.objects.filter(pk=linked.pk).update(is_active=False)
    assert comes(federatie)[1].status_code == 400


# --- what is not right ----------------------------------------------------------------------------


def _hmac(provider):
    provider.algorithm, provider.sign_with = "HS256", SECRET * 3


def _nothing(provider):
    provider.algorithm, provider.sign_with = "none", ""


def _other_key(provider):
    provider.sign_with = Provider().key


WRONG = {
    "another audience": lambda p: p.claims.update(aud="iemand-anders"),
    "two audiences, made for another": lambda p: p.claims.update(aud=[CLIENT, "ander"], azp="ander"),
    "another issuer": lambda p: p.claims.update(iss="https://elders.example"),
    "issuer of the configuration": lambda p: setattr(p, "issuer_says", "https://elders.example"),
    "replayed nonce": lambda p: p.claims.update(nonce="van gisteren"),
    "no nonce": lambda p: p.claims.update(nonce=None),
    "over": lambda p: p.claims.update(exp=1),
    "nobody": lambda p: p.claims.update(sub=""),
    "userinfo of another": lambda p: p.userinfo.update(sub="uid-ander"),
    "signed with another key": _other_key,
    "signed with our secret": _hmac,
    "not signed": _nothing,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_not_right_opens_nothing(wrong, federatie, linked):
    before = federatie.issuer_says
    client = Client()
    sent = client.get("/inloggen/federatie/")
    wrong(federatie)
    answer = client.get(f"{BACK}?{federatie.signs_in(sent['Location'])}")
    federatie.issuer_says = before
    assert answer.status_code == 400 and "Er is niets veranderd" in answer.content.decode()
    assert "wacht_op_tweede_stap" not in client.session and "_auth_user_id" not in client.session


def test_an_answer_counts_once_and_in_the_browser_that_asked(federatie, linked):
    client = Client()
    query = federatie.signs_in(client.get("/inloggen/federatie/")["Location"])
    assert Client().get(f"{BACK}?{query}").status_code == 400, "a forwarded answer"
    again = federatie.signs_in(client.get("/inloggen/federatie/")["Location"])
    assert client.get(f"{BACK}?{again}").status_code == 302
    assert client.get(f"{BACK}?{again}").status_code == 400


@pytest.mark.parametrize("query", ["", "state=x", "code=x", "error=access_denied", "code=x&state=x", "code=%00&state[]=1"])
def test_nonsense_from_outside_is_refused(query, federatie, world):
    assert Client().get(f"{BACK}?{query}").status_code == 400


def test_a_federation_that_is_down_says_so(federatie, settings, client):
    settings.FEDERATIE_ADRES = "http://127.0.0.1:9"
    assert client.get("/inloggen/federatie/").status_code == 400


def test_the_way_back_is_made_of_our_own_address(federatie, settings, world):
    settings.ALLOWED_HOSTS = ["*"]
    sent = Client().get("/inloggen/federatie/", headers={"host": "boef.example"})
    assert parse_qs(urlsplit(sent["Location"]).query)["redirect_uri"] == [f"{settings.BASE_URL}{BACK}"]


@pytest.mark.parametrize("verder", ["https://boef.example/", "//boef.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(verder, federatie, linked):
    client, _answer = comes(federatie, next=verder)
    TweedeStap.objects.filter(gebruiker=linked).update(teller=0)
    assert client.post("/inloggen/code/", {"code": code()})["Location"] == "/start/"


# --- linking --------------------------------------------------------------------------------------


def test_one_person_of_the_federation_is_one_of_ours(federatie, linked, enter, school):
    answer = links(enter("joke"), federatie)
    assert answer.status_code == 400 and "van iemand anders" in answer.content.decode()
    assert [row.gebruiker_id for row in Koppeling.objects.all()] == [linked.pk]


def test_linking_asks_proof_and_a_page_of_ours(federatie, enter, school):
    says(federatie, school)
    anja = enter("anja")
    assert anja.get("/inloggen/federatie/koppel/").status_code == 405
    session = anja.session
    fresh = session.pop(zeker.SESSION_KEY)
    session.save()
    assert "/inloggen/opnieuw/" in anja.post("/inloggen/federatie/koppel/").get("Location", "")
    session[zeker.SESSION_KEY] = fresh
    session.save()
    # Signing in, started elsewhere, links nothing to who happens to be signed in here.
    comes(federatie, client=anja)
    assert not Koppeling.objects.exists()


def test_a_link_that_one_person_began_is_not_finished_by_another(federatie, enter, school, world):
    says(federatie, school)
    anja = enter("anja")
    query = federatie.signs_in(anja.post("/inloggen/federatie/koppel/").context["adres"])
    anja.force_login(User.objects.get(username="joke"), backend="django.contrib.auth.backends.ModelBackend")
    assert anja.get(f"{BACK}?{query}").status_code == 400
    assert not Koppeling.objects.exists()


@pytest.mark.parametrize("name", ["fatima", "noor"])
def test_parents_and_pupils_do_not_link(name, federatie, enter):
    assert enter(name).post("/inloggen/federatie/koppel/").status_code == 404


def test_somebody_takes_the_own_link_away_and_no_other(federatie, linked, enter):
    row = Koppeling.objects.get()
    enter("joke").post("/inloggen/federatie/ontkoppel/", {"koppeling": row.pk})
    enter("joke").post("/inloggen/federatie/ontkoppel/", {"koppeling": "onzin"})
    assert Koppeling.objects.exists()
    enter("anja").post("/inloggen/federatie/ontkoppel/", {"koppeling": row.pk})
    assert not Koppeling.objects.exists()
    assert comes(federatie)[1].status_code == 400
