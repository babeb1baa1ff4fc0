"""What each institution does, alone and in pairs (model section 7)."""
