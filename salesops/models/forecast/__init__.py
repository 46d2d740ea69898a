"""What will be sold, how sure that is, and how good it was before: many series at once.

    panel = Panel(ids, first, Freq.DAY, y, horizon=28)
    found = forecast(panel)              # salesops.models.forecast.engine
    found.yhat, found.within(0.8), found.record, found.paths()

numpy and nothing else. Every series is told from itself alone, so that adding one changes no other.
"""
