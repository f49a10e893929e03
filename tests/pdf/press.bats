# The editions for a print shop, as PDF files: boxes, inks on Ghostscript's plates, sheets. Built once.
bats_require_minimum_version 1.5.0

setup_file() {
    export top built
    top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    built=$BATS_FILE_TMPDIR/out
    cd "$top"
    "$TRYK" build content/vision-2019-22 -e screen,press,sheets -o "$built" --quiet
    mkdir -p "$BATS_FILE_TMPDIR/case"
    cd "$BATS_FILE_TMPDIR/case"
    "$top/build/tools/picture" png 64 48 photo.png
    "$top/build/tools/picture" jpeg 64 48 photo.jpeg
    "$top/build/tools/picture" png-alpha 32 32 logo.png
    cat >inks.md <<'END'
---
title: Inks
date: 2026-03-31
---
# Spot

Black text on white, in one ink.

![A photo](photo.png)

![Another](photo.jpeg)

![A logo](logo.png)
END
    cat >inks.yaml <<'END'
palette:
  teal: {screen: "#00677f", print: spot("PANTONE 3155 C" cmyk(100 10 30 20))}
  night: {screen: "#14252e", print: cmyk(60 40 40 90)}
  rose: "#c04060"
page: {size: 148.5mm x 105mm, bleed: 3mm, margins: 12mm}
sheets: {scheme: booklet}
styles:
  document: {color: night}
  h1: {color: teal, size: 30pt}
  p: {rule-below: 0.5pt night}
  figure: {picture-height: 10mm}
pages:
  page:
    behind:
      - {rect: bleed, height: 8mm, fill: teal 40%}
      - {rect: bleed, y: 100mm, height: 11mm, fill: teal to paper}
      - {rect: bleed, y: 90mm, height: 6mm, fill: rose, opacity: 50%}
    frames: {body: {takes: rest}}
END
    "$TRYK" build inks.md -l inks.yaml -e press,sheets -o . --quiet
}

setup() {
    cd "$built" || return
    vision=vision-2019-22
    case=$BATS_FILE_TMPDIR/case/inks/inks.press.pdf
    booklet=$built/$vision/brochure-a5.sheets.pdf
    office=$built/$vision/brochure-a5.office.pdf
}

lacks() { # PATTERN FILE
    if grep -aE "$1" "$2" || [ $? != 1 ]; then return 1; fi
}

plain() { # FILE: all of it as text
    qpdf --qdf --object-streams=disable "$1" - | tr -d '\000'
}

# Four numbers of a box of a page, in points.
box() { # FILE PAGE NAME
    pdfinfo -box -f "$2" -l "$2" "$1" | awk -v box="$3:" '$3 == box { print $4, $5, $6, $7 }'
}

# Plates of a page as grey pictures, white where there is no ink: plate-Cyan.png ...
plates() { # FILE PAGE DPI
    rm -f plate*
    gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=tiffsep -sCompression=none -r"$(($3 * 4))" -dDownScaleFactor=4 -dFirstPage="$2" -dLastPage="$2" \
        -dUseBleedBox -o plate.tif "$1"
}

@test "qpdf finds nothing in press files and sheets" {
    for file in */*.press.pdf */*.sheets.pdf */*.office.pdf "$case"; do
        qpdf --check "$file" >check.txt 2>&1 || { cat check.txt; return 1; }
    done
}

@test "media, bleed and trim are exact to a hundredth of a millimetre, and there are no other boxes" {
    for file in $vision/brochure-a5:148:210 $vision/poster-a3:297:420 $vision/report-a4:210:297; do
        IFS=: read -r name width height <<<"$file"
        box "$name.press.pdf" 1 TrimBox | awk -v w="$width" -v h="$height" '
            function off(pt, mm) { d = pt / 72 * 25.4 - mm; return d < 0 ? -d : d }
            { exit off($3 - $1, w) > 0.01 || off($4 - $2, h) > 0.01 }'
        { box "$name.press.pdf" 1 TrimBox; box "$name.press.pdf" 1 BleedBox; box "$name.press.pdf" 1 MediaBox; } |
            awk '{ for (i = 1; i <= 4; i++) at[NR, i] = $i }
                END { for (i = 1; i <= 4; i++) { s = i < 3 ? 1 : -1
                        d = s * (at[1, i] - at[2, i]) / 72 * 25.4 - 3
                        if (d > 0.01 || d < -0.01 || s * (at[2, i] - at[3, i]) < 20) exit 1 } }'
        plain "$name.press.pdf" >plain.txt
        lacks '/(ArtBox|CropBox) ' plain.txt
    done
}

@test "a press file says that it is PDF/X-4, in Info and XMP alike, with one intent and its profile" {
    for file in */*.press.pdf "$booklet" "$case"; do
        plain "$file" >plain.txt
        grep -aq '/GTS_PDFXVersion (PDF/X-4)' plain.txt
        grep -aq '<pdfxid:GTS_PDFXVersion>PDF/X-4<' plain.txt
        grep -aq '/Trapped /False' plain.txt
        grep -aq '<pdf:Trapped>False<' plain.txt
        [ "$(grep -ac '/S /GTS_PDFX$' plain.txt)" = 1 ]
        [ "$(grep -ac '/DestOutputProfile' plain.txt)" = 1 ]
        grep -aq '/OutputConditionIdentifier (FOGRA39)' plain.txt
        grep -aq '/ID ' plain.txt
        [ "$(head -c 8 "$file")" = %PDF-1.6 ]
        lacks '/(JavaScript|JS|Encrypt|Annots|StructTreeRoot|MCID)' plain.txt
        grep -ao '<xmpMM:DocumentID>uuid:[-0-9a-f]*<' plain.txt >>"$BATS_TEST_TMPDIR/identifiers"
    done
    [ -z "$(sort "$BATS_TEST_TMPDIR/identifiers" | uniq -d)" ]
}

