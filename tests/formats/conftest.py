"""Fixtures of the format engine's own tests: a frozen format with every kind of veld."""

from collections.abc import Callable
from typing import Any

import pytest

from formats.freeze import freeze
from formats.schema import FormatSchema, Sectie
from tests.formats.samples import alles, stream


@pytest.fixture
def freeze_data() -> Callable[[list[dict[str, Any]]], FormatSchema]:
    """Freeze stream data under a fixed title."""
    return lambda data: freeze(stream(data), titel="Proefformat", soort="opp", onderwijstypen=["bao"])


@pytest.fixture
def schema(freeze_data: Callable[[list[dict[str, Any]]], FormatSchema]) -> FormatSchema:
    """The frozen format with every kind of veld."""
    return freeze_data(alles())


@pytest.fixture
def sectie(schema: FormatSchema) -> Sectie:
    """The section with every kind of veld."""
    return schema.sectie("sectie-een")[1]
