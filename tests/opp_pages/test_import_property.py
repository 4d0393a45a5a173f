"""Whatever somebody hands over as a format: the answer is a page, never a crash, and either one draft is made or nothing at all."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, Revision

from formats.exchange import dump
from formats.list_models import Bank, Lijst
from opp_pages.actions import freeze_page
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.exchange_samples import sample_file

GOOD = dump(sample_file())
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(["\x00", "\ud800", "x" * 10_000, "🦊", "‮", "\n", "<script>", "../..", -1, 10**30, [], {}, [[]], {"key": "x"}]),
)


def paths(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in the data."""
    found = [path] if path else []
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, item in items:
        found += paths(item, (*path, name))
    return found


PATHS = paths(json.loads(GOOD))


@st.composite
def changed(draw: Any) -> bytes:
    """The good file with one to three places replaced, taken away, doubled or added to."""
    data = json.loads(GOOD)
    for _ in range(draw(st.integers(1, 3))):
        path, deed = draw(st.sampled_from(PATHS)), draw(st.sampled_from(["replace", "delete", "double", "add"]))
        part: Any = data
        try:
            for step in path[:-1]:
                part = part[step]
            if deed == "replace":
                part[path[-1]] = draw(STRANGE)
            elif deed == "delete":
                del part[path[-1]]
            elif deed == "double" and isinstance(part, list):
                part.append(part[path[-1]])
            elif isinstance(part, dict):
                part[draw(st.text(max_size=8))] = draw(STRANGE)
        except (KeyError, IndexError, TypeError):
            continue
    return json.dumps(data).encode()


@st.composite
def torn(draw: Any) -> bytes:
    """The good file with some bytes overwritten, or a piece missing."""
    raw = bytearray(GOOD.encode())
    start = draw(st.integers(0, len(raw) - 1))
    raw[start : start + draw(st.integers(0, 40))] = draw(st.binary(max_size=10))
    return bytes(raw)


def everything() -> tuple[int, ...]:
    return Page.objects.count(), Revision.objects.count(), Lijst.objects.count(), Bank.objects.count()


@pytest.fixture
def address(index_page: OppIndexPage) -> str:
    return reverse("opp_beheer:importeren", args=[index_page.pk])


@SETTINGS
@given(raw=st.one_of(changed(), torn(), st.binary(max_size=200)))
@example(raw=GOOD.encode())
@example(raw=GOOD.replace('"aantal": 2', '"aantal": 1e400').encode())
def test_nothing_crashes_and_nothing_is_half_read_in(editor: Client, address: str, raw: bytes) -> None:
    before = everything()
    with transaction.atomic():
        answer = editor.post(address, {"bestand": SimpleUploadedFile("a.json", raw), "als": "apart"})
        assert answer.status_code in (302, 422), raw
        if answer.status_code == 422:
            assert "Er is niets ingelezen" in answer.content.decode()
            assert everything() == before
        else:
            # What was taken in is complete: it could be published as it is.
            assert everything()[0] in (before[0], before[0] + 1)
            for page in FormatPage.objects.filter(live=False).order_by("-pk")[: everything()[0] - before[0]]:
                freeze_page(page)
        transaction.set_rollback(True)
