#!/usr/bin/env bash
# Keeps one comment with the report on the pull request: the first run writes it, later ones replace its text.
set -euo pipefail

marker='<!-- pgwright -->'
# GitHub refuses comments of more than 65,536 characters.
limit=60000

body="$RUNNER_TEMP/pgwright-comment.md"
{
  echo "$marker"
  head -c "$limit" "$REPORT"
  if [ "$(wc -c <"$REPORT")" -gt "$limit" ]; then
    printf '\n\n… the report is longer than a comment may be; the whole of it is in the summary of the run.\n'
  fi
} >"$body"

comments="repos/$GITHUB_REPOSITORY/issues"
known=$(gh api --paginate "$comments/$NUMBER/comments" \
  --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
if [ -n "$known" ]; then
  gh api --silent --method PATCH "$comments/comments/$known" --field "body=@$body"
else
  gh api --silent --method POST "$comments/$NUMBER/comments" --field "body=@$body"
fi
