"""Brings the stage, the browser and the people to the tests of this folder."""

from tests.browser.fixtures import browser, comes, stage

__all__ = ["browser", "comes", "stage"]
