"""Keeps link tokens out of log lines: the address of a guest's entrance is a secret as long as the link lives."""

import logging
import re

_TOKEN = re.compile(r"(/toegang/)[^/\s?\"']+")


def scrub(text: str) -> str:
    """The same text with every guest token replaced by three stars."""
    return _TOKEN.sub(r"\1***", text)


class ScrubFilter(logging.Filter):
    """Rewrites a record's message and arguments before a handler writes it; drops the traceback's local text, keeps its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, without tokens."""
        record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = scrub(logging.Formatter().formatException(record.exc_info))
        return True
