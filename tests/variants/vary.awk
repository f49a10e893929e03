# Makes each paragraph of a Markdown file factor times as long: cut, or repeated. Front matter, headings, lists and the rest stay.

function flush(   count, words, wanted, i, text) {
    count = split(paragraph, words, /[ \t]+/)
    wanted = int(count * factor + 0.5)
    if (wanted < 1)
        wanted = 1
    for (i = 0; i < wanted; i++)
        text = text (i ? " " : "") words[i % count + 1]
    if (count)
        print text
    paragraph = ""
}

NR == 1 && /^---$/ { matter = 1; print; next }
matter { print; if (/^---$/) matter = 0; next }
/^$/ { flush(); print; next }
/^([-#>|:]|!\[)/ { flush(); print; next }
{ sub(/^ +/, ""); sub(/ +$/, ""); paragraph = paragraph (paragraph == "" ? "" : " ") $0 }
END { flush() }
