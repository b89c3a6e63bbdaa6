# Three pixels for two of the SVG's: sharp on dense screens, and still a small file. Dashes, whose unit differs between
# terminals, are as long as the SVG's.
set terminal pngcairo size 1050, 1.5 * height font "DejaVu Sans,10.5" fontscale 1.5 \
  linewidth 1.5 pointscale 1.5 dashlength 1.9 rounded background "#ffffff"
