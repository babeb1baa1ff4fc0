"""What is declared of each parameter that comes with the package, by section of the model."""
