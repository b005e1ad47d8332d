/** A picture of a page: one sign a pixel, or four (RGBA) row by row from the top. */
export interface Raster {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
  channels: 1 | 4;
}

/** Darkness 0–255 of a picture on white paper, one sign a pixel. */
export interface Ink {
  data: Uint8Array;
  width: number;
  height: number;
}

/** How dark each pixel is; what is transparent is paper. */
export function inkOf({ data, width, height, channels }: Raster): Ink {
  if (data.length < width * height * channels) {
    throw new RangeError(
      `a picture of ${width} × ${height} × ${channels} needs more than ${data.length} bytes`,
    );
  }
  const ink = new Uint8Array(width * height);
  if (channels === 1) {
    for (let at = 0; at < ink.length; at++) ink[at] = 255 - (data[at] ?? 255);
    return { data: ink, width, height };
  }
  for (let at = 0, from = 0; at < ink.length; at++, from += 4) {
    // The darkest of the three channels: a thin yellow line is as much of a line as a black one.
    const light = Math.min(data[from] ?? 255, data[from + 1] ?? 255, data[from + 2] ?? 255);
    ink[at] = ((255 - light) * (data[from + 3] ?? 255)) / 255;
  }
  return { data: ink, width, height };
}
