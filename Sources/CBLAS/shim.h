// OpenBLAS's C interface, with its thread setting (openblas_set_num_threads) and its build description
// (openblas_get_config), which the reference CBLAS does not have.
#include <cblas.h>
