# What every test of the command line starts from: an empty folder with the fonts, a layout and a text.
# TRYK is the program, TOOLS a folder with "picture", which draws sound and broken pictures.

top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    mkdir layouts content
    ln -s "$top/fonts" fonts
    printf 'page: {size: A5, margins: 15mm}\n' >layouts/plain.yaml
    printf '# Title\n\nSome words.\n' >text.md
}

# Runs tryk with stderr in $errors and stdout in $output; $status is the exit code.
tryk() {
    status=0
    output=$("$TRYK" "$@" 2>errors) || status=$?
    errors=$(cat errors)
}

# The same without the rights that root has.
tryk_as_nobody() {
    if [ "$(id -u)" != 0 ]; then
        tryk "$@"
        return
    fi
    local place
    place=$(mktemp -d) && chmod 755 "$place" && cp "$TRYK" "$place/tryk"
    chmod a+rx "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test" "$BATS_TEST_TMPDIR"
    status=0
    output=$(setpriv --reuid=65534 --regid=65534 --clear-groups -- "$place/tryk" "$@" 2>errors) || status=$?
    errors=$(cat errors)
    rm -rf "$place"
}

exits() {
    [ "$status" = "$1" ] || { echo "exit code $status, not $1"; echo "$output"; echo "$errors"; return 1; }
}

says() {
    case $errors in
    *"$1"*) ;;
    *) printf 'nobody says: %s\nbut:\n%s\n' "$1" "$errors"; return 1 ;;
    esac
}

silent() {
    [ -z "$errors" ] || { echo "unexpected: $errors"; return 1; }
}

# The usual way: builds text.md with the plain layout.
build() {
    tryk build text.md -l layouts/plain.yaml "$@"
}

# A layout of the test's own: page first, then what the test wants, from standard input.
layout() {
    { [ "${1:-}" = bare ] || echo 'page: {size: A5, margins: 15mm}'; cat; } >layouts/own.yaml
    tryk build text.md -l layouts/own.yaml
}
