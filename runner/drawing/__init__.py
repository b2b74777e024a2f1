"""Plans of scripts as pictures: for a terminal, and as SVG."""
