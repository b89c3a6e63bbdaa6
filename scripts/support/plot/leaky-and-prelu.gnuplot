# Two slopes: to the left with equal axes, to the right what is grey there, 20 times as high and twice as wide.
data = "leaky-and-prelu.txt"
left = -4
bottom = -0.3
set multiplot
set ylabel offset 0.5
set tmargin at screen 0.95
set bmargin at screen 0.235

set lmargin at screen 0.09
set rmargin at screen 0.47
set xrange [left:4]
set yrange [-2:4]
unset key
set object 1 rectangle from left, bottom to 0, 0 behind fillcolor "#dddddd" fillstyle solid noborder
plot data using 1:2 with lines linestyle 2, \
     data using 1:3 with lines linestyle 3

unset object 1
set key left bottom
set lmargin at screen 0.6
set rmargin at screen 0.98
set xrange [left:0]
set yrange [bottom:0]
set xtics 1
plot data using 1:2 with lines linestyle 2 title columnheader, \
     data using 1:3 with lines linestyle 3 title columnheader
unset multiplot
