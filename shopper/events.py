"""News of this floor. The floors above listen; the table that joins them is in app.py.

Each is sent inside the transaction of its cause, so that what hangs on it is written with it or not at all.
"""

from blinker import Namespace

_news = Namespace()

visit_submitted = _news.signal("visit-submitted", doc="Sent with the Visit when its last piece has arrived.")
visit_returned = _news.signal("visit-returned", doc="Sent with the Visit when a reviewer asks something.")
address_changed = _news.signal("address-changed", doc="Sent with the Person, `by_id` (who changed it) and `at`.")
visit_approved = _news.signal("visit-approved", doc="Sent with the Visit, `by` (Person) and `at` (instant).")
