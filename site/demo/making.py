"""How every room of the demo makes its pages: from a file with content, through the models that editors use, and only what is missing."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe
from wagtail.models import Page

CONTENT = Path(__file__).parent / "content"


def content(name: str) -> dict[str, Any]:
    """What `content/<name>.toml` holds."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def paragraphs(text: str) -> str:
    """Plain text as rich text: a blank line parts paragraphs, **words** become bold."""
    parts = escape(text).split("**")
    marked = "".join(f"<b>{part}</b>" if odd % 2 else part for odd, part in enumerate(parts))
    return mark_safe("".join(f"<p>{line.strip()}</p>" for line in marked.split("\n\n") if line.strip()))  # noqa: S308  escaped above


def publish(page: Page) -> None:
    """Publish what was set on this page."""
    page.save_revision().publish()


def child(parent: Page, model: type[Page], slug: str, **fields: Any) -> Any:
    """The page with this slug under this parent, made and published if it is missing."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found is None:
        found = model(slug=slug, **fields)
        parent.add_child(instance=found)
        publish(found)
    return found
