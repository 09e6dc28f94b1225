"""Many visits told together: a wave for its chain, a store's year. Pure, but for `issue.py` and `gather.py`."""
