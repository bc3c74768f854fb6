"""A PDF with text → pieces; see document.py."""
