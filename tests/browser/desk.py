"""What a writer, an editor and a publisher do in the admin, in the order in which they do it."""

import re

from playwright.sync_api import expect

PASSWORD = "open sesame"


class Desk:
    """One person at work in one browser window.

    Fields are found by `data-contentpath`. The ids of tabs and panels are made of their headings, in the language of
    whoever opens the first form of this kind in the process, and stay so for everybody.
    """

    def __init__(self, page):
        self.page = page

    def log_in(self, name):
        self.page.goto("/admin/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("form.login-form button[type=submit]")
        self.page.wait_for_url("**/admin/")
        return self

    # -- Pictures ------------------------------------------------------------------------------------------

    def upload_picture(self, file, title, credit, **words):
        """Words by form field: `alt_en="…"`."""
        page = self.page
        page.goto("/admin/images/add/")
        page.set_input_files("[name=file]", file)
        for field, text in {"title": title, "credit": credit, **words}.items():
            page.fill(f"[name={field}]", text)
        page.get_by_role("button", name="Upload").click()
        page.wait_for_url("**/admin/images/")

    def choose_picture(self, scope, title):
        scope.get_by_role("button", name="Choose an image").click()
        modal = self.page.locator(".modal-content")
        modal.get_by_role("link", name=re.compile(re.escape(title))).first.click()
        modal.wait_for(state="hidden")

    # -- Text ----------------------------------------------------------------------------------------------

    def start_story(self, section_id):
        self.page.goto(f"/admin/pages/add/stories/story/{section_id}/")
        self.page.locator("[name=title]").wait_for()
        return self

    def add_author(self, name):
        page = self.page
        page.click("#id_item_people-ADD")
        page.locator("#inline_child_item_people-0").get_by_role("button", name=re.compile("Choose")).click()
        modal = page.locator(".modal-content")
        modal.get_by_role("link", name=name).click()
        modal.wait_for(state="hidden")

    def add_block(self, name):
        """A block at the end of the body; returns it."""
        page = self.page
        body = page.locator("[data-contentpath=body]")
        body.locator(".c-sf-add-button").last.click()
        page.get_by_role("option", name=name, exact=True).click()
        block = body.locator("[data-streamfield-child]").last
        block.wait_for()
        return block

    def write_paragraph(self, text):
        area = self.add_block("Text").locator("[contenteditable=true]").first
        area.click()
        area.press_sequentially(text)

    # -- Decisions -----------------------------------------------------------------------------------------

    def act(self, label):
        """Presses one of the actions in the footer, those behind its arrow included."""
        self._press(self.page.locator("footer").get_by_role("button", name=label, include_hidden=True))

    def approve(self):
        self._press(
            self.page.locator("footer [data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        )
        self.page.wait_for_url(re.compile(r"/admin/(pages/\d+/)?$"))

    def open_decision(self, title):
        """From what waits on the dashboard."""
        self.page.goto("/admin/")
        self.page.locator("#waiting-for-you-section").get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_url("**/decide/*/")
        return self

    def decide(self, action):
        """Presses a button of the page for it: "approve" or "reject"."""
        self.page.locator(f".nr-decide-bar button[value={action}]").click()
        self.page.wait_for_url("**/admin/")

    def open_task(self, title):
        """In the editor, by the page for deciding."""
        self.open_decision(title)
        self.page.locator("a[href$='/edit/']").first.click()
        self.page.wait_for_url("**/edit/")
        return self

    def set_time(self, text):
        """Types a go-live time into the schedule dialog and saves it."""
        page = self.page
        page.get_by_role("button", name="Toggle status").click()
        page.get_by_role("button", name=re.compile("Set schedule|Edit schedule")).first.click()
        field = page.locator("#id_go_live_at")
        field.fill(text)
        expect(field).to_have_value(text)
        # By keyboard: the picker may lie over the button.
        page.get_by_role("button", name="Save schedule").press("Enter")
        page.get_by_text(re.compile("has been (saved|updated|created)|created for")).first.wait_for()

    def schedule(self):
        """Past the question whether it shall overtake the workflow."""
        self.act("Schedule to publish")
        self.page.locator(".modal-content").get_by_role("button", name="Publish").click()
        self.say_why("The minister speaks at noon.")
        self.page.get_by_text("Scheduled without approval.").first.wait_for()

    def say_why(self, reason):
        """It goes out without the approvals that are missing."""
        self.page.wait_for_url("**/without-approval/**")
        self.page.fill("[name=reason]", reason)
        self.page.locator("#without-approval button[type=submit]").click()

    def _press(self, button):
        if not button.first.is_visible():
            self.page.locator("footer").get_by_role("button", name="More actions").click()
        button.first.click()
