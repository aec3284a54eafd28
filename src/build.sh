#!/usr/bin/env bash
# Builds ayb, its server and its query worker into artifacts/ayb/, unless they are up to date.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/artifacts/ayb
stamp=$output/.stamp
log=$root/artifacts/build.log

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() {
  echo "build: $*" >&2
  exit 1
}

# Names, sizes and times of everything that goes into the build.
fingerprint() {
  cd "$root"
  find src Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -printf '%p %s %T@\n' | sort | sha256sum
}

# Linking a native executable takes a C toolchain; SQLite comes as source in an npm package.
install_tools() {
  local missing=()
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "these are missing, install them first: ${missing[*]}"
  fi
  echo "Installing ${missing[*]}" >&2
  { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >>"$log" 2>&1 \
    || fail "could not install ${missing[*]}; see $log"
}

publish() {
  local what=$1 project=$2
  shift 2
  echo "Building $what" >&2
  dotnet publish "$root/$project" --configuration Release --output "$output.new" --verbosity quiet "$@" >>"$log" 2>&1 \
    || { tail -n 20 "$log" >&2; fail "$what does not build; see $log"; }
}

mkdir -p "$root/artifacts"
exec 9>"$root/artifacts/build.lock"
flock 9
now=$(fingerprint)
[ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && exit 0

: >"$log"
command -v dotnet >/dev/null || fail "the .NET SDK is missing: https://dotnet.microsoft.com/download"
install_tools
rm -rf "$output.new"
publish "the query worker" src/Modules/Querying/Ayb.Querying.Worker --runtime linux-x64
publish "the command line" src/Host/Ayb.Cli --runtime linux-x64
publish "the server" src/Host/Ayb.Host
rm -f "$output.new"/*.pdb "$output.new"/*.dbg "$output.new"/*.xml
echo "$now" >"$output.new/.stamp"
rm -rf "$output"
mv "$output.new" "$output"
echo "Built $output" >&2
