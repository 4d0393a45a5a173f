"""The first question every permission check meets: is this a keyless user? Then the answer is no, whatever else is stored."""

from typing import Any

from django.core.exceptions import PermissionDenied


class RefuseKeyless:
    """Second lock behind the door: a guest's keyless user may do nothing model-wide, even if somebody gives it a permission.

    It stands first in AUTHENTICATION_BACKENDS and defines no `get_user`, so that no session can be tied to it.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Signs nobody in."""
        return

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Refuse a keyless user; say nothing about others.

        Raises:
            PermissionDenied: which stops Django from asking the next backend.
        """
        self._refuse_keyless(user_obj)
        return False

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Refuse a keyless user; say nothing about others."""
        self._refuse_keyless(user_obj)
        return False

    @staticmethod
    def _refuse_keyless(user_obj: Any) -> None:
        if getattr(user_obj, "is_keyless", False):
            raise PermissionDenied
        return


class MijnSchool:
    """Lets who heads a school into Wagtail's admin, on the days of that role, and only while "Mijn school" is what is asked for.

    A group would go on after the last day, and the right to enter opens more than this room: files of the library, for one. So `grens` marks the
    person of a request for the room, and everywhere else the answer is no. Administrators have the right by their own group.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Signs nobody in."""
        return

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether it is the right to enter, asked in the room itself, of somebody who heads a school today."""
        from .access import heads_today

        return perm == "wagtailadmin.access_admin" and obj is None and getattr(user_obj, "in_mijn_school", False) and heads_today(user_obj)
