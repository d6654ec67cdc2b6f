"""The way of a draft to the public: a chief editor approves what an editor submits."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cases.claims import Claim


def setup_workflow(*approvers):
    """Let groups approve pages of every language and claims, unless a workflow is set already.

    The workflow that Wagtail begins with is replaced where nobody used it.
    """
    if GroupApprovalTask.objects.filter(groups=approvers[0]).exists():
        return
    with override(settings.LANGUAGE_CODE):
        task = GroupApprovalTask.objects.create(name=_("Approval by a chief editor"))
        workflow = Workflow.objects.create(name=_("Final editing"))
    task.groups.set(approvers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    unused = Workflow.objects.filter(name="Moderators approval", workflow_states=None)
    for old in unused:
        tasks = list(old.tasks)
        old.delete()
        for old_task in tasks:
            old_task.delete()
    root = Page.get_first_root_node()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    claims = ContentType.objects.get_for_model(Claim)
    WorkflowContentType.objects.get_or_create(content_type=claims, defaults={"workflow": workflow})
