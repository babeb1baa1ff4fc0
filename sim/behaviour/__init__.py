"""What people become through their work: alienation, effort, skill."""
