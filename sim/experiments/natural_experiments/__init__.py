"""What published field experiments found, simulated."""
