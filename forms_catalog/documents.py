"""Which documents and images the public may have: those that a live page or a visible formulier uses. Being in the library is not enough.

The address of a document that a formulier offered before leads to the formulier: never to the old file, and never to nothing.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.documents.models import Document
from wagtail.documents.views.serve import serve
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex, Site

from .models import EerderBestand, Formulier, FormulierBestand, Status
from .sites import asked_site

# The largest key that a database knows.
MAX_NUMBER = 2**63 - 1


def public_documents(site: Site | None = None) -> QuerySet[Document]:
    """Documents of geldende formulieren, and those that live public pages link to; of one site, or of all of them."""
    geldend = Formulier.objects.downloadable()
    if site is not None:
        geldend = geldend.on_site(site)
    of_formulieren = FormulierBestand.objects.filter(formulier__in=geldend.values("pk"), document__isnull=False).values("document")
    on_pages = Q(pk__in=_used_by_live_pages(Document, site)) & ~Q(pk__in=EerderBestand.objects.values("document_nummer"))
    return Document.objects.filter(Q(pk__in=of_formulieren) | on_pages, collection__in=_public_collections())


def public_images(site: Site | None = None) -> QuerySet[Image]:
    """Images that live public pages show; of one site, or of all of them."""
    return Image.objects.filter(pk__in=_used_by_live_pages(Image, site), collection__in=_public_collections())


def may_manage(request: HttpRequest) -> bool:
    """Whether this is an editor, for whom every file of the library is open."""
    return bool(request.user.has_perm("wagtailadmin.access_admin"))


def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Wagtail's own view, after the question whether a visitor should be led to a newer version.

    Raises:
        Http404: for a document that the public may not have.
    """
    if document_id > MAX_NUMBER:
        raise Http404
    formulier = None if may_manage(request) else _formulier_instead(document_id, document_filename, asked_site(request))
    if formulier is not None and (url := formulier.get_url(request)):
        response = HttpResponseRedirect(f"{url}?oud=bestand")
        response.headers["Cache-Control"] = "no-cache"
        return response
    response = serve(request, str(document_id), document_filename)
    # Wagtail writes down that a file was not packed as if "None" were a way of packing; some programs then refuse the file.
    if response.headers.get("Content-Encoding") == "None":
        del response.headers["Content-Encoding"]
    return response


def _formulier_instead(number: int, name: str, site: Site | None) -> Formulier | None:
    """The newest formulier to show instead of this document, or None when the document itself is what was asked."""
    files = FormulierBestand.objects.filter(document=number, formulier__site=site).select_related("document", "formulier__vervangen_door")
    current = [(file.document.filename, file.formulier) for file in files]
    if any(filename == name and formulier.is_downloadable and formulier.newest() == formulier for filename, formulier in current):
        return None
    earlier = EerderBestand.objects.filter(document_nummer=number, formulier__site=site).select_related("formulier__vervangen_door")
    # A file of what is still being made has never been offered, so nobody can have an old link to it.
    offered = [formulier for _, formulier in current if formulier.status in (Status.GELDEND, Status.VERLOPEN)]
    known = [*(row.formulier for row in earlier if row.formulier.is_public), *offered]
    return known[0].newest() if known else None


def only_public_documents(document: Document, request: HttpRequest) -> None:
    """Documents of concepts and drafts are for editors; whoever guesses their address finds nothing.

    Raises:
        Http404: for everybody else.
    """
    if not may_manage(request) and not public_documents(asked_site(request)).filter(pk=document.pk).exists():
        raise Http404


def _public_collections() -> QuerySet[Collection]:
    """Collections that are not closed, nor stand under a closed one."""
    public = Collection.objects.all()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        public = public.exclude(path__startswith=restriction.collection.path)
    return public


def _used_by_live_pages(model: type[Model], site: Site | None) -> list[int]:
    """Keys of the objects that Wagtail's reference index knows a live public page to use."""
    pages = Page.objects.live().public()
    if site is not None:
        pages = pages.descendant_of(site.root_page, inclusive=True)
    used = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
    )
    return [int(key) for key in used.values_list("to_object_id", flat=True).distinct()]
