"""Forecasts by other methods than the core engine's: the naive one, and those of statsforecast."""
