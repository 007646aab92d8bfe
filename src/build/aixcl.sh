#!/bin/sh
# Runs aixcl on Node, and gives the terminal back as it was whatever Node dies of.

self=$0
while [ -L "$self" ]; do
	link=$(readlink "$self") || break
	case $link in
	/*) self=$link ;;
	*) self=${self%/*}/$link ;;
	esac
done
here=${self%/*}
[ "$here" = "$self" ] && here=.

node=$here/../node_modules/.bin/node
[ -x "$node" ] || node=node

command -v "$node" >/dev/null || {
	echo 'aixcl: Node 22.12 or newer is needed, and none was found on the PATH.' >&2
	exit 1
}

# Node keeps what it has compiled, which is half of what a start costs.
NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE-${XDG_CACHE_HOME:-$HOME/.cache}/aixcl}
export NODE_COMPILE_CACHE

# The screen opens only on a terminal; without one there is nothing to give back.
[ -t 1 ] || exec "$node" --no-warnings "$here/cli.js" "$@"

# A closed standard input cannot be passed on, and node says what is wrong with an empty one.
(: 3<&0) 2>/dev/null || exec </dev/null

# A background process gets no terminal as its input, unless it comes by another descriptor.
exec 3<&0 4>&1
saved=$(stty -g <&4 2>/dev/null)

# A screen that runs for days should stay small: young objects and freed blocks are not hoarded.
MALLOC_MMAP_THRESHOLD_=32768 MALLOC_TRIM_THRESHOLD_=65536 \
	"$node" --no-warnings --max-semi-space-size=1 "$here/cli.js" "$@" <&3 3<&- 4>&- &
child=$!

interrupted=
# shellcheck disable=SC2317 # the traps below call it
pass() {
	interrupted=1
	kill -s "$1" "$child" 2>/dev/null
}
for signal in TERM HUP INT QUIT; do
	# shellcheck disable=SC2064
	trap "pass $signal" "$signal"
done

wait "$child"
status=$?
while [ -n "$interrupted" ]; do
	interrupted=
	wait "$child"
	again=$?
	[ "$again" -eq 127 ] || status=$again
done

# From here on the terminal matters more than a second signal.
trap '' TERM HUP INT QUIT TTOU
crashed=
case $status in
129 | 130 | 131 | 143) ;;
*) [ "$status" -gt 128 ] && crashed=1 ;;
esac
if [ -n "$saved" ] && [ "$(stty -g <&4 2>/dev/null)" != "$saved" ]; then
	stty "$saved" <&4 2>/dev/null
	crashed=1
fi
if [ -n "$crashed" ]; then
	printf '\033[?2026l\033[?2004l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[m\033[?25h\033[?1049l'
	[ "$status" -gt 128 ] && echo "aixcl: Node was ended by signal $((status - 128))." >&2
fi
exit "$status"
