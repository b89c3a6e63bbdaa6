# The viewer's own font: where one that is named is missing, widths do not fit.
set terminal svg size 700, height font "sans-serif,14" rounded background "#ffffff"