# The leaflet's waves run on over all panels; marks stand on white all the same.
@test "nothing but marks lies outside the bleed" {
    leaflet=$vision/leaflet-dl.press.pdf
    gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=ppmraw -r100 -dLastPage=1 -o "$BATS_TEST_TMPDIR/page.ppm" $leaflet
    python3 - "$BATS_TEST_TMPDIR/page.ppm" "$(box $leaflet 1 MediaBox)" "$(box $leaflet 1 BleedBox)" <<'END'
import re, sys
data = open(sys.argv[1], "rb").read()
media, bleed = ([float(number) for number in box.split()] for box in sys.argv[2:])
width, height = (int(number) for number in re.search(rb"\n(\d+) (\d+)\n255\n", data).groups())
pixels = data[-3 * width * height:]
def light(x, y):
    column, row = int((x - media[0]) / 72 * 100), int((media[3] - y) / 72 * 100)
    return min(pixels[3 * (row * width + column):][:3])
# Two millimetres beside the bleed, at both sides, but where the registration marks are; and inside it.
dark = 0
for millimetre in range(10, 200):
    y = millimetre / 25.4 * 72
    dark += light(bleed[0] + 1.5, y) < 128
    if abs(y - (bleed[1] + bleed[3]) / 2) > 15:
        assert light(bleed[0] - 6, y) == 255 == light(bleed[2] + 6, y), millimetre
assert dark > 100, dark
END
}

@test "only inks come onto pages for the press" {
    for file in */*.press.pdf "$booklet" "$case"; do
        plain "$file" >plain.txt
        lacks '/(DeviceRGB|CalRGB|ICCBased|Lab)\b' plain.txt
        lacks '^[-0-9. ]+ (rg|RG)$' plain.txt
    done
}

@test "a spot colour is a plate of its own, and tints and gradients of it too" {
    cd "$BATS_TEST_TMPDIR"
    plates "$case" 1 60
    ls >plates.txt
    [ -e "plate(PANTONE 3155 C).tif" ]
}

@test "black text is on no plate but black" {
    cd "$BATS_TEST_TMPDIR"
    printf '# One\n\nA line of text, and another one that goes on.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n' >text.md
    cp "$top/layouts/marks/vand.svg" .
    cat >text.yaml <<'END'
palette: {night: {screen: "#14252e", print: cmyk(60 40 40 90)}}
page: {size: A5, bleed: 3mm}
press: {marks: none}
icons: {boat: vand.svg}
pages:
  page:
    frames: {body: {takes: rest}}
    front: [{icon: boat, x: 100mm, y: 100mm, width: 11mm, height: 11mm, fill: night}]
styles:
  document: {color: night}
  h1, a: {color: night}
  tr: {rule-below: 0.5pt night}
  table: {rule-above: 0.5pt night, rule-below: 0.5pt night}
END
    "$TRYK" build text.md -l text.yaml -e press -o . --quiet
    coverage=$(gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=inkcov -o - text/text.press.pdf)
    echo "$coverage"
    echo "$coverage" | awk '{ exit !($1 == 0 && $2 == 0 && $3 == 0 && $4 > 0.001) }'
}

# Where the dump has words in ink, which prints black, the other plates are as they are without any text.
@test "black text of every press file is on no plate but black" {
    cd "$BATS_TEST_TMPDIR"
    for layout in brochure-a5 leaflet-dl report-a4 poster-a3 poster-goal-a3; do
        rm -f with* bare*
        "$TRYK" build "$top/content/$vision" -l "$top/layouts/$layout.yaml" -e screen --dump pages >words
        for name in with bare; do
            text=
            [ $name = with ] || text=-dFILTERTEXT
            gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=tiffsep -sCompression=none -r60 -dUseBleedBox $text \
                -o $name%d.tif "$built/$vision/$layout.press.pdf"
        done
        PYTHONPATH=$top/tests/tools python3 - <<'END'
import re
from ink import read_plate
word = re.compile(r"text ([-0-9.]+) ([-0-9.]+) w ([0-9.]+) ([0-9.]+)pt \S+ ink (?!rotate)")
inks = ("Cyan", "Magenta", "Yellow", "Black")
page, words = 0, 0
for line in open("words"):
    if line.startswith("page "):
        page += 1
        plates = [[read_plate(f"{name}{page}({ink}).tif") for ink in inks] for name in ("with", "bare")]
    found = word.match(line)
    if not found:
        continue
    words += 1
    x, y, width, size = (float(number) for number in found.groups())
    left, right = (int((at + 3) / 25.4 * 60) for at in (x, x + width))
    top, bottom = (int((at + 3) / 25.4 * 60) for at in (y - size * 0.2, y))
    def cells(plate):
        return b"".join(bytes(plate[2][row * plate[0] + left : row * plate[0] + right]) for row in range(top, bottom + 1))
    same = [cells(plate) == cells(bare) for plate, bare in zip(*plates)]
    assert same == [True, True, True, False], (page, line, same)
assert words > 5, words
END
    done
}

@test "press and screen have the same pages, but for the marks" {
    cd "$top"
    for layout in brochure-a5 leaflet-dl report-a4 poster-a3 poster-goal-a3; do
        "$TRYK" build content/$vision -l layouts/$layout.yaml -e screen --dump pages >"$BATS_TEST_TMPDIR/screen"
        "$TRYK" build content/$vision -l layouts/$layout.yaml -e press --dump pages |
            grep -vE ' (stroke registration|fill (cyan|magenta|yellow|black)( 50%)?$)|pt [^ ]+ black ' |
            sed 's/^\(page .*\) margin [0-9.]*/\1/' >"$BATS_TEST_TMPDIR/press"
        cmp "$BATS_TEST_TMPDIR/screen" "$BATS_TEST_TMPDIR/press"
    done
}

