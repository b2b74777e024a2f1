"""What events do to the state, a file for each family. Only `townlet.apply` calls these."""
