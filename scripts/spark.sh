#!/usr/bin/env bash
# A real Spark server on this machine, for the tests marked `spark`: Spark 4.2 from PyPI in an
# environment of its own (its package and the client's cannot share one), on Debian's OpenJDK 17.
# Usage: bash scripts/spark.sh COMMAND ..   runs the command with $SPARK_REMOTE set, then stops the
#        server that it started, and no other. It listens on the loopback address alone.
# Environment: SPARK_HOME_VENV (where it is installed, default ~/.cache/salesops-spark), SPARK_PORT.
set -euo pipefail

home=${SPARK_HOME_VENV:-$HOME/.cache/salesops-spark}
port=${SPARK_PORT:-15412}
[ $# -gt 0 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }

if ! command -v java >/dev/null; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    "${as_root[@]}" timeout 90 apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" timeout 300 apt-get install -y -qq \
        --no-install-recommends openjdk-17-jre-headless >/dev/null
fi
if [ ! -x "$home/bin/spark-submit" ]; then
    python3 -m venv "$home"
    timeout 600 "$home/bin/pip" install -q 'pyspark==4.2.*'
fi

work=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

spark=$("$home/bin/python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
# exec: the number of the job is then Java's own, and ends with it.
(
    cd "$work"
    export SPARK_HOME=$spark SPARK_LOCAL_IP=127.0.0.1
    exec "$spark/bin/spark-submit" --master 'local[2]' --driver-memory 4g \
        --class org.apache.spark.sql.connect.service.SparkConnectServer \
        --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
        --conf spark.connect.grpc.binding.address=127.0.0.1 \
        --conf "spark.connect.grpc.binding.port=$port" \
        --conf spark.ui.enabled=false --conf spark.log.level=ERROR \
        --conf spark.sql.shuffle.partitions=4 \
        --conf "spark.sql.warehouse.dir=$work/warehouse" spark-internal
) >"$work/server.log" 2>&1 &
server=$!

for _ in $(seq 120); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$work/server.log" >&2; exit 1; }
    sleep 1
done
export SPARK_REMOTE="sc://127.0.0.1:$port"
echo "spark: $SPARK_REMOTE" >&2
"$@"
