"""Work, pay and rent; homes; those who faint, leave and come."""
