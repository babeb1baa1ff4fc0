"""The gap under other functional forms, sizes and numerical choices."""
