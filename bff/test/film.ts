/** A box of a film (ISO 14496-12). */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

function movieHead(seconds: number, long: boolean): Buffer {
  const body = Buffer.alloc(long ? 112 : 100)
  if (long) {
    body[0] = 1
    body.writeUInt32BE(1000, 20)
    body.writeBigUInt64BE(BigInt(seconds * 1000), 24)
  } else {
    body.writeUInt32BE(1000, 12)
    body.writeUInt32BE(seconds * 1000, 16)
  }
  return box('mvhd', body)
}

const track = (handler: string, ...more: readonly Buffer[]): Buffer =>
  box(
    'trak',
    box('mdia', box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${handler}${'\0'.repeat(12)}`, 'latin1'))),
    ...more,
  )

/** A film as a phone writes it, without pictures that anything could show: with its place in every way they have. */
export function film({
  seconds = 12,
  brand = 'isom',
  handler = 'vide',
  long = false,
}: {
  readonly seconds?: number
  readonly brand?: string
  readonly handler?: string
  readonly long?: boolean
} = {}): Buffer {
  const place = Buffer.from('\xa9xyz+31.2304+121.4737/', 'latin1')
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\x02\0isommp42`, 'latin1')),
    box('uuid', Buffer.from(`${'u'.repeat(16)}<x:xmpmeta>`)),
    box('mdat', Buffer.from('SAMPLES'.repeat(20))),
    box(
      'moov',
      movieHead(seconds, long),
      track(handler, box('udta', place)),
      track('meta', box('udta', Buffer.from('com.apple.quicktime.location'))),
      box('udta', place, box('make', Buffer.from('HUAWEI'))),
      box('meta', Buffer.from('com.apple.quicktime.location.ISO6709+31.2304+121.4737/')),
    ),
  ])
}
