"""The address of a document, which stays when its file is replaced by one of another name."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from wagtail.documents.views.serve import serve

from media.access import Access, access
from media.documents import Document


def serve_document(request, document_id, document_filename):
    """Serve a document; an address that it had before leads to the one it has."""
    document = get_object_or_404(Document, pk=document_id)
    if document.filename == document_filename:
        return serve(request, document_id, document_filename)
    if access(request, document) is Access.NOBODY:
        raise Http404
    return redirect(document.url)
