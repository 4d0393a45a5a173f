"""What an editor composes a format with: delen, secties and 21 kinds of questions as blocks of Wagtail's editor.

Names of blocks and of their parts are stored in every draft, so they are append-only: a renamed or removed block type would vanish silently
from formats that use it (tests/formats/test_blocks.py holds the list). formats/freeze.py turns them into a schema, formats/thaw.py back.
"""

from .format import BlokkenField, DeelBlock, FormatBlock, SectieBlock, VariantBlock, VariantenBlock, VeldenBlock
from .kolom import KolomBlock
from .veld import VeldBlock

__all__ = [
    "BlokkenField",
    "DeelBlock",
    "FormatBlock",
    "KolomBlock",
    "SectieBlock",
    "VariantBlock",
    "VariantenBlock",
    "VeldBlock",
    "VeldenBlock",
]
