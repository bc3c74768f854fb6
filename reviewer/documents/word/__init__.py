"""A Word document (.docx) → pieces; see document.py."""
