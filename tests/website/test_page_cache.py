"""The page cache: what it keeps, for whom, and how soon a change is seen."""

import gzip
from time import monotonic
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.website.public_tree import PublicTree, add_formulier
from website import generation as generation_module
from website import page_cache
from website.generation import generation
from website.models import Generatie

PAGE = "/voor-ouders/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process's clock stands still; append seconds to move it."""
    passed: list[int] = []
    start = monotonic()
    for module in (page_cache, generation_module):
        monkeypatch.setattr(module, "monotonic", lambda: start + sum(passed))
    return passed


def fresh() -> Client:
    return Client()


def test_the_second_visitor_gets_the_stored_page(tree: PublicTree, count_pages: list[str]) -> None:
    first, second = fresh().get(PAGE), fresh().get(PAGE)
    assert count_pages == [PAGE]
    assert first.content == second.content


def test_a_hit_has_the_headers_of_a_miss(tree: PublicTree) -> None:
    miss, hit = fresh().get(PAGE), fresh().get(PAGE)
    assert dict(hit.headers) == dict(miss.headers)
    assert "default-src 'none'" in hit.headers["Content-Security-Policy"]
    assert hit.headers["X-Content-Type-Options"] == "nosniff"


def test_a_hit_costs_no_query(tree: PublicTree, django_assert_num_queries: Any) -> None:
    fresh().get(PAGE)
    with django_assert_num_queries(0):
        assert fresh().get(PAGE).status_code == 200


def test_any_cookie_passes_by_the_cache(tree: PublicTree, count_pages: list[str]) -> None:
    fresh().get(PAGE)
    client = fresh()
    client.cookies["iets"] = "1"
    client.get(PAGE)
    client.get(PAGE)
    assert count_pages == [PAGE] * 3


def test_what_somebody_signed_in_sees_is_never_stored(tree: PublicTree) -> None:
    client = fresh()
    client.force_login(User.objects.create_user("iemand-anders"))
    client.get(PAGE)
    assert len(page_cache.pages) == 0


@pytest.mark.parametrize("header", [{"authorization": "Basic eA=="}, {"range": "bytes=0-1"}, {"hx-request": "true"}])
def test_a_request_with_a_personal_header_passes_by(tree: PublicTree, header: dict[str, str]) -> None:
    fresh().get(PAGE, headers=header)
    assert len(page_cache.pages) == 0


@pytest.mark.parametrize("path", ["/inloggen/", "/start/", "/groeidocumenten/", "/admin/", "/toegang/abc/"])
def test_a_private_path_is_never_stored(tree: PublicTree, path: str) -> None:
    fresh().get(path)
    assert len(page_cache.pages) == 0


def test_a_404_is_not_stored(tree: PublicTree) -> None:
    assert fresh().get("/bestaat-niet/").status_code == 404
    assert len(page_cache.pages) == 0


def test_head_is_answered_from_the_stored_page_without_its_body(tree: PublicTree, count_pages: list[str]) -> None:
    full = fresh().get(PAGE)
    head = fresh().head(PAGE)
    assert count_pages == [PAGE]
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(full.content))


def test_head_alone_stores_nothing(tree: PublicTree) -> None:
    assert fresh().head(PAGE).status_code == 200
    assert len(page_cache.pages) == 0


def test_publishing_is_seen_at_once_in_the_same_process(tree: PublicTree, committed: Any) -> None:
    fresh().get(PAGE)
    with committed():
        tree.info.title = "Voor alle ouders"
        tree.info.save_revision().publish()
    assert "Voor alle ouders" in fresh().get(PAGE).content.decode()


def test_unpublishing_and_moving_and_deleting_are_seen_at_once(tree: PublicTree, committed: Any) -> None:
    for act in (tree.info.unpublish, lambda: tree.edited.move(tree.handleidingen, pos="last-child"), tree.handleiding.delete):
        before = generation.read()
        with committed():
            act()
        assert generation.read() > before


def test_a_new_formulier_is_seen_at_once(tree: PublicTree, committed: Any) -> None:
    fresh().get("/formulieren/")
    with committed():
        add_formulier("Dyslexiepaspoort", "geldend")
    assert "Dyslexiepaspoort" in fresh().get("/formulieren/").content.decode()


def test_saving_a_draft_leaves_the_stored_pages_alone(tree: PublicTree, committed: Any) -> None:
    before = generation.read()
    with committed():
        tree.info.title = "Nog niet"
        tree.info.save_revision()
    assert generation.read() == before


def test_many_changes_in_one_transaction_are_one_count(tree: PublicTree, committed: Any) -> None:
    before = max(generation.read(), 0)
    with committed():
        for number in range(5):
            add_formulier(f"Formulier {number}", "geldend")
    assert generation.read() == before + 1


def test_another_process_sees_a_change_within_two_seconds(tree: PublicTree, count_pages: list[str], clock: list[int]) -> None:
    Generatie.objects.get_or_create(pk=1)
    fresh().get(PAGE)
    # What another process does: it changes the row, and this process is not told.
    Generatie.objects.filter(pk=1).update(nummer=999)
    clock.append(2)
    fresh().get(PAGE)
    assert count_pages == [PAGE, PAGE]


