# shellcheck shell=bash
# Builds the deployable Worker and the playground around it. Sourced by bash after setup.sh.

# The bundle's limit, compressed, in bytes. It grows with the project; what it is at the end stands in CONTRIBUTING.md.
BUNDLE_LIMIT=1000000
# What the build is made of. A folder's own time tells of removed files.
BUILD_SOURCES=(src assets Cargo.toml Cargo.lock scripts/lib/worker.sh .tools/bin/worker-build .tools/bin/wasm-bindgen)
BUILD_STAMP=target/build-stamp

build_is_current() {
  [[ -f build/index.js && -f build/index_bg.wasm && -f $BUILD_STAMP ]] || return 1
  [[ -z $(find "${BUILD_SOURCES[@]}" -newer "$BUILD_STAMP" -print -quit 2>/dev/null) ]]
}

# What compresses best is sent, not what is shortest: rustc has optimised already, and code that wasm-opt's -O packs
# anew is a twentieth shorter, but no longer alike, which costs a tenth of the bundle. So only these passes, and
# functions of one name side by side, before the names go. The messages of panics stay.
WASM_PASSES=(
  --remove-unused-module-elements --duplicate-function-elimination --optimize-instructions --precompute
  --remove-unused-brs --vacuum --rse --code-folding --merge-blocks --remove-unused-brs --vacuum
  --duplicate-function-elimination --simplify-globals --coalesce-locals --reorder-locals --reorder-functions-by-name
  --strip-debug --strip-producers --strip-target-features
)
WASM_FEATURES=(
  --enable-mutable-globals --enable-sign-ext --enable-nontrapping-float-to-int --enable-bulk-memory --enable-multivalue
  --enable-reference-types --enable-exception-handling
)

build_stripped() {
  "$TOOLS/bin/worker-build" --release --no-opt &&
    "$WASM_OPT_BIN" build/index_bg.wasm "${WASM_FEATURES[@]}" "${WASM_PASSES[@]}" -o build/index_bg.wasm
}

# Builds when something changed since the last time.
build_worker() {
  (
    lock build
    if build_is_current; then
      say "  the Worker's build is up to date"
    else
      # The stamp is of the time before, so that a file saved during the build counts as newer.
      mkdir -p target
      touch "$BUILD_STAMP.new"
      step build "Building the Worker (some minutes the first time)" build_stripped
      mv "$BUILD_STAMP.new" "$BUILD_STAMP"
    fi
  ) || exit 1
}

gz_bytes() { gzip -9 -c "$1" | wc -c | tr -d ' '; }

# Prints the size and fails above the limit.
check_bundle() {
  local js wasm sum
  js=$(gz_bytes build/index.js)
  wasm=$(gz_bytes build/index_bg.wasm)
  sum=$((js + wasm))
  echo "Bundle: $sum bytes gz (index.js $js, index_bg.wasm $wasm), limit $BUNDLE_LIMIT"
  ((sum <= BUNDLE_LIMIT)) || die "The bundle is $((sum - BUNDLE_LIMIT)) bytes over its limit."
}

# The playground's program and the command list that it registers.
build_playground() {
  step playground "Building the playground (a minute or two the first time)" \
    cargo build --locked --package simulator --bin playground
  step commands "Deriving the command list" write_commands "$TOOLS/commands.json"
  cargo run --quiet --locked --package guildhall --bin commands -- --pages >"$TOOLS/pages.json"
}

playground_program() {
  cargo metadata --format-version 1 --no-deps | node -p 'JSON.parse(fs.readFileSync(0)).target_directory + "/debug/playground"'
}
