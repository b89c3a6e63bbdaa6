// How many processors the calling thread may run on.
#pragma once

/// The processors in the calling thread's affinity mask, or all that are online where a system has no
/// such masks. At least 1.
int prelu_affinity_count(void);
