# Real files, spoilt in a few places, the same ones each time: whatever comes of it, it is an answer and no crash.
load helper

rounds=${ROUNDS:-60}

answers() { # what was mangled, and its number
    [ "$status" -le 1 ] || { echo "$1, round $2 ended with $status"; tail -40 errors; return 1; }
}

@test "mangled Markdown" {
    cat "$top"/content/vision-2019-22/*.md "$top"/tests/golden/*.md >whole.md
    for i in $(seq "$rounds"); do
        "$TOOLS/mangle" "$i" <whole.md >text.md
        build --quiet
        answers Markdown "$i"
    done
}

@test "mangled front matter" {
    printf -- '---\ntitle: A title\nauthor: "x: y"\ndate: 2019-03-31\nclass: goal big\nnumber: 1\n---\n# A\n' >whole.md
    for i in $(seq "$rounds"); do
        "$TOOLS/mangle" "$i" <whole.md >text.md
        build --quiet
        answers "front matter" "$i"
    done
}

@test "mangled layouts" {
    cp "$top"/layouts/brand.yaml layouts/
    cp "$top"/content/vision-2019-22/0[1-4]*.md content/
    for i in $(seq "$rounds"); do
        for layout in "$top"/layouts/*-*.yaml; do
            "$TOOLS/mangle" "$i" <"$layout" >layouts/mangled.yaml
            tryk build content -l layouts/mangled.yaml --quiet
            answers "$(basename "$layout")" "$i"
        done
    done
}

@test "mangled drawings" {
    echo '![x](x.svg)' >text.md
    for drawing in "$top"/layouts/marks/vand.svg "$top"/tests/golden/pictures/mark.svg; do
        for i in $(seq "$rounds"); do
            "$TOOLS/mangle" "$i" <"$drawing" >x.svg
            build --quiet
            answers "$drawing" "$i"
        done
    done
}

@test "mangled pictures" {
    echo '![x](x.png)' >text.md
    for kind in png png-alpha png-palette png16 jpeg jpeg-cmyk; do
        "$TOOLS/picture" "$kind" 60 40 whole
        for i in $(seq $((rounds / 3))); do
            "$TOOLS/mangle" "$i" <whole >x.png
            build --quiet
            answers "$kind" "$i"
        done
    done
}
