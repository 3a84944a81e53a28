"""Mapped rows become partials, partials become scores: definitions, statistics, intervals, accounts."""
