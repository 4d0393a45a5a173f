"""What an editor fills in about a handleiding; only subjects of the same website are offered."""

from typing import Any

from wagtail.models import Page, Site

from website.four_eyes import ReviewedPageForm


def site_of(page: Page) -> Site | None:
    """The website that this page belongs to, by the nearest home page above it."""
    path = page.path or ""
    sites = [site for site in Site.objects.select_related("root_page") if path.startswith(site.root_page.path)]
    return max(sites, key=lambda site: len(site.root_page.path), default=None)


class HandleidingForm(ReviewedPageForm):
    """The form of the page editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "onderwerp" in self.fields:
            # A new page has no place in the tree yet; its parent has.
            site = site_of(self.parent_page or self.instance)
            subjects = self.fields["onderwerp"].queryset
            self.fields["onderwerp"].queryset = subjects.filter(site=site) if site else subjects
