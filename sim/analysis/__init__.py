"""Methods that know no economy, each proven on problems with a known answer."""
