# Mistakes in layout files: each names file, line and column, and nothing is written.
load helper

wrong() { # place, text
    exits 1
    says "layouts/own.yaml:$1"
    says ": error: "
    says "$2"
    [ ! -e out/text/own.pdf ]
}

@test "the shortest useful layout has five lines" {
    layout bare <<'YAML'
page: {size: A5, margins: 18mm}
fonts:
  text: {family: Gentium Plus}
styles:
  h1: {size: 24pt}
YAML
    exits 0
    silent
}

@test "broken YAML" {
    layout <<<'styles: {h1: [}'
    wrong "2:" ""
}

@test "an unknown key, with the one that was meant" {
    layout <<<'styels: {h1: {size: 20pt}}'
    wrong "2:1" "styels"
    says "did you mean 'styles'"
}

@test "an unknown style property is shown with its line and a caret" {
    layout <<<'styles: {h1: {colour: black}}'
    wrong "2:15" "colour"
    says "did you mean 'color'"
    says "    2 | styles: {h1: {colour: black}}"
    says "      |               ^"
}

@test "an unknown colour" {
    layout <<'YAML'
palette: {fjord: "#00677f"}
styles:
  h1: {color: fjrod}
YAML
    wrong "4:15" "fjrod"
    says "did you mean 'fjord'"
}

@test "an unknown element or style in a selector or a text" {
    layout <<'YAML'
pages:
  first:
    frames:
      main: {takes: rest}
      foot: {text: "{page}", style: folioo, bottom: 0mm, height: 10mm}
styles:
  .folio: {size: 8pt}
YAML
    [ "$status" -le 1 ]
    says "folio"
}

@test "an unknown font role and a missing font" {
    layout <<'YAML'
styles: {h1: {font: hed}}
YAML
    wrong "2:21" "hed"
    layout <<'YAML'
fonts: {text: {family: Gentium Plsu}}
YAML
    exits 1
    says "layouts/own.yaml:2:"
    says "Gentium Plsu"
    says "Gentium Plus"
}

@test "a number without a unit, and an unknown unit" {
    layout <<<'styles: {h1: {size: 12}}'
    wrong "2:21" "12"
    layout <<<'styles: {h1: {size: 12px}}'
    wrong "2:21" "12px"
    layout bare <<<'page: {size: A5, margins: 15}'
    wrong "1:27" "15"
}

@test "negative and absurd sizes" {
    for size in -3pt 0pt 1e9pt 99999mm nanpt infpt 12,5pt; do
        layout <<<"styles: {h1: {size: \"$size\"}}"
        wrong "2:2" ""
    done
    for page in 0mm\ x\ 10mm -10mm\ x\ 10mm 99999mm\ x\ 10mm A99 x; do
        layout bare <<<"page: {size: $page}"
        wrong "1:14" ""
    done
}

@test "margins that leave no room" {
    layout bare <<<'page: {size: A5, margins: 80mm}'
    wrong "1:" ""
}

@test "a frame off the page" {
    layout <<'YAML'
pages:
  first:
    frames:
      main: {takes: rest, top: 300mm, height: 20mm}
YAML
    wrong "5:" "main"
}

@test "circular use, and a file that uses itself" {
    echo 'use: own.yaml' >layouts/other.yaml
    layout bare <<<'use: other.yaml'
    exits 1
    says "own.yaml"
    layout bare <<<'use: own.yaml'
    exits 1
    says "layouts/own.yaml:1:"
}

@test "a used file that is missing" {
    layout <<<'use: bradn.yaml'
    wrong "2:" "bradn.yaml"
}

@test "a mistake in a used file is placed in that file" {
    echo 'styles: {h1: {colour: black}}' >layouts/brand.yaml
    layout <<<'use: brand.yaml'
    exits 1
    says "layouts/brand.yaml:1:15: error:"
}

@test "many mistakes are told at once, twenty of them shown" {
    { echo 'styles:'; for i in $(seq 30); do echo "  h1: {wrong$i: 1}"; done; } >layouts/own.yaml
    tryk build text.md -l layouts/own.yaml
    exits 1
    [ "$(grep -c ': error: ' errors)" -ge 20 ]
    [ "$(grep -c ': error: ' errors)" -le 21 ]
}

@test "YAML nested 10,000 deep" {
    { printf 'styles: '; head -c 10000 /dev/zero | tr '\0' '['; } >layouts/own.yaml
    tryk build text.md -l layouts/own.yaml
    exits 1
    says "layouts/own.yaml:1:"
}

@test "YAML that multiplies itself through anchors" {
    {
        echo 'a: &a [x, x, x, x, x, x, x, x, x]'
        previous=a
        for name in b c d e f g h i j k l; do
            echo "$name: &$name [*$previous, *$previous, *$previous, *$previous, *$previous, *$previous]"
            previous=$name
        done
    } >layouts/own.yaml
    tryk build text.md -l layouts/own.yaml
    exits 1
}

@test "text that overflows its frame says by how much" {
    layout <<'YAML'
pages:
  only:
    then: none
    frames:
      main: {takes: rest, top: 0mm, height: 30mm}
YAML
    exits 0
    yes 'Words and more words.' | head -n 200 >text.md
    tryk build text.md -l layouts/own.yaml
    exits 1
    [[ $errors =~ [0-9]+\ (words|mm|lines|pages) ]]
}

@test "content that no frame takes is an error" {
    layout <<'YAML'
pages:
  only:
    frames:
      main: {takes: section.nowhere}
YAML
    exits 1
}
