// What Swift cannot say.
#pragma once

#include "CPUFeatures.h"
#include "Pause.h"
#include "ProcessorAffinity.h"

// What kernels need of it. All of it is inlined into the module that uses it and compiled for that
// module's instruction set; none of it has a symbol of its own.
#include "Arithmetic.h"
#include "Borders.h"
#include "Choices.h"
#include "Conversions.h"
#include "Fold.h"
#include "Exponential.h"
#include "Halves.h"
#include "NonTemporal.h"
#include "Permutation.h"
#include "SomeLanes.h"
#include "WholeVectors.h"
