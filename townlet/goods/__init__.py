"""What is owned, sold, cooked, lent and spoilt, and the accounts it moves between."""
