"""Sets random documents with notes and floats: noted.py TRYK COUNT [FIRST-SEED].

No word may be lost or set twice, and no line stand on another where the program says that all fits; no note may begin
before or, where pages are high enough, behind the page of its reference, and no float may stand before the page of the
text that it follows, or change places with another. Names the first seed that fails, and exits with 1.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HIGH = 140  # pages so high, in mm, have room for the notes of any line, if nothing goes over all columns


class Text:
    """A document in the making: every word is written once."""

    def __init__(self, chance, longest=0):
        self.chance, self.longest, self.count, self.notes, self.floats = chance, longest, 0, [], []
        self.blocks, self.definitions = [], []

    def word(self):
        self.count += 1
        number, letters = self.count, ""
        for _ in range(4):
            letters, number = "bcdfghjklmnpqrstvwxz"[number % 20] + letters, number // 20
        return letters

    def words(self, least, most):
        return " ".join(self.word() for _ in range(self.chance.randint(least, most)))

    def noted(self, least, most):
        """Some words, behind some of which stands a note."""
        words = self.words(least, most).split()
        for i, word in enumerate(words):
            if self.chance.random() > 0.03:
                continue
            long = self.chance.random() < 0.15
            first, rest = self.word(), self.words(0, self.longest if long else 14)
            self.notes.append((word, first))
            if self.chance.random() < 0.3:
                words[i] = f"{word}^[{first} {rest}]"
            else:
                words[i] = f"{word}[^{first}]"
                more = f"\n\n    {self.words(1, 20)}" if self.chance.random() < 0.2 else ""
                self.definitions.append(f"[^{first}]: {first} {rest}{more}")
        return " ".join(words)

    def add_float(self, before):
        place = self.chance.choice(["top", "bottom", "page", "top", "bottom", "here"])
        caption = f"{self.word()} {self.noted(1, 8)}"
        place += self.chance.choice(["", "", " .wide"]) if place != "here" else ""
        if self.chance.random() < 0.5:
            rows = [f"| {self.words(1, 2)} | {self.word()} |" for _ in range(self.chance.randint(1, 6))]
            rows.insert(1, "|---|---|")
            self.blocks.append("\n".join(rows) + f"\n: {caption} {{.{place}}}")
        else:
            self.blocks.append(f'![alt](figure.png "{caption}"){{.{place}}}')
        if place != "here":
            self.floats.append((before, caption.split()[0]))

    def add_blocks(self):
        for _ in range(self.chance.randint(1, 30)):
            kind = self.chance.random()
            if kind < 0.1:
                self.blocks.append("#" * self.chance.randint(1, 3) + " " + self.noted(1, 5))
            elif kind < 0.2:
                self.blocks.append("\n".join("- " + self.noted(1, 20) for _ in range(3)))
            elif kind < 0.25:
                self.blocks.append(f"::: note\n{self.noted(1, 40)}\n:::")
            elif kind < 0.4 and self.blocks:
                end = self.words(1, 3)
                self.blocks.append(end)
                self.add_float(end.split()[-1])
            else:
                self.blocks.append(self.noted(1, 120))
        return "\n\n".join(self.blocks + self.definitions) + "\n"


def layout(chance, height, over):
    split = chance.choice([1, 1, 2, 3])
    keep = chance.choice(["", ", break-before: page"])
    over = ", span: all" if over else ""
    narrow = "narrow: {frames: {body: {x: 0mm, width: 60mm, takes: rest}}}"
    then = ", then: narrow" if chance.random() < 0.3 else ""
    return (f"page: {{size: 120mm x {height}mm, margins: 4mm}}\n"
            f"styles:\n  document: {{font: head, size: 8pt, leading: 10pt, hyphenate: false}}\n"
            f"  figure: {{picture-height: 15mm}}\n  h1: {{size: 12pt, leading: 14pt{keep}{over}}}\n"
            f"  h2: {{size: 10pt, leading: 12pt{over}}}\n"
            f"pages:\n  page: {{frames: {{body: {{takes: rest, split: {split}}}}}{then}}}\n  {narrow if then else ''}\n")


def pages_of(dump):
    """The page of each word, and how often it is there."""
    pages, counts, page = {}, {}, 0
    for line in dump.splitlines():
        if line.startswith("page "):
            page += 1
        found = re.match(r'text .*? #\d+ "(.*)"$', line)
        for word in re.findall(r"\b[b-z]{4}\b", found.group(1)) if found else []:
            pages.setdefault(word, page)
            counts[word] = counts.get(word, 0) + 1
    return pages, counts


def covered(dump):
    """A line that stands on another, or runs off its page."""
    lines, height = [], 0
    for line in dump.splitlines():
        page = re.match(r"page \d+ [\d.]+x([\d.]+) ", line)
        if page:
            lines, height = [], float(page.group(1))
        found = re.match(r'text ([-\d.]+) ([-\d.]+) w ([\d.]+) .*?"(.*)"$', line)
        if not found:
            continue
        x, y, width = (float(found.group(i)) for i in (1, 2, 3))
        if y > height - 2 or any(abs(y - b) < 2 and x + 0.5 < a + w and a + 0.5 < x + width for a, b, w in lines):
            return found.group(4)
        lines.append((x, y, width))
    return None


def check(text, high, fits, dump):
    pages, counts = pages_of(dump)
    alphabet = Text(None)
    for _ in range(text.count):
        word = alphabet.word()
        if counts.get(word, 0) != 1:
            return f"'{word}' is set {counts.get(word, 0)} times"
    for word, note in text.notes:
        if pages[note] < pages[word] or (high and pages[note] != pages[word]):
            return f"the note '{note}' on page {pages[note]} belongs to '{word}' on page {pages[word]}"
    line = covered(dump) if fits else None
    if line:
        return f"'{line}' stands on another line or off its page"
    last = 0
    for before, caption in text.floats:
        if pages[caption] < max(last, pages[before]):
            return f"the float '{caption}' stands on page {pages[caption]}"
        last = pages[caption]
    return None


def fails(tryk, seed, folder):
    chance = random.Random(seed)
    height = chance.choice([20, 25, 30, 40, 60, 80, 100, 150, 200, 300])
    over = chance.random() < 0.5
    text = Text(chance, 160 if height <= HIGH else 50)
    with open(f"{folder}/text.md", "w", encoding="utf-8") as file:
        file.write(text.add_blocks())
    with open(f"{folder}/layout.yaml", "w", encoding="utf-8") as file:
        file.write(layout(chance, height, over))
    command = [tryk, "build", f"{folder}/text.md", "-l", f"{folder}/layout.yaml", "--dump", "pages"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        return f"exit {done.returncode}: {done.stderr[-2000:]}"
    return check(text, height > HIGH and not over, done.returncode == 0, done.stdout)


def main():
    tryk, count, first = sys.argv[1], int(sys.argv[2]), int((sys.argv[3:] or ["1"])[0])
    picture = os.path.join(os.path.dirname(__file__), "../golden/figure.png")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(picture, f"{folder}/figure.png")
        for seed in range(first, first + count):
            reason = fails(tryk, seed, folder)
            if reason:
                print(f"seed {seed}: {reason}")
                sys.exit(1)


main()
