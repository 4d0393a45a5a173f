"""Takes a page apart into what stands on it: pieces of text with their place, headings, pictures and links. Knows Wagtail's blocks, not our pages.

So a new kind of page or block is read without anybody adding it here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from .models import Soort

# The names that our blocks give to the words of a link or a button, and to the text beside a picture.
LINK_TEXTS = ("tekst", "knop", "titel")
HEADING_BLOCKS = ("KopBlock",)
SKIPPED_FIELDS = ("slug", "color", "telefoon")


@dataclass(frozen=True)
class Link:
    """A link: its words, and what it leads to."""

    tekst: str
    soort: str
    doel: int | None = None
    adres: str = ""


@dataclass
class Stuk:
    """A piece of a page with its place."""

    plaats: str
    alineas: list[str] = field(default_factory=list)
    # Running text is measured; a title or a label is not.
    lopend: bool = False
    koppen: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    # None: no picture here.
    alt: str | None = None


class _Rich(HTMLParser):
    """Reads what Wagtail's rich text stores."""

    BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alineas: list[str] = []
        self.koppen: list[tuple[int, str]] = []
        self.links: list[Link] = []
        self._text: list[str] = []
        self._link: tuple[dict[str, str | None], int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.flush()
        elif tag == "br":
            self._text.append(" ")
        elif tag == "a":
            self._link = (dict(attrs), len(self._text))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            attrs, begin = self._link
            self.links.append(_rich_link(attrs, "".join(self._text[begin:])))
            self._link = None
        elif tag in self.BLOCKS:
            self.flush(level=int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def flush(self, level: int = 0) -> None:
        """End a paragraph or a heading."""
        text = " ".join("".join(self._text).split())
        self._text = []
        if level:
            self.koppen.append((level, text))
        elif text:
            self.alineas.append(text)


def stukken(page: Any) -> list[Stuk]:
    """Everything that stands on this page, or in another model that visitors read, in the order of its fields."""
    found = [Stuk("Titel", [page.title or ""])] if isinstance(page, Page) else []
    if getattr(page, "search_description", ""):
        found.append(Stuk("Beschrijving voor zoekmachines", [page.search_description]))
    found += _fields(page, "")
    for relation in get_all_child_relations(type(page)):
        if relation.related_model._meta.app_label.startswith("wagtail"):
            continue
        for number, row in enumerate(getattr(page, relation.get_accessor_name()).all(), 1):
            found += _fields(row, f"{relation.related_model._meta.verbose_name.capitalize()} {number}, ")
    return found


def _fields(row: models.Model, before: str) -> Iterator[Stuk]:
    for one in type(row)._meta.local_concrete_fields:
        value = getattr(row, one.attname, None)
        if one.primary_key or one.choices or not one.editable or one.name in SKIPPED_FIELDS or not value:
            continue
        place = f"{before}{str(one.verbose_name)[:1].upper()}{str(one.verbose_name)[1:]}"
        if isinstance(one, StreamField):
            yield from _block(value, one.stream_block, place)
        elif isinstance(one, RichTextField):
            yield rich(str(value), place)
        elif isinstance(one, models.URLField):
            yield Stuk(place, links=[Link("", Soort.ADRES, adres=str(value))])
        elif isinstance(one, models.CharField | models.TextField):
            yield Stuk(place, [line for line in str(value).splitlines() if line.strip()], lopend=isinstance(one, models.TextField))


def rich(html: str, place: str) -> Stuk:
    """A piece of rich text."""
    reader = _Rich()
    reader.feed(html)
    reader.close()
    reader.flush()
    return Stuk(place, reader.alineas, lopend=True, koppen=reader.koppen, links=reader.links)


def _block(value: Any, block: blocks.Block, place: str) -> Iterator[Stuk]:
    """The pieces of one block with everything in it."""
    if isinstance(block, blocks.StreamBlock):
        for number, child in enumerate(value or [], 1):
            yield from _block(child.value, child.block, f"{place}, blok {number} ({child.block.label})")
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(value or [], 1):
            yield from _block(item, block.child_block, f"{place}, {number}")
    elif isinstance(block, blocks.StructBlock):
        yield from _struct(value or {}, block, place)
    elif isinstance(block, blocks.RichTextBlock):
        yield rich(getattr(value, "source", None) or "", place)
    elif isinstance(block, blocks.URLBlock):
        if value:
            yield Stuk(place, links=[Link("", Soort.ADRES, adres=str(value))])
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.BlockQuoteBlock) and value:
        yield Stuk(place, str(value).splitlines(), lopend=isinstance(block, blocks.TextBlock | blocks.BlockQuoteBlock))


def _struct(value: Any, block: blocks.StructBlock, place: str) -> Iterator[Stuk]:
    if type(block).__name__ in HEADING_BLOCKS:
        text = str(value.get("tekst") or "").strip()
        yield Stuk(place, [text] if text else [], koppen=[(2, text)])
        return
    words = next((str(value[name]) for name in LINK_TEXTS if isinstance(value.get(name), str) and value[name]), "")
    alt = str(value.get("alt") or "")
    for name, child in block.child_blocks.items():
        inner, at = value.get(name), f"{place}, {child.label or name}" if len(block.child_blocks) > 1 else place
        if isinstance(child, ImageChooserBlock):
            if inner is not None:
                yield Stuk(at, alt=alt, links=[Link(alt, Soort.AFBEELDING, doel=inner.pk)])
        elif isinstance(child, blocks.PageChooserBlock | DocumentChooserBlock):
            if inner is not None:
                yield Stuk(
                    at, links=[Link(words, Soort.PAGINA if isinstance(child, blocks.PageChooserBlock) else Soort.DOCUMENT, doel=inner.pk)]
                )
        elif isinstance(child, blocks.URLBlock):
            if inner:
                yield Stuk(at, links=[Link(words, Soort.ADRES, adres=str(inner))])
        elif not isinstance(child, blocks.RegexBlock):
            yield from _block(inner, child, at)


def _rich_link(attrs: dict[str, str | None], text: str) -> Link:
    words, kind, key = " ".join(text.split()), attrs.get("linktype"), attrs.get("id") or ""
    target = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if kind in ("page", "document"):
        return Link(words, Soort.PAGINA if kind == "page" else Soort.DOCUMENT, doel=target)
    return Link(words, Soort.ADRES, adres=(attrs.get("href") or "")[:1000])
