#!/bin/sh
# run_fuzz_target.sh TARGET SEEDS SECONDS RANDOM: fuzzes from the seeds, which it leaves as they are. The same RANDOM
# (0: another each time) takes the same way through the inputs, as far as the machine gets in the time.
set -eu
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
# Suppressions name functions that may be far up the stack of an allocation.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:malloc_context_size=100"
# Comparisons of addresses are among what guides it.
fixed_addresses=
if setarch -R true 2> /dev/null; then fixed_addresses='setarch -R'; fi
# By itself a finding exits with 77, which Meson takes for a test that was skipped.
$fixed_addresses "$1" -seed="$4" -max_total_time="$3" -timeout=20 -timeout_exitcode=1 -error_exitcode=1 \
  -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 "$corpus" "$2"
