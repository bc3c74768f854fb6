"""A PowerPoint file (.pptx) → pieces; see document.py."""
