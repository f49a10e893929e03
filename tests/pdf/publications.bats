# The publications that we ship, as PDF files. They are built once for all tests.

setup_file() {
    export top built
    top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    built=$BATS_FILE_TMPDIR/out
    cd "$top"
    "$TRYK" build -e screen -o "$built" --quiet
}

setup() {
    cd "$built" || return
    vision=vision-2019-22
}

pages() {
    pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

# No line of FILE is like it. In bash a command after `!` ends no test, whatever comes of it.
lacks() { # OPTION, PATTERN, FILE
    if grep "$@" || [ $? != 1 ]; then return 1; fi
}

# Texts there are, and none is smaller.
is_at_least() { # POINTS, FILE
    awk -v least="$1" '$1 == "text" { texts++; if ($6 + 0 < least) { print; small++ } } END { exit small || !texts }' "$2"
}

# In order, with no more other words than folios, running heads and contents can be.
shows_all_words() { # FILE, most other words
    pdftotext -enc UTF-8 "$1" text.txt
    result=$(awk -f "$top/tests/pdf/words.awk" "$top/tests/data/$vision.txt" text.txt) || { echo "$result"; return 1; }
    echo "$result"
    [ "${result% *}" = 857 ] && [ "${result#* }" -le "$2" ]
}

@test "every format is there" {
    for layout in report-a4 report-large-print brochure-a5 leaflet-dl poster-a3 poster-goal-a3; do [ -s "$vision/$layout.pdf" ]; done
}

@test "qpdf finds nothing" {
    for file in */*.pdf; do
        qpdf --check "$file" >check.txt 2>&1 || { cat check.txt; return 1; }
    done
}

@test "the first page comes first and the hints are right" {
    for file in */*.pdf; do
        qpdf --check-linearization "$file" >check.txt 2>&1 || { cat check.txt; return 1; }
        grep -q 'no linearization errors' check.txt || { cat check.txt; return 1; }
    done
}

@test "every font is embedded, subset, and can be copied from" {
    for file in */*.pdf; do
        pdffonts "$file" | tail -n +3 >fonts.txt
        [ -s fonts.txt ]
        lacks -vE ' yes +yes +yes +[0-9]+ +[0-9]+ *$' fonts.txt
        lacks -vE '^[A-Z]{6}\+' fonts.txt
    done
}

@test "the report shows every word of the source, in order" {
    shows_all_words $vision/report-a4.pdf 200
}

@test "the report in large print shows every word of the source, in order, none below 18 pt" {
    shows_all_words $vision/report-large-print.pdf 170
    "$TRYK" build "$top/content/$vision" -l "$top/layouts/report-large-print.yaml" -e screen --dump pages >pages.txt
    is_at_least 18 pages.txt
}

@test "the brochure shows every word of the source, in order" {
    shows_all_words $vision/brochure-a5.pdf 250
}

# Words come back from FILE in the order of the source, none of them broken.
tells_all_words() { # FILE, TEXT
    result=$(awk -f "$top/tests/pdf/words.awk" "$top/tests/data/$vision.txt" "$2") || { echo "$1: $result"; return 1; }
    [ "${result% *}" = 857 ] || { echo "$1: $result"; return 1; }
}

@test "the structure tree says every word of the source, whole and in order" {
    for layout in report-a4 brochure-a5 report-large-print; do
        "$top/build/checker" --text $vision/$layout.pdf >heard.txt
        tells_all_words $layout heard.txt
        lacks -E "[[:lower:]]-$|$(printf '\302\255')" heard.txt
    done
}

@test "another reader of PDF files finds every word of the source, in order" {
    for layout in report-a4 brochure-a5 report-large-print; do
        mutool draw -q -F txt -o read.txt $vision/$layout.pdf
        tells_all_words $layout read.txt
    done
}

# On posters and leaflets pages and tree have an order of their own each, but the words are the same.
@test "what the structure tree says can be copied from the pages of every format" {
    words() { tr -s '[:space:]/' '\n' | grep . | sort; }
    for file in $vision/*.pdf; do
        case $file in *.*.pdf) continue ;; esac
        "$top/build/checker" --text "$file" | words >heard.txt
        pdftotext -enc UTF-8 "$file" - | tr -d '\f' | words >copied.txt
        [ "$(wc -l <heard.txt)" -gt 60 ] || { wc -l heard.txt; return 1; }
        comm -23 heard.txt copied.txt >missing.txt
        [ ! -s missing.txt ] || { echo "$file:"; cat missing.txt; return 1; }
    done
}

# The hyphen of a line break is no part of the word: a search finds it, and it is copied whole.
@test "no word stays broken when it is copied" {
    broken=0
    for file in $vision/report-a4.pdf $vision/brochure-a5.pdf; do
        broken=$((broken + $(mutool draw -q -F txt "$file" | grep -cE '[[:lower:]]- *$')))
        pdftotext -enc UTF-8 "$file" text.txt
        lacks -E "[[:lower:]]-$|$(printf '\302\255')" text.txt
    done
    [ $broken -gt 1 ]
}

@test "the poster carries the vision line and the six goals" {
    pdftotext -enc UTF-8 $vision/poster-a3.pdf - | tr -s '[:space:]' ' ' >text.txt
    grep -q 'Vi tør gå nye veje' text.txt
    for goal in 'Byen til Vandet' 'Flere i uddannelse' 'Flere skal mestre eget liv' bosætningskommune \
        erhvervskommune 'bæredygtig udvikling'; do
        grep -q "$goal" text.txt || { echo "no $goal"; return 1; }
    done
}

@test "on the poster the goals are read in the order of the source" {
    pdfinfo -struct-text $vision/poster-a3.pdf | tr -s '[:space:]' ' ' >text.txt
    grep -q 'Byen til Vandet.*Flere i uddannelse.*Flere skal mestre.*erhvervskommune.*bæredygtig' text.txt
}

@test "pages have the size of their format, and bleed around it where the layout says so" {
    size() { pdfinfo -box "$1" | awk '/^Page size/ { printf "%.0fx%.0f", $3, $5 }'; }
    trim() { pdfinfo -box "$1" | awk '/^TrimBox/ { printf "%.0fx%.0f", $4 - $2, $5 - $3 }'; }
    [ "$(trim $vision/report-a4.pdf)" = 595x842 ]
    [ "$(trim $vision/brochure-a5.pdf)" = 420x595 ]
    [ "$(trim $vision/poster-a3.pdf)" = 842x1191 ]
    [ "$(pages $vision/poster-a3.pdf)" = 1 ]
    [ "$(trim $vision/poster-goal-a3.pdf)" = 842x1191 ]
    [ "$(pages $vision/poster-goal-a3.pdf)" = 6 ]
}

@test "the leaflet has six panels, of the widths of a roll fold" {
    [ "$(pages $vision/leaflet-dl.pdf)" = 6 ]
    widths=$(pdfinfo -f 1 -l 6 -box $vision/leaflet-dl.pdf |
        awk '/TrimBox/ { printf "%.0f ", ($6 - $4) * 25.4 / 72 }')
    [ "$widths" = "100 100 100 97 97 100 " ]
}

@test "texts of the poster can be read at a metre: none below 14 pt" {
    "$TRYK" build "$top/content/$vision" -l "$top/layouts/poster-a3.yaml" -e screen --dump pages >pages.txt
    is_at_least 13.9 pages.txt
}

@test "no text of any format lacks contrast, and no two accents look alike" {
    cd "$top"
    "$TRYK" check >"$BATS_TEST_TMPDIR/said.txt" 2>&1
    ! grep -E 'contrast|look alike' "$BATS_TEST_TMPDIR/said.txt"
}

@test "the brochure has at least eight pages, and a multiple of four" {
    count=$(pages $vision/brochure-a5.pdf)
    [ "$count" -ge 8 ] && [ $((count % 4)) = 0 ]
}

@test "title, author, subject and language stand in the file" {
    for file in $vision/*.pdf; do
        pdfinfo "$file" | grep -q '^Title: *[^ ]'
        pdfinfo "$file" | grep -q '^Author: *[^ ]'
        pdfinfo "$file" | grep -q '^Producer: *tryk'
        pdfinfo "$file" | grep -q '^Tagged: *yes'
        qpdf --qdf --object-streams=disable "$file" - | grep -aqE '/Lang \((da|da-DK)\)|/Lang <'
    done
}

@test "the report has bookmarks, destinations, labels and working links in its contents" {
    qpdf --qdf --object-streams=disable $vision/report-a4.pdf plain.pdf
    grep -aq '/Outlines' plain.pdf
    grep -aq '/PageLabels' plain.pdf
    [ "$(pdfinfo -dests $vision/report-a4.pdf | wc -l)" -ge 10 ]
    [ "$(grep -ac '/Subtype /Link' plain.pdf)" -ge 6 ]
}

@test "two builds are identical" {
    cd "$top"
    "$TRYK" build -e screen -o "$BATS_TEST_TMPDIR/again" --quiet
    diff -r "$BATS_TEST_TMPDIR/again" "$built" -x '*.txt' -x plain.pdf
}

@test "a PDF is small" {
    for file in $vision/*.pdf; do
        [ "$(wc -c <"$file")" -lt 60000 ] || { wc -c "$file"; return 1; }
    done
}

@test "an initial and its word are one word when copied" {
    cd "$BATS_TEST_TMPDIR"
    "$TRYK" build "$top/tests/golden/drop-caps.md" -l "$top/tests/golden/drop-caps.yaml" -o . --quiet
    pdftotext -raw -enc UTF-8 drop-caps/drop-caps.pdf - | tr -s '[:space:]' ' ' >text.txt
    for words in 'Vi tør gå' 'I dag bor' '»Jeg tror' 'Åen er kort' 'Quorum blev'; do
        grep -q "$words" text.txt || { echo "no $words"; cat text.txt; return 1; }
    done
}

@test "a word that is torn without a hyphen is whole when copied, but where that would misplace others" {
    cd "$BATS_TEST_TMPDIR"
    printf '%s\n\n%s\n' 'Skriv til os om alt, og gerne i dag: klima.og.energi@sundborg.example' \
        'Her xqzwrtpsdfghjklmnbvcxzqwrtpsdfghjk i en smal spalte.' >torn.md
    printf '%s\n' 'page: {size: 46mm x 90mm, margins: 8mm, columns: 1}' 'styles: {document: {size: 9pt, align: left}}' >torn.yaml
    "$TRYK" build torn.md -l torn.yaml -o . --quiet 2>warnings
    pdftotext -enc UTF-8 torn/torn.pdf - | tr -s '[:space:]' ' ' >text.txt
    for words in ' klima.og.energi@sundborg.example' 'nbvcxzqwrtpsdfghjk i en smal spalte'; do
        grep -q "$words" text.txt || { echo "no $words"; cat text.txt; return 1; }
    done
}
