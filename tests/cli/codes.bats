# QR codes: read again as a camera does, and what is said of those that no camera reads.
load helper

code() { # TEXT, keys of the artwork
    printf -- '---\nurl: %s\n---\n# Title\n\nWords.\n' "$1" >text.md
    layout <<YAML
palette: {ink: "#14252e", pale: "#d8d8d8"}
pages:
  page:
    frames: {body: {takes: rest, top: 50mm}}
    behind: [{rect: page, height: 40mm, fill: ink}, {qr: "{url}", in: page, at: top left, width: 30mm$2}]
YAML
}

reads() {
    pdftoppm -png -r 150 out/text/own.pdf page
    found=$(zbarimg --quiet --raw page-1.png) || { echo "no code was found"; return 1; }
    [ "$found" = "$1" ] || { echo "read: $found"; return 1; }
}

@test "a code is read again, on a dark page" {
    code https://www.randers.dk
    exits 0
    silent
    reads https://www.randers.dk
}

@test "a long address, and letters beyond ASCII, in a colour of the palette" {
    address=https://www.randers.dk/politik/visionen/?målsætning=grøn-og-bæredygtig-udvikling#mål-6
    code "$address" ", fill: ink"
    exits 0
    silent
    reads 'https://www.randers.dk/politik/visionen/?m%C3%A5ls%C3%A6tning=gr%C3%B8n-og-b%C3%A6redygtig-udvikling#m%C3%A5l-6'
}

@test "modules below 0.4 mm are a warning that says which size is enough" {
    code https://www.randers.dk ", height: 12mm"
    exits 0
    says "layouts/own.yaml:6:"
    says "warning: the QR code is too small to be read: its modules are 0.36 mm"
    says "hint: a side of 13.2 mm is enough"
}

@test "a light colour is a warning" {
    code https://www.randers.dk ", fill: pale"
    exits 0
    says "warning: the QR code is too light to be read: 'pale'"
}

@test "without the field there is no code; a text too long for one is an error" {
    code ""
    exits 0
    silent
    code "$(head -c 2500 /dev/zero | tr '\0' x)"
    exits 1
    says "the text is too long for a QR code"
}

@test "a code is one outline, and decoration" {
    code https://www.randers.dk
    tryk build text.md -l layouts/own.yaml --dump pages
    [ "$(grep -c 'fill black' <<<"$output")" = 1 ]
    grep -q '^rect 0.00 0.00 30.00 30.00 fill white$' <<<"$output"
    ! grep 'fill black' <<<"$output" | grep -q '#'
}
