"""Evaluation of the reviewer: `python -m eval SUITE`. See eval/README.md for data shapes and what labels are."""
