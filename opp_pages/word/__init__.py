"""The empty form as a Word document: real headings, tables with header rows, boxes to tick, room to type. Knows no request and no rights."""

from .document import WORD, empty_word

__all__ = ["WORD", "empty_word"]
