#!/usr/bin/env bash
# Builds everything once and runs every test, on SQLite, on PostgreSQL and against real processes.
#   bash tests/run.sh [--filter EXPR]
# Installs by apt what is missing (as root). The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."

filter=()
while [ $# -gt 0 ]; do
  case "$1" in
    --filter) [ $# -ge 2 ] || { echo "usage: bash tests/run.sh [--filter EXPR]" >&2; exit 2; }; filter=(--filter "$2"); shift 2 ;;
    *) echo "usage: bash tests/run.sh [--filter EXPR]" >&2; exit 2 ;;
  esac
done

# The newest PostgreSQL that is installed; Debian keeps its programs outside of PATH.
postgres_bin() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1) || true
  if [ -z "$found" ] && command -v initdb >/dev/null; then found=$(dirname "$(command -v initdb)"); fi
  echo "$found"
}

missing=()
[ -n "$(postgres_bin)" ] || missing+=(postgresql)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v curl >/dev/null || missing+=(curl)
command -v strace >/dev/null || missing+=(strace)
command -v rabbitmq-server >/dev/null || missing+=(rabbitmq-server)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || missing+=(faketime)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # RabbitMQ is for tests that start their own: Debian must not start one beside it.
    policy=
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      policy=/usr/sbin/policy-rc.d
      printf '#!/bin/sh\nexit 101\n' >"$policy"
      chmod +x "$policy"
      trap 'rm -f "$policy"' EXIT
    fi
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
      || echo "could not install ${missing[*]}; tests that need them are skipped" >&2
    [ -z "$policy" ] || rm -f "$policy"
    trap - EXIT
  else
    echo "missing: ${missing[*]}; tests that need them are skipped (install them, or run as root)" >&2
  fi
fi

work=$(mktemp -d)
postgres=$work/postgres
started=
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root.
  as_owner() { (cd / && runuser -u postgres -- "$@"); }
fi

stop() {
  if [ -n "$started" ]; then
    as_owner "$bin/pg_ctl" -D "$postgres" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A port that nobody listens on: connecting to it fails.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

bin=$(postgres_bin)
if [ -n "$bin" ]; then
  chmod 755 "$work"
  mkdir "$postgres"
  [ "$(id -u)" != 0 ] || chown postgres "$postgres"
  chmod 700 "$postgres"
  as_owner "$bin/initdb" -D "$postgres" -U postgres -A trust -E UTF8 --locale=C >/dev/null
  for attempt in 1 2 3; do
    port=$(free_port)
    # fsync stays on, as it must in use: what is measured and killed here is what runs there.
    if as_owner "$bin/pg_ctl" -D "$postgres" -l "$postgres/log" -w -t 60 \
      -o "-c listen_addresses=127.0.0.1 -p $port -k $postgres -c fsync=on -c max_connections=200" start >/dev/null; then
      started=yes
      break
    fi
    echo "PostgreSQL did not start on port $port (attempt $attempt)" >&2
  done
  [ -n "$started" ] || { cat "$postgres/log" >&2; exit 1; }
  export INCIDENTGRAINS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
  echo "PostgreSQL $("$bin/postgres" -V | awk '{print $3}') on port $port"
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# What a test starts lives for seconds; profiles of its code pay only later.
export DOTNET_TieredPGO=0
status=0
if dotnet build IncidentGrains.sln -c Release --nologo -v quiet -clp:NoSummary; then
  # One assembly after the other (-m:1): the system tests measure, and must not be measured against others.
  dotnet test IncidentGrains.sln -c Release --no-build --nologo -m:1 \
    --logger "console;verbosity=detailed" --logger trx --results-directory "$work/results" \
    ${filter[@]+"${filter[@]}"} || status=$?
else
  status=1
fi

# Each assembly leaves one file with one <Counters …/>; what ran is total less what was not executed.
passed=0 failed=0 skipped=0
counters=$(find "$work/results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + 2>/dev/null || true)
number() { sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p" <<<"$1"; }
while IFS= read -r line; do
  [ -n "$line" ] || continue
  passed=$((passed + $(number "$line" passed)))
  skipped=$((skipped + $(number "$line" total) - $(number "$line" executed)))
  failed=$((failed + $(number "$line" executed) - $(number "$line" passed)))
done <<<"$counters"

[ "$failed" = 0 ] || status=1
if [ $((passed + failed)) = 0 ]; then
  echo "no test ran" >&2
  status=1
fi
# What failed and why once more, where whoever sees only the end of a long log finds it.
find "$work/results" -name '*.trx' -exec awk '
  /<UnitTestResult .* outcome="Failed"/ { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); print "failed: " name; lines = 0 }
  /<Message>/ && name != "" { message = 1 }
  message && lines < 8 { line = $0; gsub(/ *<\/?(Message|ErrorInfo)>/, "", line); print "  " line; lines++ }
  /<\/Message>/ { message = 0; name = "" }' {} + 2>/dev/null || true
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
