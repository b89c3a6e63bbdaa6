# Shares of the roofline, run by run. More cases than colours go on with other dashes and points.
data = "history.txt"
load "history-runs.gnuplot"
set datafile missing "?"
colours = "#222222 #0072b2 #d55e00 #009e73 #aa4499"
colour(n) = word(colours, n % 5 + 1)
set dashtype 11 solid
set dashtype 12 (6, 5)
set dashtype 13 (2, 4)
set dashtype 14 (8, 4, 2, 4)
unset yzeroaxis
set xrange [-0.5:runs - 0.5]
set yrange [0:*]
set xtics rotate by 45 right noenhanced
set xlabel "revision, oldest first\n"
set ylabel "share of the roofline's speed, %" rotate by 90
set key below left vertical maxcols 1 noenhanced
set arrow from graph 0, first 100 to graph 1, first 100 nohead back linestyle 11
plot for [n = 0:cases - 1] data using 1:n + 2 with linespoints linewidth 2 linecolor rgb colour(n) \
       dashtype n / 5 % 4 + 11 pointtype n / 20 % 4 + 4 pointsize 0.7 title columnheader(n + 2)
