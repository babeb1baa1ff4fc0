"""Parameters fitted to stylised facts by simulated moments."""
