# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture shows, read from its pixels."""
import subprocess
from collections import Counter

# What drawing at a fraction of a pixel may change of a channel.
NEAR = 40


def luminance(color):
    red, green, blue = ((part / 255 + 0.055) / 1.055 for part in color)
    return 0.2126 * red ** 2.4 + 0.7152 * green ** 2.4 + 0.0722 * blue ** 2.4


class Picture:
    def __init__(self, path):
        size = subprocess.run(['identify', '-format', '%w %h', str(path)], check=True, capture_output=True, text=True)
        self.width, self.height = map(int, size.stdout.split())
        self.bytes = subprocess.run(['convert', str(path), '-depth', '8', 'rgb:-'], check=True,
                                    capture_output=True).stdout

    def at(self, x, y):
        start = 3 * (y * self.width + x)
        return tuple(self.bytes[start:start + 3])

    def is_near(self, x, y, color, near=NEAR):
        if not (0 <= x < self.width and 0 <= y < self.height):
            return False
        wanted = (color >> 16, color >> 8 & 255, color & 255)
        return all(abs(one - other) <= near for one, other in zip(self.at(x, y), wanted))

    def count(self, box, color, near=NEAR):
        left, top, width, height = box
        return sum(self.is_near(x, y, color, near) for y in range(top, top + height) for x in range(left, left + width))

    def n_colors(self, box):
        left, top, width, height = box
        return len({self.at(x, y) for y in range(top, top + height, 3) for x in range(left, left + width, 3)})

    def contrast(self, box):
        """The largest of WCAG 2 of what stands in a box with what it stands on, of which there is most."""
        left, top, width, height = box
        colors = Counter(self.at(x, y) for y in range(top, top + height) for x in range(left, left + width))
        ground = luminance(colors.most_common(1)[0][0])
        return max((max(light, ground) + 0.05) / (min(light, ground) + 0.05) for light in map(luminance, colors))

    def marks(self, box, color):
        """Boxes around the pixels of a colour, apart by a column without any; left to right."""
        left, top, width, height = box
        found = []
        for x in range(left, left + width):
            rows = [y for y in range(top, top + height) if self.is_near(x, y, color)]
            if not rows:
                continue
            if found and found[-1][2] == x - 1:
                mark = found[-1]
                found[-1] = (mark[0], min(mark[1], rows[0]), x, max(mark[3], rows[-1]))
            else:
                found.append((x, rows[0], x, rows[-1]))
        return found

    def shape(self, mark, color):
        """Which glyph a mark is, by seven points of it."""
        left, top, right, bottom = mark
        middle_x, middle_y = (left + right) // 2, (top + bottom) // 2

        def has(x, y):
            return self.is_near(x, y, color)

        upper = has(left, top) and has(right, top)
        lower = has(left, bottom) and has(right, bottom)
        center = has(middle_x, middle_y)
        if upper and lower:
            return 'cross' if not has(middle_x, top) else 'square' if center else 'hollow square'
        if lower:
            return 'triangle'
        if center:
            return 'diamond'
        return 'barred disc' if has(middle_x, top + 1) and has(middle_x, top + 2) else 'ring'
