# Speed over the memory of a call. `direction` is forward or backward.
data = sprintf("sweep-%s.txt", direction)
set style line 13 linewidth 1 linecolor "#888888" dashtype (4, 4)
load "sweep-machine.gnuplot"
set tmargin 5
set title sprintf("PReLU %s, Float, 16 channels, automatic threads\n%s\n", direction, machine) \
  noenhanced textcolor "#222222"
set logscale x 2
# Room for footprints that are a few slopes larger than the powers of two.
set xrange [2**11.8:2**30.2]
set yrange [0:*]
set xtics ("4 KiB" 2**12, "16 KiB" 2**14, "64 KiB" 2**16, "256 KiB" 2**18, "1 MiB" 2**20, "4 MiB" 2**22, \
  "16 MiB" 2**24, "64 MiB" 2**26, "256 MiB" 2**28, "1 GiB" 2**30)
set xlabel "footprint: all tensors of a call together"
set ylabel "GB/s" rotate by 90
set key right top
plot data using 1:4 with linespoints linestyle 1 pointtype 7 pointsize 0.5 title "roofline", \
     data using 1:2 with linespoints linestyle 2 pointtype 7 pointsize 0.5 title "kernel", \
     data using 1:3 with linespoints linestyle 3 pointtype 7 pointsize 0.5 title "naive"
