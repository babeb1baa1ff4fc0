"""What happens in a month under any institutions: demography, demand, overheads, production."""
