load helper

@test "random notes and floats lose no word and stand where they belong" {
    run python3 "$top/tests/tools/noted.py" "$TRYK" 150
    exits 0
}

@test "a note and its reference lead to each other, and the note has an id" {
    printf '# Title\n\nText.[^a] More.^[Second.]\n\n[^a]: First.\n' >text.md
    tryk build text.md
    exits 0
    qpdf --qdf --object-streams=disable out/text/*.pdf text.pdf 2>/dev/null || true
    for name in note-1 note-2 noteref-1 noteref-2; do
        [ "$(grep -a -c "/Dest ($name)" text.pdf)" = 1 ]
    done
    [ "$(grep -a -c "/S /Note" text.pdf)" = 2 ]
    [ "$(grep -a -c "/ID (note-[12])" text.pdf)" = 2 ]
    grep -a -q "/IDTree" text.pdf
}
