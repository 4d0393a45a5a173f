"""The drawings for pupils: one for every name, small, in one style, nothing in them but lines."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from formats.pictograms import PICTOGRAMMEN, path, picture


def test_every_name_has_a_drawing_and_a_word() -> None:
    assert all(PICTOGRAMMEN.values())
    assert picture("onbekend") == ""


@pytest.mark.parametrize("name", sorted(PICTOGRAMMEN))
def test_a_drawing_is_small_and_holds_only_lines(name: str) -> None:
    text = Path(str(finders.find(path(name)))).read_text()
    assert len(text) < 1_200
    assert 'viewBox="0 0 48 48"' in text and 'stroke-width="2.5"' in text
    assert set(re.findall(r"<(\w+)", text)) <= {"svg", "path", "circle", "ellipse", "rect"}
    assert picture(name).endswith(".svg")
