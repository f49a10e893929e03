# Are all words of a text on the pages, in order? awk -f words.awk SOURCE.txt PAGES.txt
#
# A word of the source is a run without spaces. Bullets and no-break spaces are marks of the source's own
# program and no words. On the page a word may be broken at a
# line's end, behind a hyphen that is not in the source, or behind a hyphen, dash or slash that is. Between two
# words of the source the pages may show other words (folios, running heads, contents): those are counted, and
# the caller says how many are too many; the dots of a leader, which may be apart, are none. Prints "WORDS OTHERS" and, when one is missing, the place.

function clean(line) {
    gsub(/\302\240|\014|\r/, " ", line)   # no-break space, form feed
    gsub(/\342\200\242/, " ", line)       # bullet
    return line
}

# As it is typeset: a hyphen that stands alone, or between figures, is a dash.
function dashes(word) {
    if (word ~ /^-$/ || word ~ /^[0-9]+-[0-9]+$/) sub(/-/, "\342\200\223", word)
    return word
}

FILENAME == ARGV[1] {
    n = split(clean($0), word, " ")
    for (i = 1; i <= n; i++) source[++wanted] = dashes(word[i])
    next
}

{
    n = split(clean($0), word, " ")
    for (i = 1; i <= n; i++) if (word[i] !~ /^[.]+$/) { page[++shown] = word[i]; ends[shown] = i == n }
}

# Number of words on the page, from p on, that make up a word of the source; 0: they do not.
function matches(p, want,    text, used) {
    text = page[p]
    for (used = 1; text != want; used++) {
        if (!ends[p + used - 1] || p + used > shown || used > 4) return 0
        if (text ~ /\302\255$/) sub(/\302\255$/, "", text)
        else if (text ~ /-$/ && index(want, text) != 1) sub(/-$/, "", text)
        else if (text !~ /(-|\/|\342\200\223)$/) return 0
        text = text page[p + used]
    }
    return used
}

END {
    p = 1
    for (s = 1; s <= wanted; s++) {
        while (p <= shown && !(used = matches(p, source[s]))) { others++; p++ }
        if (p > shown) {
            print "word " s " of " wanted " is missing: \"" source[s] "\" after \"" source[s - 2] " " source[s - 1] "\""
            exit 1
        }
        p += used
    }
    others += shown - p + 1
    print wanted, others + 0
}
