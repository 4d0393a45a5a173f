"""What ships with the product goes the whole way: read in by an editor, published, and written out again as the same bytes."""

from pathlib import Path

import pytest

from accounts.models import User
from formats.exchange import dump, read
from opp_pages import default_formats
from opp_pages.actions import publish_format_page
from opp_pages.exporting import export_format
from opp_pages.importing import import_format
from opp_pages.models import OppIndexPage

FILES = [
    path for path in sorted(Path(default_formats.__file__).parent.glob("*.json")) if '"groeiportaal"' in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_is_read_in_published_and_written_out_the_same(path: Path, index_page: OppIndexPage, redacteur: User) -> None:
    text = path.read_text(encoding="utf-8")
    file = read(text.encode())
    assert dump(file) == text
    made = import_format(file, parent=index_page, user=redacteur, separate=True)
    assert (made.page is None) == (file.format is None)
    if made.page is not None:
        assert dump(export_format(publish_format_page(made.page))) == text
