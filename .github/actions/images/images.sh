#!/usr/bin/env bash
# images.sh FILE: loads Assay's images from FILE if it exists, gets the missing ones, and if there were any, writes
# FILE anew and tells its digest to the next steps. If the cache cannot be used or made, there is only a warning.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
file=${1:?the file of the images}

warn() {
  echo "::warning title=Images::$*"
}

# The digests of all images that this engine has.
digests() {
  docker image ls --no-trunc --quiet | sort -u
}

if [[ -e $file ]]; then
  npm run setup -- --load "$file" || warn "The cached images are not used: they could not be loaded."
fi
before=$(digests 2>/dev/null || true)
npm run setup
after=$(digests)
if [[ $before == "$after" ]]; then
  echo "All images were there."
  exit 0
fi

rm -f "$file"
if npm run setup -- --save "$file"; then
  echo "digest=$(sha256sum <<<"$after" | cut -c 1-16)" >>"$GITHUB_OUTPUT"
else
  warn "The images could not be saved for the next run."
fi
