# Namespaces, servers and captures for make-samples, which sources this file. Uses its variables
# out (directory for the captures) and max_bytes, and its function fail.

C=knet-sample-client # where clients run, and where tcpdump listens
S=knet-sample-server
R=knet-sample-router

# --- namespaces, devices, servers ---------------------------------------------------------------

remove_namespaces() {
    local ns pid
    for ns in $C $S $R; do
        if [ -e "/run/netns/$ns" ]; then
            for pid in $(ip netns pids $ns); do
                kill -TERM "$pid" 2> /dev/null || true
                timeout 5 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2> /dev/null || true
            done
            ip netns del $ns
        fi
    done
}

end_switches() {
    local file
    for file in "$tmp"/wire.pid "$tmp"/client.pid "$tmp"/server.pid; do
        if [ -s "$file" ]; then kill "$(cat "$file")" 2> /dev/null || true; fi
        rm -f "$file"
    done
}

on_exit() {
    remove_namespaces
    end_switches
    rm -rf "$tmp"
}

for ns in $C $S $R; do
    [ ! -e "/run/netns/$ns" ] || fail "namespace $ns exists: another run is on, or one was killed;" \
        "remove it with: ip netns del $ns"
done
tmp=$(mktemp -d)
trap on_exit EXIT
trap 'exit 130' INT TERM

new_namespace() {
    ip netns add "$1"
    # No router solicitations and no duplicate address detection: they only delay and add noise.
    # reno, because the machine's default may pace by timers that differ from kernel to kernel.
    ip netns exec "$1" sysctl -q net.ipv4.tcp_congestion_control=reno \
        net.ipv6.conf.all.accept_ra=0 net.ipv6.conf.default.accept_ra=0 \
        net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 \
        net.ipv6.conf.default.router_solicitations=0
    ip -n "$1" link set lo up
}

# Frames as a wire would carry them: no giants, every checksum finished.
offloads_off() { # namespace, device
    ip netns exec "$1" ethtool -K "$2" tx off rx off tso off gso off gro off > /dev/null
}

# Two namespaces joined by a veth: the device is called eth0 on both sides.
join() { # namespace, MAC, namespace, MAC
    ip link add name eth0 netns "$1" address "$2" type veth peer name eth0 netns "$3" address "$4"
    ready "$1" eth0
    ready "$3" eth0
}

ready() { # namespace, device
    offloads_off "$1" "$2"
    ip -n "$1" link set "$2" up
}

pair() { # client and server on one link, 10.77.0.0/16 and fd77::/64
    new_namespace $C
    new_namespace $S
    join $C 02:00:00:00:00:0c $S 02:00:00:00:00:05
    address $S eth0 10.77.0.1/16 fd77::1/64
}

address() { # namespace, device, addresses...
    local a
    for a in "${@:3}"; do
        case $a in
            *:*) ip -n "$1" address add "$a" dev "$2" nodad ;;
            *) ip -n "$1" address add "$a" dev "$2" ;;
        esac
    done
}

start_nginx() { # namespace
    local www=$tmp/www
    mkdir -p "$www"
    local size
    for size in 300 5120 20480 40960; do
        # Printable, the same on every run, and without repetition that a bug could hide behind.
        python3 -c 'import random, sys
r = random.Random(int(sys.argv[1]))
sys.stdout.write("".join(chr(r.randrange(33, 126)) for _ in range(int(sys.argv[1]))))' \
            $size > "$www/$size.bin"
    done
    cat > "$tmp/nginx.conf" << END
daemon off;
user root;
worker_processes 1;
pid $tmp/nginx.pid;
error_log $tmp/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush off;
    keepalive_timeout 5;
    client_body_temp_path $tmp; proxy_temp_path $tmp; fastcgi_temp_path $tmp;
    uwsgi_temp_path $tmp; scgi_temp_path $tmp;
    server { listen 80; listen [::]:80; root $www; }
}
END
    background "$1" nginx -c "$tmp/nginx.conf" -p "$tmp" 2> "$tmp/nginx.err" &
    disown $! # or the shell reports how it ended
    local i
    for i in $(seq 50); do
        if in_ns "$1" curl -s -o /dev/null http://127.0.0.1/300.bin; then return; fi
        sleep 0.1
    done
    fail "nginx does not answer: $(cat "$tmp/nginx.err" "$tmp/nginx.log")"
}

in_ns() { # namespace, command... : never longer than 40 seconds
    local ns=$1
    shift
    timeout -k 1 40 ip netns exec "$ns" "$@"
}

# For background processes alone: the shell becomes the command, so that signals reach it and its
# end is not announced.
background() { # namespace, command...
    exec timeout -k 5 60 ip netns exec "$@"
}

# --- capturing ----------------------------------------------------------------------------------

capture_pid=
start_capture() { # namespace, device, sample, tcpdump options...
    background "$1" tcpdump -i "$2" -B 65536 -s 0 -n -U -Z root -w "$tmp/$3.pcap" "${@:4}" \
        2> "$tmp/tcpdump.err" &
    capture_pid=$!
    local i
    for i in $(seq 50); do
        if grep -q 'listening on' "$tmp/tcpdump.err"; then return; fi
        sleep 0.1
    done
    fail "tcpdump does not start: $(cat "$tmp/tcpdump.err")"
}

end_capture() { # sample
    sleep 1 # the last FIN and ACK
    kill -TERM $capture_pid # a shell's background job would ignore an INT
    wait $capture_pid || true
    grep -q '^0 packets dropped by kernel' "$tmp/tcpdump.err" \
        || fail "$1: tcpdump lost packets: $(cat "$tmp/tcpdump.err")"
    local bytes
    bytes=$(stat -c %s "$tmp/$1.pcap")
    [ "$bytes" -lt $max_bytes ] || fail "$1: $bytes bytes are too many for a sample"
    mkdir -p "$out"
    cp "$tmp/$1.pcap" "$out/$1.pcap"
    chmod 644 "$out/$1.pcap"
    echo "$out/$1.pcap: $(grep -o '^[0-9]* packets captured' "$tmp/tcpdump.err"), $bytes bytes"
    remove_namespaces
}

wait_for() { # process ids... : every client must have succeeded
    local pid
    for pid in "$@"; do wait "$pid" || fail "a client failed (exit code $?)"; done
}

fetch() { # namespace, source address, URL...
    local ns=$1 from=$2 urls=() url
    shift 2
    for url; do urls+=(-o /dev/null "$url"); done
    in_ns "$ns" curl -sS -f -g --max-time 30 --interface "$from" "${urls[@]}"
}
