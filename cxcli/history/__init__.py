"""What earlier reports said: their scores, kept in a file that is only added to."""
