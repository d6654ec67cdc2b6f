"""Editions in the admin: their list, issuing with a preview, taking back, withdrawing."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from handbooks.blockers import remarks
from handbooks.differences import Differences
from handbooks.editions import Edition
from handbooks.exports import Export, again
from handbooks.freezing import digest, freeze
from handbooks.handbooks import HandbookPage
from handbooks.issuing import NotIssuedError, issue, next_number, take_back, withdraw
from koers.jobs import States
from koers.link_care import edit_url

WITHDRAW = "handbooks.withdraw_edition"


def may_issue(user, handbook):
    """Tell whether a user may issue editions: who may publish the handbook."""
    return handbook.permissions_for_user(user).can_publish()


def handbook_for(request, pk):
    """Return a handbook for who may issue it."""
    handbook = get_object_or_404(HandbookPage, pk=pk, alias_of=None)
    if not may_issue(request.user, handbook):
        raise PermissionDenied
    return handbook


def edition_for(request, pk):
    """Return an edition for who may issue its handbook."""
    edition = get_object_or_404(Edition.objects.for_lists(), pk=pk)
    handbook_for(request, edition.handbook_id)
    return edition


def header_buttons(page, user, view_name, next_url=None):
    """Add the button that leads to the editions of a handbook; a hook."""
    if page.specific_class is HandbookPage and not page.alias_of_id and may_issue(user, page):
        yield Button(
            _("Editions"), reverse("koers_editions", args=[page.pk]),
            icon_name="history", priority=70,
        )  # fmt: skip


def shown(request, template, handbook, title, **more):
    """Show one of these pages."""
    context = {
        "handbook": handbook,
        "page_title": title,
        "page_subtitle": handbook.get_admin_display_title(),
        "header_icon": "history",
        "back": reverse("koers_editions", args=[handbook.pk]),
        "edit": edit_url(handbook),
    }
    return TemplateResponse(request, f"handbooks/admin/{template}.html", context | more)


@require_safe
def editions(request, pk):
    """List the editions of a handbook, with what can be done with each."""
    handbook = handbook_for(request, pk)
    found = handbook.editions.for_lists().select_related("issued_by", "handbook")
    found = list(found.prefetch_related("exports"))
    more = {"number": next_number(handbook), "may_withdraw": request.user.has_perm(WITHDRAW)}
    return shown(request, "editions", handbook, _("Editions"), editions=found, **more)


class IssueForm(forms.ModelForm):
    """Ask what changed; say which number and text the editor was shown."""

    expected = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class IssueView(View):
    """Show what would be issued and what blocks it; issue it."""

    def get(self, request, pk):
        """Show the preview."""
        return self.preview(handbook_for(request, pk))

    def post(self, request, pk):
        """Issue the edition, or say why not."""
        handbook = handbook_for(request, pk)
        form = IssueForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                edition = issue(
                    handbook, given["expected"], given["seen"], given["note"], request.user
                )
            except NotIssuedError as error:
                messages.error(request, str(error))
            else:
                words = _("Edition %(number)s is issued.") % {"number": edition.number}
                button = messages.button(edition.url, _("Look at it"))
                messages.success(request, words, buttons=[button])
                return redirect("koers_editions", handbook.pk)
        return self.preview(handbook, form.data.get("note", ""))

    def preview(self, handbook, note=None):
        """Show what would be issued now, with what was typed."""
        number, frozen = next_number(handbook), freeze(handbook)
        known = {"expected": number, "seen": digest(frozen)}
        typed = None if note is None else known | {"note": note}
        newest = handbook.editions.newest()
        found = remarks(handbook, frozen)
        return shown(
            self.request, "issue", handbook, _("Issue edition %(number)s") % {"number": number},
            form=IssueForm(typed, initial=known), edition=frozen, number=number,
            newest=newest, differences=Differences(newest, frozen) if newest else None,
            blocking=[one for one in found if one.blocks],
            warnings=[one for one in found if not one.blocks],
        )  # fmt: skip


@require_POST
def take_edition_back(request, pk):
    """Take back an edition that was issued by mistake."""
    edition = edition_for(request, pk)
    number = {"number": edition.number}
    if take_back(edition, request.user):
        messages.success(request, _("Edition %(number)s is taken back.") % number)
    else:
        words = _(
            "Edition %(number)s can no longer be taken back. An administrator can withdraw it."
        )
        messages.error(request, words % number)
    return redirect("koers_editions", edition.handbook_id)


@require_POST
def export_again(request, pk):
    """Have a file made once more that could not be made, or whose worker is gone."""
    export = get_object_or_404(Export, pk=pk)
    edition = edition_for(request, export.edition_id)
    if export.state == States.FAILED or export.is_silent:
        again(export)
        messages.success(request, _("The file is made once more."))
    return redirect("koers_editions", edition.handbook_id)


class WithdrawForm(forms.ModelForm):
    """Ask why an edition is withdrawn."""

    withdrawn_because = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers see it at the address of the edition."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Edition
        fields = ["withdrawn_because"]


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_edition(request, pk):
    """Withdraw an edition for good, with a reason; for administrators."""
    edition = edition_for(request, pk)
    if not request.user.has_perm(WITHDRAW):
        raise PermissionDenied
    if edition.withdrawn_at:
        messages.error(request, _("This edition was withdrawn already."))
        return redirect("koers_editions", edition.handbook_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        withdraw(edition, form.cleaned_data["withdrawn_because"], request.user)
        words = _("Edition %(number)s is withdrawn.")
        messages.success(request, words % {"number": edition.number})
        return redirect("koers_editions", edition.handbook_id)
    title = _("Withdraw edition %(number)s") % {"number": edition.number}
    return shown(request, "withdraw", edition.handbook, title, edition=edition, form=form)
