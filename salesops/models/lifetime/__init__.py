"""What customers will still buy: BG/NBD for how often, Gamma-Gamma for how much.

history = History(repeats, last, age, count)
buying = fit_buying(history)
coming = ahead(buying, history, weeks=52)
spending = fit_spending(repeats, means)
"""
