"""What will be sold, how sure that is, and how good it was before: many series at once.

    panel = Panel(ids, first, Freq.DAY, y, horizon=28)
    found = forecast(panel)              # salesops.models.forecast.engine
    found.yhat, found.within(0.8), found.record, found.paths()

numpy and nothing else. Every series is told from itself alone, so that adding one changes no other:
but for new ones, which borrow the season of what they are part of (borrow.py), and for parts, which
are brought to their whole (reconcile.py).
"""

import os

# Its matrices are small: a second thread would only wait, and waiting is paid for. Heeded where
# numpy is not loaded yet, and where the user has not said otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
