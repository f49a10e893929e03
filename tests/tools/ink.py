"""How much ink Ghostscript's plates of a page have, as percent: ink.py PLATE.tif...

Plates are uncompressed grey TIFFs of 100 dpi, white where there is no ink. Prints the most ink in a window of
16 x 16 cells, windows overlapping by half, and where its middle is, in millimetres from the upper left.
"""
import struct
import sys

WINDOW, STEP, DPI = 16, 8, 100


def read_plate(path):
    data = open(path, "rb").read()
    order = "<" if data[:2] == b"II" else ">"
    place = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for i in range(struct.unpack(order + "H", data[place : place + 2])[0]):
        entry = data[place + 2 + 12 * i :][:12]
        tag, kind, count = struct.unpack(order + "HHI", entry[:8])
        size, letter = {1: (1, "B"), 3: (2, "H"), 4: (4, "I")}.get(kind, (1, "B"))
        start = 8 if size * count <= 4 else struct.unpack(order + "I", entry[8:])[0]
        source = entry if size * count <= 4 else data
        tags[tag] = struct.unpack_from(order + str(count) + letter, source, start)
    width, height = tags[256][0], tags[257][0]
    assert tags[258] == (8,) and tags.get(259, (1,)) == (1,), path
    body = b"".join(data[at : at + length] for at, length in zip(tags[273], tags[279]))
    white = tags[262][0] == 1
    return width, height, [255 - byte if white else byte for byte in body[: width * height]]


def main():
    plates = [read_plate(path) for path in sys.argv[1:]]
    width, height = plates[0][:2]
    total = [sum(cell) for cell in zip(*(plate[2] for plate in plates))]
    sums = [[0] * (width + 1)]
    for row in range(height):
        line, above, out = 0, sums[-1], [0]
        for column in range(width):
            line += total[row * width + column]
            out.append(above[column + 1] + line)
        sums.append(out)
    most = max(
        (sums[y + WINDOW][x + WINDOW] - sums[y + WINDOW][x] - sums[y][x + WINDOW] + sums[y][x], x, y)
        for y in range(0, height - WINDOW + 1, STEP)
        for x in range(0, width - WINDOW + 1, STEP)
    )
    middle = [(at + STEP) * 25.4 / DPI for at in most[1:]]
    print("%.1f %.0f %.0f" % (most[0] * 100 / (255 * WINDOW * WINDOW), *middle))


if __name__ == "__main__":
    main()
