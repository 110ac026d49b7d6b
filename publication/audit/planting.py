"""Makes pages for canaries, and says how each can be made public later and taken away again."""

from datetime import timedelta

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from publication import runner
from publication.models import Release

from .site import Canary

A_MOMENT = timedelta(seconds=1)


class Planting:
    """One page type in one language on the audit's site: what the states are written in."""

    def __init__(self, site, kind, language):
        self.site, self.kind, self.language = site, kind, language
        self.desk = site.users["desk"]

    # -- Canaries ---------------------------------------------------------------------------------------------

    def secret(self, state, language=None, page=None):
        canary = self.site.canary(self.kind.kind, state, language or self.language)
        if page is not None:
            canary.page = page
        return canary

    def live(self, state):
        """The control: a public twin, which the audit must be able to see. One page has one."""
        if self.kind.existing:
            page = self.kind.existing(self.language)
            known = [canary for canary in self.site.public_canaries() if canary.page and canary.page.pk == page.pk]
            if known:
                return known[0]
        canary = self.site.canary(self.kind.kind, state, self.language, is_public=True)
        if self.kind.existing:
            canary.page = self.kind.existing(self.language)
            canary.addresses.append(canary.page.url_path)
            self.refill(canary).publish()
        else:
            self.new(canary, publish=True)
        return canary

    def canary_of(self, page):
        return next(canary for canary in reversed(self.site.canaries) if canary.page and canary.page.pk == page.pk)

    # -- Pages ------------------------------------------------------------------------------------------------

    def parent(self, language):
        # Fetched anew each time: a stale parent would overwrite the count of its children.
        return Page.objects.get(pk=self.kind.parent(language).pk)

    def new(self, canary, parent=None, publish=False, **fields):
        parent = parent or self.parent(canary.language)
        page = self.kind.model(live=False, owner=self.desk, locale=parent.locale, **fields)
        self.kind.fill(page, canary)
        page.slug = canary.word("slug")
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        revision = page.save_revision(user=self.desk)
        self._beside(page, canary)
        if publish:
            revision.publish(user=self.desk)
        canary.page = self.fresh(page)
        canary.addresses.append(canary.page.url_path)
        self.put_into_index(page)
        return canary.page

    def parent_of_its_own(self, canary, publish=False):
        """A section beside the usual one; where that is a front page, a page of the kind itself."""
        usual = self.parent(canary.language)
        model, under = (usual.specific_class, usual.get_parent()) if usual.depth > 2 else (self.kind.model, usual)
        page = model(live=False, locale=usual.locale, title=canary.word("title of the page above"))
        page.slug = canary.word("slug of the page above")
        Page.objects.get(pk=under.pk).add_child(instance=page)
        revision = page.save_revision(user=self.desk)
        if publish:
            revision.publish(user=self.desk)
        page = self.fresh(page)
        canary.other_addresses.append(page.url_path)
        return page

    def refill(self, canary, **fields):
        """A new revision of the canary's page, with tokens of its own in every field."""
        page = self.fresh(canary.page)
        self.kind.fill(page, canary)
        for name, value in fields.items():
            setattr(page, name, value)
        if not self.kind.existing:
            page.slug = canary.word("slug")
            canary.addresses.append(page.get_parent().url_path + page.slug + "/")
        self._beside(page, canary)
        return page.save_revision(user=self.desk)

    def _beside(self, page, canary):
        if self.kind.beside:
            self.kind.beside(page, canary)

    def take_over(self, page, canary):
        """Fills a draft that something else has made."""
        self.kind.fill(page, canary)
        page.slug = canary.word("slug")
        page.save()
        page.save_revision(user=self.desk)
        canary.page = self.fresh(page)
        canary.addresses.append(canary.page.url_path)

    def fresh(self, page):
        return Page.objects.get(pk=page.pk).specific

    def approve(self, page):
        state = page.get_workflow().start(page, self.desk)
        while state.status == state.STATUS_IN_PROGRESS:
            state.current_task_state.approve(user=self.desk)
            state.refresh_from_db()

    def redirect(self, canary, page):
        """One that an editor has written by hand."""
        old = f"/{canary.language}/{canary.word('address of a redirect')}/"
        Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_page=Page.objects.get(pk=page.pk))
        canary.other_addresses.append(old)

    def tied(self, name, tie):
        public = self.live(f"live, tied: {name}")
        hidden = self.secret(name)
        page = self.new(hidden)
        live = self.fresh(public.page)
        tie(live, page)
        page.save()
        page.save_revision()
        live.save_revision(user=self.desk).publish(user=self.desk)

    # -- What happens to them later -----------------------------------------------------------------------------

    def can_be_published(self, what, canary=None):
        canary = canary or (what if isinstance(what, Canary) else self.canary_of(what))
        page = what.page if isinstance(what, Canary) else what
        self._can_change(canary, page, lambda: self.fresh(page).get_latest_revision().publish(user=self.desk))

    def can_be_released(self, what):
        canary = what if isinstance(what, Canary) else self.canary_of(what)

        def release():
            waiting = Release.objects.pending().for_page(canary.page).get()
            waiting.move_to(timezone.now() - A_MOMENT)
            runner.tick()

        self._can_change(canary, canary.page, release)

    def restrict(self, page, restriction_type, canary=None):
        base = Page.objects.get(pk=page.pk)
        restriction = PageViewRestriction.objects.create(page=base, restriction_type=restriction_type)
        if restriction_type == PageViewRestriction.GROUPS:
            restriction.groups.set(self.site.users["writer"].groups.all())
        self._can_change(canary or self.canary_of(page), page, restriction.delete)

    def expire(self, page, canary=None):
        rows = Page.objects.filter(pk=page.pk)
        rows.update(expire_at=timezone.now() - A_MOMENT)

        def extend():
            """The runner may have come round meanwhile and taken it down."""
            rows.update(expire_at=None)
            self.fresh(page).get_latest_revision().publish(user=self.desk)

        self._can_change(canary or self.canary_of(page), page, extend)

    def _can_change(self, canary, page, lift):
        """`page` is what changes: the canary's own, or the one above that closes it."""

        def lifted():
            lift()
            self.put_into_index(canary.page)
            for other in self.site.public_canaries():
                if other.page and other.page.pk == canary.page.pk:
                    self._supersede(other, canary)
            canary.is_public = True

        def dropped():
            if not self.kind.existing:
                self._withdraw(page, turn=self.site.canaries.index(canary))
                canary.is_public = False

        canary.lift, canary.drop = lifted, dropped

    def _supersede(self, other, canary):
        """What has stood on the page until now stands there no more; but its address leads to what does."""
        other.is_public = False
        if slug := other.tokens.pop("slug", None):
            slug.canary = canary
            other.other_addresses += other.addresses
            other.addresses.clear()

    def put_into_index(self, page):
        """Jobs may run at once in an audit, and so before the page's own rows (people, topics) are written; the
        worker runs them after."""
        index.insert_or_update_object(self.fresh(page))

    def _withdraw(self, page, turn):
        """Each way of going away in turn: unpublished, expired, restricted, deleted. Several canaries may stand on one
        page: who comes second finds it withdrawn."""
        page = Page.objects.filter(pk=page.pk, live=True).specific().first()
        if page is None:
            return
        if turn % 4 == 0:
            page.unpublish(user=self.desk)
        elif turn % 4 == 1:
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - A_MOMENT)
        elif turn % 4 == 2:
            PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
        else:
            page.delete(user=self.desk)
