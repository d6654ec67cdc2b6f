"""Where the index is asked: each store answers which sections hold which terms."""
