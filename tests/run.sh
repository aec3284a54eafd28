#!/usr/bin/env bash
# Runs the tests: all of them, or the projects whose name holds one of the arguments.
#   tests/run.sh
#   tests/run.sh Databases Sharing
# Installs the servers that they need, starts them, stops them, and ends with "N passed, N failed".
set -euo pipefail

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$tests")
work=$(mktemp -d "${TMPDIR:-/tmp}/ayb-tests-XXXXXX")
chmod 755 "$work"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$work/results"

stop() {
  [ -e "$work/s3" ] && "$tests/servers/s3.sh" stop "$work/s3" || true
  [ -e "$work/postgres/data" ] && "$tests/servers/postgres.sh" stop "$work/postgres" || true
  rm -rf "$work"
}
trap stop EXIT

fail() {
  echo "$*" >&2
  echo "0 passed, 1 failed"
  exit 1
}

install_servers() {
  local packages=(
    postgresql python3-aiosmtpd openssl gdb strace sqlite3 curl jq zstd chromium fonts-dejavu-core
    swift-proxy swift-account swift-container swift-object memcached) missing=()
  for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  [ "$(id -u)" = 0 ] || fail "These Debian packages are missing, install them first: ${missing[*]}"
  echo "Installing ${missing[*]}"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; fail "Could not install ${missing[*]}"; }
}

# Prints the projects to test, those of the arguments or all.
projects() {
  local project
  for project in "$tests"/*.Tests/*.csproj; do
    if [ $# -eq 0 ]; then
      echo "$project"
    else
      for part in "$@"; do
        [[ $(basename "$project") == *"$part"* ]] && echo "$project"
      done
    fi
  done | sort -u
}

# Adds up a counter of result files.
count() {
  local counter=$1
  shift
  { grep -ho "<Counters [^>]*" "$@" || true; } | { grep -o " $counter=\"[0-9]*\"" || true; } | { grep -o '[0-9]*' || true; } \
    | awk '{ sum += $1 } END { print sum + 0 }'
}

install_servers
"$root/src/build.sh"
AYB_TEST_POSTGRES=$("$tests/servers/postgres.sh" start "$work/postgres")
AYB_TEST_S3=$("$tests/servers/s3.sh" start "$work/s3")
export AYB_TEST_POSTGRES AYB_TEST_S3

mapfile -t chosen < <(projects "$@")
[ ${#chosen[@]} -gt 0 ] || fail "There is no test project of that name."

failed=0
if [ $# -eq 0 ]; then
  echo "Checking the format"
  dotnet restore "$root/Ayb.sln" --verbosity quiet
  dotnet format "$root/Ayb.sln" --no-restore --verify-no-changes || { echo "The format is not that of .editorconfig: run 'dotnet format'"; failed=1; }
fi

for project in "${chosen[@]}"; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  dotnet build "$project" --verbosity quiet || { failed=$((failed + 1)); continue; }
  result=$work/results/$name.trx
  # Tests interrupt what they start, which would do nothing where this runs by nohup or '&' and interrupts are ignored.
  if ! env --default-signal=INT,QUIT dotnet test "$project" --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$work/results" --blame-hang-timeout 10m; then
    # A runner that dies or fails in between the tests counts no failed test: that is a failure of its own.
    [ "$(count failed "$result" 2>/dev/null)" -gt 0 ] || failed=$((failed + 1))
  fi
done

passed=$(count passed "$work"/results/*.trx)
failed=$((failed + $(count failed "$work"/results/*.trx)))
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
