"""The machinery that all activities share: from setting out to being done."""