@test "a sheet has its pages as text, its drawings as vectors, and each font once" {
    pdftotext -f 3 -l 3 "$booklet" text.txt
    grep -q 'Solidt fundament' text.txt
    faces() { pdffonts "$1" | tail -n +3 | sed 's/^[A-Z]*+//; s/ .*//' | sort; }
    for sheets in $vision/*.sheets.pdf $vision/*.office.pdf; do
        layout=${sheets##*/}
        faces "$vision/${layout%%.*}.pdf" >screen.txt
        faces "$sheets" >sheets.txt
        [ -z "$(uniq -d sheets.txt)" ]
        [ -z "$(comm -23 screen.txt sheets.txt)" ]
        plain "$sheets" >plain.txt
        lacks '/Subtype /Image' plain.txt
        # Each page once, however often it is placed.
        pages=$(pdfinfo "$vision/${layout%%.*}.pdf" | awk '/^Pages/ { print $2 }')
        [ "$(grep -ac '/Subtype /Form' plain.txt)" = "$pages" ]
    done
}

# The numbers are read from the written files, the folding shares nothing with the program.
@test "every scheme with 4 to 64 pages is read in order when its sheets are cut and folded" {
    mkdir "$BATS_TEST_TMPDIR/few" "$BATS_TEST_TMPDIR/many"
    cd "$BATS_TEST_TMPDIR/few"
    python3 "$top/tests/tools/fold.py" "$TRYK" 4 42 >out.txt 2>&1 &
    few=$!
    cd ../many
    python3 "$top/tests/tools/fold.py" "$TRYK" 43 64
    wait $few || { cat ../few/out.txt; return 1; }
}

@test "every sheet says what it is: in its line, and those for the office in page labels and print dialog too" {
    for file in */*.sheets.pdf */*.office.pdf; do
        count=$(pdfinfo "$file" | awk '/^Pages/ { print $2 }')
        for page in $(seq "$count"); do
            pdftotext -f "$page" -l "$page" "$file" - | grep -Eq '· sheet [0-9]+ of [0-9]+, (front|back) ·' || {
                echo "$file $page"
                return 1
            }
        done
    done
    labels=$(plain "$office" | grep -a '/P (' | tr -d '\n')
    echo "$labels"
    for sheet in 1 2 3 4; do
        grep -q "($sheet front).*($sheet back)" <<<"$labels"
        pdftotext -f $((2 * sheet)) -l $((2 * sheet)) "$office" - | grep -q "sheet $sheet of 4, back"
    done
    plain "$office" >plain.txt
    grep -aq '/Duplex /DuplexFlipShortEdge' plain.txt
    grep -aq '/PrintScaling /None' plain.txt
}

