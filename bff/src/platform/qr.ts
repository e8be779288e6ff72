import { encode } from 'uqr'

/** A QR code as one SVG path over a square of `size` modules, quiet zone included. */
export interface QrPath {
  readonly size: number
  readonly path: string
}

/** ISO/IEC 18004 asks for four modules of quiet around the code. */
const QUIET_MODULES = 4

/**
 * One of the eight ways to break up even areas. Readers take any; to find the best one would mean to draw all eight,
 * which is most of the work of a ticket that hundreds want at nine on a Monday.
 */
const MASK = 0

/** Draws a text as a QR code; neighbours in a row are one piece of the path, which makes it a third as long. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_MODULES, maskPattern: MASK })
  const pieces = data.flatMap((row, y) =>
    runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`),
  )
  return { size, path: pieces.join('') }
}

function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (!dark) continue
    if (last && last.from + last.length === x) last.length += 1
    else runs.push({ from: x, length: 1 })
  }
  return runs
}
