#!/usr/bin/env bash
# An S3 endpoint for tests, on a free port of the loopback address: OpenStack Swift, all on one node.
#   s3.sh start FOLDER   prints the URL for AYB_TEST_S3
#   s3.sh stop FOLDER
# It verifies signatures. Access key "ayb:admin", secret "testing", region us-east-1, buckets as paths or below .s3.localhost.
set -euo pipefail

command=$1
folder=$(realpath -m "$2")

# Swift is to run as a user of its own.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid=swift --regid=swift --clear-groups env HOME="$folder" "$@"
  else
    exec env HOME="$folder" "$@"
  fi
}

# None that a program is given which asks for any: those lie above. Holds all of them until all are chosen, so that none is given twice.
free_ports() {
  /usr/bin/python3 -c '
import random, socket
sockets = []
while len(sockets) < 5:
    try:
        sockets.append(socket.create_server(("127.0.0.1", random.randrange(20000, 32000))))
    except OSError:
        pass
print(*(s.getsockname()[1] for s in sockets))'
}

write_settings() {
  local kind=$1 port=$2
  cat <<SETTINGS
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = $(if [ "$(id -u)" = 0 ]; then echo swift; else id -un; fi)
swift_dir = $folder/settings
devices = $folder/devices
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
log_address = $folder/no-syslog
log_level = WARNING
# It shall be right, also when the machine is busy: what a listing lacks once it lacks for good.
conn_timeout = 60
node_timeout = 60
container_update_timeout = 60

[pipeline:main]
SETTINGS
  if [ "$kind" != proxy ]; then
    printf 'pipeline = %s-server\n\n[app:%s-server]\nuse = egg:swift#%s\n' "$kind" "$kind" "$kind"
    return
  fi
  cat <<SETTINGS
pipeline = healthcheck cache s3api tempauth slo proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
error_suppression_limit = 1000000

[filter:healthcheck]
use = egg:swift#healthcheck

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$memory_port

[filter:s3api]
use = egg:swift#s3api
location = us-east-1
storage_domain = s3.localhost

[filter:tempauth]
use = egg:swift#tempauth
user_ayb_admin = testing .admin

[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 10000
SETTINGS
}

# One device for everything: which it is follows from the ports alone.
write_rings() {
  as_server /usr/bin/python3 - "$folder/settings" "account=$account_port" "container=$container_port" "object=$object_port" <<'PYTHON'
import sys
from swift.common.ring import RingBuilder

for name, port in (ring.split("=") for ring in sys.argv[2:]):
    builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    builder.add_dev({
        "region": 1, "zone": 1, "weight": 1, "device": "disk", "ip": "127.0.0.1", "port": int(port),
        "replication_ip": "127.0.0.1", "replication_port": int(port)})
    builder.rebalance(seed=1)
    builder.get_ring().save(f"{sys.argv[1]}/{name}.ring.gz")
PYTHON
}

launch() {
  local name=$1
  shift
  (cd "$folder" && as_server "$@") >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
}

stop() {
  local file pid
  for file in "$folder"/*.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill -KILL "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
    rm "$file"
  done
}

is_up() {
  local port
  for port in "$memory_port" "$account_port" "$container_port" "$object_port"; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 1
  done
  curl --silent --fail --output /dev/null "http://127.0.0.1:$proxy_port/healthcheck"
}

case $command in
  start)
    mkdir -p "$folder/settings" "$folder/devices/disk"
    read -r proxy_port account_port container_port object_port memory_port < <(free_ports)
    cat >"$folder/settings/swift.conf" <<'SETTINGS'
[swift-hash]
swift_hash_path_prefix = ayb
swift_hash_path_suffix = tests
SETTINGS
    for kind in proxy account container object; do
      port=${kind}_port
      write_settings "$kind" "${!port}" >"$folder/settings/$kind.conf"
    done
    if [ "$(id -u)" = 0 ]; then chown -R swift:swift "$folder"; fi
    (write_rings)

    launch memcached memcached -l 127.0.0.1 -p "$memory_port" -U 0 -m 16
    for kind in account container object proxy; do
      launch "$kind" /usr/bin/python3 "/usr/bin/swift-$kind-server" "$folder/settings/$kind.conf" -v
    done
    for ((attempt = 0; attempt < 300; attempt++)); do
      if is_up; then
        echo "http://127.0.0.1:$proxy_port"
        exit 0
      fi
      sleep 0.1
    done
    tail -n 5 "$folder"/*.log >&2
    stop
    exit 1
    ;;
  stop)
    stop
    ;;
  *)
    echo "usage: $0 start|stop FOLDER" >&2
    exit 2
    ;;
esac