def test_a_page_made_while_something_changed_is_not_served(tree: PublicTree) -> None:
    Generatie.objects.get_or_create(pk=1)
    fresh().get(PAGE)
    key = next(iter(page_cache.pages._entries))
    stale = page_cache.pages.get(key)
    assert stale is not None
    page_cache.pages.put(key, page_cache.Entry(b"oud", stale.headers, stale.generation - 1, stale.stored_at))
    assert fresh().get(PAGE).content != b"oud"


def test_a_page_is_made_anew_after_its_time(tree: PublicTree, count_pages: list[str], clock: list[int]) -> None:
    fresh().get(PAGE)
    clock.append(page_cache.MAX_AGE_SECONDS + 1)
    fresh().get(PAGE)
    assert count_pages == [PAGE, PAGE]


def test_invented_query_strings_cannot_fill_the_memory(tree: PublicTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache.variants, "max_entries", 5)
    fresh().get(PAGE)
    for number in range(12):
        fresh().get(f"{PAGE}?x={number}")
    assert len(page_cache.variants) == 5
    assert len(page_cache.pages) == 1


def test_a_room_forgets_the_oldest_when_its_bytes_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "MAX_TOTAL_BYTES", 40)
    room = page_cache.Room(100)
    for number in range(5):
        room.put(("http", "h", f"/{number}", ""), page_cache.Entry(b"0123456789", (), 1, 0.0))
    assert len(room) == 2
    assert room.bytes == 20


def test_a_very_long_query_string_is_not_stored(tree: PublicTree) -> None:
    fresh().get(PAGE + "?x=" + "a" * 1000)
    assert len(page_cache.variants) == 0


def test_one_host_never_gets_the_page_of_another(tree: PublicTree, count_pages: list[str]) -> None:
    fresh().get(PAGE, headers={"host": "localhost"})
    fresh().get(PAGE, headers={"host": "127.0.0.1"})
    assert count_pages == [PAGE, PAGE]


def test_an_unknown_host_is_refused_and_not_stored(tree: PublicTree) -> None:
    assert fresh().get(PAGE, headers={"host": "boef.example"}).status_code == 400
    assert len(page_cache.pages) == 0


def test_an_answer_that_sets_a_cookie_is_not_stored(rf: Any, db: None) -> None:
    def view(request: Any) -> HttpResponse:
        response = HttpResponse("persoonlijk")
        response.set_cookie("a", "b")
        return response

    page_cache.PageCacheMiddleware(view)(rf.get("/iets/"))
    assert len(page_cache.pages) == 0


@pytest.mark.parametrize("value", ["private", "no-store", "no-cache", "public, max-age=0"])
def test_an_answer_that_may_not_be_kept_is_not_stored(rf: Any, db: None, value: str) -> None:
    page_cache.PageCacheMiddleware(lambda request: HttpResponse("x", headers={"Cache-Control": value}))(rf.get("/iets/"))
    assert len(page_cache.pages) == 0


# --- packed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepts", ["gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "GZIP ; q=0.5"])
def test_who_can_unpack_gets_the_page_packed_at_the_first_visit_and_at_the_next(tree: PublicTree, accepts: str) -> None:
    plain = fresh().get(PAGE)
    page_cache.pages.clear()
    for answer in (fresh().get(PAGE, headers={"accept-encoding": accepts}), fresh().get(PAGE, headers={"accept-encoding": accepts})):
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert int(answer.headers["Content-Length"]) == len(answer.content) < len(plain.content) / 2
        assert gzip.decompress(answer.content) == plain.content


@pytest.mark.parametrize("accepts", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, br", "notgzip"])
def test_who_cannot_unpack_gets_the_page_as_it_is(tree: PublicTree, accepts: str) -> None:
    packed = gzip.decompress(fresh().get(PAGE, headers={"accept-encoding": "gzip"}).content)
    answer = fresh().get(PAGE, headers={"accept-encoding": accepts})
    assert not answer.has_header("Content-Encoding") and "Accept-Encoding" in answer.headers["Vary"]
    assert answer.content == packed


def test_what_is_personal_is_never_packed(tree: PublicTree) -> None:
    client = fresh()
    client.cookies["iets"] = "1"
    assert not client.get(PAGE, headers={"accept-encoding": "gzip"}).has_header("Content-Encoding")


def test_the_room_counts_the_packed_bytes_too() -> None:
    room = page_cache.Room(10)
    room.put(("http", "h", "/", ""), page_cache.Entry(b"0123456789", (), 1, 0.0, b"01234"))
    assert room.bytes == 15


def test_a_process_without_the_public_house_has_no_page_cache(settings: Any) -> None:
    settings.SITE_ROLE = "dossier"
    with pytest.raises(MiddlewareNotUsed):
        page_cache.PageCacheMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]
