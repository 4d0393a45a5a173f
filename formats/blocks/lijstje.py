"""A list of blocks whose ready-made first item gets an id in the browser: Wagtail would give every new list on a page the same one."""

from typing import Any

from wagtail import blocks


class LijstjeBlock(blocks.ListBlock):
    """A ListBlock for items whose ids are keys."""

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        """The items for the editor; one that was never stored goes without an id, and the editor's script makes one."""
        children = self.normalize(value).bound_blocks
        return [
            {"value": self.child_block.get_form_state(child.value)} | ({"id": child.original_id} if child.original_id else {})
            for child in children
        ]
