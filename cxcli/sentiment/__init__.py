"""What comments say: their language, and whether they are positive, neutral or negative."""
