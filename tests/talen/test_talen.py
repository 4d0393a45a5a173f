"""Languages: who hears which, that a choice is kept and nobody else's page changes, and that nothing Dutch is left on a page that speaks another."""

import re
import shutil
import subprocess
import uuid
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from accounts.models import School, User
from accounts.talen import COOKIE, FIELD
from groeidocumenten.dossiers.models import Toegangslink
from tests.doors.codes import GUEST, agree, try_in, wrong

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
# As Django counts in its own catalogues: Polish and Ukrainian have three, and one for fractions.
PLURALS = {"ar": 6, "en": 2, "pl": 4, "tr": 2, "uk": 4}
# Names, and words of Django itself, which has them in every language.
ALLOWED = re.compile(r"Groeiportaal|This field is required\.|Demo Samenwerkingsverband|[A-ZÄ-ž]?[^a-zA-Z]*")
HOLES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+[^>]*>")


def speaks(code: str, client: Client | None = None) -> Client:
    """A browser in which this language was chosen before."""
    client = client or Client()
    client.cookies[COOKIE] = code
    return client


# --- Who hears what ------------------------------------------------------------------------------


def test_a_guest_chooses_and_every_page_of_the_entrance_remembers(world):
    made, client = world.guests[GUEST], Client()
    address = f"/toegang/{made.token}/"
    assert '<html lang="nl">' in client.get(address).content.decode()
    answer = client.post(address, {FIELD: "ar"})
    assert (answer.status_code, answer.headers["Location"]) == (303, address), "nowhere else, and no pincode was tried"
    page = client.get(address)
    assert '<html lang="ar" dir="rtl">' in page.content.decode() and "أدخلوا الرمز السري" in page.content.decode()
    assert page.headers["Content-Language"] == "ar"
    try_in(made, made.pincode, client)
    assert "قبل المتابعة" in client.get("/toegang/spelregels/").content.decode(), "the new session knows it too"
    client.post(address, {FIELD: "xx"})
    assert client.cookies[COOKIE].value == "ar", "what is no language of ours changes nothing"


def test_a_choice_needs_the_token_of_the_form():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/inloggen/", {FIELD: "pl"}).status_code == 403
    assert COOKIE not in client.cookies


@pytest.mark.django_db
def test_the_browsers_language_is_offered_and_changes_nothing():
    page = Client(headers={"accept-language": "uk-UA,uk;q=0.9,nl;q=0.8"}).get("/inloggen/").content.decode()
    assert '<html lang="nl">' in page and "Читати цю сторінку українською" in page
    assert "Читати" not in Client(headers={"accept-language": "nl,uk;q=0.5"}).get("/inloggen/").content.decode()


def test_a_parents_choice_stands_with_the_account_and_staff_read_dutch(world):
    parent, teacher = User.objects.get(username="buurvrouw"), User.objects.get(username="niemand")
    client = Client()
    client.force_login(parent)
    client.post("/toegangscode/", {FIELD: "tr"})
    assert User.objects.get(pk=parent.pk).taal == "tr"
    other = Client()
    other.force_login(parent)
    assert '<html lang="tr">' in other.get("/toegangscode/").content.decode(), "in another browser as well"
    staff = speaks("tr")
    staff.force_login(teacher)
    assert '<html lang="nl">' in staff.get("/toegangscode/").content.decode()
    staff.post("/toegangscode/", {FIELD: "tr"})
    assert User.objects.get(pk=teacher.pk).taal == ""


@pytest.mark.parametrize("address", ["/", "/zoeken/", "/bestaat-niet/", "/groeidocumenten/", "/toegang/echtheid/"])
def test_other_pages_are_dutch_and_the_same_whatever_was_chosen(world, address):
    arabic, dutch = speaks("ar").get(address, headers={"accept-language": "ar"}), speaks("nl").get(address)
    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub(b"", arabic.content) == token.sub(b"", dutch.content) and b'lang="ar"' not in arabic.content
    assert "accept-language" not in arabic.headers.get("Vary", "").lower()


def test_what_a_guest_sets_off_reaches_the_school_in_dutch(world, django_capture_on_commit_callbacks):
    made = world.guests[GUEST]
    client = speaks("ar")
    for _ in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            try_in(made, wrong(made.pincode), client)
    [message] = [one for one in mail.outbox if one.to == ["anja@demo.example"]]
    assert not re.search("[\u0600-\u06ff]", message.subject + message.body)


# --- Catalogues ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole(path):
    found, code = polib.pofile(str(path)), path.parts[-3]
    assert not found.untranslated_entries() and not found.fuzzy_entries() and not found.obsolete_entries()
    assert f"nplurals={PLURALS[code]};" in found.metadata["Plural-Forms"]
    for entry in found:
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert sorted(HOLES.findall(said)) == sorted(HOLES.findall(entry.msgid)), entry.msgid
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {one.msgid: one.msgstr for one in compiled} == {one.msgid: one.msgstr for one in found}, "make translations"


def test_dutch_stays_what_the_source_says():
    """A Dutch text that is also an English one of Django or Wagtail would be translated by theirs; a context keeps it apart."""
    with translation.override("nl"):
        for one in polib.pofile(str(CATALOGUES[0])):
            said = translation.pgettext(one.msgctxt, one.msgid) if one.msgctxt else translation.gettext(one.msgid)
            assert said == one.msgid, f"{one.msgid}: “{said}”"


