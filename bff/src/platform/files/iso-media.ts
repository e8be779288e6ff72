/**
 * Films as phones write them (ISO 14496-12: MP4, and QuickTime before it): boxes in boxes, each with a length and a name
 * of four letters. Nothing is decoded here.
 */
interface Box {
  readonly type: string
  /** Where the box begins, where its content does, and where both end. */
  readonly start: number
  readonly body: number
  readonly end: number
}

/** More boxes than any film of half a minute has on the levels that are looked at. */
const MOST_BOXES = 10_000
/** Boxes in which phones keep where and with what something was filmed: `©xyz`, `loci`, Apple's keys, XMP. */
const telling = new Set(['udta', 'meta', 'uuid'])
const parents = new Set(['moov', 'trak', 'mdia'])

/** The boxes between two places; null when they do not fit in there, as in half a file. */
function boxesOf(bytes: Buffer, from: number, to: number): Box[] | null {
  const boxes: Box[] = []
  for (let at = from; at < to;) {
    if (to - at < 8 || boxes.length >= MOST_BOXES) return null
    const short = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const isLong = short === 1
    if (isLong && to - at < 16) return null
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
    const head = isLong ? 16 : 8
    if (size < head || at + size > to) return null
    boxes.push({ type, start: at, body: at + head, end: at + size })
    at += size
  }
  return boxes
}

/** What kind of track a `trak` is: `vide`, `soun`, or `meta` for what cameras write beside the picture. */
function handlerOf(bytes: Buffer, trak: Box): string {
  const mdia = boxesOf(bytes, trak.body, trak.end)?.find(({ type }) => type === 'mdia')
  const hdlr = mdia && boxesOf(bytes, mdia.body, mdia.end)?.find(({ type }) => type === 'hdlr')
  return hdlr && hdlr.end - hdlr.body >= 12 ? bytes.toString('latin1', hdlr.body + 8, hdlr.body + 12) : ''
}

/** Turns a box into empty space of the same length: what stands behind it keeps its place. */
function blank(bytes: Buffer, { start, body, end }: Box): void {
  bytes.write('free', start + 4, 'latin1')
  bytes.fill(0, body, end)
}

/**
 * The same film without what says where, when and with what it was taken: user data, metadata boxes and XMP are blanked
 * in place, tracks of metadata are taken out of the index. Picture and sound stay as they are, so a place that is shown
 * or said in them stays too, and so do single samples of a metadata track between those of the picture, which no player
 * finds any more. Null when the bytes are no whole film with a picture in it.
 */
export function withoutPlaces(source: Buffer): Buffer | null {
  const bytes = Buffer.from(source)
  let hasPicture = false
  const clean = (from: number, to: number): boolean => {
    const boxes = boxesOf(bytes, from, to)
    if (!boxes) return false
    return boxes.every((box) => {
      if (telling.has(box.type)) {
        blank(bytes, box)
        return true
      }
      const handler = box.type === 'trak' ? handlerOf(bytes, box) : ''
      if (handler === 'vide') hasPicture = true
      if (handler === 'meta') {
        blank(bytes, box)
        return true
      }
      return !parents.has(box.type) || clean(box.body, box.end)
    })
  }
  return clean(0, bytes.length) && hasPicture ? bytes : null
}

/** How long the film says it is, in seconds (`mvhd`: ISO 14496-12 §8.2.2); null when it does not say. */
export function filmSeconds(bytes: Buffer): number | null {
  const moov = boxesOf(bytes, 0, bytes.length)?.find(({ type }) => type === 'moov')
  const mvhd = moov && boxesOf(bytes, moov.body, moov.end)?.find(({ type }) => type === 'mvhd')
  if (!mvhd || mvhd.end - mvhd.body < 32) return null
  const isLong = bytes[mvhd.body] === 1
  const scale = bytes.readUInt32BE(mvhd.body + (isLong ? 20 : 12))
  const length = isLong ? Number(bytes.readBigUInt64BE(mvhd.body + 24)) : bytes.readUInt32BE(mvhd.body + 16)
  return scale === 0 || length === 0 ? null : length / scale
}
