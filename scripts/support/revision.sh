# Sourced by the scripts: what is written beside measurements.

# revision DIR: what git calls the checkout there, "unknown" where git knows none: the folder was unpacked from an archive, or is
# another user's.
revision() {
  git -C "$1" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown
}
