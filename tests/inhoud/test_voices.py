"""What parents, pupil and guests said stays to be read when its hoofdstuk does not apply or is gone, and for nobody else than before."""

import uuid

import pytest
from django.urls import reverse

from formats.models import Format, publish_version
from formats.schema import Deel, FormatSchema, JaNee, LangeTekst, Sectie, Variant, Voorwaarde
from groeidocumenten.bewaren.gather import Wens, print_document
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.inhoud.actions import add_aanvulling
from groeidocumenten.inhoud.moves import Move, change_variant, move_to
from tests.builders.world import make_guest

SAID = "Thuis-is-het-rustig-kanarie"


def part(key: str, **more: object) -> Deel:
    return Deel(
        key=key, titel=f"Deel {key}", secties=(Sectie(key=f"{key}-s", titel="S", velden=(LangeTekst(key=f"{key}-v", label="V"),)),), **more
    )


def schema(*delen: Deel, **more: object) -> FormatSchema:
    vraag = Deel(key="vraag", titel="Vraag", secties=(Sectie(key="vraag-s", titel="S", velden=(JaNee(key="jn", label="Speelt het?"),)),))
    return FormatSchema(titel="Stemmen", soort="groeidocument", delen=(vraag, *delen), **more)


@pytest.fixture
def format(db) -> Format:
    return Format.objects.create(titel="Stemmen", soort="groeidocument")


@pytest.fixture
def starts(world, person, format):
    """A file on a first version, in which Fatima said something at "d"."""

    def start(first: FormatSchema, variant: str = ""):
        versie = publish_version(format=format, schema=first)
        leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
        made = start_groeidocument(
            viewer=Viewer(user=person("anja")), leerling=leerling, format_versie=versie, variant=variant, verzoek=uuid.uuid4()
        )
        geopend = open_dossier(Viewer(user=person("fatima")), made.pk, Recht.AANVULLEN)
        add_aanvulling(geopend=geopend, hoofdstuk="d", tekst=SAID, verzoek=uuid.uuid4())
        return made.pk

    return start


@pytest.fixture
def moves(person, format):
    """Publishes a next version and moves the file to it."""

    def move(file, schema: FormatSchema) -> None:
        newer = publish_version(format=format, schema=schema)
        geopend = open_dossier(Viewer(user=person("anja")), file, Recht.DELEN)
        move_to(geopend=geopend, naar=newer.pk, mark=Move(geopend.groeidocument, newer).mark)

    return move


def on_paper(file, user, wens: Wens | None = None) -> str:
    return repr(print_document(open_dossier(Viewer(user=user), file, Recht.LEZEN), wens or Wens()).delen)


def on_screen(client, file) -> str:
    first = client.get(reverse("inhoud:dossier", args=[file])).content.decode()
    beside = reverse("inhoud:vervallen", args=[file])
    return client.get(beside).content.decode() if beside in first else first


def test_words_at_a_hoofdstuk_that_does_not_apply_are_shown_and_printed(starts, enter, person):
    file = starts(schema(part("d", voorwaarden=(Voorwaarde(bron="jn", waarden=("ja",)),))))
    for name in ("anja", "peter", "noor"):
        assert SAID in on_screen(enter(name), file), name
        assert SAID in on_paper(file, person(name)), name
    everything = Wens(hoofdstukken={"vraag"})
    assert SAID in on_paper(file, person("anja"), everything), "ticking every box is printing the whole too"


def test_words_at_a_hoofdstuk_that_a_newer_version_does_not_have_are_shown_and_printed(starts, moves, enter, person):
    file = starts(schema(part("d"), part("e")))
    moves(file, schema(part("e")))
    for name in ("anja", "fatima"):
        assert SAID in on_screen(enter(name), file) and SAID in on_paper(file, person(name)), name
    assert SAID not in on_paper(file, person("anja"), Wens(hoofdstukken={"e"}))


def test_words_at_a_hoofdstuk_of_another_variant_are_shown_and_printed(starts, person, enter):
    two = (Variant(key="kort", naam="Kort"), Variant(key="lang", naam="Lang"))
    file = starts(schema(part("d", varianten=("lang",)), varianten=two), "lang")
    change_variant(geopend=open_dossier(Viewer(user=person("anja")), file, Recht.DELEN), variant="kort", was="lang")
    assert SAID in on_screen(enter("fatima"), file) and SAID in on_paper(file, person("anja"))


@pytest.mark.parametrize("still_there", [True, False])
def test_who_could_not_read_the_hoofdstuk_does_not_read_its_words_afterwards(still_there, starts, moves, enter, person):
    closed = part("d", lezers=("ouder",))
    file = starts(schema(closed, part("e")))
    asleep = closed.model_copy(update={"voorwaarden": (Voorwaarde(bron="jn", waarden=("ja",)),)})
    moves(file, schema(*([asleep] if still_there else []), part("e")))
    assert SAID in on_screen(enter("fatima"), file)
    assert SAID not in on_screen(enter("noor"), file) and SAID not in on_paper(file, person("noor"))


def test_a_limited_guest_finds_only_words_of_the_hoofdstukken_of_the_link(starts, moves, person):
    file = starts(schema(part("d"), part("e")))
    geopend = open_dossier(Viewer(user=person("anja")), file, Recht.DELEN)
    links = {sees: make_guest(geopend, hoofdstukken=shared).link for shared, sees in ((["e"], False), (["d", "e"], True))}
    moves(file, schema(part("e")))
    for sees, link in links.items():
        paper = repr(print_document(open_dossier(Viewer(user=link.gebruiker, link=link), file, Recht.LEZEN), Wens()).delen)
        assert (SAID in paper) == sees
