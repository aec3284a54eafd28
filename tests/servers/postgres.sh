#!/usr/bin/env bash
# A PostgreSQL server for tests, on a free port of the loopback address.
#   postgres.sh start FOLDER   prints the URL for AYB_TEST_POSTGRES
#   postgres.sh stop FOLDER
# It does not wait for the disk: what it holds is thrown away.
set -euo pipefail

command=$1
folder=$(realpath -m "$2")
binaries=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# PostgreSQL refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$folder" "$@"
  else
    "$@"
  fi
}

free_port() {
  local port
  while port=$((RANDOM % 12000 + 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

case $command in
  start)
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$folder"; fi
    chmod 700 "$folder"
    cd "$folder"
    as_server "$binaries/initdb" -D "$folder/data" -U ayb -A trust --no-sync -E UTF8 --locale=C >"$folder/initdb.log"
    port=$(free_port)
    as_server "$binaries/pg_ctl" -D "$folder/data" -w -t 30 -l "$folder/log" -o "-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=200 \
      -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start >"$folder/start.log"
    echo "postgresql://ayb@127.0.0.1:$port"
    ;;
  stop)
    cd "$folder"
    as_server "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >"$folder/stop.log"
    ;;
  *)
    echo "usage: $0 start|stop FOLDER" >&2
    exit 2
    ;;
esac
