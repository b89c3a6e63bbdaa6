# The derivatives, with dots at 0, where most jump. No axis stands there, which would look like a part of the curves.
data = "derivatives.txt"
set xrange [-4:3]
set yrange [-0.25:2]
set ylabel "derivative" rotate by 90
unset yzeroaxis
set label "ReLU, Leaky ReLU,\nPReLU and ELU" at 1.35, 0.88 textcolor "#222222"
plot data using 1:6 with lines linestyle 5 title columnheader, \
     data using 1:5 with lines linestyle 4 title columnheader, \
     data using 1:4 with lines linestyle 3 title columnheader, \
     data using 1:3 with lines linestyle 2 title columnheader, \
     data using 1:2 with lines linestyle 1 title columnheader, \
     for [i = 2:6] data using ($1 == 0 ? 0 : NaN):i with points linestyle i - 1 pointtype 7 pointsize 0.7 notitle, \
     NaN with points linestyle 11 pointtype 7 pointsize 0.7 title "value at 0"
