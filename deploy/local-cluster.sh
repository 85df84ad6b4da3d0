#!/usr/bin/env bash
# Three silos on PostgreSQL and RabbitMQ, all on loopback, from Debian's packages, in a temporary folder.
#   bash deploy/local-cluster.sh [SILOS]
# Prints the addresses once all are ready; Ctrl-C (or TERM) stops everything and removes the folder.
# Needs the packages postgresql and rabbitmq-server, and the .NET SDK. Without RabbitMQ the bus is in memory.
set -euo pipefail
cd "$(dirname "$0")/.."
silos=${1:-3}
[[ $silos =~ ^[1-9]$ ]] || { echo "usage: bash deploy/local-cluster.sh [SILOS]" >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1) || true
[ -n "$bin" ] || { echo "PostgreSQL is missing: apt-get install postgresql" >&2; exit 1; }
rabbit=/usr/lib/rabbitmq/bin/rabbitmq-server

work=$(mktemp -d)
chmod 711 "$work"
pids=()
broker=
database=
as_owner() { "$@"; }
# PostgreSQL refuses to run as root.
[ "$(id -u)" != 0 ] || as_owner() { (cd / && runuser -u postgres -- "$@"); }

# The Erlang machine ends in order on TERM; the script around it would start a second one to tell it so.
stop_broker() {
  local machine
  machine=$(cat "$work/rabbitmq/pid" 2>/dev/null) || machine=$broker
  kill -TERM "$machine" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$machine" 2>/dev/null || break; sleep 0.1; done
  kill -KILL "$machine" 2>/dev/null || true
  epmd -kill >/dev/null 2>&1 || true
}

# Those that use the others go first. A silo drains before it ends.
stop() {
  trap '' INT TERM
  [ ${#pids[@]} = 0 ] || { kill -TERM "${pids[@]}" 2>/dev/null || true; wait "${pids[@]}" 2>/dev/null || true; }
  [ -z "$broker" ] || stop_broker
  [ -z "$database" ] || as_owner "$bin/pg_ctl" -D "$work/postgres" -m fast -w stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 0' INT TERM

# A port that nobody listens on: connecting to it fails.
taken=" "
free_port() {
  while :; do
    port=$((20000 + RANDOM % 10000))
    case "$taken" in *" $port "*) continue ;; esac
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { taken="$taken$port "; return; }
  done
}

host=src/IncidentGrains.Host/bin/Release/net10.0/IncidentGrains.Host.dll
cli=src/IncidentGrains.Cli/bin/Release/net10.0/incidentctl.dll
[ -f "$host" ] && [ -f "$cli" ] || dotnet build src/IncidentGrains.Cli -c Release --nologo -v quiet -clp:NoSummary

mkdir "$work/postgres"
[ "$(id -u)" != 0 ] || chown postgres "$work/postgres"
as_owner "$bin/initdb" -D "$work/postgres" -U postgres -A trust -E UTF8 --locale=C >/dev/null
free_port
as_owner "$bin/pg_ctl" -D "$work/postgres" -l "$work/postgres/log" -w -t 60 \
  -o "-c listen_addresses=127.0.0.1 -p $port -k $work/postgres -c max_connections=400" start >/dev/null
database=$port
echo "PostgreSQL on 127.0.0.1:$database"

if [ -x "$rabbit" ]; then
  # A port mapper of its own too, so that nothing is left behind and nobody else's node is touched.
  free_port; export ERL_EPMD_PORT=$port ERL_EPMD_ADDRESS=127.0.0.1
  free_port; distribution=$port
  free_port; amqp=$port
  mkdir "$work/rabbitmq"
  : >"$work/rabbitmq/plugins"
  HOME=$work/rabbitmq RABBITMQ_NODENAME=incidentgrains-$amqp@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$amqp \
    RABBITMQ_DIST_PORT=$distribution RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}" \
    RABBITMQ_MNESIA_BASE=$work/rabbitmq RABBITMQ_LOG_BASE=$work/rabbitmq RABBITMQ_ENABLED_PLUGINS_FILE=$work/rabbitmq/plugins \
    RABBITMQ_PID_FILE=$work/rabbitmq/pid RABBITMQ_CONFIG_FILE=$work/rabbitmq/none setsid "$rabbit" >"$work/rabbitmq/out" 2>&1 &
  broker=$!
  for _ in $(seq 120); do
    (exec 3<>"/dev/tcp/127.0.0.1/$amqp") 2>/dev/null && break
    kill -0 "$broker" 2>/dev/null || { echo "RabbitMQ did not start:" >&2; cat "$work/rabbitmq/out" >&2; exit 1; }
    sleep 0.5
  done
  export RabbitMq__Host=amqp://127.0.0.1:$amqp RabbitMq__Username=guest RabbitMq__Password=guest
  echo "RabbitMQ on 127.0.0.1:$amqp"
fi

# All at once: they bring the database up to date and share their keys by themselves.
export Postgres__Connection="Host=127.0.0.1;Port=$database;Username=postgres;Database=postgres" Keys=$work/keys
servers=
for n in $(seq "$silos"); do
  free_port; grpc=$port
  free_port; rest=$port
  free_port
  setsid dotnet "$host" serve --data "$work/data$n" --listen "127.0.0.1:$grpc" --rest "127.0.0.1:$rest" --Cluster:SiloPort "$port" >"$work/ready$n" 2>"$work/log$n" &
  pids+=($!)
  servers="$servers${servers:+,}http://127.0.0.1:$grpc"
done
for n in $(seq "$silos"); do
  until grep -q ready "$work/ready$n"; do
    kill -0 "${pids[n - 1]}" 2>/dev/null || { echo "silo $n did not start:" >&2; cat "$work/log$n" >&2; exit 1; }
    sleep 0.2
  done
  echo "silo $n, process ${pids[n - 1]}: $(sed 's/^IncidentGrains ready //; s/ data=.*//' "$work/ready$n"), log $work/log$n"
done

cat <<TEXT

In another terminal:
  alias incidentctl="dotnet $PWD/$cli"
  export INCIDENTCTL_SERVER=$servers
  export INCIDENTCTL_TOKEN_FILE=$work/keys/admin.token
Try: kill -9 a silo while you work. Ctrl-C stops everything.
TEXT
wait "${pids[@]}" || true
echo "all silos have ended"
