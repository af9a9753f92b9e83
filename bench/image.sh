#!/usr/bin/env bash
# The image of the Dockerfile made by hand, where there is no container engine: the files that its COPY
# lines name, packages as its RUN line installs them, owned by root and not writable, started over HTTP by
# another user (with Slack out of reach, so that nothing leaves), asked by its HEALTHCHECK, stopped by SIGTERM.
#   bash bench/image.sh [node binary, default node]      needs root, for a user that is not
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
node="$(command -v "${1:-node}")"
image="$(mktemp -d)"
data="$(mktemp -d)"
pid=''
cleanup() {
  if [ -n "$pid" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
  chmod -R u+w "$image"
  rm -rf "$image" "$data"
}
trap cleanup EXIT
dockerfile() { sed -e ':a' -e '/\\$/N' -e 's/\\\n//' -e 'ta' "$here/Dockerfile"; }

mkdir "$image/app"
# First stage: its files, then its command.
(cd "$here" && cp package.json package-lock.json "$image/app")
run="$(dockerfile | sed -n 's/^RUN \(npm ci.*\)$/\1/p')"
echo "packages: $run"
(cd "$image/app" && $run --no-audit --no-fund --loglevel=error)
rm "$image/app/package-lock.json"
# Second stage: every COPY that is not from the first.
dockerfile | sed -n 's/^COPY \([^-].*\)$/\1/p' | grep -v package-lock | while read -r line; do
  read -ra parts <<<"$line"
  target="${parts[-1]}"
  for source in "${parts[@]:0:${#parts[@]}-1}"; do
    if [ -d "$here/$source" ]; then mkdir -p "$image/app/$target" && cp -r "$here/$source/." "$image/app/$target"
    else cp "$here/$source" "$image/app/"; fi
  done
done
echo "image: $(du -sm "$image" | cut -f1) MB, of it packages $(du -sm "$image/app/node_modules" | cut -f1) MB"
chown -R root:root "$image"
chmod -R a-w,a+rX "$image"
chmod 755 "$image"
user="$(id -u nobody)"
chown "$user" "$data"

port="$("$node" -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')"
# Replaces the shell that calls it.
become() {
  cd "$image/app"
  exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs \
    --inh-caps=-all --bounding-set=-all \
    env -i PATH="$PATH" HOME=/nonexistent NODE_ENV=production AFGHAN_BRIEF_HOME="$data" PORT="$port" \
    SLACK_BOT_TOKEN=xoxb-image SLACK_SIGNING_SECRET=0123456789abcdef SLACK_API_URL=http://127.0.0.1:9/api/ "$@"
}
if (become sh -c 'touch written 2>/dev/null'); then echo 'the tree can be written to'; exit 1; fi

cmd="$(dockerfile | sed -n 's/^CMD \[\(.*\)\]$/\1/p' | tr -d '",')"
echo "command: $cmd"
(become "$node" ${cmd#node }) >"$data/log" 2>&1 &
pid=$!
health="$(dockerfile | sed -n 's/^HEALTHCHECK .*CMD \(\[.*\]\)$/\1/p')"
script="$("$node" -e 'console.log(JSON.parse(process.argv[1])[2])' "$health")"
for _ in $(seq 240); do
  if (become "$node" -e "$script"); then healthy=1; break; fi
  sleep 0.5
done
cat "$data/log"
if [ -z "${healthy:-}" ]; then echo 'not healthy after two minutes'; exit 1; fi
echo "healthy, as user $(ps -o uid= -p "$pid" | tr -d ' '), Node $("$node" --version)"
(become "$node" src/bin.js ask ttp) >"$data/answer"
head -3 "$data/answer"
kill -TERM "$pid"
code=0
wait "$pid" || code=$?
pid=''
echo "stopped with code $code; written: $(ls "$data" | tr '\n' ' ')"
[ "$code" = 0 ]
