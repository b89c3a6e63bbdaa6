// zlib's interface to gzip files.
#include <zlib.h>
