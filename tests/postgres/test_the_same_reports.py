"""Tests of reports from elsewhere, word for word, on PostgreSQL: lists, waves, years, deliveries, links, bundles."""

from __future__ import annotations

from tests.reports.test_actions import (
    test_a_reply_alone_stands_in_the_next_report_too,
    test_what_was_promised_only_after_the_visit_is_not_held_against_it,
)
from tests.reports.test_bounces import test_a_mail_that_came_back_is_noted_with_its_reason
from tests.reports.test_bundle import (
    test_a_corrected_report_is_there_in_its_newest_edition,
    test_it_holds_each_ready_print_and_a_table_of_all,
    test_the_page_says_how_far_it_is_and_comes_back_while_it_is_not_ready,
    test_what_failed_or_is_gone_is_built_by_the_worker_and_nothing_twice,
)
from tests.reports.test_delivery import (
    test_an_edition_that_was_corrected_before_it_went_is_not_sent,
    test_each_reader_gets_one_mail_in_the_own_language_with_the_pdf,
)
from tests.reports.test_delivery_rules import (
    test_the_first_rule_that_fits_counts,
    test_the_order_is_changed_by_buttons_and_stays_whole,
)
from tests.reports.test_hq import test_headquarters_see_who_got_the_report_and_send_it_again
from tests.reports.test_links import smtp, test_headquarters_see_the_links_and_withdraw_one
from tests.reports.test_replies import (
    test_a_report_is_open_until_it_has_a_deed_or_a_reply,
    test_open_reports_come_first_and_can_be_seen_alone,
    test_the_counts_are_of_the_own_reports,
)
from tests.reports.test_wave_pages import (
    test_a_corrected_visit_counts_once_as_it_was_corrected,
    test_a_newer_edition_says_what_it_replaces_and_the_older_stays_as_it_was,
    test_a_store_manager_sees_the_own_stores_year_and_no_wave,
    test_issuing_freezes_every_language_and_queues_its_prints,
    test_what_was_promised_and_done_is_told_and_what_the_next_visit_saw,
)

__all__ = [
    "smtp", "test_a_corrected_report_is_there_in_its_newest_edition",
    "test_a_corrected_visit_counts_once_as_it_was_corrected",
    "test_a_mail_that_came_back_is_noted_with_its_reason",
    "test_a_newer_edition_says_what_it_replaces_and_the_older_stays_as_it_was",
    "test_a_reply_alone_stands_in_the_next_report_too", "test_a_report_is_open_until_it_has_a_deed_or_a_reply",
    "test_a_store_manager_sees_the_own_stores_year_and_no_wave",
    "test_an_edition_that_was_corrected_before_it_went_is_not_sent",
    "test_each_reader_gets_one_mail_in_the_own_language_with_the_pdf",
    "test_headquarters_see_the_links_and_withdraw_one",
    "test_headquarters_see_who_got_the_report_and_send_it_again",
    "test_issuing_freezes_every_language_and_queues_its_prints",
    "test_it_holds_each_ready_print_and_a_table_of_all", "test_open_reports_come_first_and_can_be_seen_alone",
    "test_the_counts_are_of_the_own_reports", "test_the_first_rule_that_fits_counts",
    "test_the_order_is_changed_by_buttons_and_stays_whole",
    "test_the_page_says_how_far_it_is_and_comes_back_while_it_is_not_ready",
    "test_what_failed_or_is_gone_is_built_by_the_worker_and_nothing_twice",
    "test_what_was_promised_and_done_is_told_and_what_the_next_visit_saw",
    "test_what_was_promised_only_after_the_visit_is_not_held_against_it",
]  # fmt: skip
