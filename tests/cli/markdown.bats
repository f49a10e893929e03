# Odd Markdown and broken pictures.
load helper

picture() {
    "$TOOLS/picture" "$@"
}

@test "broken front matter says where, and the text is still looked at" {
    printf -- '---\ntitle: [\nauthor: x\n---\n# T\n\n![x](missing.png)\n' >text.md
    build
    exits 1
    says "text.md:"
    says "missing.png"
}

@test "front matter without an end" {
    printf -- '---\ntitle: x\n\n# T\n' >text.md
    build
    [ "$status" -le 1 ]
    says "text.md:1:"
}

@test "a list between two rules is no front matter, and is set" {
    printf -- '---\n- a\n- b\n---\n# T\n' >text.md
    build
    exits 0
}

@test "a missing picture" {
    printf '# T\n\nText ![x](pictrue.png) text.\n' >text.md
    picture png 4 4 picture.png
    build
    exits 1
    says "text.md:3:6: error: "
    says "pictrue.png"
}

@test "a picture path that leaves the content folder is refused" {
    picture png 4 4 secret.png
    mkdir book
    for path in ../secret.png "$PWD/secret.png" sub/../../secret.png; do
        echo "![x]($path)" >book/1.md
        tryk build book -l layouts/plain.yaml
        exits 1
        says "book/1.md:1:1"
    done
    ln -s ../secret.png book/link.png
    echo '![x](link.png)' >book/1.md
    tryk build book -l layouts/plain.yaml
    exits 1
}

@test "sound pictures of every kind" {
    for kind in png png16 png-grey png-alpha png-palette png-one-bit jpeg jpeg-grey jpeg-cmyk; do
        picture "$kind" 40 30 "$kind.${kind%%[0-9-]*}"
        printf '![A %s of nothing](%s)\n\n' "$kind" "$kind.${kind%%[0-9-]*}"
    done >text.md
    build
    exits 0
    silent
    [ "$(pdfimages -list out/text/plain.pdf | awk '$3 == "image"' | wc -l)" = 9 ]
}

@test "a JPEG stands as its camera was held" {
    printf 'page: {size: 48mm x 32mm, margins: 0mm, columns: 1}\npages: {page: {frames: {all: {takes: rest}}}}\n' \
        >layouts/plain.yaml
    for turn in 1 2 3 4 5 6 7 8; do
        sides='192 128'
        [ $turn -le 4 ] || sides='128 192'
        picture "jpeg-turned-$turn" $sides turned.jpg
        echo '![fields](turned.jpg)' >text.md
        build
        exits 0
        pdftoppm -r 25.4 -gray -singlefile out/text/plain.pdf shown
        tail -c 1617 shown.pgm | od -An -v -t u1 -w49 |
            awk 'NR == 6 || NR == 17 { print int(($9 + 42) / 85), int(($26 + 42) / 85) }' >fields
        [ "$(cat fields)" = "$(printf '0 1\n2 3')" ] || { echo "turned $turn"; cat fields; return 1; }
    done
}

@test "truncated, empty and patched pictures are errors, each at its line" {
    picture png 400 300 whole.png
    picture jpeg 400 300 whole.jpg
    for cut in 0 1 7 8 20 33 40 200 2000; do
        head -c $cut whole.png >"p$cut.png"
        head -c $cut whole.jpg >"j$cut.jpg"
        printf '![p](p%s.png)\n\n![j](j%s.jpg)\n\n' $cut $cut
    done >text.md
    build
    exits 1
    [ "$(grep -c ': error: ' errors)" -ge 18 ]
    says "text.md:1:1: error:"
    says "text.md:35:1: error:"
}

@test "a picture of random bytes, a text and a folder as a picture" {
    head -c 5000 "$TRYK" >a.png
    echo "no picture" >b.jpg
    mkdir c.png
    printf '![a](a.png)\n![b](b.jpg)\n![c](c.png)\n' >text.md
    build
    exits 1
    for line in 1 2 3; do says "text.md:$line:1: error:"; done
}

@test "a damaged JPEG body" {
    picture jpeg 400 300 a.jpg
    printf '\377\330\377\377\377' | dd of=a.jpg bs=1 seek=1500 conv=notrunc 2>/dev/null
    echo '![a](a.jpg)' >text.md
    build
    [ "$status" -le 1 ]
}

