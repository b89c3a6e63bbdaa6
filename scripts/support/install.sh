# Sourced by the scripts: installs Debian packages that are missing, and says so.

# need_packages INSTALL PACKAGE...: INSTALL is "yes" or "no".
need_packages() {
  local install=$1
  shift
  local missing=()
  local package
  for package in "$@"; do
    if ! dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null |
      grep -qx installed; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$install" = no ]; then
    echo "missing Debian packages: ${missing[*]}; install them, or leave out --no-install" >&2
    return 1
  fi
  if ! command -v apt-get >/dev/null; then
    echo "this machine has no apt-get; install what Debian calls ${missing[*]}" >&2
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "installing ${missing[*]} takes root or sudo" >&2
      return 1
    }
    as_root=(sudo)
  fi
  echo "installing with apt: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
      --no-install-recommends "${missing[@]}" >&2
}

# need_command INSTALL COMMAND PACKAGE: a command, whoever installed it.
need_command() {
  command -v "$2" >/dev/null || need_packages "$1" "$3"
}

# need_swift: fails with one line where there is no Swift.
need_swift() {
  command -v swift >/dev/null && return 0
  echo "no Swift here: install Swift 6.3 or later (https://www.swift.org/install)" >&2
  return 1
}

# need_torch INSTALL ENVIRONMENT: PyTorch, NumPy and safetensors in a virtual environment of Python, from PyPI.
need_torch() {
  "$2/bin/python" -c "import torch, numpy, safetensors" 2>/dev/null && return 0
  if [ "$1" = no ]; then
    echo "PyTorch, NumPy or safetensors is missing in $2; leave out --no-install to have them installed" >&2
    return 1
  fi
  python3 -c "import ensurepip" 2>/dev/null || need_packages "$1" python3-venv
  echo "installing PyTorch, NumPy and safetensors into $2: several GB, which takes minutes" >&2
  python3 -m venv "$2"
  "$2/bin/pip" install --quiet torch numpy safetensors >&2
}
