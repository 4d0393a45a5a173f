"""The start page of an editor: what waits, what ends, which links lead nowhere; each editor's own, and never more queries as it grows."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_catalog.models import Formulier, Status
from redactie import addresses
from redactie.dashboard import lists
from redactie.models import Soort, Verwijzing, Webadres
from redactie.previews import make_link
from tests.redactie.conftest import SUBMIT, save
from tests.website.public_tree import a_document, add, add_formulier, add_handleiding
from website.models import InfoPage

HOME = "/admin/"


def shown(user) -> dict[str, list[str]]:
    """The lines of each list of this editor."""
    return {one.naam: [f"{line.titel}: {line.bij}" for line in one.regels] for one in lists(user)}


def links_to(*targets: str) -> list[tuple[str, str]]:
    return [("tekst", "<p>" + " ".join(f"<a {target}>woorden</a>" for target in targets) + "</p>")]


def test_what_was_handed_in_waits_for_the_other_and_not_for_who_did_it(tree, editor, browser):
    save(browser("sanne", "Redacteur"), tree.draft, introductie="Klaar.", **SUBMIT)
    save(browser("karim", "Eindredacteur"), tree.info, introductie="Van Karim.", **SUBMIT)
    sanne, karim, noortje = editor("sanne", "Redacteur"), editor("karim", "Eindredacteur"), editor("noortje", "Eindredacteur")
    assert [line.split(":")[0] for line in shown(sanne)["ingediend"]] == ["Een kladversie"] and not shown(sanne)["wacht"]
    assert [line.split(":")[0] for line in shown(karim)["wacht"]] == ["Een kladversie"]
    assert [line.split(":")[0] for line in shown(karim)["ingediend"]] == ["Voor ouders"]
    assert sorted(line.split(":")[0] for line in shown(noortje)["wacht"]) == ["Een kladversie", "Voor ouders"]
    assert "Een kladversie" in browser("karim", "Eindredacteur").get(HOME).content.decode()


def test_what_ends_or_must_be_looked_at_soon_is_named(tree, editor):
    sanne, today = editor("sanne", "Redacteur"), timezone.localdate()
    for days, slug in ((29, "bijna"), (31, "later")):
        add(tree.home, InfoPage(title=slug, slug=slug, expire_at=timezone.now() + timedelta(days=days)))
    add_handleiding(tree.handleidingen, "Oud", gecontroleerd_op=today - timedelta(days=366))
    add_handleiding(tree.handleidingen, "Vers", gecontroleerd_op=today - timedelta(days=364))
    add_formulier("Te herzien", Status.GELDEND, volgende_herziening=today + timedelta(days=30))
    add_formulier("Nog lang goed", Status.GELDEND, volgende_herziening=today + timedelta(days=31))
    found = [line.split(":")[0] for line in shown(sanne)["binnenkort"]]
    assert {"bijna", "Oud", "Te herzien"} <= set(found) and not {"later", "Vers", "Nog lang goed"} & set(found)
    assert shown(editor("bewaker", "Formatbeheerder"))["binnenkort"] == []


def test_links_that_lead_nowhere_are_found_on_live_pages_without_asking_anybody(tree, editor):
    karim, document = editor("karim", "Eindredacteur"), a_document("Weg")
    gone, kept = f'linktype="document" id="{document.pk}"', f'linktype="page" id="{tree.info.pk}"'
    draft = f'linktype="page" id="{tree.draft.pk}"'
    page = add(tree.home, InfoPage(title="Met links", slug="met-links", inhoud=links_to(gone, draft, kept, 'href="https://weg.example/x"')))
    add(tree.home, InfoPage(title="Met blok", slug="met-blok", inhoud=[("links", {"titel": "", "links": [block(tree.info)]})]))
    assert [line.split(":")[0] for line in shown(karim)["kapot"]] == ["Met links"], "the draft"
    document.delete()
    assert len(shown(karim)["kapot"]) == 2
    Webadres.objects.create(adres="https://weg.example/x", gecontroleerd_op=timezone.now(), fout="De site antwoordde met foutcode 404.")
    assert any("foutcode 404" in line for line in shown(karim)["kapot"])
    tree.info.unpublish()
    assert sum("Met blok" in line for line in shown(karim)["kapot"]) == 1
    page.unpublish()
    assert all("Met links" not in line for line in shown(karim)["kapot"])
    assert shown(editor("bewaker", "Formatbeheerder"))["kapot"] == []


def test_a_draft_does_not_change_what_is_known_of_the_live_page(tree):
    page = add(tree.home, InfoPage(title="Met links", slug="met-links", inhoud=links_to('href="https://blijft.example/"')))
    page.inhoud = links_to('href="https://concept.example/"')
    revision = page.save_revision()
    assert set(Verwijzing.objects.filter(pagina=page.pk).values_list("adres", flat=True)) == {"https://blijft.example/"}
    revision.publish()
    assert set(Verwijzing.objects.filter(pagina=page.pk).values_list("adres", flat=True)) == {"https://concept.example/"}


def test_the_start_page_does_not_ask_more_as_it_grows(tree, editor, browser):
    karim, sanne = browser("karim", "Eindredacteur"), browser("sanne", "Redacteur")

    def grow(number: int) -> None:
        draft = tree.home.add_child(instance=InfoPage(title=f"Klad {number}", slug=f"klad-{number}", live=False))
        save(sanne, draft, introductie="Klaar.", **SUBMIT)
        own = tree.home.add_child(instance=InfoPage(title=f"Eigen {number}", slug=f"eigen-{number}", live=False))
        save(karim, own, introductie="Klaar.", **SUBMIT)
        ends = timezone.now() + timedelta(days=3)
        add(tree.home, InfoPage(title=f"P{number}", slug=f"p{number}", expire_at=ends, inhoud=links_to(f'linktype="page" id="{draft.pk}"')))
        add_handleiding(tree.handleidingen, f"H{number}")
        add_formulier(f"F{number}", Status.GELDEND, volgende_herziening=timezone.localdate())
        make_link(page=draft, user=editor("karim", "Eindredacteur"), days=1, newest=True)

    grow(0)
    karim.get(HOME)
    counts = []
    for number in (1, 2, 3):
        if number in (1, 3):
            with CaptureQueriesContext(connection) as asked:
                body = karim.get(HOME).content.decode()
            counts.append(len(asked))
        grow(number)
    assert counts[0] == counts[1], counts
    for words in ("Klad 1", "Eigen 1", "P1", "H1", "F1", "De link werkt tot", "Links die niet werken"):
        assert words.casefold() in body.casefold(), words
    assert Formulier.objects.count() > 5


# --- addresses elsewhere --------------------------------------------------------------------------


class _Site(BaseHTTPRequestHandler):
    """A small site with a page, a missing page, a page that knows no HEAD, and redirects."""

    def do_HEAD(self) -> None:
        status = {"/goed": 200, "/weg": 404, "/geen-head": 501, "/dicht": 403, "/rond": 302, "/naar-goed": 301, "/naar-binnen": 302}[
            self.path
        ]
        self.send_response(status)
        onward = {"/rond": "/rond", "/naar-goed": "/goed", "/naar-binnen": "http://169.254.169.254/"}.get(self.path)
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_an_address_elsewhere_is_asked_and_each_answer_has_its_words(site):
    def probe(path: str) -> str:
        return addresses.probe(f"http://127.0.0.1:{site}{path}", allowed=lambda one: one == "127.0.0.1", ports={"http": site})

    answers = {path: probe(path) for path in ("/goed", "/geen-head", "/dicht", "/naar-goed", "/weg", "/rond", "/naar-binnen")}
    assert not any(answers[path] for path in ("/goed", "/geen-head", "/dicht", "/naar-goed"))
    assert "404" in answers["/weg"] and answers["/rond"] == addresses.TOO_MANY
    assert answers["/naar-binnen"] == addresses.WRONG, "another port than the one that is allowed"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.5/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
        "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/", "https://127.0.0.1/", "http://[fe80::1]/", "http://100.64.0.1/",
    ],
)  # fmt: skip
def test_no_machine_of_our_own_network_is_asked(url):
    assert addresses.probe(url) == addresses.NOT_PUBLIC


@pytest.mark.parametrize(
    "url",
    ["ftp://voorbeeld.nl/", "file:///etc/passwd", "http://voorbeeld.nl:22/", "http://a:b@voorbeeld.nl/", "http://", "x", "http://[", "//x"],
)
def test_what_is_no_web_address_is_not_asked(url):
    assert addresses.probe(url) == addresses.WRONG


def test_a_redirect_into_our_own_network_is_not_followed(site):
    own = f"http://127.0.0.1:{site}/naar-binnen"
    ports = {"http": site}
    assert addresses.probe(own, ports=ports) == addresses.NOT_PUBLIC
    assert not addresses.is_public("169.254.169.254") and addresses.is_public("8.8.8.8") and not addresses.is_public("::ffff:10.0.0.1")


def test_the_command_reads_every_page_and_keeps_what_it_found(tree, capsys):
    page = add(
        tree.home, InfoPage(title="Met links", slug="met-links", inhoud=links_to('href="http://127.0.0.1/"', 'href="mailto:a@b.nl"'))
    )
    Verwijzing.objects.all().delete()
    Webadres.objects.create(adres="https://oud.example/")
    call_command("check_links", "--alleen-lezen")
    assert list(Webadres.objects.values_list("adres", "fout")) == [("http://127.0.0.1/", "")]
    assert Verwijzing.objects.filter(pagina=page.pk, soort=Soort.ADRES).count() == 2
    call_command("check_links")
    assert Webadres.objects.get().fout == addresses.NOT_PUBLIC
    assert "1 adressen gaven geen goed antwoord" in capsys.readouterr().out


def test_the_menu_of_an_editor_holds_what_an_editor_can_use(tree, browser):
    for group in ("Redacteur", "Eindredacteur", "Formatbeheerder"):
        body = browser(f"wie-{group}", group).get(HOME).content.decode()
        assert "guide.wagtail.org" not in body and "What's new" not in body and "Wat is er nieuw in Wagtail" not in body, group
        assert "lezer=redacteur" in body and reverse("redactie:rapport") in body, group
        for address in (
            "/admin/users/",
            "/admin/groups/",
            "/admin/sites/",
            "/admin/workflows/list/",
            "/admin/reports/site-history/",
        ):
            assert address not in body, f"{group}: {address}"
        assert ("/admin/settings/" in body) == (group == "Eindredacteur"), group


def block(page) -> dict:
    return {"tekst": "Voor ouders", "pagina": page, "adres": "", "toelichting": ""}
