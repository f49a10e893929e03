# Reads a dump of pages with a filled box for each frame, and tells which frames are used to less than the share least of their height,
# or have text below their foot.

function leave(   used) {
    if (!height)
        return
    used = (foot - top) / height
    frames++
    if (used < least || used > 1.015) {
        printf "the frame at %s %s is used to %.0f %%\n", left, top, used * 100
        faults++
    }
}

$1 == "rect" && / fill / { leave(); left = $2; top = $3; height = $5; foot = top; next }
$1 == "text" { end = $3 + 0.2 * $6 * 25.4 / 72; if (end > foot) foot = end }
END {
    leave()
    if (frames != wanted) { print frames + 0 " frames, not " wanted; faults++ }
    exit faults > 0
}
