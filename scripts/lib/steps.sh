# shellcheck shell=bash
# Runs numbered steps, keeps going after a failure, and tells everything at the end. Sourced by bash.

# One of each a step, in order.
STEP_NAMES=()
STEP_RESULTS=()
STEP_TIMES=()
STEP_PASSED=()
STEP_FAILED=()
LEFT_OUT=()
ANY_FAILED=

# leave_out <what> <how to get it>
leave_out() {
  LEFT_OUT+=("$1. To have it: $2")
}

# sum <pattern with one number in it> <file>
sum() {
  sed -nE "s/$1/\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'
}

# Tests that cargo and node report in a log.
count_passed() { echo $(($(sum '^test result: .* ([0-9]+) passed.*' "$1") + $(sum '^# pass ([0-9]+)$' "$1"))); }
count_failed() { echo $(($(sum '^test result: .* ([0-9]+) failed.*' "$1") + $(sum '^# fail ([0-9]+)$' "$1") + $(sum '^# cancelled ([0-9]+)$' "$1"))); }

# run_step <number> <of> <name> <function> [tests]: with `tests`, a step in which none ran has failed.
run_step() {
  local number=$1 of=$2 name=$3 act=$4 kind=${5-} log=$LOGS/test-$4.log from=$SECONDS status=0 passed failed result=ok
  printf '[%d/%d] %s\n' "$number" "$of" "$name"
  start_ticking "$log"
  # Not in a condition: there bash would let a function go on after a command that failed.
  set +e
  (
    set -e
    "$act"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  stop_ticking
  passed=$(count_passed "$log")
  failed=$(count_failed "$log")
  if [[ $kind == tests ]] && ((status == 0 && passed == 0)); then
    echo "No test ran." >>"$log"
    status=1
  fi
  if ((status != 0)); then
    result=FAILED
    ANY_FAILED=yes
    # So that the sum says "failed" also when it was not a test that did.
    ((failed > 0)) || failed=1
    show_failure "$log"
  fi
  STEP_NAMES+=("$name")
  STEP_RESULTS+=("$result")
  STEP_TIMES+=("$((SECONDS - from))")
  STEP_PASSED+=("$passed")
  STEP_FAILED+=("$failed")
  printf '       %s in %s' "$result" "$(took $((SECONDS - from)))"
  if [[ $kind == tests ]]; then printf ', %d passed, %d failed' "$passed" "$failed"; fi
  printf '\n'
}

show_failure() {
  local tests
  tests=$(grep -E '^(test .* FAILED|    [a-z_:0-9]+$|not ok )' "$1" | sort -u | head -n 40 || true)
  tail -n 60 "$1" | sed 's/^/       | /'
  [[ -z $tests ]] || printf '%s\n' "$tests" | sed 's/^/       > /'
  printf '       whole log: %s\n' "${1#"$ROOT"/}"
}

# The table, what was left out, and one line with the sum of the tests.
summary() {
  local index all_passed=0 all_failed=0 all_time=0
  printf '\n%-52s %-7s %10s %7s %7s\n' step result time passed failed
  for index in "${!STEP_NAMES[@]}"; do
    printf '%-52s %-7s %10s %7d %7d\n' "${STEP_NAMES[index]}" "${STEP_RESULTS[index]}" \
      "$(took "${STEP_TIMES[index]}")" "${STEP_PASSED[index]}" "${STEP_FAILED[index]}"
    all_passed=$((all_passed + STEP_PASSED[index]))
    all_failed=$((all_failed + STEP_FAILED[index]))
    all_time=$((all_time + STEP_TIMES[index]))
  done
  printf 'All of it took %s.\n' "$(took "$all_time")"
  printf '%d left out.\n' "${#LEFT_OUT[@]}"
  for index in "${!LEFT_OUT[@]}"; do printf '  - %s\n' "${LEFT_OUT[index]}"; done
  printf '\n%d passed, %d failed\n' "$all_passed" "$all_failed"
}
