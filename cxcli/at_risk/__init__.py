"""Customers at risk: bad experiences of customers put together over the sources of a config."""
