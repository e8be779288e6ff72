import type { Deps } from '../../deps'
import type { Actor } from '../../platform/actor'
import type { FileRef } from '../../platform/files/file-ref'
import type { OpinionRow } from '../opinions/opinion.model'
import { demoUpload } from './demo-upload'

const WIDTH = 640
const HEIGHT = 480
const BLACK = 0x000000
const WHITE = 0xffffff

/** A filled polygon: colour, how much of it covers what lies behind (0 to 1), corners as x, y, x, y. */
type Shape = readonly [fill: number, cover: number, corners: readonly number[]]

const rect = (fill: number, x: number, y: number, width: number, height: number, cover = 1): Shape => [
  fill,
  cover,
  [x, y, x + width, y, x + width, y + height, x, y + height],
]

const disc = (fill: number, x: number, y: number, rx: number, ry: number): Shape => [
  fill,
  1,
  Array.from({ length: 96 }, (_, index) => {
    const angle = (Math.floor(index / 2) / 48) * 2 * Math.PI
    return index % 2 === 0 ? x + rx * Math.cos(angle) : y + ry * Math.sin(angle)
  }),
]

/** A carton with its lid, its tape and its shadow on the floor. */
const carton = (fill: number, x: number, y: number, size: number): readonly Shape[] => [
  rect(BLACK, x - 6, y + size * 0.78, size * 1.2, size * 0.12, 0.25),
  rect(fill, x, y, size, size * 0.8),
  [fill, 0.7, [x, y, x + size * 0.2, y - size * 0.15, x + size * 1.2, y - size * 0.15, x + size, y]],
  rect(WHITE, x + size * 0.44, y, size * 0.12, size * 0.8, 0.25),
]

/** Walls, floor and far end of a corridor seen from its other end. */
const corridor = (wall: number, floor: number, far: number): readonly Shape[] => [
  rect(wall, 0, 0, WIDTH, HEIGHT),
  [BLACK, 0.12, [0, 0, 240, 120, 240, 320, 0, HEIGHT]],
  [WHITE, 0.16, [0, 0, WIDTH, 0, 400, 120, 240, 120]],
  [floor, 1, [0, HEIGHT, 240, 320, 400, 320, WIDTH, HEIGHT]],
  rect(far, 240, 120, 160, 200),
]

/** What was photographed, by the beginning of the opinion's text. Drawn, so that nobody's home is shown. */
const scenes: Readonly<Record<string, readonly (readonly Shape[])[]>> = {
  '3 号楼 2 单元 5 楼到 6 楼的楼道': [
    [
      ...corridor(0xb9bdb6, 0x6d706b, 0x9fa49c),
      rect(0xeef1ea, 276, 146, 88, 70, 0.85),
      rect(BLACK, 62, 424, 136, 20, 0.3),
      rect(0x76543a, 64, 200, 124, 232),
      rect(0x8a6547, 70, 208, 54, 216),
      rect(0x82603f, 128, 208, 54, 216),
      ...carton(0xa5794c, 448, 340, 104),
      ...carton(0xb98a58, 470, 262, 82),
      ...carton(0x9c7044, 402, 306, 54),
    ],
    [
      ...corridor(0xc3c4bb, 0x74756f, 0xa6a99f),
      ...carton(0xa87c50, 90, 330, 124),
      ...carton(0xb68b5d, 112, 240, 92),
      rect(0xb3261e, 486, 160, 60, 104),
      rect(0xeeeeee, 494, 170, 44, 52, 0.7),
      rect(BLACK, 446, 414, 156, 18, 0.3),
      rect(0x6f5a49, 452, 258, 140, 166),
      rect(0x857060, 452, 258, 140, 22),
    ],
  ],
  电梯关门特别快: [
    [
      rect(0x8d918e, 0, 0, WIDTH, HEIGHT),
      rect(0x4d5250, 166, 44, 308, HEIGHT),
      rect(0xb4b9b6, 178, 56, 132, HEIGHT),
      rect(0xe6e3d2, 310, 56, 42, HEIGHT),
      rect(0xa7ada9, 352, 56, 110, HEIGHT),
      rect(WHITE, 200, 56, 12, HEIGHT, 0.35),
      rect(WHITE, 420, 56, 9, HEIGHT, 0.3),
      rect(0x5c615e, 528, 200, 50, 104),
      disc(0xdfe3e0, 553, 232, 12, 12),
      disc(0xf0c469, 553, 272, 12, 12),
      rect(0x3c403e, 0, 446, WIDTH, 34, 0.5),
    ],
  ],
  '1 单元门口的井盖': [
    [
      rect(0x7d7a73, 0, 0, WIDTH, HEIGHT),
      ...[118, 262, 402].map((y) => rect(0x6c6962, 0, y, WIDTH, 4)),
      ...[112, 336, 520].map((x) => rect(0x6c6962, x, 0, 4, HEIGHT)),
      disc(0x4a4b4a, 320, 258, 172, 120),
      disc(0x5f6160, 320, 251, 160, 110),
      ...[216, 250, 284].map((y) => rect(0x4c4e4d, 182, y, 276, 7)),
      ...[256, 320, 384].map((x) => rect(0x4c4e4d, x, 150, 7, 200)),
      [0x151615, 1, [376, 146, 488, 200, 476, 268, 416, 232]],
    ],
  ],
}

