"""Who may write the pages beside the formats. They stand under the OPP page, where formatbeheerders have their rights; those are rights on formats."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from website.four_eyes import FourEyesTester


class ExplainingPermissionTester(FourEyesTester):
    """What somebody may do with a page of explanation: rights that were given on the OPP page itself do not count here."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if hasattr(self, "permissions"):
            self.permissions = rights_from_above(user, page.path[: -Page.steplen])


class ExplainingPage:
    """For pages of explanation under the OPP page: who writes the website writes them, who keeps the formats does not."""

    def permissions_for_user(self, user: Any) -> ExplainingPermissionTester:
        """What this user may do with the page."""
        return ExplainingPermissionTester(user, self)


def rights_from_above(user: Any, opp_path: str) -> set[str]:
    """What this user may do with pages ("add", "change", …) by rights that were given above the OPP page with this path."""
    if not user.is_active or not opp_path:
        return set()
    policy = policy_registry.get_by_type(Page)
    return {
        given.permission.codename.rsplit("_", maxsplit=1)[0]
        for given in policy.get_cached_permissions_for_user(user)
        if opp_path.startswith(given.page.path) and given.page.path != opp_path
    }


def may_explain(user: Any, opp_page: Page) -> bool:
    """Whether this user may put a page of explanation under this OPP page."""
    return bool(user.is_active and (user.is_superuser or "add" in rights_from_above(user, opp_page.path)))