@test "the line of an office sheet is all there is in the border that its printer leaves white" {
    cd "$BATS_TEST_TMPDIR"
    for page in 1 2; do
        pdftoppm -r 100 -gray -f $page -l $page -singlefile "$office" sheet
        python3 - $page <<'END'
import sys
data = open("sheet.pgm", "rb").read()
width, height = map(int, data.split(None, 4)[1:3])
pixels = data[-width * height:]
border = int(4 / 25.4 * 100) - 1
ink = [(i % width, i // width) for i, grey in enumerate(pixels) if grey < 250]
outside = [(x, y) for x, y in ink if x < border or y < border or x >= width - border or y >= height - border]
assert outside, "no line"
assert all(y >= height - border for x, y in outside), "something else than the line"
left = sum(x < width / 2 for x, y in outside)
assert left == (len(outside) if sys.argv[1] == "1" else 0), "not under the leaf of the back cover"
END
    done
}

@test "a layout with several sheets makes a file of each; --scheme asks for one, or for another" {
    cd "$BATS_TEST_TMPDIR"
    for name in brochure-a5 leaflet-dl report-a4; do
        [ -e "$built/$vision/$name.sheets.pdf" ]
        [ -e "$built/$vision/$name.office.pdf" ]
    done
    made() { # OPTIONS...: names of the files
        rm -rf out
        "$TRYK" build "$top/content/$vision" -o out --quiet "$@" || return
        (cd out/$vision && echo *)
    }
    brochure=$top/layouts/brochure-a5.yaml
    [ "$(made -l "$brochure" -e sheets)" = "brochure-a5.office.pdf brochure-a5.sheets.pdf" ]
    [ "$(made -l "$brochure" --scheme office)" = brochure-a5.office.pdf ]
    [ "$(made -l "$brochure" --scheme booklet)" = brochure-a5.sheets.pdf ]
    [ "$(made -l "$brochure" --scheme grid)" = brochure-a5.grid.pdf ]
    [ "$(made -l "$brochure" --scheme grid -e screen)" = "brochure-a5.grid.pdf brochure-a5.pdf" ]
    run "$TRYK" build "$top/content/$vision" -l "$brochure" --scheme offise -o out
    echo "$output"
    [ "$status" = 1 ]
    grep -q "did you mean 'office'" <<<"$output"
}

@test "one layout serves the print shop and the office: PDF/X-4 in inks, and the screen's colours" {
    plain "$booklet" | grep -aq '/GTS_PDFXVersion (PDF/X-4)'
    plain "$office" >plain.txt
    lacks '/GTS_PDFXVersion|/DestOutputProfile' plain.txt
    grep -aqE '^[0-9. ]+ rg$' plain.txt
    pdfinfo "$office" | grep -q 'Page size: .*(A4)'
    box "$booklet" 1 MediaBox | awk '{ exit !($3 - $1 > 1275.5 && $3 - $1 < 1275.7 && $4 - $2 > 907) }'
}

@test "a leaflet's sheet is trimmed to its panels where no size is said, folds marked" {
    cd "$BATS_TEST_TMPDIR"
    printf 'use: %s/layouts/leaflet-dl.yaml\nsheets: {marks: crop}\n' "$top" >trimmed.yaml
    "$TRYK" build "$top/content/$vision" -l trimmed.yaml -e sheets -o . --quiet
    box $vision/trimmed.sheets.pdf 1 TrimBox | awk '{ exit !($3 - $1 > 841.88 && $3 - $1 < 841.9 && $4 - $2 > 595.26) }'
    [ "$(pdfinfo $vision/trimmed.sheets.pdf | awk '/^Pages/ { print $2 }')" = 2 ]
}

@test "two press builds are identical" {
    cd "$top"
    "$TRYK" build content/$vision -e press,sheets -o "$BATS_TEST_TMPDIR/again" --quiet
    for file in "$BATS_TEST_TMPDIR"/again/*/*.pdf; do cmp "$file" "$built/$vision/${file##*/}"; done
}

@test "a profile that is not for CMYK output is refused" {
    cd "$BATS_TEST_TMPDIR"
    printf '# One\n' >one.md
    printf 'page: {size: A5}\n' >one.yaml
    printf 'nothing\n' >wrong.icc
    for profile in wrong.icc /usr/share/color/icc/ghostscript/srgb.icc /usr/share/color/icc/ghostscript/default_gray.icc; do
        run "$TRYK" build one.md -l one.yaml -e press --profile "$profile" -o .
        [ "$status" = 1 ]
        echo "$output" | grep -q "$profile' is "
        [ ! -e one/one.press.pdf ]
    done
    run "$TRYK" build one.md -l one.yaml -e press --profile missing.icc -o .
    [ "$status" = 1 ]
}

@test "the date is the author's, else SOURCE_DATE_EPOCH, in file and line alike; without one the line has none" {
    cd "$BATS_TEST_TMPDIR"
    printf 'page: {size: A5, bleed: 3mm}\nsheets: {scheme: booklet}\n' >one.yaml
    printf -- '---\ndate: 2026-03\n---\n# One\n\nText.\n' >author.md
    printf '# One\n\nText.\n' >one.md
    said() { # FILE: year of the file, and the last words of its line but for the profile
        pdfinfo -isodates "$1" | awk '/^CreationDate/ { print substr($2, 1, 10) }'
        pdftotext "$1" - | awk -F ' · ' '/ISO Coated/ { print $(NF - 1) }' | sort -u
    }
    SOURCE_DATE_EPOCH=1774915200 "$TRYK" build author.md one.md -l one.yaml -e press,sheets -o dated --quiet
    "$TRYK" build one.md -l one.yaml -e press,sheets -o undated --quiet
    for kind in press sheets; do
        [ "$(said dated/author/one.$kind.pdf)" = $'2026-03-01\n2026-03' ]
        [ "$(said dated/one/one.$kind.pdf)" = $'2026-03-31\n2026-03-31' ]
        said undated/one/one.$kind.pdf | head -1 | grep -qx 1970-01-01
        ! pdftotext undated/one/one.$kind.pdf - | grep 1970 || return 1
    done
    for kind in press sheets press,sheets; do
        [ "$(env -u SOURCE_DATE_EPOCH "$TRYK" check one.md -l one.yaml -e $kind 2>&1 | grep -c 'the file says 1970')" = 1 ]
    done
}

@test "the shop's own profile is the one in the file" {
    cd "$BATS_TEST_TMPDIR"
    printf '# One\n' >one.md
    printf 'page: {size: A5}\n' >one.yaml
    "$TRYK" build one.md -l one.yaml -e press --profile /usr/share/color/icc/ghostscript/default_cmyk.icc -o . --quiet
    plain one/one.press.pdf | grep -aq '/OutputConditionIdentifier (Custom)'
    pdftotext one/one.press.pdf - | grep -q 'SWOP\|CMYK'
}

# ---- preflight ----------------------------------------------------------------------------------

@test "every publication that goes to a print shop passes the preflight" {
    cd "$top"
    for layout in brochure-a5 leaflet-dl poster-a3 poster-goal-a3; do
        "$TRYK" check content/$vision -l layouts/$layout.yaml -e press --strict
    done
}

@test "a clean run of the preflight is one line that says it all" {
    cd "$top"
    run --separate-stderr "$TRYK" check content/$vision -l layouts/brochure-a5.yaml -e press
    echo "$output" "$stderr"
    [ "$status" = 0 ] && [ "${#lines[@]}" = 1 ]
    for part in PDF/X-4 '16 pages' '148 x 210 mm' 'bleed 3 mm' CMYK '% of ink' '150 gsm coated' 'saddle stitch'; do
        grep -qF "$part" <<<"$output"
    done
    run --separate-stderr "$TRYK" check content/$vision -l layouts/leaflet-dl.yaml -e press
    grep -qF '6 pages of 100 x 210 mm, but 97 x 210 mm on 4-5, bleed 3 mm' <<<"$output"
}

@test "the line names the inks of each page as Ghostscript finds them" {
    cd "$BATS_TEST_TMPDIR"
    printf 'use: %s/layouts/brochure-a5.yaml\npress: {marks: none}\n' "$top" >plain.yaml
    "$TRYK" build "$top/content/$vision" -l plain.yaml -e press -o . --quiet
    said=$("$TRYK" check "$top/content/$vision" -l plain.yaml -e press | sed 's/.*bleed 3 mm, //; s/, at most.*//')
    seen=$(gs -q -dSAFER -dBATCH -dNOPAUSE -r150 -sDEVICE=inkcov -o - $vision/plain.press.pdf | awk '
        { inks = ($1 > 0 ? "C" : "") ($2 > 0 ? "M" : "") ($3 > 0 ? "Y" : "") ($4 > 0 ? "K" : "") }
        inks != last { if (NR > 1) close_run(); last = inks; first = NR }
        function close_run() { line = line (line ? ", " : "") last " on " first (NR - 1 > first ? "-" NR - 1 : "") }
        END { NR++; close_run(); print line }')
    echo "said $said, seen $seen"
    [ "$said" = "$seen" ]
}

@test "findings as JSON have the fields and codes that the guide tells of" {
    cd "$top"
    run --separate-stderr "$TRYK" check tests/golden/press-findings.md -l tests/golden/press-findings.yaml \
        -l tests/golden/press-sections.yaml -e screen --json
    [ "$status" = 1 ]
    python3 - "$output" <<'END'
import glob, json, re, sys
reports = [json.loads(line) for line in sys.argv[1].splitlines()]
assert [report["layout"] for report in reports] == ["press-findings", "press-sections"]
guide = open("layouts/README.md").read()
tables = re.findall(r"\| (field|code) \|.*\n\|---\|---\|\n((?:\|.*\n)+)", guide)
told = {head: set(re.findall("`([A-Za-z-]+)`", re.sub(r"(?m)^\| (.*?) \|.*", r"\1", rows))) for head, rows in tables}
sources = "".join(open(path).read() for path in glob.glob("src/pdf/p*.c"))
codes = set(re.findall(r'code = (?:[^;"]*\? )?"([a-z-]+)"', sources))
codes |= set(re.findall(r' : "([a-z-]+)",\n', sources)) | set(re.findall(r'{"([a-z-]+)",? ?(?:\n *)?"[a-z]', sources))
codes |= set(re.findall(r'finding_of\(use, "([a-z-]+)"', sources))
codes -= {"rule-above", "rule-below", "stroke", "size", "left"}
assert told["code"] == codes, told["code"] ^ codes
found = set()
for report in reports:
    found |= set(report)
    assert report["errors"] == sum(finding["severity"] == "error" for finding in report["findings"])
    assert report["ink"] > 100 and report["inkPage"] == 1, report
    for finding in report["findings"]:
        found |= set(finding)
        assert finding["severity"] in ("error", "warning") and finding["message"] and finding["hint"], finding
        assert finding["code"] in told["code"], finding
        assert 1 <= finding["page"] <= 3 and finding["pages"] >= 1 and finding["file"] and finding["line"] > 0, finding
        assert -3 <= finding["x"] <= 153 and -3 <= finding["y"] <= 103, finding
        cause = finding.get("cause")
        assert not cause or ("%s:%d:%d" % (cause["file"], cause["line"], cause["column"])) in finding["hint"], finding
assert found == told["field"], found ^ told["field"]
codes = {finding["code"] for finding in reports[0]["findings"]}
assert codes >= {"bleed", "safe-zone", "fold", "small-type", "hairline", "rgb", "spot-name", "ink", "rich-black", "date"}, codes
bleed = next(finding for finding in reports[0]["findings"] if finding["code"] == "bleed")
assert (bleed["page"], bleed["x"], bleed["y"]) == (1, 0, 0) and bleed["file"].endswith(".yaml") and bleed["line"] > 1
END
    run "$TRYK" build tests/golden/press-findings.md -l tests/golden/press-findings.yaml --json
    [ "$status" = 2 ]
    grep -q "only tryk check answers with '--json'" <<<"$output"
}

# one.md, and one.yaml with the picture p.png.
picture_page() { # WIDTH
    printf -- '---\ndate: 2026\nlanguage: en\n---\n# One\n\nText.\n' >one.md
    cat >one.yaml <<END
page: {size: 140mm x 100mm, bleed: 3mm, margins: 20mm, columns: 1}
pages:
  page:
    behind: [{picture: p.png, x: 20mm, y: 60mm, width: $1}]
    frames: {body: {takes: rest}}
END
}

@test "pictures are counted in pixels an inch at the size they have" {
    cd "$BATS_TEST_TMPDIR"
    picture_page 100mm
    for pixels in 1181 900 885 700 590 500; do
        "$top/build/tools/picture" png $pixels 100 p.png
        run "$TRYK" check one.md -l one.yaml -e press
        echo "$pixels: $output"
        case $pixels in
        1181 | 900) ! grep ppi <<<"$output" || return 1 ;;
        700) grep -q "warning: .*'p.png' has 177 ppi" <<<"$output" ;;
        885)
            grep -q "warning: .*'p.png' has 224 ppi" <<<"$output"
            grep -q 'at 99.9 mm wide' <<<"$output"
            ;;
        590) grep -q "error: .*'p.png' has 149 ppi" <<<"$output" ;;
        500) grep -q "error: .*'p.png' has 127 ppi" <<<"$output" ;;
        esac
    done
    # A picture of the width that the hint names is large enough.
    "$top/build/tools/picture" png 400 100 p.png
    width=$("$TRYK" check one.md -l one.yaml -e press 2>&1 | sed -n 's/.*or show it at \([0-9.]* mm\) wide/\1/p')
    sed -i "s/width: 100mm/width: $width/" one.yaml
    run "$TRYK" check one.md -l one.yaml -e press
    [ "$width" = '45.1 mm' ] && ! grep ppi <<<"$output"
}

