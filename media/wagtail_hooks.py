"""Wagtail's hooks of media."""

from django.shortcuts import redirect
from django.urls import path, re_path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtailmedia.wagtail_hooks import MediaSummaryItem

from media import conversion_admin, cue_views
from media.access import access
from media.admin import RecordingViewSet
from media.captions import sentences
from media.recordings import Recording
from media.serve import answer

register_snippet(RecordingViewSet)


def lead_to(name):
    """Make a view that leads to a page of the recordings' own admin."""

    def view(request, media_id=None, media_type=None):
        args = [] if media_id is None else [media_id]
        return redirect(Recording.snippet_viewset.get_url_name(name), *args)

    return view


# wagtailmedia's own pages know nothing of captions and delete what pages show: ours stand before.
@hooks.register("register_admin_urls", order=-1)
def replace_media_pages():
    """Lead from wagtailmedia's lists and forms to those of recordings."""
    return [
        path("media/", lead_to("list")),
        re_path(r"^media/(?P<media_type>audio|video|media)/add/$", lead_to("add")),
        path("media/edit/<int:media_id>/", lead_to("edit")),
        path("media/delete/<int:media_id>/", lead_to("delete")),
        path("media/usage/<int:media_id>/", lead_to("usage")),
    ]


@hooks.register("register_admin_urls")
def add_recording_pages():
    """Say where the form of a recording asks how far its versions are, and texts are changed."""
    views = conversion_admin
    return [
        path(
            "recordings/<int:pk>/captions/<slug:language>/",
            cue_views.CuesView.as_view(),
            name="koers_captions",
        ),
        path(
            "recordings/<int:pk>/transcript/",
            cue_views.TranscriptView.as_view(),
            name="koers_transcript",
        ),
        path("recordings/<int:pk>/conversion/", views.conversion, name="koers_conversion"),
        path("recordings/<int:pk>/conversion/again/", views.again, name="koers_conversion_again"),
    ]


@hooks.register("construct_main_menu")
@hooks.register("construct_search")
def hide_media_items(request, items):
    """Take wagtailmedia's own items out of the menu and the searches."""
    items[:] = [item for item in items if item.name != "media"]


@hooks.register("construct_homepage_summary_items", order=100)
def hide_media_summary(request, items):
    """Take wagtailmedia's own count off the dashboard."""
    items[:] = [item for item in items if not isinstance(item, MediaSummaryItem)]


@hooks.register("construct_media_chooser_queryset")
def leave_out_archive(media, request):
    """Offer the recordings that are not archived."""
    return media.filter(archived=False)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_of_captions(request, record):
    """Tell the editor what viewers would stumble over in the captions."""
    if not isinstance(record, Recording):
        return
    for track in record.captions.all():
        if remarks := track.remarks:
            title = _("Captions (%(language)s) could be easier to read:")
            rows = format_html_join("", "<li>{}</li>", ((row,) for row in sentences(remarks)))
            title %= {"language": track.language_name}
            messages.warning(request, format_html("{}<ul>{}</ul>", title, rows))


@hooks.register("before_serve_document", order=100)
def serve_document(document, request):
    """Serve a document as all files; there is none where no page shows it to this visitor."""
    inline = document.content_disposition == "inline"
    allowed = access(request, document)
    return answer(request, document.file.name, allowed, "" if inline else document.filename)
