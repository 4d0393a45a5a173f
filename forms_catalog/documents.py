"""Which documents and images the public may have: those that a live page or a visible formulier uses. Being in the library is not enough."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from .models import FormulierBestand, Status


def public_documents() -> QuerySet[Document]:
    """Documents of geldende formulieren, and those that live public pages link to."""
    of_formulieren = FormulierBestand.objects.filter(formulier__status=Status.GELDEND).values("document")
    return Document.objects.filter(Q(pk__in=of_formulieren) | Q(pk__in=_used_by_live_pages(Document)), collection__in=_public_collections())


def public_images() -> QuerySet[Image]:
    """Images that live public pages show."""
    return Image.objects.filter(pk__in=_used_by_live_pages(Image), collection__in=_public_collections())


def _public_collections() -> QuerySet[Collection]:
    """Collections that are not closed, nor stand under a closed one."""
    public = Collection.objects.all()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        public = public.exclude(path__startswith=restriction.collection.path)
    return public


def _used_by_live_pages(model: type[Model]) -> list[int]:
    """Keys of the objects that Wagtail's reference index knows a live public page to use."""
    live = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    used = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        object_id__in=live,
    )
    return [int(key) for key in used.values_list("to_object_id", flat=True).distinct()]