@test "line art is counted in more pixels an inch than photographs" {
    cd "$BATS_TEST_TMPDIR"
    picture_page 25.4mm
    for pixels in 640 500 140; do
        "$top/build/tools/picture" png-one-bit $pixels $pixels p.png
        run "$TRYK" check one.md -l one.yaml -e press
        echo "$pixels: $output"
        case $pixels in
        640) ! grep ppi <<<"$output" || return 1 ;;
        500)
            grep -q "one.yaml:4.* warning: .*line art 'p.png' has 500 ppi" <<<"$output"
            grep -q '1200 x 1200 pixels or an SVG' <<<"$output"
            ;;
        140) grep -q "error: .*line art 'p.png' has 140 ppi" <<<"$output" ;;
        esac
    done
}

@test "a font whose licence keeps it out of a file is refused, one that may not be cut is told" {
    cd "$BATS_TEST_TMPDIR"
    mkdir -p fonts
    font=$(fc-match -f '%{file}' 'Gentium Plus:style=Regular')
    printf -- '---\ndate: 2026\nlanguage: en\n---\nText in a face.\n' >one.md
    printf 'fonts: {text: {family: Gentium Plus}}\npage: {size: A6, bleed: 3mm}\nstyles: {document: {font: text}}\n' >one.yaml
    printf 'pages: {page: {frames: {body: {takes: rest}}}}\n' >>one.yaml
    for licence in 0 2 4 6 8 256 512; do
        python3 - "$font" fonts/gentium.ttf $licence <<'END'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
for i in range(struct.unpack(">H", data[4:6])[0]):
    tag, _, offset, _ = struct.unpack(">4sLLL", data[12 + 16 * i:28 + 16 * i])
    if tag == b"OS/2":
        data[offset + 8:offset + 10] = struct.pack(">H", int(sys.argv[3]))
open(sys.argv[2], "wb").write(data)
END
        run "$TRYK" check one.md -l one.yaml -e press
        echo "$licence: $output"
        case $licence in
        2 | 512) grep -q "one.md:5:1: error: page 1, .*'GentiumPlus' (gentium.ttf) forbids to be embedded" <<<"$output" ;;
        256) grep -q "one.md:5:1: warning: page 1, .*(gentium.ttf) allows to be embedded whole only" <<<"$output" ;;
        *) ! grep gentium.ttf <<<"$output" || return 1 ;;
        esac
    done
}

