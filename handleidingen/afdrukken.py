"""Several handleidingen on one page, to print: their blocks are read at once, so that twenty topics cost no more queries than one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from website.pictures import prefetch_pictures


@dataclass(frozen=True)
class Onderdeel:
    """One handleiding on the print view: the page, what stands before its first step, and its steps."""

    page: Any
    vooraf: list[Any]
    stappen: list[Any]


def together(pages: list[Any]) -> tuple[list[Onderdeel], list[Any]]:
    """Every page with its steps, and all their blocks in a row.

    Args:
        pages: handleidingen with their `stappen`.
    """
    if not pages:
        return [], []
    known = pages[0].stappen.stream_block
    rows = [[row for row in page.stappen.raw_data if row["type"] in known.child_blocks] for page in pages]
    # One stream asks once for all its pictures; a stream per page would ask once per page.
    blocks = list(known.to_python([row for page_rows in rows for row in page_rows]))
    prefetch_pictures(block.value["afbeelding"] for block in blocks if block.block_type == "stap")
    one_by_one: Iterator[Any] = iter(blocks)
    parts = [Onderdeel(page, *page.numbered(list(islice(one_by_one, len(own))))) for page, own in zip(pages, rows, strict=True)]
    return parts, blocks
