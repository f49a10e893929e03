load helper

@test "--version names program and version" {
    tryk --version
    exits 0
    [[ $output =~ ^tryk\ [0-9]+\.[0-9]+ ]]
}

@test "no command shows the help and is wrong usage" {
    tryk
    exits 2
    says "tryk build"
}

@test "help goes to standard output" {
    tryk help
    exits 0
    silent
    [[ $output == *"tryk build"*"--layout"* ]]
    tryk build --help
    exits 0
}

@test "help layout explains the words of a layout" {
    tryk help layout
    exits 0
    for word in page size margins columns font color hyphenate frames takes; do
        [[ $output == *"$word"* ]] || { echo "$word is not explained"; return 1; }
    done
}

@test "a mistyped command, option or topic is usage, with the word that was meant" {
    tryk biuld
    exits 2
    says "there is no command 'biuld'"
    says "did you mean 'build'"
    tryk build --layuot=x
    exits 2
    says "did you mean '--layout'"
    tryk help layuot
    exits 2
    says "did you mean 'layout'"
    tryk build -x
    exits 2
}

@test "a file in place of a command gets the command that was meant" {
    tryk text.md
    exits 2
    says "tryk build text.md"
}

@test "an option without its value is usage" {
    tryk build text.md -l
    exits 2
    says "a value is missing behind '-l'"
    tryk build text.md --quiet=yes
    exits 2
}

@test "build writes out/PUBLICATION/LAYOUT.pdf and says so in one line" {
    build
    exits 0
    silent
    [ -s out/text/plain.pdf ]
    [[ $output =~ ^out/text/plain\.pdf:\ 1\ page,\ [0-9.]+\ kB,\ [0-9.]+\ s$ ]]
}

@test "-o, -oDIR, --out DIR and --out=DIR name the target" {
    build -o a/b && [ -s a/b/text/plain.pdf ]
    build -oc && [ -s c/text/plain.pdf ]
    build --out d && [ -s d/text/plain.pdf ]
    build --out=e && [ -s e/text/plain.pdf ]
}

@test "words behind -- are content" {
    cp text.md ./-odd.md
    tryk build -l layouts/plain.yaml -- -odd.md
    exits 0
    [ -s out/-odd/plain.pdf ]
}

@test "--quiet says nothing when all is fine" {
    build --quiet
    exits 0
    silent
    [ -z "$output" ]
}

@test "without arguments everything in content/ is built with every layout" {
    mkdir content/two
    cp text.md content/one.md
    cp text.md content/two/1-first.md
    echo "for people" >content/README.md
    cp layouts/plain.yaml layouts/other.yaml
    tryk build
    exits 0
    [ "$(cd out && ls */*.pdf | tr '\n' ' ')" = "one/other.pdf one/plain.pdf two/other.pdf two/plain.pdf " ]
}

@test "a file that layouts use is no layout, unless it speaks of pages itself" {
    cp text.md content/one.md
    echo 'palette: {brand: "#00677f"}' >layouts/brand.yaml
    echo 'use: brand.yaml' >layouts/small.yaml
    echo 'use: plain.yaml' >layouts/large.yaml
    tryk build
    exits 0
    [ "$(cd out/one && ls *.pdf | tr '\n' ' ')" = "large.pdf plain.pdf small.pdf " ]
}

@test "without content or without layouts there is a hint" {
    tryk build
    exits 1
    says "content/"
    rm layouts/plain.yaml
    tryk build text.md
    exits 1
    says "layouts/"
}

@test "it works from another folder, on a file without front matter" {
    mkdir elsewhere
    cd elsewhere
    tryk build ../text.md -l ../layouts/plain.yaml
    exits 0
    [ -s out/text/plain.pdf ]
}

@test "check does everything but write" {
    tryk check text.md -l layouts/plain.yaml
    exits 0
    [[ $output == *"1 page"* ]]
    [ ! -e out ]
    echo 'Bad ![x](missing.png)' >text.md
    tryk check text.md -l layouts/plain.yaml
    exits 1
}

@test "two publications or two layouts of one name are refused" {
    mkdir a b
    cp text.md a/text.md
    cp text.md b/text.md
    tryk build a/text.md b/text.md -l layouts/plain.yaml
    exits 1
    says "second publication of the name 'text'"
    cp layouts/plain.yaml a/
    tryk build text.md -l layouts/plain.yaml -l a/plain.yaml
    exits 1
    says "second layout of the name 'plain'"
}

@test "a mistake in one publication does not stop the others" {
    tryk build missing.md text.md -l layouts/plain.yaml
    exits 1
    [ -s out/text/plain.pdf ]
}

@test "the same input gives the same bytes, whenever and wherever" {
    build
    mkdir other
    cp -r text.md layouts fonts other/
    sleep 1.1
    (cd other && TZ=Asia/Tokyo "$TRYK" build text.md -l layouts/plain.yaml)
    cmp out/text/plain.pdf other/out/text/plain.pdf
}

@test "the date comes from the front matter, else from SOURCE_DATE_EPOCH" {
    printf -- '---\ndate: 2019-03-31\n---\n# T\n' >text.md
    SOURCE_DATE_EPOCH=86400 build
    exits 0
    [[ $(pdfinfo -isodates out/text/plain.pdf) == *"2019-03-31"* ]]
    echo '# T' >text.md
    SOURCE_DATE_EPOCH=86400 build
    [[ $(pdfinfo -isodates out/text/plain.pdf) == *"1970-01-02"* ]]
}

@test "the file is known by its title as the language sets it" {
    printf -- '---\ntitle: Vi siger "ja" - altid\nlanguage: da\n---\n# T\n\nTekst.\n' >text.md
    build
    exits 0
    [[ $(pdfinfo -enc UTF-8 out/text/plain.pdf) == *"Vi siger »ja«"*"– altid"* ]]
}

@test "a date that is none is a warning and stops nothing" {
    for date in yesterday 2019-13-01 2019-02-30 19-01-01 2019-1-1; do
        printf -- '---\ndate: %s\n---\n# T\n' "$date" >text.md
        build
        exits 0
        says "text.md:2:"
        says "warning: '$date' is not a date"
    done
    SOURCE_DATE_EPOCH=soon build
    exits 0
    says "SOURCE_DATE_EPOCH"
}

@test "on a terminal progress is shown and wiped" {
    script -qec true /dev/null >/dev/null 2>&1 || skip "no terminal can be had here"
    shown=$(script -qec "'$TRYK' build text.md -l layouts/plain.yaml" /dev/null)
    [[ $shown == *"text, plain: setting"* ]]
    [[ $shown == *$'\033[K'* ]]
    [[ $shown == *"plain.pdf: 1 page"* ]]
}

@test "in a pipe there is no escape code" {
    build
    [[ $output$errors != *$'\033'* ]]
}

@test "a full standard output is no success" {
    status=0
    "$TRYK" help >/dev/full 2>errors || status=$?
    exits 3
}
