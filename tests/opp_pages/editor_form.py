"""What Wagtail's editor posts: the fields of a page, and blocks flattened the way its JavaScript flattens them."""

import json
from typing import Any

from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock

from formats.blocks import FormatBlock, VariantenBlock
from formats.blocks.widgets import DrawnBlock
from opp_pages.models import FormatPage


def editor_post(
    page: FormatPage, delen: list[dict[str, Any]], *, varianten: list[dict[str, Any]] | None = None, **fields: Any
) -> dict[str, Any]:
    """The whole form of a format page with these delen; fields as `soort` or `**{"action-publish": "1"}` override.

    Args:
        delen, varianten: stream data, as a page stores it or as formats.thaw makes it.
    """
    data: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "soort": page.soort,
        "onderwijstypen": page.onderwijstypen,
        "korte_omschrijving": page.korte_omschrijving,
        "seo_title": "",
        "search_description": "",
        **{f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")},
    }
    _flatten(data, "varianten", VariantenBlock(), varianten or [])
    _flatten(data, "delen", FormatBlock(), delen)
    return {**data, **fields}


def _flatten(data: dict[str, Any], prefix: str, block: Block, value: Any) -> None:
    if isinstance(block, StreamBlock | ListBlock):
        data[f"{prefix}-count"] = len(value)
        for number, child in enumerate(value):
            item = f"{prefix}-{number}"
            data |= {f"{item}-deleted": "", f"{item}-order": number, f"{item}-id": child.get("id", "")}
            is_stream = isinstance(block, StreamBlock)
            if is_stream:
                data[f"{item}-type"] = child["type"]
            _flatten(data, f"{item}-value", block.child_blocks[child["type"]] if is_stream else block.child_block, child["value"])
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            part = value[name] if name in value else child_block.get_prep_value(child_block.get_default())
            _flatten(data, f"{prefix}-{name}", child_block, part)
    elif isinstance(block, DrawnBlock):
        # The editor's script keeps these in one hidden input.
        data[prefix] = json.dumps(value)
    elif value is True:
        data[prefix] = "on"
    elif value is not False:
        data[prefix] = "" if value is None else value
