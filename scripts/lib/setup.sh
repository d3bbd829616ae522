# shellcheck shell=bash
# Sets up what building and testing need, inside the project (.tools, node_modules), once. Sourced by bash.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

WORKER_BUILD=0.8.7   # goes with the crate `worker`
WASM_TARGET=wasm32-unknown-unknown

# hint <name>: the command that installs a missing program here.
hint() {
  case $1:$(uname -s) in
    cargo:*) echo "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh" ;;
    node:Darwin) echo "brew install node" ;;
    node:*) echo "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo bash - && sudo apt-get install -y nodejs   (other systems: https://nodejs.org/en/download)" ;;
    cc:Darwin) echo "xcode-select --install" ;;
    cc:*) if command -v dnf >/dev/null; then echo "sudo dnf install -y gcc"; else echo "sudo apt-get install -y build-essential"; fi ;;
  esac
}

# Names everything that is missing at once, so that nobody has to come back for the next one.
require_programs() {
  local missing=() program
  command -v cargo >/dev/null || missing+=("Rust with rustup: $(hint cargo)")
  if ! command -v node >/dev/null; then
    missing+=("Node 20 or later with npm: $(hint node)")
  elif ! node -e 'process.exit(Number.parseInt(process.versions.node, 10) >= 20 ? 0 : 1)'; then
    missing+=("Node 20 or later (this is $(node -v)): $(hint node)")
  elif ! command -v npm >/dev/null; then
    missing+=("npm: $(hint node)")
  fi
  for program in cc gcc clang; do command -v "$program" >/dev/null && break; done ||
    missing+=("a C compiler: $(hint cc)")
  ((${#missing[@]} == 0)) && return
  say "Guildhall needs some programs that are not installed:"
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# lock <set-up or build>: one at a time in this folder, until the subshell that it is called in ends.
# A lock whose owner is gone is taken over.
lock() {
  local what=$1 told=
  LOCK=$TOOLS/lock-$what
  until mkdir "$LOCK" 2>/dev/null; do
    if ! kill -0 "$(cat "$LOCK/pid" 2>/dev/null || echo $$)" 2>/dev/null; then
      rm -rf "$LOCK"
      continue
    fi
    [[ $told ]] || say "… waiting for another $what in this folder"
    told=yes
    sleep 1
  done
  echo $$ >"$LOCK/pid"
  trap 'rm -rf "$LOCK"' EXIT
}

setup_wasm_target() {
  [[ -d $(rustc --print sysroot)/lib/rustlib/$WASM_TARGET ]] && return
  command -v rustup >/dev/null || die "The Rust target $WASM_TARGET is missing and rustup is not there to add it: $(hint cargo)"
  step rustup "Adding the Rust target $WASM_TARGET" rustup target add "$WASM_TARGET"
}

# rustup's minimal profile brings neither.
setup_rust_components() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  step components "Adding rustfmt and clippy" rustup component add rustfmt clippy
}

# setup_tool <crate> <version> <program> <how long>
setup_tool() {
  [[ $("$TOOLS/bin/$3" --version 2>/dev/null) == *"$2"* ]] && return
  # They run for seconds, so light optimisation saves a third of the time from nothing to a build.
  # Their objects are of no use to the project and do not go to its target folder.
  step "$1" "Installing $1 $2 (about $4, once)" env -u CARGO_TARGET_DIR \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install --locked --force --root "$TOOLS" --bin "$3" "$1@$2"
}

setup_npm() {
  local stamp=node_modules/.guildhall-lock sum
  sum=$(cksum <package-lock.json)
  [[ $(cat $stamp 2>/dev/null) == "$sum" ]] && return
  step npm "Installing the pinned Node tools (about 15 s, once)" npm ci --no-audit --no-fund
  echo "$sum" >$stamp
}

# A Python that can make an environment of its own; PYTHON names another one.
find_python() {
  local program
  for program in "${PYTHON:-}" python3 python; do
    [[ $program ]] && command -v "$program" >/dev/null &&
      "$program" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
      command -v "$program" && return
  done
  return 1
}

# The pinned Python tools of scripts/test, in an environment of their own.
setup_python() {
  local own=$TOOLS/python python sum
  sum=$(cksum <scripts/lib/requirements.txt)
  [[ $(cat "$own/.guildhall-lock" 2>/dev/null) == "$sum" ]] && return
  python=$(find_python) || die "Python 3.11 or later with venv is needed for this: sudo apt-get install -y python3-venv"
  (
    lock python
    rm -rf "$own"
    "$python" -m venv "$own"
    step python "Installing the pinned Python tools (about 30 s, once)" \
      "$own/bin/pip" install --disable-pip-version-check --require-hashes --no-deps --requirement scripts/lib/requirements.txt
    echo "$sum" >"$own/.guildhall-lock"
  ) || exit 1
}

# The pinned Node 22 where npm has one for this machine, else the machine's own when it is new enough.
find_node() {
  local node
  for node in node_modules/node-*/bin/node "$(command -v node)"; do
    if "$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) ? 0 : 1)' 2>/dev/null; then
      (cd "$(dirname "$node")" && echo "$PWD/node")
      return
    fi
  done
  die "Node 22.12 or later is needed on this kind of machine: $(hint node)"
}

use_node() {
  GUILDHALL_NODE=$(find_node)
  export GUILDHALL_NODE WRANGLER_SEND_METRICS=false
  PATH=$(dirname "$GUILDHALL_NODE"):$ROOT/node_modules/.bin:$PATH
}

setup() {
  require_programs
  (
    lock set-up
    setup_wasm_target
    setup_npm
    setup_tool worker-build "$WORKER_BUILD" worker-build "2 minutes"
    setup_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen "2 minutes"
  ) || exit 1
  use_node
  # worker-build downloads each of these that it is not told of.
  export WASM_BINDGEN_BIN=$TOOLS/bin/wasm-bindgen
  export WASM_OPT_BIN=$ROOT/node_modules/binaryen/bin/wasm-opt
  # The package's own `bin` is a script that asks Node for the binary; worker-build wants the program.
  ESBUILD_BIN=$(echo node_modules/@esbuild/*/bin/esbuild)
  export ESBUILD_BIN=$ROOT/$ESBUILD_BIN
}
