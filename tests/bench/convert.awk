# Markdown as the publications use it (front matter, headings, paragraphs, lists, emphasis, links) as a Typst
# source: awk -f convert.awk CONTENT/*.md >body.typ. Front matter of a section becomes an argument of "goal".

function inline(text) {
    gsub(/[\\#$@<>_`~]/, "\\\\&", text)
    while (match(text, /\[[^\]]*\]\([^)]*\)/)) {
        link = substr(text, RSTART, RLENGTH)
        label = link; sub(/^\[/, "", label); sub(/\]\(.*/, "", label)
        url = link; sub(/.*\]\(/, "", url); sub(/\)$/, "", url)
        sub(/^\\#.*/, "", url); gsub(/\\/, "", url)
        text = substr(text, 1, RSTART - 1) (url == "" ? label : "#link(\"" url "\")[" label "]") \
            substr(text, RSTART + RLENGTH)
    }
    gsub(/\*\*/, "\001", text); gsub(/\*/, "_", text); gsub(/\001/, "*", text)
    return text
}

function finish() { if (open) print "]"; open = 0 }

FNR == 1 { front = $0 == "---"; class = number = accent = ""; first = 1; if (front) next }
front && $0 == "---" { front = 0; next }
front {
    if ($1 == "class:") class = $2
    if ($1 == "number:") number = $2
    if ($1 == "accent:") accent = $2
    next
}
/^#+ / {
    level = length($1)
    title = $0; sub(/^#+ +/, "", title); sub(/ *\{[^}]*\}$/, "", title)
    if (first) {
        finish()
        if (class == "goal") {
            print "#goal(\"" number "\", \"" accent "\")["
            open = 1
        }
    }
    first = 0
    for (i = 0; i < level; i++) printf "="
    print " " inline(title)
    next
}
/^:::/ { next }
/^[-*] / { print "- " inline(substr($0, 3)); next }
/^[0-9]+\. / { text = $0; sub(/^[0-9]+\. +/, "", text); print "+ " inline(text); next }
{ print inline($0) }
END { finish() }
