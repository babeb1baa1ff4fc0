"""How work is done: processes, clusters, signals, locks and files."""
