"""What happens when the last task is approved.

Wagtail imports this while its own models load, so it imports nothing then.
"""


def publish_approved(workflow_state, user=None):
    """Wagtail's `WAGTAIL_FINISH_WORKFLOW_ACTION`: publishes (or schedules) the revision that was approved last; one
    whose page is in a release bundle waits for the others, and one under embargo for its end.

    The approver's own permission is not asked for: whoever may publish could skip the workflow, so almost nobody may.
    """
    from .bundles.approved import keep_for_bundle
    from .embargo import not_before_its_end

    revision = workflow_state.current_task_state.revision
    if not keep_for_bundle(revision):
        not_before_its_end(revision).publish(user=user, skip_permission_checks=True)
