"""Reviewer of Chinese lesson plans and homework."""
