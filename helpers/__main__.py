"""``python -m helpers handin 02_backprop.ipynb``: see ``helpers.handin``."""

import sys

from helpers.handin import main

sys.exit(main())
