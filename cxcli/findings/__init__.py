"""What a run says beside its scores: two of its cells side by side, its periods as series."""
