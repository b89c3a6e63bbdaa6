# What the pictures have in common. A function has its colour, of a palette that the colour-blind tell apart (Okabe and
# Ito's, SELU's darkened), and its dashes, for those who see no colours.
set style line 1 linewidth 3 linecolor "#222222" dashtype solid
set style line 2 linewidth 2.5 linecolor "#0072b2" dashtype (5, 6)
set style line 3 linewidth 2.5 linecolor "#d55e00" dashtype (14, 6)
set style line 4 linewidth 2.5 linecolor "#009e73" dashtype (8, 5, 0.1, 5)
set style line 5 linewidth 2.5 linecolor "#aa4499" dashtype (0.1, 5)

set style line 11 linewidth 1 linecolor "#888888"
set style line 12 linewidth 0.75 linecolor "#e4e4e4"
set border 3 linestyle 11
set grid linestyle 12
set xzeroaxis linestyle 11
set yzeroaxis linestyle 11

set encoding utf8
set minussign
set format "%g"
set tics nomirror out scale 0.5 textcolor "#222222"
set xlabel "x" textcolor "#222222"
set ylabel "y" textcolor "#222222" rotate by 0
set key left top Left reverse samplen 5 spacing 1.25 textcolor "#222222"
