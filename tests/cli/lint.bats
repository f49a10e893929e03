# What authors are told about their text: check, --strict and --readability.
load helper

check() {
    tryk check text.md -l layouts/plain.yaml "$@"
}

@test "check asks for a language and a title, build does not" {
    echo 'Some words.' >text.md
    check
    exits 0
    says "text.md:1:1: warning: the language is not said"
    says "text.md:1:1: warning: there is no title"
    build
    silent
}

@test "language and title in the front matter are enough" {
    printf -- '---\ntitle: T\nlanguage: en\n---\nSome words.\n' >text.md
    check
    exits 0
    silent
}

@test "a decorative picture is a note, one with a caption needs words" {
    "$TOOLS/picture" png 40 30 p.png
    printf -- '---\ntitle: T\nlanguage: en\n---\n![](p.png)\n\n![](p.png "Caption")\n\n![foto](p.png)\n\n![A quay](p.png)\n' >text.md
    check
    exits 0
    says "text.md:5:1: note: this picture is decorative"
    says "text.md:7:1: warning: a picture with a caption"
    says "text.md:9:1: warning: the text 'foto' does not tell"
    [[ $errors != *text.md:11* ]]
}

@test "--strict turns warnings into errors, and no PDF is written" {
    printf -- '---\ntitle: T\nlanguage: en\n---\n# One\n\n### Three\n\nWords.\n' >text.md
    build
    exits 0
    rm -r out
    build --strict
    exits 1
    says "text.md:7:1: error: the heading is on level 3"
    [ ! -e out/text/plain.pdf ]
}

@test "--readability counts words and sentences, and names the long ones" {
    {
        printf -- '---\ntitle: T\nlanguage: da\n---\n# Overskrift tæller ikke\n\nVi mødes d. 5. maj kl. 9. Kom nu!\n\n'
        printf 'Og'
        for i in $(seq 30); do printf ' så'; done
        printf ' blev det *sent*.\n'
    } >text.md
    check --readability
    exits 0
    [[ $output == *"text: 43 words, 14.3 a sentence, the longest has 34; LIX 14, very easy"* ]]
    says "text.md:9:1: note: the sentence that begins here has 34 words"
}
