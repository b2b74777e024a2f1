"""What disturbs a town: how it begins and ends, and what comes of itself."""
