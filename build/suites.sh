# shellcheck shell=bash
# Sourced by build/test and build/check-package: runs test suites and sums them in $passed and $failed.
passed=0
failed=0
suite_log=$(mktemp)
trap 'rm -f "$suite_log"' EXIT

# Adds one suite: its name, how many tests ran, how many of them failed, and its exit code. None ran: a failure.
add_suite() {
  local name=$1 total=$2 bad=$3 code=$4
  if ((total == 0)); then
    say "$name ran no test"
    failed=$((failed + 1))
    return
  fi
  if ((code != 0 && bad == 0)); then
    say "$name exited with $code"
    bad=1
  fi
  if ((bad > total)); then total=$bad; fi
  passed=$((passed + total - bad))
  failed=$((failed + bad))
}

# A test project by its own executable, which closes with "X  Total: 7, Errors: 0, Failed: 1, Skipped: 0, …".
run_xunit() {
  local name=$1 code=0 total=0 errors=0 bad=0
  say "$name"
  "tests/$name/bin/$CONFIGURATION/net10.0/$name" -noLogo -noColor -failSkips >"$suite_log" 2>&1 || code=$?
  if ((code != 0)); then cat "$suite_log"; else tail -n 1 "$suite_log"; fi
  read -r total errors bad < <(
    sed -nE "s/^ +$name +Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+),.*/\1 \2 \3/p" "$suite_log" | tail -n 1
  ) || true
  add_suite "$name" "$((total))" "$((errors + bad))" "$code"
}

# unittest says "Ran 7 tests in 0.1s", then "OK" or "FAILED (failures=1, errors=2)".
run_unittest() {
  local name=$1 folder=$2 code=0 total bad
  say "$name"
  (cd "$folder" && PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m unittest discover -s tests -t .) >"$suite_log" 2>&1 || code=$?
  if ((code != 0)); then cat "$suite_log"; else tail -n 1 "$suite_log"; fi
  total=$(sed -nE 's/^Ran ([0-9]+) tests? in .*/\1/p' "$suite_log" | tail -n 1)
  bad=$(sed -nE 's/^FAILED \((.*)\)$/\1/p' "$suite_log" | tr ',' '\n' | sed -nE 's/^ *(failures|errors|skipped)=([0-9]+)$/\2/p' | paste -sd+)
  add_suite "$name" "$((total))" "$((bad))" "$code"
}

# build/mutants says a line for each mutant, then "44 passed, 0 failed".
run_mutants() {
  local code=0 good bad
  say 'mutants'
  MESHFUNCTIONS_LONG='' build/mutants | tee "$suite_log" || code=$?
  read -r good bad < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$suite_log" | tail -n 1) || true
  add_suite mutants "$((good + bad))" "$((bad))" "$code"
}
