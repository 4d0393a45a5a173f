"""Pictures of public pages: AVIF and WebP in two widths, nothing that moves while they come in, and nobody who waits for them to be made."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture
from wagtail.images.models import Image

from tests.website.public_tree import PublicTree, add_handleiding, an_image
from website import pictures
from website.pictures import AVIF, WEBP, make_sizes


@pytest.fixture
def with_pictures(tree: PublicTree) -> str:
    """The address of a page with three pictures, of which the first has all its sizes already."""
    ready = an_image("Klaar")
    make_sizes.call(ready.pk)
    page = add_handleiding(tree.handleidingen, "Met plaatjes", afbeelding=ready, alt="Een knop.")
    for number in range(2):
        step = {"titel": "En dan", "tekst": "", "afbeelding": an_image(f"Nog {number}"), "alt": "Nog een knop.", "schermafdruk": ""}
        page.stappen.append(("stap", step))
    page.save()
    return page.url


def personal(path: str) -> str:
    """The page past the page cache."""
    client = Client()
    client.cookies["iets"] = "1"
    return client.get(path).content.decode()


def test_a_browser_can_choose_the_form_and_the_width(with_pictures: str) -> None:
    first = re.findall(r"<picture>.*?</picture>", personal(with_pictures), re.DOTALL)[0]
    assert re.search(r'<source type="image/avif" srcset="[^" ]+\.avif 480w, [^" ]+\.avif 600w" sizes="[^"]+">', first)
    assert re.search(r'<img src="[^"]+\.webp" srcset="[^" ]+\.webp 480w, [^" ]+\.webp 600w" sizes="[^"]+"', first)


def test_room_is_kept_for_every_picture_and_only_the_first_is_loaded_at_once(with_pictures: str) -> None:
    images = re.findall(r"<img [^>]*>", personal(with_pictures))
    assert len(images) == 3
    assert all('width="600" height="400"' in image and 'decoding="async"' in image for image in images)
    assert ['loading="lazy"' in image for image in images] == [False, True, True]


def test_a_picture_that_the_queue_has_not_had_yet_is_shown_as_webp(with_pictures: str) -> None:
    waiting = re.findall(r"<picture>.*?</picture>", personal(with_pictures), re.DOTALL)[1]
    assert ".webp 480w" in waiting and "avif" not in waiting


def test_more_pictures_cost_no_more_queries(tree: PublicTree, with_pictures: str) -> None:
    one = add_handleiding(tree.handleidingen, "Met een plaatje", afbeelding=an_image(), alt="Een knop.").url
    counts = []
    for path in (one, with_pictures):
        personal(path)
        with CaptureQueriesContext(connection) as asked:
            personal(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_upload_asks_the_queue_for_the_sizes_and_waits_for_nothing(db: None, committed: Any) -> None:
    with committed():
        image = an_image()
    assert not image.renditions.exists()
    [waiting] = DBTaskResult.objects.filter(backend_name="wachtrij", task_path="website.pictures.make_sizes")
    assert waiting.args_kwargs["args"] == [image.pk]


def test_the_queue_makes_every_size_once_and_pages_are_made_anew(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    bumped: list[bool] = []
    monkeypatch.setattr(pictures, "bump_after_commit", lambda: bumped.append(True))
    image = an_image()
    assert make_sizes.call(image.pk) == 4 == make_sizes.call(image.pk)
    assert {rendition.filter_spec for rendition in image.renditions.all()} == {*AVIF, *WEBP}
    assert bumped == [True, True]
    with Picture.open(image.renditions.get(filter_spec=AVIF[0]).file.path) as made:
        assert (made.format, made.size) == ("AVIF", (480, 320))


def test_a_picture_that_is_gone_stops_neither_the_queue_nor_the_page(tree: PublicTree) -> None:
    assert make_sizes.call(10**9) == 0
    image = an_image()
    page = add_handleiding(tree.handleidingen, "Zonder bestand", afbeelding=image, alt="Wat er te zien was.")
    image.file.storage.delete(image.file.name)
    assert make_sizes.call(image.pk) == 0
    assert "Wat er te zien was." in personal(page.url)


@pytest.mark.skipif(not django_settings.MEDIA_SERVED_BY_APP, reason="a web server in front serves the pictures")
@pytest.mark.parametrize(("spec", "content_type"), [(AVIF[0], "image/avif"), (WEBP[0], "image/webp")])
def test_a_picture_is_sent_as_what_it_is(db: None, spec: str, content_type: str) -> None:
    image: Image = an_image()
    answer = Client().get(image.get_rendition(spec).url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
