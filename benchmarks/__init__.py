"""Speed of the productivity kernel and of a whole month, beside what the machine allows."""
