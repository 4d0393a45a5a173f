"""The two ways in which a message does not go out."""


class Refused(Exception):
    """It will never go out like this: trying again does not help."""


class NotYet(Exception):
    """It did not go out now; later it may."""
