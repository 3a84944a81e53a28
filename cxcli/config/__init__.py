"""The config stage: YAML with places to checked models. It knows no metric."""
