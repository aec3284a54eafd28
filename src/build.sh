#!/usr/bin/env bash
# Builds ayb, its server and its query worker, unless they are up to date. artifacts/ayb is a link to the newest build:
# a server that is running keeps the one that it was started from.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
artifacts=$root/artifacts
log=$artifacts/build.log

# No process of the build outlives it: one that did would keep the lock.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() {
  echo "build: $*" >&2
  exit 1
}

# Names, sizes and times of everything that goes into the build.
fingerprint() {
  cd "$root"
  find src Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj -o -name node_modules -o -path src/Clients \) -prune -o -type f -printf '%p %s %T@\n' | sort | sha256sum | cut -c 1-16
}

is_current() {
  [ "$(readlink "$artifacts/ayb" 2>/dev/null)" = "builds/$1" ] && [ -x "$artifacts/ayb/ayb" ]
}

# Linking a native executable takes a C toolchain; SQLite comes as source in an npm package.
install_tools() {
  local missing=()
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "these are missing, install them first: ${missing[*]}"
  fi
  echo "Installing ${missing[*]}" >&2
  { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >>"$log" 2>&1 9>&- \
    || fail "could not install ${missing[*]}; see $log"
}

publish() {
  local what=$1 project=$2
  shift 2
  echo "Building $what" >&2
  dotnet publish "$root/$project" --configuration Release --output "$new" --verbosity quiet "$@" >>"$log" 2>&1 9>&- \
    || { tail -n 20 "$log" >&2; fail "$what does not build; see $log"; }
}

# Deletes older builds, except those that some process still runs from.
clean_up() {
  local build running
  # Of some processes nobody is told what they run, which counts as a failure.
  running=$(readlink /proc/[0-9]*/exe 2>/dev/null || true)
  for build in "$artifacts"/builds/*; do
    [ "$build" = "$artifacts/builds/$now" ] && continue
    grep -qF "$build/" <<<"$running" || rm -rf "$build"
  done
}

now=$(fingerprint)
is_current "$now" && exit 0

mkdir -p "$artifacts/builds"
exec 9>"$artifacts/build.lock"
flock --nonblock 9 || { echo "Waiting for another build to end" >&2; flock 9; }
now=$(fingerprint)
is_current "$now" && exit 0

: >"$log"
command -v dotnet >/dev/null || fail "the .NET SDK is missing: https://dotnet.microsoft.com/download"
install_tools
new=$artifacts/builds/$now
rm -rf "$new"
publish "the query worker" src/Modules/Querying/Ayb.Querying.Worker --runtime linux-x64
publish "the command line" src/Host/Ayb.Cli --runtime linux-x64
publish "the server" src/Host/Ayb.Host
rm -f "$new"/*.pdb "$new"/*.dbg "$new"/*.xml
[ -L "$artifacts/ayb" ] || rm -rf "$artifacts/ayb"
ln -sfn "builds/$now" "$artifacts/ayb.new"
mv -T "$artifacts/ayb.new" "$artifacts/ayb"
clean_up
echo "Built $artifacts/ayb" >&2
