# The functions. ReLU comes last, over those that are the same where x is positive.
data = "rectifiers.txt"
set xrange [-4:3]
set yrange [-2:3]
set key invert
set label "ReLU, Leaky ReLU,\nPReLU and ELU" at 1.35, 0.85 textcolor "#222222"
plot data using 1:6 with lines linestyle 5 title columnheader, \
     data using 1:5 with lines linestyle 4 title columnheader, \
     data using 1:4 with lines linestyle 3 title columnheader, \
     data using 1:3 with lines linestyle 2 title columnheader, \
     data using 1:2 with lines linestyle 1 title columnheader
