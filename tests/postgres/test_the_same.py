"""Tests that stand elsewhere, word for word, on PostgreSQL: what the product does does not depend on its database."""

from __future__ import annotations

from tests.reports.test_hq import test_stores_are_ranked_only_when_each_has_three_visits
from tests.shopper.test_desk_visits import test_the_queue_is_oldest_first_with_its_age
from tests.shopper.test_jobs import (
    test_a_failing_effect_leaves_the_job_as_it_was,
    test_a_job_whose_worker_died_is_taken_over_after_its_lease,
    test_one_cause_gives_one_job,
    test_the_late_result_of_a_sleeper_is_refused_with_its_effect,
)
from tests.shopper.test_kept_drafts import (
    test_a_finished_visit_closes_its_draft_and_keeps_what_comes_late,
    test_the_latest_counts_the_older_stays_and_who_lost_is_told,
)
from tests.shopper.test_signin import test_it_takes_the_address_however_it_is_typed
from tests.shopper.test_slow_phones import test_a_body_on_its_way_holds_no_connection_to_the_database
from tests.shopper.test_sync import (
    test_a_correction_takes_the_place_of_the_returned_visit,
    test_it_keeps_other_content_under_the_same_id_aside,
    test_what_does_not_fit_is_flagged_never_refused,
)
from tests.test_migrations import (
    test_each_goes_up_and_down_and_up,
    test_models_and_migrations_agree,
    test_what_is_not_right_is_refused_by_the_database,
)

__all__ = [
    "test_a_body_on_its_way_holds_no_connection_to_the_database",
    "test_a_correction_takes_the_place_of_the_returned_visit", "test_a_failing_effect_leaves_the_job_as_it_was",
    "test_a_finished_visit_closes_its_draft_and_keeps_what_comes_late",
    "test_a_job_whose_worker_died_is_taken_over_after_its_lease", "test_each_goes_up_and_down_and_up",
    "test_it_keeps_other_content_under_the_same_id_aside", "test_it_takes_the_address_however_it_is_typed",
    "test_models_and_migrations_agree", "test_one_cause_gives_one_job",
    "test_stores_are_ranked_only_when_each_has_three_visits",
    "test_the_late_result_of_a_sleeper_is_refused_with_its_effect",
    "test_the_latest_counts_the_older_stays_and_who_lost_is_told", "test_the_queue_is_oldest_first_with_its_age",
    "test_what_does_not_fit_is_flagged_never_refused", "test_what_is_not_right_is_refused_by_the_database",
]  # fmt: skip
