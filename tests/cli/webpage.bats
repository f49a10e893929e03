# index.html: the page that a publication is handed out with.
load helper

publication() {
    printf -- '---\ntitle: "Ræs & <leg>"\nlanguage: %s\ndate: 2019-01-01\nsubject: Om \\"alt\\"\n---\n# Title\n\nWords.\n' \
        "${1:-da}" >content/plan.md
    printf 'title: Brochure\npage: {size: A5, margins: 15mm}\n' >layouts/plain.yaml
    printf 'page: {size: 100mm x 210mm, margins: 15mm}\n' >"layouts/other one.yaml"
}

shows() {
    grep -qF "$1" out/plan/index.html || { echo "not there: $1"; cat out/plan/index.html; return 1; }
}

@test "a build of all layouts makes a page with every PDF, its cover and what there is to know" {
    publication
    tryk build
    exits 0
    silent
    [ "$(ls out/plan | tr '\n' ' ')" = "index.html other one.pdf other one.png plain.pdf plain.png " ]
    shows '<html lang="da">'
    shows '<title>Ræs &amp; &lt;leg&gt;</title>'
    shows '<img src="plain.png" width="564" height="800" alt="Forside: Brochure">'
    shows '<h2>Brochure</h2>'
    shows '<dd>A5, 148 × 210 mm</dd>'
    shows '<dd>100 × 210 mm</dd>'
    shows '<dd>dansk</dd>'
    shows '<dd>1. januar 2019</dd>'
    shows '<a href="other%20one.pdf" type="application/pdf">Hent other one (PDF, '
    [ "$(od -An -tu1 -j 16 -N 8 out/plan/plain.png | tr -s ' ')" = " 0 0 2 52 0 0 3 32" ] # 564 x 800
}

@test "the page is valid, and takes nothing from anywhere else" {
    publication
    tryk build
    tidy -quiet -errors out/plan/index.html
    ! grep -nE '<script|https?:|//|@import|url\(' out/plan/index.html
}

@test "every file that the page names is there" {
    publication
    tryk build
    grep -oE '(href|src)="[^"]*"' out/plan/index.html | sed 's/.*="//; s/"//; s/%20/ /g' >named
    [ "$(wc -l <named)" = 4 ]
    while read -r file; do [ -s "out/plan/$file" ]; done <named
}

@test "a language without words of its own is served in English" {
    publication kl
    tryk build
    shows '<html lang="kl">'
    shows '>Download Brochure (PDF, '
    shows '<dd>kalaallisut</dd>'
}

@test "with a layout named there is no page, unless it is asked for" {
    publication
    tryk build content/plan.md -l layouts/plain.yaml
    [ "$(ls out/plan)" = plain.pdf ]
    tryk build content/plan.md -l layouts/plain.yaml --index
    [ -s out/plan/index.html ]
    tryk check
    exits 0
}

@test "a cover is drawn again only when its PDF has changed" {
    publication
    tryk build
    touch -d 2001-01-01 out/plan/*.png
    tryk build
    [ "$(find out -name '*.png' ! -newermt 2002-01-01 | wc -l)" = 2 ]
    echo 'More words.' >>content/plan.md
    tryk build
    [ "$(find out -name '*.png' ! -newermt 2002-01-01 | wc -l)" = 0 ]
}

@test "after a mistake the page of an earlier build stays" {
    publication
    tryk build
    cp out/plan/index.html before
    echo '![x](missing.png)' >>content/plan.md
    tryk build
    exits 1
    cmp before out/plan/index.html
}

@test "without pdftoppm the page has no covers, and a warning says why" {
    publication
    status=0
    PATH=/nowhere "$TRYK" build 2>errors || status=$?
    errors=$(cat errors)
    exits 0
    says "warning: the program pdftoppm"
    tidy -quiet -errors out/plan/index.html
    ! grep '<img' out/plan/index.html
}
