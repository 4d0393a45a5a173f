"""Nothing that is not public leaves through any address: every kind of hidden thing carries a word of its own, and every public address is asked.

The addresses come from the URLconf, from the API's own description and from the sitemap, so that a new one is included by itself.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from forms_catalog.models import FormulierenIndexPage, Status
from groeidocumenten.dossiers.checks import all_patterns
from handleidingen.models import HandleidingIndexPage, HandleidingPage
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import deel_data, sectie_data, veld
from tests.website.public_tree import PublicTree, a_document, add, add_formulier, add_handleiding, an_image
from website.begrippen import Begrip, BegrippenPage
from website.models import HomePage, InfoPage
from website.nieuws import NieuwsIndexPage, NieuwsPage
from website.vragen import VragenIndexPage, VragenPage

# Each kind of hidden thing has a word that stands nowhere else.
WORDS = {
    kind: f"kanarie{kind}woord"
    for kind in ("klad", "bewerking", "besloten", "verlopen", "ingetrokken", "gepland", "elders", "concept", "mens")
}
# Behind a login, of one person, or files of the product itself.
PRIVATE = (*(path.strip("/") for path in settings.PRIVATE_PATHS), "static", "media")
ODD = ("%00", '"', "*", "a" * 300, "-1", "🐦")


class Cage:
    """A site full of hidden things, and the words and names by which they could be found."""

    def __init__(self, tree: PublicTree) -> None:
        self.tree = tree
        self.names: set[str] = set()
        self.ids: set[int] = set()
        self.formats: set[str] = set()
        self.paths: set[str] = set()
        self.site = Site.objects.get(is_default_site=True)
        self.opp = add(tree.home, OppIndexPage(title="OPP", slug="opp"))
        self.nieuws = add(tree.home, NieuwsIndexPage(title="Nieuws", slug="nieuws"))
        self.vragen = add(tree.home, VragenIndexPage(title="Vragen", slug="vragen"))
        self.public()
        for kind in ("klad", "besloten", "verlopen", "ingetrokken", "gepland"):
            for page in self.pages(kind, self.opp, self.nieuws, self.vragen, tree.handleidingen, tree.home):
                self.hide(page, kind)
        self.edited()
        self.concepts()
        self.elsewhere()
        User.objects.create_user("kanarie", first_name=f"Titel {WORDS['mens']}", email=f"{WORDS['mens']}@demo.example")

    def public(self) -> None:
        """What may be seen, so that the search for the rest has something to look at."""
        for page in self.pages("", self.opp, self.nieuws, self.vragen, self.tree.handleidingen, self.tree.home):
            self.note(page)
        page = add(self.tree.home, BegrippenPage(title="Begrippen", slug="begrippen"))
        Begrip.objects.create(page=page, term="Groeien", uitleg="Groter worden.")

    def pages(self, kind: str, opp: Any, nieuws: Any, vragen: Any, handleidingen: Any, home: Any) -> Iterator[Any]:
        """One page of every kind, with the word of this kind of hiding in every text."""
        word = WORDS.get(kind, "openbaar")
        text = f"<p>Over {word}.</p>"
        delen = json.dumps([deel_data("d1", word, [sectie_data("s1", word, [veld("korte_tekst", "v1", f"Wat is {word}?")])])])
        live = kind in ("", "besloten", "ingetrokken", "elders")
        common = {"title": f"Titel {word}", "live": live, "search_description": word}
        yield add_handleiding(handleidingen, f"Titel {word}", slug=f"{word}-h", live=live, introductie=word)
        yield add(home, InfoPage(slug=f"{word}-i", introductie=word, inhoud=[("tekst", text)], **common))
        yield add(nieuws, NieuwsPage(slug=f"{word}-n", inhoud=[("tekst", text)], **common))
        yield add(vragen, VragenPage(slug=f"{word}-v", vragen=[("vraag", {"vraag": f"Wat is {word}?", "antwoord": text})], **common))
        yield add(opp, FormatPage(slug=f"{word}-o", soort="opp", korte_omschrijving=word, delen=delen, **common))

    def hide(self, page: Any, kind: str) -> None:
        """Hide a page in this way."""
        self.note(page)
        if kind == "besloten":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        elif kind == "ingetrokken":
            page.unpublish()
        elif kind == "verlopen":
            Page.objects.filter(pk=page.pk).update(live=False, expired=True, expire_at=timezone.now() - timedelta(days=1))
        elif kind == "gepland":
            page.go_live_at = timezone.now() + timedelta(days=1)
            page.save_revision(approved_go_live_at=page.go_live_at)

    def note(self, page: Any) -> None:
        """Remember by what it could be asked for."""
        self.names.add(page.slug)
        self.ids.add(page.pk)
        self.paths.add(page.get_url_parts()[2])
        if getattr(page, "format_id", None):
            self.formats.add(str(page.format_id))

    def edited(self) -> None:
        """A live page with a draft of something else."""
        page = self.tree.edited
        page.introductie = page.title = f"Titel {WORDS['bewerking']}"
        page.save_revision()

    def concepts(self) -> None:
        """A formulier, a file and a picture that nobody published."""
        formulier = add_formulier(f"Titel {WORDS['concept']}", Status.CONCEPT, bestand=True, slug=f"{WORDS['concept']}-f")
        self.names.add(formulier.slug)
        self.ids |= {a_document(f"Titel {WORDS['concept']}").pk, an_image(f"Titel {WORDS['concept']}").pk, formulier.pk}

    def elsewhere(self) -> None:
        """A second samenwerkingsverband, with everything of its own."""
        root = Page.objects.get(depth=1)
        home = add(root, HomePage(title=f"Start {WORDS['elders']}", slug="elders"))
        self.other = Site.objects.create(hostname="elders.example", root_page=home, site_name=WORDS["elders"])
        Site.clear_site_root_paths_cache()
        rooms = [
            add(home, kind(title=title, slug=title.lower()))
            for kind, title in (
                (OppIndexPage, "OPP"),
                (NieuwsIndexPage, "Nieuws"),
                (VragenIndexPage, "Vragen"),
                (HandleidingIndexPage, "Hulp"),
            )
        ]
        add(home, FormulierenIndexPage(title="Formulieren", slug="formulieren"))
        for page in self.pages("elders", *rooms, home):
            self.note(page)
        terms = add(home, BegrippenPage(title="Begrippen", slug="begrippen"))
        Begrip.objects.create(page=terms, term=f"Titel {WORDS['elders']}", uitleg=WORDS["elders"])
        formulier = add_formulier(f"Titel {WORDS['elders']}", Status.GELDEND, bestand=True, slug=f"{WORDS['elders']}-f", site=self.other)
        self.names.add(formulier.slug)


def fill(route: str, cage: Cage) -> list[str]:
    """A route with every name or number that could stand in the place of its part."""
    one = re.sub(r"[<{][^>}]*nummer[>}]", "1", route)
    part = re.search(r"[<{][^>}]+[>}]", one)
    if part is None:
        return [one]
    if "uuid:" in part[0]:
        values = sorted(cage.formats)
    elif "int:" in part[0]:
        values = [str(number) for number in sorted(cage.ids)[::3]]
    else:
        values = [*sorted(cage.names), *sorted(cage.formats), str(min(cage.ids)), str(max(cage.ids))]
    return [re.sub(r"[<{][^>}]+[>}]", quote(value), one) for value in values]


def of_the_urlconf(cage: Cage) -> Iterator[str]:
    """Every public address that Django knows by a route."""
    for route, _ in all_patterns():
        plain = route.replace("^", "").removesuffix("$")
        if plain.startswith(PRIVATE) or set("([\\*") & set(plain) or plain.startswith("api/v1/<path"):
            continue
        yield from (f"/{address}" for address in fill(plain, cage))


def of_the_api(client: Client, cage: Cage) -> Iterator[str]:
    """Every address that the API describes, with the words as questions."""
    described = client.get("/api/v1/openapi.json").json()
    for path, item in described["paths"].items():
        yield from (f"/api/v1{address}" for address in fill(path, cage))
        for parameter in item["get"]["parameters"]:
            if parameter["in"] == "query":
                values = (*WORDS.values(), *ODD) if parameter["name"] == "q" else (WORDS["klad"], "100", *ODD[:3])
                yield from (f"/api/v1{path}?{parameter['name']}={quote(value)}" for value in values)
    for path in ("handleidingen", "formulieren", "opp-formats", "begrippen", "nieuws", "vragen"):
        yield f"/api/v1/{path}?pageSize=100"
    for kind in ("pages", "images", "documents"):
        yield f"/api/v2/{kind}/?limit=100"
        yield from (f"/api/v2/{kind}/{number}/" for number in sorted(cage.ids)[:: 1 if kind == "pages" else 3])
        yield from (f"/api/v2/{kind}/?search={quote(word)}" for word in (*WORDS.values(), *ODD))
    for model in (HandleidingPage, InfoPage, NieuwsPage, VragenPage, FormatPage, BegrippenPage, HomePage):
        yield f"/api/v2/pages/?type={model._meta.label}&fields=*&limit=100"
    for number in (cage.other.root_page_id, 1, min(cage.ids)):
        yield f"/api/v2/pages/?child_of={number}&fields=*"
        yield f"/api/v2/pages/?descendant_of={number}&fields=*"
    yield from (f"/api/v2/pages/?slug={name}&fields=*" for name in sorted(cage.names)[::4])
    yield from ("/api/v2/pages/?site=elders.example", "/api/v2/pages/find/?html_path=/elders/", "/api/v2/sites/", "/api/v2/users/")


def of_the_site(client: Client, cage: Cage) -> Iterator[str]:
    """Every page of the sitemap, where the hidden pages would stand, feeds, search and the previews of the admin."""
    sitemap = client.get("/sitemap.xml").content.decode()
    yield from re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", sitemap)
    yield from sorted(cage.paths)
    yield from (f"/{folder}/{name}/" for folder in ("formulieren", "elders") for name in cage.names if name.endswith(("-f", "-i")))
    yield from ("/nieuws/rss/", "/formulieren/rss/", "/opp/rss/", "/handleiding/?voor=ib", "/formulieren/?status=concept&sorteer=nieuwste")
    yield from (f"/zoeken/?q={quote(word)}" for word in (*WORDS.values(), "Titel", *ODD))
    yield from (f"/formulieren/?q={quote(word)}" for word in (*WORDS.values(), *ODD))
    yield from (f"/admin/pages/{number}/view_draft/" for number in sorted(cage.ids)[::4])
    yield from ("/voorbeeld/x/", "/voorbeeld/" + "a" * 43 + "/")


def answers(client: Client, cage: Cage) -> dict[str, str]:
    """What every address gives to somebody whom nobody knows."""
    found: dict[str, str] = {}
    for address in [*of_the_urlconf(cage), *of_the_api(client, cage), *of_the_site(client, cage)]:
        if address in found:
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # A redirect repeats the address that was asked.
        found[address] = content.decode("utf-8", "replace") + ("" if answer.status_code in (301, 302) else str(answer.headers))
    return found


def leaks(address: str, text: str, words: set[str]) -> list[str]:
    """The hidden words in an answer. What was typed as a question may be repeated, and is no leak; its title, text or slug would be."""
    asked = {word for word in words if word in address.partition("?")[2]}
    forms = [form.format(word) for word in asked for form in ("Titel {}", "Over {}", "Wat is {}", "{}-")]
    return [word for word in (*(words - asked), *forms) if word in text]


def test_no_public_address_gives_what_is_hidden(client: Client, tree: PublicTree, world: Any) -> None:
    cage = Cage(tree)
    client.cookies["voorkeur"] = "geen"
    found = answers(client, cage)
    assert len(found) > 400
    seen = "".join(found.values())
    assert seen.count("openbaar") > 20, "the walk must pass by what is public"
    private = {word for words in world.canaries.values() for word in words}
    assert private, "the world of the private house has words of its own"
    assert {address: gone for address, text in found.items() if (gone := leaks(address, text, set(WORDS.values()) | private))} == {}
    an_end_that_has_passed_counts_before_anybody_acts_on_it(client)
    the_same_walk_would_find_what_is_shown(client, cage)


def an_end_that_has_passed_counts_before_anybody_acts_on_it(client: Client) -> None:
    """The timetable runs once in a while; the API looks at the clock."""
    word = "openbaar-h"
    paths = ("/api/v1/handleidingen", f"/api/v1/handleidingen/{word}", "/api/v2/pages/?type=handleidingen.HandleidingPage")
    for moment, shown in ((timezone.now() + timedelta(hours=1), True), (timezone.now() - timedelta(seconds=1), False)):
        Page.objects.filter(slug=word).update(expire_at=moment)
        for path in paths:
            assert (f'"slug":"{word}"' in client.get(path).content.decode().replace(" ", "")) is shown, path


def the_same_walk_would_find_what_is_shown(client: Client, cage: Cage) -> None:
    """The positive control: the words are found where they may stand."""
    settings.ALLOWED_HOSTS.append("elders.example")
    try:
        for path in ("handleidingen", "formulieren", "opp-formats", "nieuws", "vragen", "begrippen"):
            answer = client.get(f"/api/v1/{path}", headers={"host": "elders.example"})
            assert WORDS["elders"] in answer.content.decode(), path
            assert "openbaar" not in answer.content.decode(), path
    finally:
        settings.ALLOWED_HOSTS.remove("elders.example")
    PageViewRestriction.objects.all().delete()
    assert WORDS["besloten"] in client.get("/api/v1/nieuws").content.decode()
    cage.tree.edited.get_latest_revision().publish()
    assert leaks("/", client.get("/api/v2/pages/?fields=*&type=website.InfoPage").content.decode(), {WORDS["bewerking"]})
