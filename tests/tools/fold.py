"""Builds publications of FIRST to LAST pages, reads the page numbers back from their sheets, and folds these.

fold.py TRYK FIRST LAST works in the current folder, and tells of the first page that is not where it should be.

Each page says its number at its head (h12) and at its foot (f12), 10 mm from its left edge. Where these words
stand in the written files is all that is known of a sheet: which pages lie behind each other, which way up, and
how far from the spine. Leaves are folded along lines, as paper is, and read from the top. Lengths are in
millimetres from the middle of the sheet.
"""
import re
import subprocess
import sys

WIDTH, HEIGHT, INDENT, SPINE, THICKNESS, EXACT = 50, 70, 10, 3, 0.12, 0.01

LAYOUT = """
page: {size: 50mm x 70mm, bleed: 2mm, margins: 20mm 9mm, columns: 1}
styles:
  h1: {size: 7pt, leading: 8pt, break-before: page}
  .mark: {size: 6pt, leading: 7pt}
press: {paper: 150gsm coated}
sheets:
  - {scheme: booklet, marks: none}
  - {scheme: office, sheet: A4, OFFICE}
  - {scheme: booklet, name: turned, turn: true, sheet: A3, OFFICE}
  - {scheme: signatures, name: signatures4, signature: 4, sheet: A4, OFFICE}
  - {scheme: signatures, name: signatures8, signature: 8, sheet: A4, OFFICE}
  - {scheme: signatures, name: signatures16, signature: 16, sheet: A3, OFFICE}
  - {scheme: grid, name: grid, across: 3, down: 2, sheet: A4, OFFICE}
  - {scheme: repeat, name: repeat, across: 3, down: 2, sheet: A4, OFFICE}
LEAFLETS
pages:
  page:
    front:
      - {text: "h{page}", in: page, x: 10mm, y: 8mm, width: 30mm, style: mark}
      - {text: "f{page}", in: page, x: 10mm, y: 60mm, width: 30mm, style: mark}
    frames: {body: {columns: 1-1, takes: rest}}
"""
LEAFLETS = """\
  - {scheme: roll, name: roll, panels: 47mm 50mm 50mm, sheet: A4, OFFICE}
  - {scheme: zigzag, name: zigzag, panels: 50mm 50mm 50mm, sheet: A4, OFFICE}
"""
OFFICE = "printer: office, paper: 0.12mm, marks: none"
GRID = ([-50, 0, 50], [-35, 35])


class Leaf:
    """A page, its middle, the page behind it; and whether they stand on their heads."""

    def __init__(self, up, down, x, y, turned):
        self.up, self.down, self.x, self.y, self.turned = up, down, x, y, turned


def wrong(path, text):
    sys.exit(f"{path}: {text}")


