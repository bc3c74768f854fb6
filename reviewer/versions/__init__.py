"""Versions of one lesson (初备、研备、精备): what changed in the text, which findings are solved, which levels moved."""

from __future__ import annotations

from reviewer.versions.comparing import LABELS, compare_chain, compare_versions

__all__ = ["LABELS", "compare_chain", "compare_versions"]
