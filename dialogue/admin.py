"""What readers say, in the admin: a list, and a page on which each is read beside the piece and answered."""

from urllib.parse import quote

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from editorial.corrections import is_locked_for
from editorial.models import Correction
from pages.bidi import isolate
from pages.calendar import format_datetime
from pages.forms import RowForm
from publication.gate import is_published

from . import answering
from .models import Suggestion
from .permissions import open_to

#: Words of a passage by whose first and last ones a browser finds it; a shorter one it finds as a whole.
FEW = 5


class NoteForm(RowForm):
    """What readers will be told, if the suggestion is accepted."""

    class Meta:
        model = Correction
        fields = ["kind", "said", "says", "credited_to"]

    def clean(self):
        if is_locked_for(self.for_user, self.instance.page):
            raise forms.ValidationError(_("The piece waits for somebody else's decision, or for its time."))
        return super().clean()


class AnswerForm(RowForm):
    """The answer, and with `decision=accept` the correction that comes of it."""

    class Meta:
        model = Suggestion
        fields = ["answer"]
        labels = {"answer": _("Your answer to the reader")}
        help_texts = {"answer": _("Is sent in the language of the piece, with your words as they are. Empty: no mail.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said, addition = self.instance, Suggestion.Kind.ADDITION
        self.accepts = self.data.get("decision") == "accept"
        self.note = NoteForm(
            self.data if self.accepts else None,
            instance=Correction(page_id=said.page_id, user=self.for_user),
            initial={
                "kind": Correction.Kind.UPDATE if said.kind == addition else Correction.Kind.CORRECTION,
                "said": said.passage,
                "credited_to": said.name,
            },
            for_user=self.for_user,
            prefix="note",
        )

    @property
    def media(self):
        return super().media + self.note.media

    def is_valid(self):
        return super().is_valid() and (not self.accepts or self.note.is_valid())


class _OfTheirs:
    """Wagtail asks only whether the user may do it with any suggestion at all."""

    def get_object(self, *args, **kwargs):
        found = super().get_object(*args, **kwargs)
        if not policy_registry.get(found).user_has_permission_for_instance(self.request.user, "view", found):
            raise PermissionDenied
        return found


class AnswerView(_OfTheirs, EditView):
    is_too_late = False

    def get_queryset(self):
        return super().get_queryset().select_related("page__locale", "answered_by", "correction")

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs) if self.object.is_open else self._already_answered()

    def _already_answered(self):
        messages.warning(self.request, gettext("Somebody has answered it meanwhile."))
        return redirect(self.get_edit_url())

    def save_instance(self):
        form, said, user = self.form, self.form.instance, self.request.user
        try:
            if form.accepts:
                answering.accept(said, user, form.cleaned_data["answer"], form.note.instance)
            else:
                answering.decline(said, user, form.cleaned_data["answer"])
        except answering.AlreadyAnswered:
            self.is_too_late = True
        return said

    def save_action(self):
        return self._already_answered() if self.is_too_late else super().save_action()

    def get_success_url(self):
        if self.form.accepts:
            return reverse("correction:edit", args=[self.object.correction_id])
        return super().get_success_url()

    def get_success_message(self):
        if self.form.accepts:
            return gettext("Accepted. Change the piece now: readers are told when it is published.")
        return gettext("Declined.")

    def get_success_buttons(self):
        return []

    def get_context_data(self, **kwargs):
        page = self.object.page
        context = {"piece": page, "address": "", "edit_address": reverse("wagtailadmin_pages:edit", args=[page.pk])}
        if is_published(page):
            context["address"] = at_passage(page.url, self.object.passage)
        return super().get_context_data(**context, **kwargs)


def at_passage(address, passage):
    """The address of a piece at a passage of it, for browsers that know how to find one."""
    words = passage.split()
    if not words:
        return address
    ends = [words] if len(words) <= 2 * FEW else [words[:FEW], words[-FEW:]]
    # A hyphen has a meaning of its own there, which no function for addresses knows of.
    found = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{address}#:~:text={found}"


def received(said):
    return format_datetime(said.at, get_language())


class SuggestionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Suggestion.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Suggestion.Kind.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language of the piece"), field_name="page__locale__language_code", choices=settings.LANGUAGES,
        widget=forms.RadioSelect, empty_label=_("All"),
    )  # fmt: skip

    class Meta:
        model = Suggestion
        fields = ["state", "kind", "language"]


class SuggestionIndexView(IndexView):
    def get_base_queryset(self):
        """Wagtail's own would be all there are, whoever asks."""
        return open_to(self.request.user).select_related("page__locale")


class SuggestionDeleteView(_OfTheirs, DeleteView):
    pass


class SuggestionHistoryView(_OfTheirs, HistoryView):
    pass


class SuggestionUsageView(_OfTheirs, UsageView):
    pass


class SuggestionViewSet(ModelViewSet):
    model = Suggestion
    name = "suggestion"
    icon = "comment"
    menu_label = pgettext_lazy("menu", "Suggestions")
    menu_order = 196
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = []
    index_view_class, edit_view_class = SuggestionIndexView, AnswerView
    delete_view_class = SuggestionDeleteView
    history_view_class, usage_view_class = SuggestionHistoryView, SuggestionUsageView
    filterset_class = SuggestionFilterSet
    list_per_page = 50
    ordering = ["-pk"]
    list_display = [
        "isolated",
        Column("get_kind_display", label=_("Kind")),
        Column("page", label=_("Piece"), accessor=lambda said: isolate(said.page.get_admin_display_title())),
        Column("language", label=_("Language"), accessor=lambda said: said.page.locale.get_display_name()),
        Column("name", label=_("Reader"), accessor=lambda said: isolate(said.name)),
        Column("at", label=_("Received"), sort_key="at", accessor=received),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(
            panel=None, form_class=AnswerForm, template_name="wagtailadmin/dialogue/answer.html", **kwargs
        )
