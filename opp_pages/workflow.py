"""Four eyes on formats: a format goes public only when somebody else than who submitted it has approved what is published.

It holds wherever Wagtail asks whether somebody may publish, so that no button, bulk action or address goes round it. A superuser may publish
without a review, because a superuser can also give that right away; approving an own draft as if it had been reviewed is refused to them too
(website.models.VierOgenTaak).
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PagePermissionTester, TaskState

CONCEPT, TER_CONTROLE, GEPUBLICEERD, INGETROKKEN = "concept", "ter controle", "gepubliceerd", "ingetrokken"


class FormatPermissionTester(PagePermissionTester):
    """What somebody may do with one format; publishing waits for a second editor."""

    def can_publish(self) -> bool:
        """Whether this may go public now: always for a superuser, else when what would be published was approved by a second editor."""
        if not super().can_publish():
            return False
        return self.user.is_superuser or approved_by_another(self.page)

    def can_set_view_restrictions(self) -> bool:
        """As for every page: this publishes nothing."""
        return super().can_publish()

    def can_unschedule(self) -> bool:
        """As for every page: this publishes nothing."""
        return super().can_publish()


class FormatIndexPermissionTester(PagePermissionTester):
    """What somebody may do with the page above the formats: nobody makes and publishes a format in one go."""

    def can_publish_subpage(self) -> bool:
        """Whether a page can be made and published at once under this one."""
        return bool(super().can_publish_subpage() and self.user.is_superuser)


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


class ReviewedFormat:
    """For the format page: four eyes, and its state in the words of an editor."""

    def permissions_for_user(self, user: Any) -> FormatPermissionTester:
        """What this user may do with the format."""
        return FormatPermissionTester(user, self)

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


class ReviewedIndex:
    """For the page above the formats."""

    def permissions_for_user(self, user: Any) -> FormatIndexPermissionTester:
        """What this user may do with the page."""
        return FormatIndexPermissionTester(user, self)
