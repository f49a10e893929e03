# Reads a dump of pages and tells which texts lie over each other, or nearer to the trim than least millimetres. A text reaches from
# its capitals' height to its descenders' depth, which figures have not; what is turned is left out.

function report(what) {
    print "page " page ": " what
    faults++
}

$1 == "page" { page = $2; split($3, side, "x"); count = 0; next }
$1 != "text" || / rotate / { next }
{
    size = $6 * 25.4 / 72
    split($0, parts, "\"")
    words = parts[2]
    left = $2 + 0; right = $2 + $5; top = $3 - 0.73 * size; bottom = $3 + (words ~ /^[0-9]+$/ ? 0 : 0.2 * size)
    if (left < least || right > side[1] - least || top < least || bottom > side[2] - least)
        report("'" words "' is too near to the trim")
    for (i = 1; i <= count; i++)
        if (left < r[i] - slack && right > l[i] + slack && top < b[i] - slack && bottom > t[i] + slack)
            report("'" words "' over '" w[i] "'")
    count++
    l[count] = left; r[count] = right; t[count] = top; b[count] = bottom; w[count] = words
    texts++
}
END {
    if (!texts) { print "no text at all"; faults++ }
    exit faults > 0
}