/** Where a line of the picture enters and leaves the polygon, from left to right (even-odd). */
function crossingsOf(corners: readonly number[], y: number): number[] {
  const found: number[] = []
  for (let index = 0; index < corners.length; index += 2) {
    const [x1 = 0, y1 = 0] = [corners[index], corners[index + 1]]
    const [x2 = 0, y2 = 0] = [corners[(index + 2) % corners.length], corners[(index + 3) % corners.length]]
    if (y1 <= y !== y2 <= y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
  }
  return found.sort((a, b) => a - b)
}

/** Paints one polygon over what is there. */
function paint(pixels: Buffer, [fill, cover, corners]: Shape): void {
  const parts = [fill >> 16, (fill >> 8) & 0xff, fill & 0xff].map((part) => part * cover)
  const [red = 0, green = 0, blue = 0] = parts
  const rest = 1 - cover
  for (let y = 0; y < HEIGHT; y += 1) {
    const crossings = crossingsOf(corners, y)
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const from = Math.max(0, Math.ceil(crossings[index] ?? 0))
      const to = Math.min(WIDTH, Math.ceil(crossings[index + 1] ?? 0))
      for (let at = (y * WIDTH + from) * 3; at < (y * WIDTH + to) * 3; at += 3) {
        pixels[at] = (pixels[at] ?? 0) * rest + red
        pixels[at + 1] = (pixels[at + 1] ?? 0) * rest + green
        pixels[at + 2] = (pixels[at + 2] ?? 0) * rest + blue
      }
    }
  }
}

/** Darkens towards the corners, as a phone's lens does. */
function shade(pixels: Buffer): void {
  for (let y = 0; y < HEIGHT; y += 1) {
    const down = y / HEIGHT - 0.4
    for (let x = 0; x < WIDTH; x += 1) {
      const across = x / WIDTH - 0.5
      const light = 1.05 - 0.75 * (across * across + down * down)
      const at = (y * WIDTH + x) * 3
      for (let part = at; part < at + 3; part += 1) pixels[part] = Math.min(255, (pixels[part] ?? 0) * light)
    }
  }
}

/** The scene as a phone would have taken it: soft, uneven in light. */
async function photograph(shapes: readonly Shape[]): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (const shape of shapes) paint(pixels, shape)
  shade(pixels)
  const { default: sharp } = await import('sharp')
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 as const }
  return sharp(pixels, { raw }).blur(1.6).jpeg({ quality: 72 }).toBuffer()
}

/**
 * Gives a few cases of the story their photos, on the way of any upload: checked, encoded anew, claimed by the
 * case. Changes `cases`, which are not stored yet.
 */
export async function addDemoPhotos(
  { services, uow }: Pick<Deps, 'services' | 'uow'>,
  cases: readonly OpinionRow[],
  actorOf: (accountId: string) => Actor,
): Promise<void> {
  const take = async (row: OpinionRow, scene: readonly Shape[], index: number): Promise<FileRef[]> => {
    const { _id: ownerId, communityId, authorAccountId: accountId } = row
    const purpose = 'opinion_photo'
    const photo = { purpose, name: `照片${index + 1}.jpg`, bytes: await photograph(scene) } as const
    const id = await demoUpload({ services }, actorOf(accountId), photo)
    const claim = {
      purpose,
      ownerType: 'opinion',
      ownerId,
      communityId,
      accountId,
      field: 'photoIds',
    } as const
    return uow.run(() => services.files.claim([id], claim))
  }
  await Promise.all(
    Object.entries(scenes).map(async ([beginning, drawn]) => {
      const row = cases.find(({ text }) => text.startsWith(beginning))
      if (row) row.photos = (await Promise.all(drawn.map((scene, index) => take(row, scene, index)))).flat()
    }),
  )
}
