# Reads a dump of pages and finds the columns that end badly: in the middle of a word, or with a heading (which is set in
# another face). A column begins every `step` millimetres from `left` on.
function look(i) {
    for (i in last) {
        if (last[i] ~ /\\-"$/) { print page ": a word is divided at the foot: " last[i]; bad = 1 }
        if (last[i] ~ / Inter-Bold/) { print page ": a heading stands at the foot: " last[i]; bad = 1 }
        columns++
    }
    split("", last)
    split("", lowest)
}
/^page / { look(); page = "page " $2 }
/^text / {
    column = int(($2 - left + 3) / step)
    if (!(column in lowest) || $3 >= lowest[column]) { lowest[column] = $3; last[column] = $0 }
}
END {
    look()
    if (columns < 2) { print "there are no columns to look at"; bad = 1 }
    exit bad
}
