"""The parts of clv: what was bought, the model and its backtest, tables and words."""
