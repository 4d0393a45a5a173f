"""Reading a format in: one file becomes one draft with its lists and banks, and a file that is wrong in any way becomes nothing at all."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from accounts.models import User
from formats.exchange import MAX_BYTES, ExchangeFile, dump, read
from formats.models import Format
from opp_pages.actions import freeze_page, publish_format_page
from opp_pages.exporting import export_format
from opp_pages.importing import import_format
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.exchange_samples import plain_file, sample_file
from website.groups import ensure_groups


@pytest.fixture
def address(index_page: OppIndexPage) -> str:
    return reverse("opp_beheer:importeren", args=[index_page.pk])


def upload(browser: Client, address: str, raw: bytes, als: str = "concept") -> Any:
    return browser.post(address, {"bestand": SimpleUploadedFile("format.json", raw), "als": als})


def everything() -> tuple[int, ...]:
    """What an import could make."""
    return Page.objects.count(), Revision.objects.count(), Format.objects.count()


def raw_of(file: ExchangeFile) -> bytes:
    return dump(file).encode()


@pytest.fixture
def published(draft: FormatPage) -> FormatPage:
    """A published format page."""
    publish_format_page(draft)
    return FormatPage.objects.get(pk=draft.pk)


# --- what it makes --------------------------------------------------------------------------------


def test_a_file_becomes_a_draft(editor: Client, address: str, index_page: OppIndexPage) -> None:
    file = plain_file()
    answer = upload(editor, address, raw_of(file))
    page = FormatPage.objects.child_of(index_page).get()
    assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live and page.format is None
    assert (page.title, page.soort, page.korte_omschrijving) == (file.format.titel, "opp", "Om uit te wisselen")
    assert freeze_page(page) == file.format
    assert "als concept ingelezen" in str(next(iter(get_messages(answer.wsgi_request))))
    assert editor.get(answer.url).status_code == 200


@pytest.mark.parametrize("file", [plain_file(), sample_file()], ids=["plain", "every kind of field"])
def test_what_is_read_in_and_published_is_written_out_the_same(index_page: OppIndexPage, redacteur: User, file: ExchangeFile) -> None:
    text = dump(file)
    page = import_format(read(text.encode()), parent=index_page, user=redacteur).page
    assert page is not None
    assert dump(export_format(publish_format_page(page))) == text


def test_a_format_that_the_site_has_gets_a_new_draft(editor: Client, address: str, published: FormatPage) -> None:
    versie = published.current_version()
    text = dump(export_format(versie)).replace("Bestemming", "Waarheen?").replace('"titel": "Proefformat"', '"titel": "Nieuwe naam"')
    before = everything()
    answer = upload(editor, address, text.encode())
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[published.pk])
    assert everything() == (before[0], before[1] + 1, before[2])
    page = FormatPage.objects.get(pk=published.pk)
    assert page.live and page.title == "Proefformat" and page.current_version() == versie
    draft = page.get_latest_revision_as_object()
    assert draft.title == "Nieuwe naam"
    assert "Waarheen?" in [veld.label for _, _, veld in freeze_page(draft).velden()]
    second = publish_format_page(draft)
    assert second.nummer == 2 and second.format == versie.format


def test_or_becomes_a_format_of_its_own(editor: Client, address: str, published: FormatPage) -> None:
    upload(editor, address, raw_of(export_format(published.current_version())), als="apart")
    copy = FormatPage.objects.exclude(pk=published.pk).get(title="Proefformat")
    assert copy.slug != published.slug and copy.format is None
    assert publish_format_page(copy).format != published.format


def test_an_unrelated_format_is_left_alone(editor: Client, address: str, published: FormatPage) -> None:
    upload(editor, address, raw_of(plain_file()))
    assert FormatPage.objects.get(pk=published.pk).latest_revision == published.latest_revision
    assert FormatPage.objects.filter(title=plain_file().format.titel).exists()


def test_reading_the_same_file_in_twice_makes_one_page(editor: Client, address: str, index_page: OppIndexPage) -> None:
    upload(editor, address, raw_of(plain_file()))
    upload(editor, address, raw_of(plain_file()))
    assert FormatPage.objects.child_of(index_page).count() == 1


def test_finding_the_format_costs_the_same_with_many_pages(
    index_page: OppIndexPage, redacteur: User, django_assert_max_num_queries: Any
) -> None:
    from opp_pages.importing import page_with_the_same_questions

    schema = plain_file().format
    counts = []
    for rounds in (1, 6):
        for _ in range(rounds):
            import_format(plain_file(), parent=index_page, user=redacteur, separate=True)
        with django_assert_max_num_queries(10) as asked:
            assert page_with_the_same_questions(schema, index_page) is not None
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "leeg"),
        (b"geen json", "Regel 1, teken 1"),
        (b'{"name": "iets anders"}', "Dit is geen format van Groeiportaal"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"[" * 100_000, "te veel onderdelen in elkaar"),
        (b'{"groeiportaal": "format", "uitwisselversie": 7}', "nieuwere versie"),
        (
            dump(plain_file()).replace('"label": "Bestemming"', '"label": "<b>Best</b>", "kleur": 1').encode(),
            "vraag ‘&lt;b&gt;Best&lt;/b&gt;’, ‘kleur’",
        ),
        (dump(plain_file()).replace('"bao"', '"mbo"').encode(), "het soort onderwijs ‘mbo’ kent dit programma niet"),
    ],
)
def test_a_wrong_file_makes_nothing_and_is_told(editor: Client, address: str, raw: bytes, told: str) -> None:
    before = everything()
    answer = upload(editor, address, raw)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    "data", [{}, {"als": "concept"}, {"als": "iets anders", "bestand": "geen bestand"}, {"als": "\x00" * 3, "onbekend": "x" * 10_000}]
)
def test_a_form_without_a_file_is_told(editor: Client, address: str, data: dict[str, str]) -> None:
    before = everything()
    answer = editor.post(address, data)
    assert answer.status_code == 422 and "Kies een bestand" in answer.content.decode()
    assert everything() == before


def test_fifty_megabytes_are_read_past_and_kept_nowhere(editor: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile
    import tracemalloc

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *args, **kwargs: pytest.fail("a file was written"))
    body, kind = _upload_of(50_000_000)
    tracemalloc.start()
    request = {"wsgi.input": io.BufferedReader(body), "CONTENT_LENGTH": str(body.length), "CONTENT_TYPE": kind, "REQUEST_METHOD": "POST"}
    answer = editor.request(PATH_INFO=address, **request)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 422
    assert "Dit bestand is te groot. Een format past in hoogstens 2 MB." in answer.content.decode()
    assert peak < 12_000_000


def test_many_files_do_not_add_up_to_a_large_one(editor: Client, address: str) -> None:
    files = {f"bestand{number}": SimpleUploadedFile("a.json", b" " * 500_000) for number in range(5)}
    answer = editor.post(address, {"bestand": SimpleUploadedFile("a.json", raw_of(plain_file())), "als": "concept", **files})
    assert answer.status_code == 422 and "te groot" in answer.content.decode()


def test_a_file_of_exactly_the_limit_is_looked_at(editor: Client, address: str) -> None:
    raw = raw_of(plain_file())
    assert upload(editor, address, raw + b" " * (MAX_BYTES - len(raw))).status_code == 302


def test_a_format_under_review_is_not_changed_by_an_import(editor: Client, address: str, draft: FormatPage, redacteur: User) -> None:
    publish_format_page(draft)
    page = FormatPage.objects.get(pk=draft.pk)
    raw = raw_of(export_format(page.current_version()))
    page.get_workflow().start(page, redacteur)
    before = everything()
    answer = upload(editor, address, raw)
    assert answer.status_code == 422
    assert "‘Proefformat’, maar dat ligt nu ter controle" in answer.content.decode()
    assert everything() == before
    assert upload(editor, address, raw, als="apart").status_code == 302


def test_an_import_that_fails_at_the_end_leaves_nothing(index_page: OppIndexPage, redacteur: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()

    def fails(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("Het ging mis.")

    monkeypatch.setattr(FormatPage, "save_revision", fails)
    with pytest.raises(ValidationError):
        import_format(plain_file(), parent=index_page, user=redacteur)
    assert everything() == before


# --- who may --------------------------------------------------------------------------------------


@pytest.fixture
def member(index_page: OppIndexPage) -> Callable[[str], Client]:
    """The browser of somebody in this group; "" for somebody without rights in the admin."""
    groups = ensure_groups()

    def enter(name: str) -> Client:
        user = User.objects.create_user(f"een-{name or 'gast'}", soort="redacteur", password="een-lang-wachtwoord")
        user.groups.set([groups[name]] if name else [])
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.mark.parametrize(("group", "may"), [("Formatbeheerder", True), ("Redacteur", True), ("Eindredacteur", True), ("", False)])
def test_who_may_add_formats_may_read_one_in(member: Callable[[str], Client], address: str, group: str, may: bool) -> None:
    browser = member(group)
    assert (browser.get(address).status_code == 200) is may
    answer = upload(browser, address, raw_of(plain_file()))
    assert FormatPage.objects.filter(title=plain_file().format.titel).exists() is may
    if may:
        assert answer.url.endswith("/edit/")


def test_nobody_comes_in_without_signing_in(client: Client, address: str) -> None:
    for answer in (client.get(address), upload(client, address, raw_of(plain_file()))):
        assert answer.status_code == 302 and "login" in answer.url
    assert not FormatPage.objects.filter(title=plain_file().format.titel).exists()


def test_the_act_asks_the_right_too(index_page: OppIndexPage) -> None:
    with pytest.raises(PermissionDenied):
        import_format(
            plain_file(), parent=index_page, user=User.objects.create_user("x", soort="redacteur", password="een-lang-wachtwoord")
        )


def test_a_forged_request_is_refused(redacteur: User, address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(redacteur, backend="django.contrib.auth.backends.ModelBackend")
    before = everything()
    assert upload(browser, address, raw_of(plain_file())).status_code == 403
    assert everything() == before
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).content.decode())
    data = {"bestand": SimpleUploadedFile("a.json", raw_of(plain_file())), "als": "concept"}
    assert token
    assert browser.post(address, {**data, "csrfmiddlewaretoken": token[1]}).status_code == 302


def test_the_button_stands_beside_the_list(editor: Client, address: str, index_page: OppIndexPage) -> None:
    listing = editor.get(reverse("wagtailadmin_explore", args=[index_page.pk])).content.decode()
    assert address in listing and "Importeer een format" in listing


# --- a large body ---------------------------------------------------------------------------------


class _Body(io.RawIOBase):
    """A head, so many spaces, and a tail, of which no more than a piece exists at a time."""

    def __init__(self, head: bytes, spaces: int, tail: bytes) -> None:
        self.length = len(head) + spaces + len(tail)
        self._pieces = iter([head, *([b" " * 50_000] * (spaces // 50_000)), tail])
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._pieces, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _upload_of(spaces: int) -> tuple[_Body, str]:
    edge = "grens"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="als"\r\n\r\nconcept\r\n--{edge}\r\n'
    head += 'Content-Disposition: form-data; name="bestand"; filename="a.json"\r\nContent-Type: application/json\r\n\r\n'
    return _Body(head.encode(), spaces, f"\r\n--{edge}--\r\n".encode()), f"multipart/form-data; boundary={edge}"
