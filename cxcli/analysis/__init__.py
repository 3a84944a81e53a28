"""What scores say together: changes, comparisons, trends."""
