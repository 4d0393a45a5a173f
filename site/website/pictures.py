"""The pictures of public pages: as AVIF and WebP in two widths, each fetched in one query per page, and made before anybody waits for them.

WebP is what every browser of today shows, and a missing one is made at the first visit. AVIF is a quarter smaller and takes seconds to make, so
it is made by the task queue when the picture is uploaded, and a page shows it from then on; nobody waits for it, and nothing breaks without it.
"""

import mimetypes
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.signals import post_save
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from .generation import bump_after_commit

WIDTHS = (480, 960)
AVIF = tuple(f"width-{width}|format-avif" for width in WIDTHS)
WEBP = tuple(f"width-{width}|format-webp" for width in WIDTHS)
# How wide a picture is on the page: the text column on a desk, nearly the whole window on a phone.
ON_THE_PAGE = "(min-width: 50rem) 44rem, 92vw"
# 0 is slow and small, 10 quick and large. Measured on a screenshot of 960 px: 6 (Pillow's own choice) takes four times as long for 12% fewer bytes.
AVIF_SPEED = 8

save_as_avif_slowly = PillowImage.save_as_avif


def prefetch_pictures(pictures: Iterable[Any]) -> None:
    """Attach the stored sizes of the pictures of a page, and remember which comes first: that one is not loaded lazily."""
    images = [picture for picture in pictures if picture is not None]
    if images:
        stored = get_image_model().get_rendition_model().objects.filter(filter_spec__in=AVIF + WEBP)
        prefetch_related_objects(images, Prefetch("renditions", queryset=stored, to_attr="prefetched_renditions"))
        images[0].comes_first = True


def sizes_of(image: Any) -> tuple[list[Any], list[Any]]:
    """The AVIF files that were made already (all widths or none), and the WebP files, which are made now when they are missing.

    Raises:
        SourceImageIOError: when the original file is gone.
    """
    webp = list(image.get_renditions(*WEBP).values())
    avif = image.find_existing_renditions(*(Filter(spec=spec) for spec in AVIF))
    return ([avif[spec] for spec in sorted(avif, key=lambda found: AVIF.index(found.spec))] if len(avif) == len(AVIF) else []), webp


@task(backend="wachtrij")
def make_sizes(image_id: int) -> int:
    """Make every size of one picture.

    Returns:
        How many there are now; 0 when the picture was removed in the meantime, or its file cannot be read.
    """
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is None:
        return 0
    try:
        made = image.get_renditions(*WEBP, *AVIF)
    except SourceImageIOError:
        return 0
    # A stored page still names the sizes that there were when it was made.
    bump_after_commit()
    return len(made)


def ask_for_sizes(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Have the sizes of a new or changed picture made by the queue: nobody waits for them."""
    if not raw:
        transaction.on_commit(lambda: make_sizes.enqueue(instance.pk))


def save_as_avif(image: Any, f: Any, **options: Any) -> Any:
    """Willow's own way to save AVIF, but quick."""
    plain = image.image.save

    def save(*args: Any, **how: Any) -> Any:
        return plain(*args, **{"speed": AVIF_SPEED, **how})

    image.image.save = save
    try:
        return save_as_avif_slowly(image, f, **options)
    finally:
        del image.image.save


def connect() -> None:
    """Called once when the app is ready."""
    registry.register_operation(PillowImage, "save_as_avif", save_as_avif)
    post_save.connect(ask_for_sizes, sender=get_image_model(), dispatch_uid="picture_sizes")
    # Not every machine's own list of file types knows these two; the server of the demo sends what this list says.
    mimetypes.add_type("image/avif", ".avif")
    mimetypes.add_type("image/webp", ".webp")
