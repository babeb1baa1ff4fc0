"""What a reader sees: documents, numbers with their intervals, names, and how they are rendered."""