def read_sides(path):
    """Leaves of each side with nothing behind them."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    sides = []
    for page in text.split("<page ")[1:]:
        middle = [float(size) / 2 for size in re.match(r'width="(.*?)" height="(.*?)"', page).groups()]
        words = {}
        for *box, word in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">([hf]\d+)<', page):
            place = [(float(at) - middle[i % 2]) / 72 * 25.4 for i, at in enumerate(box)]
            words.setdefault(word, []).append(place)
        side = []
        for word in [word for word in words if word[0] == "h"]:
            for head, foot in zip(sorted(words[word]), sorted(words["f" + word[1:]])):
                turned = head[1] > foot[1]
                left = head[2] + INDENT - WIDTH if turned else head[0] - INDENT
                side.append(Leaf(int(word[1:]), 0, left + WIDTH / 2, sum(head[1::2] + foot[1::2]) / 4, turned))
        sides.append(side)
    return sides


def take(path, side, x, y):
    """The leaf of a side at a place of the paper, which creep may have moved."""
    there = [leaf for leaf in side if abs(leaf.x - x) < WIDTH / 2 and abs(leaf.y - y) < HEIGHT / 2]
    if len(there) > 1:
        wrong(path, f"{len(there)} pages stand on one place")
    return there[0] if there else None


def lay_down(path, front, back, columns, rows):
    """The paper with its front up. What lies behind each other must register."""
    leaves, seen = [], 0
    for y in rows:
        for x in columns:
            up, down = take(path, front, x, y), take(path, back, -x, y)
            seen += bool(up) + bool(down)
            if up and down and (abs(up.x + down.x) > EXACT or up.turned != down.turned or abs(up.y - down.y) > EXACT):
                wrong(path, f"page {down.up} does not register with page {up.up}")
            if up:
                leaves.append(Leaf(up.up, down.up if down else 0, up.x, up.y, up.turned))
            else:
                turned = down.turned if down else y == rows[0] and len(rows) > 1
                leaves.append(Leaf(0, down.up if down else 0, -down.x if down else x, y, turned))
    if seen != len(front) + len(back):
        wrong(path, "a page stands on no place of the paper")
    return leaves


def turn(leaves):
    """The whole sheet about its upright axis; leaves go from the lowest to the highest."""
    return [Leaf(leaf.down, leaf.up, -leaf.x, leaf.y, leaf.turned) for leaf in reversed(leaves)]


def fold(leaves, line, moves, across=False, under=False):
    """Those that move come to lie over or under the others, the other side up, in the mirror of the line."""
    stay = [leaf for leaf in leaves if not moves(leaf)]
    moved = [Leaf(leaf.down, leaf.up, leaf.x if across else 2 * line - leaf.x,
                  2 * line - leaf.y if across else leaf.y, leaf.turned != across)
             for leaf in reversed(leaves) if moves(leaf)]
    return moved + stay if under else stay + moved


def right_over_left(leaves, line):
    return fold(leaves, line, lambda leaf: leaf.x > line)


def left_over_right(leaves, line):
    return fold(leaves, line, lambda leaf: leaf.x < line)


def right_under_left(leaves, line):
    return fold(leaves, line, lambda leaf: leaf.x > line, under=True)


def top_over_bottom(leaves):
    return fold(leaves, 0, lambda leaf: leaf.y < 0, across=True)


def read(path, leaves):
    """From the top, when all lie in one pile."""
    xs, ys = [leaf.x for leaf in leaves], [leaf.y for leaf in leaves]
    if max(xs) - min(xs) > 5 or max(ys) - min(ys) > EXACT + 1 or any(leaf.turned for leaf in leaves):
        wrong(path, "the leaves are no pile of pages that stand upright")
    return [page for leaf in reversed(leaves) for page in (leaf.up, leaf.down)]


def expect(path, found, pages):
    """1, 2 and so on, blanks, and the last page on the back."""
    wanted = [place if place < pages else 0 for place in range(1, len(found))] + [pages]
    if found != wanted:
        wrong(path, f"{found} in place of {wanted}")


def check_creep(path, side, first, last, spine):
    """Pages first and last of a section, the next ones and so on face each other across a spine."""
    at = {leaf.up: leaf for leaf in side}
    for depth, low in enumerate(range(first, (first + last) // 2 + 1)):
        high, leaves_around = first + last - low, depth // 2
        if low in at and high in at:
            between = abs(at[low].x - at[high].x)
            if abs(between - (WIDTH + 2 * spine - 2 * leaves_around * THICKNESS)) > EXACT:
                wrong(path, f"pages {low} and {high} are {between:.3f} mm apart")


# ---- schemes ----------------------------------------------------------------------------------------


def check_booklet(path, pages):
    sides, nest = read_sides(path), []
    for front, back in zip(sides[::2], sides[1::2]):
        nest += turn(lay_down(path, front, back, [-25, 25], [0]))
    expect(path, read(path, left_over_right(nest, 0)), pages)
    if pages % 4 == 0:
        for side in sides:
            check_creep(path, side, 1, pages, 0)


def check_turned(path, pages):
    """One plate on both sides of the paper, cut in the middle: the left halves, and the right ones turned."""
    plates = [lay_down(path, plate, plate, [-75, -25, 25, 75], [0]) for plate in read_sides(path)]
    for right in False, True:
        nest = []
        for leaves in plates:
            half = [leaf for leaf in leaves if (leaf.x > 0) == right]
            nest += half if right else turn(half)
        line = 50
        expect(path, read(path, left_over_right(nest, line)), pages)


def check_signatures(path, pages, signature):
    sides, found = read_sides(path), []
    least = min(signature, 8)
    total = -(-pages // least) * least
    for front, back in zip(sides[::2], sides[1::2]):
        section = signature if total - len(found) >= signature else 8
        columns = {4: [-28, 28], 8: [-28, 28], 16: [-81, -25, 25, 81]}[section]
        leaves = turn(lay_down(path, front, back, columns, [0] if section == 4 else [-35, 35]))
        if section == 16:
            leaves = right_over_left(leaves, 0)
        if section > 4:
            leaves = top_over_bottom(leaves)
        leaves = left_over_right(leaves, -53 if section == 16 else 0)
        first = len(found) + 1
        found += read(path, leaves)
        if len(found) <= pages - 1 or len(found) == pages == total:
            check_creep(path, front, first, len(found), SPINE)
            check_creep(path, back, first, len(found), SPINE)
    expect(path, found, pages)


def check_leaflet(path, pages, zigzag):
    front, back = read_sides(path)
    edge = 0 if zigzag else 1.5
    leaves = turn(lay_down(path, front, back, [-50 - edge, 0 - edge, 50 - edge], [0]))
    inside = [leaf.up for leaf in sorted(leaves, key=lambda leaf: leaf.x)]
    if zigzag:
        closed = right_under_left(left_over_right(leaves, -25), 25)
    else:
        closed = left_over_right(right_over_left(leaves, 26.5), -23.5)
    order = [1, 2, 3, 5, 4, 6] if zigzag else [1, 2, 5, 4, 3, 6]
    found = dict(zip(order, read(path, closed)))
    expect(path, [found[place] for place in range(1, 7)], pages)
    if inside[:2] != [page if page < pages else 0 for page in (2, 3)]:
        wrong(path, f"it opens to {inside}")


def check_grid(path, pages):
    found = []
    for side in read_sides(path):
        found += [leaf.up for leaf in lay_down(path, side, [], *GRID)]
    if found[:pages] != list(range(1, pages + 1)) or any(found[pages:]) or len(found) >= pages + 6:
        wrong(path, f"{found}")


def check_repeat(path, pages):
    sides = read_sides(path)
    for i in range(0, len(sides), 2):
        for card in lay_down(path, sides[i], sides[i + 1], *GRID):
            if (card.up, card.down) != (i + 1, i + 2 if i + 2 <= pages else 0):
                wrong(path, f"page {card.down} is behind page {card.up}")
    if len(sides) != -(-pages // 2) * 2:
        wrong(path, f"{len(sides)} sides")


def check_count(tryk, pages):
    leaflets = pages <= 6
    text = "".join(f"# One {page}\n\nText.\n\n" for page in range(pages))
    open("fold.md", "w").write("---\ntitle: Fold\nlanguage: en\ndate: 2026-03-31\n---\n" + text)
    layout = LAYOUT.replace("LEAFLETS\n", LEAFLETS if leaflets else "").replace("OFFICE", OFFICE)
    open("sheets.yaml", "w").write(layout)
    subprocess.run([tryk, "build", "fold.md", "-l", "sheets.yaml", "-e", "sheets", "-o", ".", "-q"], check=True)
    for name in "sheets", "office":
        check_booklet(f"fold/sheets.{name}.pdf", pages)
    check_turned("fold/sheets.turned.pdf", pages)
    for signature in 4, 8, 16:
        check_signatures(f"fold/sheets.signatures{signature}.pdf", pages, signature)
    check_grid("fold/sheets.grid.pdf", pages)
    check_repeat("fold/sheets.repeat.pdf", pages)
    if leaflets:
        check_leaflet("fold/sheets.roll.pdf", pages, False)
        check_leaflet("fold/sheets.zigzag.pdf", pages, True)


def main():
    tryk, first, last = sys.argv[1:]
    for pages in range(int(first), int(last) + 1):
        check_count(tryk, pages)


main()
