#!/usr/bin/env python3
"""How evenly the lines of justified text are set: tests/typography/measure.py FILE.pdf...

For files of one column in one size, such as tests/typography/run makes. What counts is the white that readers see
between words, so it is taken from where mutool finds the glyphs. r is the mean of a line's word spaces, in natural
spaces, which are those of last lines. One row a file:

  lines     justified ones: all but the last of each paragraph
  mean sd min max   of their r
  hyphens   divided words at line ends, of 100 lines
  ladder    the most of them under each other
  overfull  lines that stand out of the measure by more than a point, hanging marks aside

A file that keeps to what is wanted of it is "ok".
"""
import os
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ET

# The spread that a good typesetting program reaches in the same text; the others are wanted of every file.
SPREAD = {"g60": 0.16, "g70": 0.13, "g80": 0.14, "g100": 0.12, "g120": 0.12, "g140": 0.07, "o70": 0.18, "o120": 0.12}
WORD_GAP = 0.1  # in em: what is wider stands between words
HYPHENS = "-\u00ad\u2010"


def rows_of(page):
    """The page's rows of glyphs from the top; a glyph is its text, left, right and size."""
    rows = {}
    for font in page.iter("font"):
        for char in font.iter("char"):
            left, right = (float(char.get("quad").split()[i]) for i in (0, 2))
            if char.get("c").strip() and right > left:
                glyph = (char.get("c"), left, right, float(font.get("size")))
                rows.setdefault(round(float(char.get("y")), 1), []).append(glyph)
    return [sorted(rows[y], key=lambda glyph: glyph[1]) for y in sorted(rows)]


def lines_of(path):
    command = ["mutool", "draw", "-q", "-F", "stext", path]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    text = re.sub(r"&#x[0-9a-f];|&#x1[0-9a-f];|[\x00-\x08\x0b\x0c\x0e-\x1f]", "?", text)
    rows = [row for page in ET.fromstring(text).iter("page") for row in rows_of(page)]
    body = statistics.mode(round(glyph[3]) for row in rows for glyph in row)
    return body, [row for row in rows if round(row[0][3]) == body]


def gaps_of(row, em):
    steps = (after[1] - before[2] for before, after in zip(row, row[1:]))
    return [step for step in steps if step > WORD_GAP * em]


def common(values):
    return statistics.mode(round(value, 1) for value in values)


def measure(path):
    em, rows = lines_of(path)
    left = common(row[0][1] for row in rows)
    right = common(row[-1][2] for row in rows if row[-1][0].isalnum())
    starts = [row[0][1] > left + em / 2 for row in rows[1:]] + [True]
    lasts = [row for row, start in zip(rows, starts) if start or row[-1][2] < right - em]
    natural = statistics.median(gap for row in lasts for gap in gaps_of(row, em))
    ratios, ladder, longest, hyphens, overfull = [], 0, 0, 0, 0
    for row, following in zip(rows, rows[1:] + [None]):
        end, mark = row[-1], not row[-1][0].isalnum()
        overfull += end[2] - (end[2] - end[1] if mark else 0) > right + 1
        divided = end[0] in HYPHENS and len(row) > 1 and row[-2][0].isalpha() and following is not None
        divided = divided and following[0][0].islower()
        hyphens += divided
        ladder = ladder + 1 if divided else 0
        longest = max(longest, ladder)
        gaps = gaps_of(row, em)
        if gaps and not any(row is last for last in lasts):
            ratios.append(statistics.mean(gaps) / natural)
    spread = statistics.pstdev(ratios)
    per_hundred = 100 * hyphens / len(rows)
    name = os.path.basename(path).removesuffix(".pdf")
    print("%-10s %5d %5.2f %5.3f %5.2f %5.2f %8.1f %6d %8d"
          % (name, len(ratios), statistics.mean(ratios), spread, min(ratios), max(ratios), per_hundred, longest,
             overfull))
    good = spread < SPREAD.get(name, 1) and min(ratios) > 0.79 and longest <= 2 and overfull == 0
    if name == "g70":
        good = good and max(ratios) <= 1.5 and per_hundred <= 25
    return name, good


def main(paths):
    print("%-10s %5s %5s %5s %5s %5s %8s %6s %8s"
          % ("file", "lines", "mean", "sd", "min", "max", "hyphens", "ladder", "overfull"))
    verdicts = [measure(path) for path in paths]
    for name, good in verdicts:
        print("ok" if good else "not ok", name)
    return 0 if all(good for _, good in verdicts) else 1


sys.exit(main(sys.argv[1:]))
