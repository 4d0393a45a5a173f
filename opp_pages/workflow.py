"""The state of a format in the words of an editor. That a second editor approves it is a rule for every page (website.four_eyes)."""

from typing import Any

from website.four_eyes import submitters

__all__ = ["CONCEPT", "GEPUBLICEERD", "INGETROKKEN", "TER_CONTROLE", "ReviewedFormat", "submitters"]

CONCEPT, TER_CONTROLE, GEPUBLICEERD, INGETROKKEN = "concept", "ter controle", "gepubliceerd", "ingetrokken"


class ReviewedFormat:
    """For the format page: its state in the words of an editor."""

    @property
    def status_string(self) -> str:
        """concept, ter controle, gepubliceerd or ingetrokken; of a published format also whether something new is being made."""
        page: Any = self
        if not page.live:
            if page.workflow_in_progress:
                return TER_CONTROLE
            return INGETROKKEN if page.format_id else CONCEPT
        if page.workflow_in_progress:
            return f"{GEPUBLICEERD} + {TER_CONTROLE}"
        return f"{GEPUBLICEERD} + {CONCEPT}" if page.has_unpublished_changes else GEPUBLICEERD