@test "an ink that overprints leaves what is beneath it, any other cuts it out" {
    cd "$BATS_TEST_TMPDIR"
    printf -- '---\ndate: 2026\nlanguage: en\n---\nText.\n' >one.md
    for over in true false; do
        cat >one.yaml <<END
palette:
  ground: {screen: "#ffff00", print: cmyk(0 0 100 0)}
  varnish: {screen: "#a0c0ff", print: spot("Varnish" cmyk(20 0 0 0)), overprint: $over}
  red: {screen: "#ff0000", print: cmyk(0 100 0 0)}
  night: {screen: "#000000", print: cmyk(0 0 0 100)}
  white: {screen: "#ffffff", print: cmyk(0 0 0 0)}
page: {size: 40mm x 40mm, bleed: 3mm, margins: 8mm, columns: 1}
press: {marks: none}
pages:
  page:
    behind:
      - {rect: bleed, fill: ground}
      - {rect: page, x: 0mm, y: 0mm, width: 20mm, height: 20mm, fill: varnish, stroke: 2pt red}
      - {rect: page, x: 20mm, y: 20mm, width: 10mm, height: 10mm, fill: red to red 50%}
      - {rect: page, x: 25mm, y: 2mm, width: 10mm, height: 10mm, fill: varnish 40% to varnish}
      - {line: page, x: 5mm, y: 35mm, width: 20mm, stroke: 1pt night}
      - {rect: page, x: 0mm, y: 22mm, width: 10mm, height: 10mm, fill: white}
    frames: {body: {takes: rest}}
END
        "$TRYK" build one.md -l one.yaml -e press -o . --quiet
        plates one/one.press.pdf 1 50
        # Yellow beneath varnish, even or not, and none beneath a gradient of process inks that follows it, nor
        # under white after black.
        PYTHONPATH=$top/tests/tools python3 - "$over" <<'END'
import sys
from ink import read_plate

def ink(name, x, y):
    width, _, cells = read_plate(f"plate({name}).tif")
    column, row = (int((at + 3) / 25.4 * 50) for at in (x, y))
    return cells[row * width + column]

over = sys.argv[1] == "true"
assert (ink("Yellow", 10, 10) > 250) == over and ink("Varnish", 10, 10) > 250
assert (ink("Yellow", 30, 7) > 250) == over and 120 < ink("Varnish", 30, 7) < 220
assert ink("Yellow", 25, 25) < 5 and ink("Magenta", 25, 25) > 100
assert ink("Yellow", 5, 27) < 5
assert ink("Yellow", 35, 30) > 250
END
    done
}

