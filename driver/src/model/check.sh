#!/bin/sh
# Checks the model of the notification protocol with spin: the protocol must hold, and each mutant
# must fail. Prints one line per run. Exit code: 0 all as expected, 1 not, 77 spin or gcc missing.
set -u
model=$(cd "$(dirname "$0")" && pwd)/notification.pml
for tool in spin gcc; do
    command -v "$tool" >/dev/null 2>&1 || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# run NAME EXPECTED(hold|fail) MODE(safety|liveness) DEFINES...
run() {
    name=$1 expected=$2 mode=$3
    shift 3
    rm -f pan* ./*.trail
    spin -a "$@" "$model" >spin.out 2>&1 || { cat spin.out; echo "$name: spin failed"; failed=1; return; }
    if [ "$mode" = safety ]; then
        gcc -O0 -DSAFETY -DNOCLAIM -o pan pan.c || { echo "$name: gcc failed"; failed=1; return; }
        ./pan -m100000 >pan.out 2>&1
    else
        gcc -O0 -DNFAIR=3 -o pan pan.c || { echo "$name: gcc failed"; failed=1; return; }
        ./pan -a -f -m100000 >pan.out 2>&1
    fi
    errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.out)
    states=$(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' pan.out)
    reason=$(sed -n 's/^pan:[0-9]*: \(.*\) (at depth.*/\1/p' pan.out | head -1)
    if [ -z "$errors" ] || grep -q "max search depth too small" pan.out; then
        cat pan.out; outcome=incomplete
    elif [ "$errors" = 0 ]; then outcome=hold
    else outcome=fail
    fi
    [ "$outcome" = "$expected" ] && verdict=ok || { verdict=WRONG; failed=1; }
    printf '%-5s %-34s %-8s expected %s, got %s, %s states%s\n' "$verdict" "$name" "$mode" \
        "$expected" "$outcome" "${states:-?}" "${reason:+: $reason}"
}

run "protocol" hold safety
run "protocol" hold liveness
run "protocol, sleeps may time out" hold safety -DTIMEOUTS=3
for mutant in NO_NIC_FENCE NO_HOST_FENCE NO_NIC_CAS NO_HOST_CAS NO_SECOND_LOOK; do
    run "mutant $mutant" fail safety -D$mutant
done
exit $failed
