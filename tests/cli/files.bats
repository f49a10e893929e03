# Files that are not there, not readable or not what they should be, and targets that cannot be written.
load helper

refuses() { # says "$1", writes nothing
    exits 1
    says "$1"
    [ ! -e out/text/plain.pdf ]
}

@test "a missing file is named, with the nearest one beside it" {
    tryk build txet.md -l layouts/plain.yaml
    exits 1
    says "there is no file 'txet.md'"
    says "text.md"
}

@test "a missing layout is named, with the nearest one beside it" {
    tryk build text.md -l layouts/plian.yaml
    exits 1
    says "there is no file 'layouts/plian.yaml'"
    says "plain.yaml"
}

@test "an unreadable file" {
    chmod 000 text.md
    tryk_as_nobody check text.md -l layouts/plain.yaml
    exits 1
    says "cannot read 'text.md': Permission denied"
}

@test "an unreadable layout" {
    chmod 000 layouts/plain.yaml
    tryk_as_nobody check text.md -l layouts/plain.yaml
    exits 1
    says "cannot read 'layouts/plain.yaml': Permission denied"
}

@test "an unreadable folder" {
    mkdir book
    cp text.md book/
    chmod 000 book
    tryk_as_nobody check book -l layouts/plain.yaml
    exits 1
    says "book"
}

@test "an empty file" {
    : >text.md
    build
    [ "$status" -le 1 ]
    says "'text.md' has no text"
}

@test "an empty layout" {
    : >layouts/plain.yaml
    build
    [ "$status" -le 1 ]
}

@test "a folder without Markdown" {
    mkdir book
    echo "for people" >book/README.md
    tryk build book -l layouts/plain.yaml
    exits 1
    says "book"
}

@test "a binary file instead of Markdown" {
    head -c 20000 "$TRYK" >text.md
    build
    refuses "text.md"
}

@test "a binary file instead of a layout" {
    head -c 20000 "$TRYK" >layouts/plain.yaml
    build
    refuses "layouts/plain.yaml"
}

@test "a file that is not UTF-8 says where" {
    printf '# Title\n\nBl\345b\346r\n' >text.md
    build
    refuses "text.md:3:3"
    says "UTF-8"
}

@test "a layout that is not UTF-8" {
    printf 'page: {size: A5}\nstyles:\n  h1: {label: "\370"}\n' >layouts/plain.yaml
    build
    refuses "layouts/plain.yaml:3"
}

@test "a folder instead of a layout" {
    tryk build text.md -l layouts
    exits 1
    says "'layouts' is a folder"
}

@test "a device instead of a file" {
    tryk build /dev/zero -l layouts/plain.yaml
    exits 1
    says "/dev/zero"
}

@test "a byte order mark is no text" {
    printf '\357\273\277---\ntitle: T\n---\n# Title\n\nWords.\n' >text.md
    printf '\357\273\277page: {size: A5}\n' >layouts/plain.yaml
    tryk build text.md -l layouts/plain.yaml --dump pages
    exits 0
    silent
    [[ $output == *'"Title"'* ]]
    [[ $output != *'title: T'* ]]
}

@test "line ends of Windows give the same pages" {
    printf -- '---\ntitle: T\n---\n\n# Title\n\nSome *words*  \nand more.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n::: note\n\nbox\n\n:::\n' >text.md
    tryk build text.md -l layouts/plain.yaml --dump pages
    exits 0
    plain=$output
    sed -i 's/$/\r/' text.md layouts/plain.yaml
    tryk build text.md -l layouts/plain.yaml --dump pages
    exits 0
    [ "$output" = "$plain" ]
}

@test "missing target folders are made" {
    build -o deep/er/est
    exits 0
    [ -s deep/er/est/text/plain.pdf ]
}

@test "a target folder that is a file" {
    echo >out
    build
    exits 1
    says "cannot write 'out/text/plain.pdf'"
}

@test "a read-only target folder" {
    mkdir locked
    chmod 555 locked
    tryk_as_nobody build text.md -l layouts/plain.yaml -o locked
    exits 1
    says "cannot write 'locked/text/plain.pdf': Permission denied"
}

@test "a full disk ends with 3" {
    mkdir -p out/text
    ln -s /dev/full out/text/plain.pdf
    build
    exits 3
    says "cannot write 'out/text/plain.pdf': No space left on device"
}

@test "a file size limit ends with 3; the earlier PDF stays, and no part of the new one" {
    build
    exits 0
    cp out/text/plain.pdf before.pdf
    status=0
    (ulimit -f 1 && exec "$TRYK" build text.md -l layouts/plain.yaml 2>errors >/dev/null) || status=$?
    errors=$(cat errors)
    exits 3
    says "File too large"
    cmp out/text/plain.pdf before.pdf
    [ "$(ls -A out/text)" = plain.pdf ]
}

@test "a failed build leaves the earlier PDF as it was" {
    build
    cp out/text/plain.pdf before.pdf
    echo '![x](missing.png)' >>text.md
    build
    exits 1
    says "not written"
    cmp out/text/plain.pdf before.pdf
}

@test "an interrupt in mid-write leaves the earlier PDF as it was, and no part of the new one" {
    build
    cp out/text/plain.pdf before.pdf
    echo 'More.' >>text.md
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0
    for signal in 2 15; do
        status=0
        TRYK_SIGNAL=$signal LD_PRELOAD="$TOOLS/interrupt.so" "$TRYK" build text.md -l layouts/plain.yaml \
            >/dev/null 2>&1 || status=$?
        exits $((128 + signal))
        cmp out/text/plain.pdf before.pdf
        [ "$(ls -A out/text)" = plain.pdf ]
    done
}

@test "what a killed build left behind is in nobody's way" {
    build
    cp out/text/plain.pdf before.pdf
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0
    TRYK_SIGNAL=9 LD_PRELOAD="$TOOLS/interrupt.so" "$TRYK" build text.md -l layouts/plain.yaml >/dev/null 2>&1 ||
        true
    cmp out/text/plain.pdf before.pdf
    build
    exits 0
}

@test "too little memory ends with 3 and a line, not with a crash" {
    case $TRYK in *asan*) skip "the sanitizer reserves memory of its own" ;; esac
    yes 'Words and more words, and then some more of them.' | head -n 200000 >text.md
    status=0
    (ulimit -v 60000 && exec "$TRYK" build text.md -l layouts/plain.yaml 2>errors >/dev/null) || status=$?
    errors=$(cat errors)
    exits 3
    says "memory"
}
