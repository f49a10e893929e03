# Reads a dump of pages and tells which texts lie over each other, or nearer to the trim than least millimetres. A text reaches from
# its capitals' height to its descenders' depth, which figures have not; what is turned is left out. Marks count as texts; larger
# pictures may lie behind some.

function report(what) {
    print "page " page ": " what
    faults++
}

function place(name) {
    for (i = 1; i <= count; i++)
        if (left < r[i] - slack && right > l[i] + slack && top < b[i] - slack && bottom > t[i] + slack)
            report("'" name "' over '" w[i] "'")
    count++
    l[count] = left; r[count] = right; t[count] = top; b[count] = bottom; w[count] = name
}

$1 == "page" { page = $2; split($3, side, "x"); count = 0; next }
$1 == "picture" && $4 < 60 && $5 < 60 {
    left = $2 + 0; right = $2 + $4; top = $3 + 0; bottom = $3 + $5
    place($6)
    next
}
$1 != "text" || / rotate / { next }
{
    size = $6 * 25.4 / 72
    split($0, parts, "\"")
    words = parts[2]
    left = $2 + 0; right = $2 + $5; top = $3 - 0.73 * size; bottom = $3 + (words ~ /^[0-9]+ ?$/ ? 0 : 0.2 * size)
    if (left < least || right > side[1] - least || top < least || bottom > side[2] - least)
        report("'" words "' is too near to the trim")
    place(words)
    texts++
}
END {
    if (!texts) { print "no text at all"; faults++ }
    exit faults > 0
}