@test "pictures of 30,000 pixels" {
    picture png-grey 30000 4 wide.png
    picture jpeg-grey 4 30000 high.jpg
    printf '![w](wide.png)\n' >text.md
    build
    exits 0
    printf '![h](high.jpg)\n' >text.md
    build
    [ "$status" -le 1 ]
    picture png-one-bit 30000 30000 large.png
    echo '![l](large.png)' >text.md
    build
    [ "$status" -le 1 ] || exits 3
}

@test "a picture that claims four thousand million pixels a side" {
    picture png 4 4 a.png
    printf '\177\377\377\377\177\377\377\377' | dd of=a.png bs=1 seek=16 conv=notrunc 2>/dev/null
    echo '![a](a.png)' >text.md
    build
    exits 1
    says "text.md:1:1: error:"
}

@test "raw HTML is reported and not shown" {
    printf 'A <b>bold</b> word.\n\n<div>\nhidden\n</div>\n\nEnd.\n' >text.md
    tryk build text.md -l layouts/plain.yaml --dump pages
    says "text.md:1:3: warning:"
    says "text.md:3:1: warning:"
    [[ $output != *"<b>"* && $output != *"<div>"* ]]
    [[ $output == *bold* ]]
}

@test "a character that no font has is named with its place" {
    printf '# T\n\nAn 𒀀 here.\n' >text.md
    build
    exits 1
    says "text.md:3:4: error:"
    says "U+12000"
}

@test "a link to a heading that is not there" {
    printf '# One\n\n[x](#tow)\n\n# Two\n' >text.md
    build
    says "text.md:3:1"
    says "did you mean"
}

@test "nesting 10,000 deep" {
    head -c 10000 /dev/zero | tr '\0' '>' >text.md
    echo ' text' >>text.md
    build
    [ "$status" -le 1 ]
    awk 'BEGIN { for (i = 0; i <= 2000; i += 2) printf "%*s- x\n", i, "" }' >text.md
    build
    [ "$status" -le 1 ]
    times() { yes "$2" | head -n "$1" | tr -d '\n'; }
    for mark in '*' '_' '[' '![' '`'; do
        { times 10000 "$mark"; echo x; } >text.md
        build
        [ "$status" -le 1 ]
    done
    { yes '::: box' | head -n 10000; echo x; } >text.md
    build
    [ "$status" -le 1 ]
    { times 10000 '| a '; echo '|'; times 10000 '|---'; echo '|'; } >text.md
    build
    [ "$status" -le 1 ]
}

@test "a Markdown file of 50 MB" {
    case $TRYK in *asan*) skip "takes minutes under the sanitizer" ;; esac
    [ -z "${LOCPATH:-}" ] || skip "decimal commas are no matter of size"
    words='Some words that make a paragraph which is long enough for a few lines.'
    seq 1000 | awk -v words="$words" '{ printf "## Heading %s\n\n%s\n\n", $1, words }' >part
    for i in $(seq 600); do cat part; done >text.md
    [ "$(wc -c <text.md)" -gt 50000000 ]
    run timeout 100 "$TRYK" build text.md -l layouts/plain.yaml --quiet
    echo "$output" | head -5
    [ "$status" = 0 ] || [ "$status" = 3 ]
}

@test "one paragraph of two megabytes, one word of a megabyte" {
    yes 'word' | head -n 400000 | tr '\n' ' ' >text.md
    run timeout 60 "$TRYK" build text.md -l layouts/plain.yaml
    [ "$status" = 0 ]
    head -c 1000000 /dev/zero | tr '\0' 'a' >text.md
    run timeout 60 "$TRYK" build text.md -l layouts/plain.yaml
    [ "$status" -le 1 ]
}

@test "control characters and odd Unicode" {
    printf 'a\001b\002\033[31mc \342\200\256d \357\277\276 \360\237\230\200 \363\240\200\201 e\314\201\314\201\314\201\n' >text.md
    build
    [ "$status" -le 1 ]
    [[ $errors != *$'\033'* ]]
}

@test "bookmarks say what the page says" {
    printf 'page: {size: A5}\nstyles:\n  h1: {label: "{h1}.", label-place: inline}\n' >layouts/plain.yaml
    printf '# Byen "til" vandet, 2019-22\n\n## Midt i ...\n' >text.md
    build
    exits 0
    pdftohtml -xml -i -stdout "$(ls out/*/*.pdf)" >outline
    grep -q '<item page="1">1. Byen »til« vandet, 2019–22</item>' outline
    grep -q '<item page="1">Midt i.…</item>' outline
}
