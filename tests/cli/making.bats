# What helps to make a layout: explain, init, the schema for editors.
load helper

explains() { # a line with these words, in this order
    grep -qE "$1" <<<"$output" || { echo "nothing is like: $1"; echo "$output"; return 1; }
}

lacks() {
    ! grep -q "$1" <<<"$output" || { echo "something is like: $1"; echo "$output"; return 1; }
}

@test "explain names the line that sets a property, and what lost against it" {
    printf 'styles:\n  h2: {size: 2em, color: "#333"}\n  .goal h2: {size: 23pt}\n' >layouts/brand.yaml
    printf 'use: brand.yaml\nstyles:\n  h2: {size: 15pt}\n' >layouts/own.yaml
    tryk explain layouts/own.yaml 'section.goal h2'
    exits 0
    silent
    explains '^size +23pt +layouts/brand.yaml:3:14 +\.goal h2$'
    explains '^ +over +15pt +layouts/own.yaml:3:8 +h2$'
    explains '^ +over +2em +layouts/brand.yaml:2:8 +h2$'
    explains '^color +#333 +layouts/brand.yaml:2:19 +h2$'
    explains '^keep-with-next +true +built-in defaults:'
    tryk explain layouts/own.yaml h2
    explains '^size +15pt '
    lacks 23pt
}

@test "explain follows what is inherited, and counts what is relative" {
    printf 'styles:\n  document: {size: 10pt}\n  section: {color: "#777"}\n  code: {size: 0.8em}\n' >layouts/own.yaml
    tryk explain layouts/own.yaml 'section p > code'
    explains '^size +0\.8em = 8pt +layouts/own.yaml:4:10 +code$'
    explains '^color +#777 +layouts/own.yaml:3:13 +section, inherited from section$'
    explains '^  underline: false$'
}

@test "explain knows what stands around cells and items, and siblings" {
    printf 'styles:\n  table: {size: 7pt}\n  p + p: {indent: 9pt}\n  tr:even: {fill: "#eee"}\n  li:first: {indent: 3pt}\n' \
        >layouts/own.yaml
    tryk explain layouts/own.yaml td
    explains '^size +7pt .*inherited from table$'
    tryk explain layouts/own.yaml 'p + p'
    explains '^indent +9pt '
    tryk explain layouts/own.yaml p
    lacks 9pt
    tryk explain layouts/own.yaml tr:even
    explains '^fill +#eee '
    tryk explain layouts/own.yaml li:first
    explains '^indent +3pt '
    tryk explain layouts/own.yaml li
    lacks 3pt
}

@test "explain answers a mistake in the selector, and says how it is called" {
    tryk explain layouts/plain.yaml 'section h9'
    exits 1
    says "selector:1:9: error: unknown element 'h9'"
    tryk explain layouts/plain.yaml
    exits 2
    says "tryk explain layouts/report-a4.yaml 'section.goal h2'"
    tryk explain layouts/missing.yaml p
    exits 1
    says "missing.yaml"
}

@test "init makes a publication that builds at once without a word" {
    tryk init new
    exits 0
    silent
    cd new
    tryk build
    exits 0
    silent
    [ "$(pdfinfo out/vores-plan/folder-a5.pdf | sed -n 's/^Title: *//p')" = "Vores nye plan" ]
    python3 "$top/tests/tools/validate.py" layouts/schema.json layouts/*.yaml
}

@test "init overwrites nothing" {
    mkdir -p new/layouts
    echo mine >new/layouts/brand.yaml
    tryk init new
    exits 1
    says "'new/layouts/brand.yaml' is there already; nothing was written"
    [ "$(find new -type f)" = new/layouts/brand.yaml ] && [ "$(cat new/layouts/brand.yaml)" = mine ]
    tryk init
    exits 2
}

@test "every layout that we have keeps to the schema" {
    cd "$top"
    sound=$(ls layouts/*.yaml tests/golden/*.yaml | grep -v mistakes.yaml)
    python3 tests/tools/validate.py layouts/schema.json $sound
}

@test "the schema finds the mistakes that can be seen without the whole layout" {
    cd "$top"
    run python3 tests/tools/validate.py layouts/schema.json tests/golden/mistakes.yaml
    [ "$status" = 1 ]
    for place in "" page/size page/margins palette/fjord styles/h1/weight styles/h1/size pages/a/frames/body; do
        grep -qF "mistakes.yaml $place " <<<"$output" || { echo "not found: $place"; return 1; }
    done
}

@test "layout files name the schema to their editor" {
    cd "$top"
    for file in layouts/*.yaml; do
        [ "$(head -n 1 "$file")" = '# yaml-language-server: $schema=schema.json' ] || { echo "$file"; return 1; }
    done
}

@test "guides are drawn on top, as decoration, and change nothing below" {
    printf 'page: {size: A5, margins: 15mm, columns: 6, baseline: 14.5pt, bleed: 3mm}\n' >layouts/plain.yaml
    build --dump pages >/dev/null
    plain=$output
    build --dump pages --guides
    exits 0
    silent
    [ "$(grep -v guide- <<<"$output")" = "$plain" ]
    [ "$(grep -c 'fill guide-grid opacity' <<<"$output")" = 6 ]
    explains '^rect 0\.00 0\.00 148\.00 210\.00 stroke guide-trim'
    explains '^rect -3\.00 -3\.00 154\.00 216\.00 stroke guide-trim'
    explains '^rect 4\.00 4\.00 140\.00 202\.00 stroke guide-safe'
    # The baselines are those that text stands on.
    baseline=$(grep 'Some words' <<<"$output" | cut -d' ' -f3)
    explains "^path 15\.00 $baseline .* stroke guide-grid"
    explains '^text .* guide-name "body"$'
    lacks 'guide-.* #[0-9]'
    build --guides
    exits 0
}

@test "pictures of the pages stand beside the PDF; those of an earlier build go" {
    mkdir -p out/text
    touch out/text/plain-7.png out/text/plain-back-1.png
    build --png
    exits 0
    silent
    [ "$(ls -A out/text | tr '\n' ' ')" = "plain-1.png plain-back-1.png plain.pdf " ]
    [ "$(od -An -tu1 -j 16 -N 8 out/text/plain-1.png | tr -s ' ')" = " 0 0 2 71 0 0 3 59" ] # 583 x 827
}

@test "without pdftoppm the PDF is written and the message says what to install" {
    status=0
    PATH=/nowhere "$TRYK" build text.md -l layouts/plain.yaml --png 2>errors || status=$?
    errors=$(cat errors)
    exits 1
    says "the program pdftoppm, which draws pictures of pages, is missing"
    says "poppler-utils"
    [ -s out/text/plain.pdf ]
}
