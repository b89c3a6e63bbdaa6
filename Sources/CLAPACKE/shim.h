// LAPACKE spells complex numbers with C's _Complex, which Swift does not import: the real routines are
// what remains, and all that is needed.
#include <lapacke.h>
