"""Wagtail's screens about users, for people with an account only. A guest's keyless user belongs to a link; no editor finds, edits or deletes it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.admin.views.generic.usage import UsageView
from wagtail.users.views.users import DeleteView, EditView, HistoryView, IndexView, UserViewSet

from .models import User


class PeopleIndexView(IndexView):
    """The list of users, without guests; searching, filtering and exporting start from it."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Everybody who can sign in."""
        return super().get_base_queryset().filter(pk__in=User.objects.persons().values("pk"))


class OnePerson:
    """One user, who must be a person."""

    def get_object(self, *args: Any, **kwargs: Any) -> User:
        """The person of the address.

        Raises:
            Http404: for a guest's keyless user, as if it did not exist.
        """
        user: User = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if user.is_keyless:
            raise Http404
        return user


class PersonEditView(OnePerson, EditView):
    """Edit a person."""


class PersonDeleteView(OnePerson, DeleteView):
    """Delete a person."""


class PersonHistoryView(OnePerson, HistoryView):
    """What was changed about a person."""


class PersonUsageView(OnePerson, UsageView):
    """Where a person is mentioned."""


class PeopleViewSet(UserViewSet):
    """Wagtail's user screens over people. Passwords are set nowhere in the admin (WAGTAILUSERS_PASSWORD_ENABLED)."""

    index_view_class = PeopleIndexView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    history_view_class = PersonHistoryView
    usage_view_class = PersonUsageView
