"""Writes the images of ImagesTest and what Pillow 12.3.0 reads of them, as raw bytes: channels, rows, columns."""
import io
import numpy
from PIL import Image, ImageOps

rng = numpy.random.default_rng(7)
blocks = rng.integers(0, 256, (2, 3, 4), dtype=numpy.uint8)
inks = numpy.kron(blocks, numpy.ones((8, 8, 1), numpy.uint8)) + rng.integers(0, 6, (16, 24, 4)).astype(numpy.uint8)


def keep(name, data):
    open(name + ".jpg", "wb").write(data)
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    rgb = numpy.asarray(image if image.mode == "L" else image.convert("RGB"))
    rgb = rgb[..., None] if rgb.ndim == 2 else rgb
    open(name + ".raw", "wb").write(rgb.transpose(2, 0, 1).tobytes())


out = io.BytesIO()
Image.fromarray(inks, "CMYK").save(out, "JPEG", quality=95, subsampling=0)
cmyk = out.getvalue()
keep("cmyk", cmyk)
# The last byte of Adobe's marker says that the same bytes are brightness, two colours and black.
adobe = cmyk.index(b"Adobe")
keep("ycck", cmyk[:adobe + 11] + b"\x02" + cmyk[adobe + 12:])
# Without the marker the inks are inverted all the same.
keep("cmyk-bare", cmyk[:adobe - 4] + cmyk[adobe + 12:])
grey = numpy.kron(rng.integers(0, 256, (2, 3), dtype=numpy.uint8), numpy.ones((8, 8), numpy.uint8))
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    Image.fromarray(grey, "L").save(out, "JPEG", quality=95, exif=exif)
    keep(f"turned{orientation}", out.getvalue())
