"""The explorer: results as one page on which a reader chooses the assumptions."""
