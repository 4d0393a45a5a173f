"""Four eyes on every page: it goes public only when somebody else than who submitted it has approved what is published.

It holds wherever Wagtail asks whether somebody may publish, so that no button, bulk action or address goes round it. A superuser may publish
without a review, because a superuser can also give that right away; approving an own draft as if it had been reviewed is refused to them too
(website.models.VierOgenTaak). Other rooms can name reasons why a draft may not go public as it is (`refuse_when`).
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, PagePermissionTester, TaskState

# A reason why a page, or another text of an editor, may not go public as it is, as a sentence for the editor; none when all is well.
Refusal = Callable[[Any], list[str]]
_refusals: dict[str, Refusal] = {}


class FourEyesTester(PagePermissionTester):
    """What somebody may do with one page; publishing waits for a second editor."""

    def can_publish(self) -> bool:
        """Whether this may go public now: always for a superuser, else when what would be published was approved by a second editor."""
        if not super().can_publish():
            return False
        return self.user.is_superuser or approved_by_another(self.page)

    def can_publish_subpage(self) -> bool:
        """Whether a page can be made and published at once under this one: nobody looked at it, so only by a superuser."""
        return bool(super().can_publish_subpage() and self.user.is_superuser)

    def can_set_view_restrictions(self) -> bool:
        """As in Wagtail: this publishes nothing."""
        return super().can_publish()

    def can_unschedule(self) -> bool:
        """As in Wagtail: this publishes nothing."""
        return super().can_publish()


class Reviewed:
    """For every page of the public house: nobody publishes alone."""

    def permissions_for_user(self, user: Any) -> FourEyesTester:
        """What this user may do with the page."""
        return FourEyesTester(user, self)


class ReviewedPageForm(WagtailAdminPageForm):
    """The editor's form: what is published or handed in must be fit to be read by everybody; a draft may hold anything."""

    def is_valid(self) -> bool:
        """Ask the other rooms, when this goes to somebody else's eyes."""
        valid = super().is_valid()
        if valid and any(name in self.data for name in ("action-publish", "action-submit", "action-restart-workflow")):
            # The rows of child forms reach the page by a save; nothing is written.
            for message in refusals(self.save(commit=False)):
                self.add_error(None, ValidationError(message))
            return not self.errors
        return valid


def refuse_when(name: str, refusal: Refusal) -> None:
    """Let another room keep a draft from going public; the name keeps a second registration from doubling it."""
    _refusals[name] = refusal


def refusals(shown: Any) -> list[str]:
    """Every reason why this page, or this other thing that visitors read, may not go public as it is."""
    return [message for refusal in _refusals.values() for message in refusal(shown)]


def approved_by_another(page: Page) -> bool:
    """Whether the newest draft of this page was approved by somebody else than who submitted it, and has not changed since."""
    approval = (
        TaskState.objects.filter(
            status=TaskState.STATUS_APPROVED,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
            workflow_state__object_id=str(page.pk),
        )
        .select_related("workflow_state", "revision")
        .order_by("-finished_at")
        .first()
    )
    newest = page.get_latest_revision()
    if approval is None or newest is None or newest.created_at > approval.finished_at:
        return False
    return approval.finished_by_id is not None and approval.finished_by_id not in submitters(approval)


def submitters(task_state: TaskState) -> tuple[int | None, ...]:
    """Keys of who asked for this review: who began it, and who handed in this round of it (that is when its revision was saved)."""
    return task_state.workflow_state.requested_by_id, task_state.revision.user_id