# A page for one picture; and how far the plates of two such pages are apart, in points of ink on average.
one_picture() { # PICTURE, with a .yaml beside it
    cat >"$1.yaml" <<END
page: {size: 120mm x 100mm, bleed: 3mm, margins: 10mm, columns: 1}
press: {marks: none}
pages: {page: {behind: [{picture: $1, x: 10mm, y: 25mm, width: 100mm}], frames: {body: {takes: rest}}}}
END
    printf -- '---\ntitle: One\ndate: 2026\nlanguage: en\n---\nText.\n' >one.md
    "$TRYK" build one.md -l "$1.yaml" -e screen,press -o . --quiet
}

ink_apart() { # PICTURE PICTURE
    for picture; do
        plates "one/$picture.press.pdf" 1 100
        mkdir -p "plates-$picture"
        mv plate*.tif "plates-$picture"
    done
    PYTHONPATH=$top/tests/tools python3 - "$@" <<'END'
import sys
from ink import read_plate
apart = 0
for name in ("Cyan", "Magenta", "Yellow", "Black"):
    one, other = (read_plate(f"plates-{picture}/plate({name}).tif")[2] for picture in sys.argv[1:])
    apart = max(apart, sum(abs(a - b) for a, b in zip(one, other)) / len(one) / 2.55)
print(round(apart, 2))
END
}

@test "a photograph that came as a JPEG stays one, and its inks are those without loss within a point" {
    cd "$BATS_TEST_TMPDIR"
    "$top/build/tools/picture" jpeg-photo 1200 900 photo.jpeg
    "$top/build/tools/picture" jpeg-grey 1200 900 grey.jpeg
    "$top/build/tools/picture" jpeg-cmyk 1200 900 inks.jpeg
    one_picture photo.jpeg
    pdfimages -png one/photo.jpeg.pdf same
    one_picture same-000.png
    one_picture grey.jpeg
    one_picture inks.jpeg
    pdfimages -list one/photo.jpeg.press.pdf | grep -E ' cmyk +4 +8 +jpeg '
    pdfimages -list one/same-000.png.press.pdf | grep -E ' cmyk +4 +8 +image '
    pdfimages -list one/grey.jpeg.press.pdf | grep -E ' gray +1 +8 +jpeg '
    pdfimages -all one/inks.jpeg.press.pdf kept
    cmp inks.jpeg kept-000.jpg
    [ "$(stat -c %s one/photo.jpeg.press.pdf)" -lt "$(stat -c %s one/same-000.png.press.pdf)" ]
    apart=$(ink_apart photo.jpeg same-000.png)
    echo "$apart points"
    awk -v d="$apart" 'BEGIN { exit d > 1 }'
    mutool draw -q -r 40 -o seen.png one/photo.jpeg.press.pdf
    pdftoppm -r 40 -png one/photo.jpeg.press.pdf seen
}

@test "a picture's own profile counts, and one that is no good is told" {
    cd "$BATS_TEST_TMPDIR"
    "$top/build/tools/picture" jpeg-photo 1200 900 plain.jpeg
    one_picture plain.jpeg
    pdfimages -png one/plain.jpeg.pdf same
    python3 - <<'END'
import struct, zlib
folder = "/usr/share/color/icc/ghostscript/"
photo, png = open("plain.jpeg", "rb").read(), open("same-000.png", "rb").read()

def jpeg(name, profile):
    body = b"ICC_PROFILE\0\1\1" + profile
    open(name, "wb").write(photo[:2] + b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body + photo[2:])

wide = open(folder + "a98.icc", "rb").read()
jpeg("wide.jpeg", wide)
jpeg("narrow.jpeg", open(folder + "srgb.icc", "rb").read())
jpeg("broken.jpeg", b"nothing that a profile begins with")
jpeg("press.jpeg", open(folder + "default_cmyk.icc", "rb").read()[:60000])
chunk = b"iCCP" + b"wide\0\0" + zlib.compress(wide)
chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
open("wide.png", "wb").write(png[:33] + chunk + png[33:])
spoilt = bytearray(chunk)
spoilt[20] ^= 255
spoilt[-4:] = struct.pack(">I", zlib.crc32(bytes(spoilt[4:-4])))
open("broken.png", "wb").write(png[:33] + spoilt + png[33:])
END
    for picture in wide.jpeg narrow.jpeg wide.png broken.jpeg; do one_picture $picture; done
    far=$(ink_apart plain.jpeg wide.jpeg) near=$(ink_apart plain.jpeg narrow.jpeg)
    alike=$(ink_apart wide.jpeg wide.png) left=$(ink_apart plain.jpeg broken.jpeg)
    echo "$far $near $alike $left"
    awk -v far="$far" -v near="$near" -v alike="$alike" -v left="$left" \
        'BEGIN { exit !(far > 1.5 && near < 1 && alike < 1 && left < 0.01) }'
    for picture in wide.jpeg narrow.jpeg wide.png; do
        run "$TRYK" check one.md -l $picture.yaml -e press
        ! grep 'is no good' <<<"$output" || return 1
    done
    cp plain.jpeg.yaml press.jpeg.yaml
    for picture in broken.jpeg press.jpeg broken.png; do
        sed "s/plain.jpeg/$picture/" plain.jpeg.yaml >$picture.yaml
        run "$TRYK" check one.md -l $picture.yaml -e press
        echo "$output"
        grep -q "warning: page 1, 10 x 25 mm: the profile in the picture '$picture' is no good" <<<"$output"
    done
}

