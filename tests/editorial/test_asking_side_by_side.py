"""Two desks answer one request at once, with connections of their own."""

from datetime import timedelta
from functools import partial

from django.test import TransactionTestCase, skipUnlessDBFeature
from django.utils import timezone

from editorial.asking.answering import revoke, send_again
from people.request import PersonalLink
from tests.clean_slate import CleanSlate
from tests.factories import brand, newsroom
from tests.publication.test_runners_side_by_side import together

from .asked import asked_for, granted


@skipUnlessDBFeature("has_select_for_update")
class DesksSideBySideTest(CleanSlate, TransactionTestCase):
    def setUp(self):
        newsroom()
        brand()
        granted(asked_for())
        self.asked = PersonalLink.objects.get().request
        until = timezone.now() + timedelta(days=3)
        self.again = partial(send_again, self.asked, None, ["original.jpeg"], until)

    def test_of_links_sent_anew_at_once_one_works_and_nobody_meets_an_error(self):
        for _time in range(5):
            self.assertEqual(together(*[self.again] * 4), [])
            self.assertEqual(PersonalLink.objects.living().count(), 1)

    def test_sent_anew_while_another_desk_takes_it_back_it_works_or_not_and_nobody_meets_an_error(self):
        for _time in range(5):
            self.assertEqual(together(self.again, partial(revoke, self.asked, None)), [])
            self.assertLessEqual(PersonalLink.objects.living().count(), 1)
