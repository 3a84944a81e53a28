"""Charts as SVG, drawn from numbers alone; colours are those of the page that they stand in."""
