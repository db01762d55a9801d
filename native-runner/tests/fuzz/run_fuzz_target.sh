#!/bin/sh
# run_fuzz_target.sh TARGET SEEDS SECONDS: fuzzes from the seeds, which it leaves as they are.
set -eu
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
"$1" -max_total_time="$3" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
  "$corpus" "$2"
