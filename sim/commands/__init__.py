"""What commands share: options, folders, how work is shown, exit codes."""