# Ours from the display list, Ghostscript's from its plates of the finished file: within two points.
@test "the most ink agrees with Ghostscript's plates" {
    cd "$BATS_TEST_TMPDIR"
    compare() { # PUBLICATION LAYOUT FILE
        said=$("$TRYK" check "$1" -l "$2" -e press --json 2>/dev/null | sed -E 's/.*"ink": ([0-9.]+), "inkPage": ([0-9]+).*/\1 \2/')
        plates "$3" "${said#* }" 100
        seen=$(python3 "$top/tests/tools/ink.py" plate\(*.tif)
        echo "$3: said $said, seen $seen"
        awk -v said="${said% *}" -v seen="${seen%% *}" 'BEGIN { d = said - seen; exit d > 2 || d < -2 }'
    }
    for layout in brochure-a5 leaflet-dl poster-a3 poster-goal-a3; do
        compare "$top/content/$vision" "$top/layouts/$layout.yaml" "$built/$vision/$layout.press.pdf"
    done
    compare "$BATS_FILE_TMPDIR/case/inks.md" "$BATS_FILE_TMPDIR/case/inks.yaml" "$case"
    "$top/build/tools/picture" jpeg-photo 800 600 photo.jpeg
    "$top/build/tools/picture" jpeg-cmyk 400 300 inks.jpeg
    "$top/build/tools/picture" png-alpha 300 300 alpha.png
    "$top/build/tools/picture" jpeg-turned-6 300 200 turned.jpeg
    cp "$top/layouts/marks/vand.svg" .
    printf -- '---\ndate: 2026\nlanguage: en\n---\nText.\n' >cases.md
    while read -r artwork; do
        cat >cases.yaml <<END
palette:
  heavy: {screen: "#300030", print: cmyk(80 90 40 60)}
  sun: {screen: "#ffcc00", print: cmyk(0 20 100 0)}
  sea: {screen: "#00677f", print: spot("PANTONE 3155 C" cmyk(100 10 30 20))}
  varnish: {screen: "#a0c0ff", print: spot("Varnish" cmyk(20 0 0 0)), overprint: true}
page: {size: 120mm x 100mm, bleed: 3mm, margins: 12mm, columns: 1}
press: {marks: none, ink: 400%}
icons: {boat: vand.svg}
pages: {page: {behind: [{rect: bleed, fill: sun 40%}, $artwork], frames: {body: {takes: rest}}}}
END
        "$TRYK" build cases.md -l cases.yaml -e press -o . --quiet
        compare cases.md cases.yaml cases/cases.press.pdf
    done <<'END'
{picture: inks.jpeg, x: 20mm, y: 30mm, width: 60mm, mask: circle}
{icon: boat, x: 20mm, y: 30mm, width: 60mm, height: 60mm, fill: heavy}
{circle: page, x: 30mm, y: 30mm, width: 50mm, height: 50mm, stroke: 24pt heavy}
{picture: alpha.png, x: 20mm, y: 30mm, width: 60mm}, {rect: page, x: 30mm, y: 40mm, width: 30mm, height: 30mm, fill: heavy, opacity: 60%}
{picture: turned.jpeg, x: 20mm, y: 30mm, width: 40mm, duotone: heavy sun}
{rect: page, x: 70mm, y: 40mm, width: 20mm, height: 20mm, fill: heavy to sun 45deg}
{rect: page, x: 20mm, y: 30mm, width: 60mm, height: 50mm, fill: sea}, {picture: photo.jpeg, x: 40mm, y: 40mm, width: 40mm, radius: 9mm}
{rect: page, x: 20mm, y: 30mm, width: 60mm, height: 50mm, fill: heavy}, {rect: page, x: 30mm, y: 40mm, width: 30mm, height: 30mm, fill: varnish to paper}
END
    # A drawing that leans with its table has lines as wide as those of one that stands.
    printf -- '---\ndate: 2026\nlanguage: en\n---\n| A | B |\n|---|---|\n| | ![A stripe](stripe.svg) |\n' >leaning.md
    printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 6h60v8h-60z" fill="soft"/></svg>' >stripe.svg
    cat >leaning.yaml <<'END'
palette: {soft: {screen: "#ffa0c0", print: cmyk(0 40 0 0)}}
page: {size: 100mm x 160mm, bleed: 3mm, margins: 12mm, columns: 1}
press: {marks: none}
styles: {document: {color: soft}, table: {turn: always, rule-above: none, rule-below: none}, tr: {rule-below: none}}
pages: {page: {frames: {body: {takes: rest}}}}
END
    "$TRYK" build leaning.md -l leaning.yaml -e press -o . --quiet
    compare leaning.md leaning.yaml leaning/leaning.press.pdf
}
