#!/usr/bin/env bash
# Runs pgwright over the checkout; annotations go to the log, the reports to files, the exit code is pgwright's own.
set -uo pipefail

node "$GITHUB_ACTION_PATH/scripts/setup.mjs" --build || exit

arguments=()
[ -n "$SINCE" ] && arguments+=(--since "$SINCE")
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=("$line")
done <<<"$ARGUMENTS"

sarif="$RUNNER_TEMP/pgwright.sarif"
report="$RUNNER_TEMP/pgwright.md"
rm -f "$sarif" "$report"

node "$GITHUB_ACTION_PATH/bin/pgwright.js" "$COMMAND" --dir "$DIR" --fail-on "$FAIL_ON" \
  --format github --format "sarif=$sarif" --format "markdown=$report" "${arguments[@]}"
status=$?

[ -f "$sarif" ] && echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
if [ -f "$report" ]; then
  echo "report-file=$report" >>"$GITHUB_OUTPUT"
  cat "$report" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
