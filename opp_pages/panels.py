"""What an editor of a format sees above its parts: its state, who handed it in, and what happens next."""

from typing import Any

from wagtail.admin.panels import Panel

from .workflow import submitters


class StandPanel(Panel):
    """The state of a format: concept, ter controle, gepubliceerd or ingetrokken."""

    class BoundPanel(Panel.BoundPanel):
        """The state of one format page."""

        template_name = "opp_pages/beheer/stand.html"

        def is_shown(self) -> bool:
            """A page that was never saved has no state yet."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The state, and of a draft under review whether this editor may approve it."""
            context = super().get_context_data(parent_context)
            page = self.instance
            review = page.current_workflow_task_state
            own = bool(review and self.request and self.request.user.pk in submitters(review))
            return {**context, "stand": page.status_string, "review": review, "own": own, "versie": page.current_version()}
