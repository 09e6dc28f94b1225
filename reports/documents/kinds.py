"""The documents that can be printed, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reports.documents.huddle_kind import HUDDLE
from reports.documents.kind import Kind
from reports.documents.store_report_kind import STORE_REPORT
from reports.documents.store_year_kind import STORE_YEAR
from reports.documents.wave_report_kind import WAVE_REPORT

_ALL = (STORE_REPORT, HUDDLE, WAVE_REPORT, STORE_YEAR)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
