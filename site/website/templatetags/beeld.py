"""Shows a picture of a public page in the best form the browser knows. For templates only."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from wagtail.images.models import SourceImageIOError

from website.pictures import ON_THE_PAGE, sizes_of

register = template.Library()


@register.simple_tag
def beeld(afbeelding: Any, alt: str) -> str:
    """A `picture` with its width and height, so that nothing moves when it comes in; its description when its file is gone.

    Only the first picture of a page is loaded at once (`prefetch_pictures` says which that is).
    """
    try:
        avif, webp = sizes_of(afbeelding)
    except SourceImageIOError:
        return format_html('<span class="gp-muted">{}</span>', alt)
    source = format_html('<source type="image/avif" srcset="{}" sizes="{}">', _srcset(avif), ON_THE_PAGE) if avif else ""
    largest = webp[-1]
    lazy = "" if getattr(afbeelding, "comes_first", False) else mark_safe(' loading="lazy"')
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{} decoding="async"></picture>',
        source,
        webp[0].url,
        _srcset(webp),
        ON_THE_PAGE,
        largest.width,
        largest.height,
        alt,
        lazy,
    )


def _srcset(renditions: list[Any]) -> str:
    """Addresses with their widths; two that came out equally wide (a small original) count once."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return format_html_join(", ", "{} {}w", ((url, width) for width, url in by_width.items()))
