#!/usr/bin/env bash
# How fast, in how much memory, and always the same: measured with SaudiNewsNet where it is present.
#   bench/run.sh [FOLDER WITH THE ZIPS]     default ../shared/corpus/saudinewsnet
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=${1:-../shared/corpus/saudinewsnet}
if ! compgen -G "$corpus/*.zip" > /dev/null; then
  echo "not measured: $corpus has no zip files (see bench/README.md for where they come from)"
  exit 0
fi
cargo build --quiet --release --bin marsad
cargo build --quiet --release -p marsad --example slowest --example stages
release=${CARGO_TARGET_DIR:-target}/release
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 bench/saudinewsnet.py "$corpus" -o "$dir/articles.jsonl" 2> "$dir/count"
python3 bench/saudinewsnet.py "$corpus" --shuffle 7 -o "$dir/other-order.jsonl" 2> /dev/null
"$release/marsad" data build -o "$dir/ar.pack" 2> "$dir/pack-problems" || "$release/marsad" data build . -o "$dir/ar.pack"

# NAME INPUT JOBS: codes INPUT; leaves NAME.jsonl, NAME.seconds, NAME.kB (the peak memory) and NAME.summary.
code() {
  local start end
  start=$(date +%s.%N)
  python3 - "$dir/$1" "$release/marsad" code "$2" --jobs "$3" -o "$dir/$1.jsonl" << 'PEAK'
import resource, subprocess, sys
out, *command = sys.argv[1:]
with open(out + ".log", "w") as log:
    status = subprocess.run(command, stderr=log, check=False).returncode
with open(out + ".kB", "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
PEAK
  end=$(date +%s.%N)
  echo "$start $end" | awk '{ printf "%.1f", $2 - $1 }' > "$dir/$1.seconds"
  tail -n 1 "$dir/$1.log" > "$dir/$1.summary"
}
code one "$dir/articles.jsonl" 1
code two "$dir/articles.jsonl" 2
code shuffled "$dir/other-order.jsonl" 2

row() { printf '%-34s %s\n' "$1" "$2"; }
same() { if cmp -s "$1" "$2"; then echo yes; else echo NO; fi; }
rate() { awk -v n="$(wc -l < "$dir/$1.jsonl")" -v s="$(cat "$dir/$1.seconds")" 'BEGIN { printf "%.0f articles/s (%d articles in %.1f s)", n / s, n, s }'; }
by_id() { python3 -c 'import json, sys; sys.stdout.writelines(sorted(sys.stdin, key=lambda line: json.loads(line)["article"]["id"]))'; }
by_id < "$dir/two.jsonl" > "$dir/two.sorted"
by_id < "$dir/shuffled.jsonl" > "$dir/shuffled.sorted"

row 'machine' "$(nproc) cores, $(uname -m)"
row 'articles' "$(cat "$dir/count"), $(du -m "$dir/articles.jsonl" | cut -f 1) MB"
row 'output' "$(cat "$dir/two.summary")"
row '--jobs 1' "$(rate one)"
row '--jobs 2' "$(rate two)"
row 'peak memory, --jobs 2' "$(awk '{ printf "%.0f MB", $1 / 1000 }' "$dir/two.kB")"
row 'same bytes with --jobs 1 and 2' "$(same "$dir/one.jsonl" "$dir/two.jsonl")"
row 'same in another order' "$(same "$dir/two.sorted" "$dir/shuffled.sorted")"
row 'valid by docs/schema' "$(python3 bench/valid.py docs/schema/coded-article.schema.json "$dir/two.jsonl")"
if [ -s "$dir/ar.pack" ]; then
  # The slowest article of all, and the rate of one core without reading and writing.
  "$release/examples/slowest" "$dir/ar.pack" 5 < "$dir/articles.jsonl" | awk '/ ms / { print "slowest: " $0; next } { print "one core, coding alone: " $0 }'
  # What each stage costs, on the first 5,000 articles.
  head -n 5000 "$dir/articles.jsonl" | "$release/examples/stages" "$dir/ar.pack"
else
  row 'slowest article' 'not measured: the data has errors, see marsad data check'
fi
same "$dir/one.jsonl" "$dir/two.jsonl" | grep -q yes && same "$dir/two.sorted" "$dir/shuffled.sorted" | grep -q yes
