"""Text to schedule: parse, check, lower. Given text, gives values; touches nothing outside itself."""
