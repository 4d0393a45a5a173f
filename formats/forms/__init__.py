"""The form of one section, made at run time from the frozen schema; who may see or save it is decided elsewhere."""

from .section import SectieForm
from .shown import Invoer

__all__ = ["Invoer", "SectieForm"]
