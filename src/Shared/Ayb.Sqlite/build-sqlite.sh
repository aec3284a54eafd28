#!/usr/bin/env bash
# Compiles SQLite for host and worker: build-sqlite.sh OUTPUT_FOLDER
#   libsqlite3.a      linked into the worker
#   libe_sqlite3.so   loaded by the host for its metadata
# The source is the amalgamation that an npm package carries; docs/adr/0005 says why.
set -euo pipefail

package=better-sqlite3@13.2.0
source_sha256=75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254
output=$1

options=(
  -DSQLITE_THREADSAFE=2                # a connection belongs to one thread at a time
  -DSQLITE_OMIT_LOAD_EXTENSION         # no code from files, not even by mistake
  -DSQLITE_USE_URI=0
  -DSQLITE_TEMP_STORE=2                # temporary tables in memory unless asked otherwise
  -DSQLITE_DEFAULT_FOREIGN_KEYS=1      # what existing ayb databases were written under
  -DSQLITE_DEFAULT_WAL_SYNCHRONOUS=2   # an acknowledged commit is on the disk
  -DSQLITE_MAX_SQL_LENGTH=16777216
  -DSQLITE_ENABLE_COLUMN_METADATA
  -DSQLITE_ENABLE_DBSTAT_VTAB
  -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS3_PARENTHESIS -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5
  -DSQLITE_ENABLE_GEOPOLY -DSQLITE_ENABLE_RTREE
  -DSQLITE_ENABLE_MATH_FUNCTIONS
  -DSQLITE_ENABLE_PREUPDATE_HOOK -DSQLITE_ENABLE_SESSION
  -DSQLITE_ENABLE_STAT4
  -DSQLITE_SOUNDEX
  -DHAVE_USLEEP=1
)

for tool in npm gcc ar tar sha256sum flock; do
  command -v "$tool" >/dev/null || { echo "build-sqlite: '$tool' is missing; install it and try again" >&2; exit 1; }
done

mkdir -p "$output"
exec 9>"$output/lock"
flock 9

stamp=$(printf '%s\n' "$package" "$source_sha256" "${options[@]}" | sha256sum | cut -d' ' -f1)
[ "$(cat "$output/stamp" 2>/dev/null)" = "$stamp" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar xzf ./*.tgz)
source=$work/package/deps/sqlite3
echo "$source_sha256  $source/sqlite3.c" | sha256sum --check --quiet

gcc -O2 -fPIC -fstack-protector-strong -D_FORTIFY_SOURCE=2 "${options[@]}" -c "$source/sqlite3.c" -o "$work/sqlite3.o"
ar rcs "$work/libsqlite3.a" "$work/sqlite3.o"
gcc -shared -Wl,-z,relro,-z,now "$work/sqlite3.o" -o "$work/libe_sqlite3.so" -lm -lpthread
mv "$work/libsqlite3.a" "$work/libe_sqlite3.so" "$output/"
echo "$stamp" >"$output/stamp"
