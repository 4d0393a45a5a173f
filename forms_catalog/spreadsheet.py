"""Makes a cell of an exported list safe to open: a spreadsheet program must not run what somebody typed. Used by every export of the catalogue."""

from typing import Any

# What Excel, LibreOffice and Google take for the begin of a formula; a tab or a line end before it is skipped by them.
FORMULA = ("=", "+", "-", "@")


def safe_cell(value: Any) -> Any:
    """The value as it is, or behind an apostrophe when it could be read as a formula; modeladmin's sign for "empty" becomes nothing."""
    if not isinstance(value, str):
        return value
    if value == "-":
        return ""
    return f"'{value}" if value.startswith(("\t", "\r", "\n")) or value.lstrip().startswith(FORMULA) else value
