"""Opens the page: `python app.py`, or `make run`. HOST and PORT change the address."""

from __future__ import annotations

import os
import sys

from reviewer.cli import main

if __name__ == "__main__":
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "7860"
    sys.exit(main(["serve", "--host", host, "--port", port]))
