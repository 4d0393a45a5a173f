"""A section without its format, as a format of one section: for who has no more than that."""

from ..schema import Deel, FormatSchema, Sectie


def alone(sectie: Sectie) -> FormatSchema:
    """A format of this section alone; its conditions look inside the section only."""
    deel = Deel.model_construct(key="", titel="", secties=(sectie,))
    return FormatSchema.model_construct(titel="", soort="opp", delen=(deel,))
