"""What all figures share: style, marks and files."""
