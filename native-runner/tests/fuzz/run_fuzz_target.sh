#!/bin/sh
# run_fuzz_target.sh TARGET SEEDS SECONDS [FLAG...]: fuzzes from the seeds, which it leaves as they are.
set -eu
target=$1
seeds=$2
seconds=$3
shift 3
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 "$@" \
  "$corpus" "$seeds"