def test_every_language_has_a_catalogue_with_the_same_texts():
    assert {path.parts[-3] for path in CATALOGUES} == set(dict(settings.LANGUAGES)) - {settings.LANGUAGE_CODE}
    assert len({frozenset(one.msgid for one in polib.pofile(str(path))) for path in CATALOGUES}) == 1


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext reads the sources")
def test_the_catalogues_hold_the_texts_of_todays_sources(tmp_path):
    """Each text in a translate tag or in gettext's brackets; the pseudo-language below needs no system tool."""
    sources = [*ROOT.glob("accounts/**/*.py"), *ROOT.glob("groeidocumenten/**/*.py"), *ROOT.glob("site/**/*.py")]
    marked = [str(path) for path in sources if "django.utils.translation" in path.read_text(encoding="utf-8")]
    pot = tmp_path / "all.pot"
    command = ["xgettext", "-L", "Python", "--from-code=UTF-8", "-k_", "-kgettext", "-kgettext_lazy", "--no-wrap", "-o", str(pot), *marked]
    subprocess.run(command, check=True, capture_output=True)
    wanted = {one.msgid for one in polib.pofile(str(pot))}
    for path in ROOT.glob("templates/**/*.html"):
        wanted |= set(re.findall(r'{%\s*translate\s+"(.*?)"', path.read_text(encoding="utf-8")))
    assert wanted - {one.msgid for one in polib.pofile(str(CATALOGUES[0]))} == set()


# --- Nothing Dutch is left -----------------------------------------------------------------------


class Unmarked(HTMLParser):
    """Texts and names of parts that no catalogue gave: outside the brackets of the pseudo-language, and in no part that says to be Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.inside, self.found = [], 0, []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in ("meta", "link", "input", "img", "br", "path", "circle", "use"):
            self.open.append((tag, "lang" in given and tag != "html"))
        for name in ("aria-label", "placeholder", "alt", "title"):
            if given.get(name) and not any(own for _, own in self.open):
                self.judge(given[name])

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        skipped = any(own or tag in ("script", "style", "textarea", "svg") for tag, own in self.open)
        if not skipped:
            self.judge(data)

    def judge(self, text):
        for part in re.split("([⟦⟧])", text):
            if part in "⟦⟧" and part:
                self.inside += 1 if part == "⟦" else -1
            elif not self.inside and not ALLOWED.fullmatch(part.strip(" \n–·:.,()")):
                self.found.append(part.strip())


@pytest.fixture
def pseudo(tmp_path, settings):
    """English as a language in which every text of the catalogue stands in brackets: the machinery is the real one, the catalogue is made here."""
    catalogue = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))
    for entry in catalogue:
        entry.msgstr = f"⟦{entry.msgid}⟧"
    target = tmp_path / "en/LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue.save_as_mofile(str(target / "django.mo"))
    settings.LOCALE_PATHS = [str(tmp_path)]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


def test_no_dutch_is_left_on_the_pages_of_a_guest_and_of_signing_in(world, pseudo):
    made = world.guests[GUEST]
    stranger, guest = speaks("en"), speaks("en")
    address = f"/toegang/{made.token}/"
    pages = {
        "login": stranger.get("/inloggen/"),
        "login, wrong": stranger.post("/inloggen/", {"username": "niemand", "password": "fout"}),
        "without a link": stranger.get("/toegang/"),
        "entrance": stranger.get(address),
        "entrance, empty": stranger.post(address, {"pincode": " "}),
        "entrance, wrong": try_in(made, wrong(made.pincode), stranger),
        "asking": stranger.get(address + "aanvragen/"),
        "asked": stranger.post(address + "aanvragen/"),
        "code": stranger.get("/toegangscode/"),
        "code, empty": stranger.post("/toegangscode/", {"kenmerk": "", "code": ""}),
        "code, wrong": stranger.post("/toegangscode/", {"kenmerk": "BCDF-2345", "code": "12345678"}),
        "code, first": stranger.get("/toegangscode/verder/"),
        "confirming": stranger.get("/toegangscode/bevestigen/x/"),
        "asking for a code": stranger.get("/toegangscode/aanvragen/"),
        "asking for a code, empty": stranger.post("/toegangscode/aanvragen/", {"naam": "", "verzoek": str(uuid.uuid4())}),
    }
    try_in(made, made.pincode, guest)
    pages["rules"] = guest.get("/toegang/spelregels/")
    pages["rules, empty"] = guest.post("/toegang/spelregels/", {})
    agree(guest)
    pages["left"] = guest.post("/groeidocumenten/verlaten/")
    try_in(made, made.pincode, guest)
    agree(guest)
    Toegangslink.unguarded.filter(pk=made.link.pk).update(fouten=5, fouten_totaal=5)
    pages["over"] = guest.get(f"/groeidocumenten/{made.link.groeidocument_id}/")
    names, left = set(School.objects.values_list("naam", flat=True)), {}
    for name, page in pages.items():
        text = page.content.decode()
        assert "⟦" in text and '<html lang="en">' in text, (name, page.status_code)
        reader = Unmarked()
        reader.feed(text)
        if dutch := set(reader.found) - names:
            left[name] = dutch
    assert left == {}
