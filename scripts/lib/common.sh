# shellcheck shell=bash
# What every script shares: where things are, how a long step is told. Sourced by bash.
# Messages go to standard error, so that a script's standard output is its result.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TOOLS=$ROOT/.tools
LOGS=$TOOLS/log
cd "$ROOT"
mkdir -p "$LOGS"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Bash's own clock is in whole seconds, which is enough for a person.
took() {
  if (($1 >= 60)); then printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); else printf '%d s' "$1"; fi
}

# Says every 20 s how far a long step is. In the background, so that the step itself gets Ctrl-C.
start_ticking() {
  local log=$1
  (
    # Waiting for a background sleep can be interrupted; a sleep in the foreground would be sat out.
    trap 'kill "$!" 2>/dev/null; exit' TERM
    seconds=0
    while sleep 5 & wait "$!" && kill -0 $$ 2>/dev/null; do
      seconds=$((seconds + 5))
      ((seconds % 20)) || say "  … $(took $seconds) so far: $(tail -n 20 "$log" 2>/dev/null | grep '[[:alnum:]]' | tail -n 1 | tr -d '\r' | cut -c 1-90)"
    done
  ) &
  TICKING=$!
}

stop_ticking() {
  kill "$TICKING" 2>/dev/null || true
  wait "$TICKING" 2>/dev/null || true
}

# step <name of the log> <what is done> <command…>: a line before, a duration after, the log's tail on failure.
step() {
  local log=$LOGS/$1.log what=$2 from=$SECONDS status=0
  shift 2
  say "… $what"
  start_ticking "$log"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  stop_ticking
  if ((status != 0)); then
    tail -n 40 "$log" >&2
    die "  failed after $(took $((SECONDS - from))): $what. Full log: ${log#"$ROOT"/}"
  fi
  say "  done in $(took $((SECONDS - from)))"
}

# The version of a crate as Cargo.lock has it.
locked_version() {
  awk -v name="\"$1\"" '$1 == "name" { hit = $3 == name } hit && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# write_commands <file>: the command list, derived from the crate's one list of features.
write_commands() {
  cargo run --locked --package guildhall --bin commands -- --json >"$1"
}

# write_derived <folder>: what a deployment needs of the crate: commands.json, and the permissions of the bot's role.
write_derived() {
  write_commands "$1/commands.json" &&
    cargo run --locked --package guildhall --bin commands -- --permissions >"$1/permissions"
}

# require_environment <name>: a deployment's name becomes part of other names.
require_environment() {
  [[ $1 =~ ^[a-z][a-z0-9]{0,19}$ ]] || die "--env wants a short name in lower case, such as preview."
}
