"""`python -m reviewer.cli`, for where the script is not on the path."""

import sys

from reviewer.cli import main

sys.exit(main())
