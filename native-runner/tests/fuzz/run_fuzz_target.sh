#!/bin/sh
# run_fuzz_target.sh TARGET SEEDS SECONDS: fuzzes from the seeds, which it leaves as they are.
set -eu
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
# By itself a finding exits with 77, which Meson takes for a test that was skipped.
"$1" -max_total_time="$3" -timeout=20 -timeout_exitcode=1 -error_exitcode=1 -rss_limit_mb=2048 \
  -max_len=4096 -print_final_stats=1 "$corpus" "$2"
