"""The simulated baseline against stylised facts."""
