import fc from 'fast-check'
import { unzip, UnzipError } from './unzip'
import { packZip } from './zip'

const packed = (...files: (readonly [string, string | Buffer])[]) =>
  packZip(
    files.map(([name, content]) => ({ name, bytes: Buffer.from(content) })),
    new Date('2026-12-26T12:00:00.000Z'),
  )

/** Where the directory speaks of an entry: its last mention in the file, behind the 46 bytes of the header. */
function directoryEntry(zip: Buffer, name: string): number {
  const at = zip.lastIndexOf(name) - 46
  expect(zip.readUInt32LE(at)).toBe(0x02014b50)
  return at
}

/** The zip with one number of an entry's line in the directory put in another's place. */
function lying(zip: Buffer, name: string, field: number, change: (value: number) => number): Buffer {
  const copy = Buffer.from(zip)
  const at = directoryEntry(copy, name) + field
  copy.writeUInt32LE(change(copy.readUInt32LE(at)), at)
  return copy
}
const CRC = 16
const PACKED_BYTES = 20
const BYTES = 24
const PLACE = 42

test('gives back what was packed, names in any script and empty files too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(
        fc.record({
          name: fc.stringMatching(/^[a-z汉字]{1,9}\.txt$/),
          bytes: fc.uint8Array({ maxLength: 300 }),
        }),
        { selector: ({ name }) => name, maxLength: 5 },
      ),
      async (files) => {
        const zip = await packZip(
          files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) })),
          new Date('2026-12-26T12:00:00.000Z'),
        )
        expect([...(await unzip(zip))].map(([name, bytes]) => [name, [...bytes]])).toEqual(
          files.map(({ name, bytes }) => [name, [...bytes]]),
        )
      },
    ),
    { numRuns: 40 },
  )
})
test('bytes that look like an entry inside a file are no entry', async () => {
  const zip = await packed(['a.txt', 'PK\u0001\u0002PK\u0005\u0006'.repeat(9)])
  expect([...(await unzip(zip)).keys()]).toEqual(['a.txt'])
})
test('what is cut off anywhere, or has something behind its end, is refused', async () => {
  const zip = await packed(['a.txt', '第一份'], ['b.txt', '第二份'.repeat(50)])
  for (let length = 0; length < zip.length; length += 1)
    await expect(unzip(zip.subarray(0, length))).rejects.toBeInstanceOf(UnzipError)
  await expect(unzip(Buffer.concat([zip, Buffer.from('x')]))).rejects.toThrow('不是完整的压缩包')
})
test('every byte of the content is under the checksum, and the entry is named', async () => {
  const zip = await packed(['a.txt', '第一份'], ['b.txt', '第二份'.repeat(50)])
  const end = zip.readUInt32LE(directoryEntry(zip, 'a.txt') + PACKED_BYTES)
  const start = 30 + 'a.txt'.length
  for (let at = start; at < start + end; at += 1) {
    const touched = Buffer.from(zip)
    touched.writeUInt8(touched.readUInt8(at) ^ 1, at)
    await expect(unzip(touched)).rejects.toThrow(/^压缩包里 a\.txt 的/)
  }
  await expect(unzip(lying(zip, 'b.txt', CRC, (sum) => (sum ^ 1) >>> 0))).rejects.toThrow(
    /^压缩包里 b\.txt 的大小或校验码不对/,
  )
})
test.each([
  ['more bytes than there are', BYTES, 1],
  ['fewer bytes than there are', BYTES, -1],
  ['more packed bytes than the file has', PACKED_BYTES, 100_000],
  ['a place outside the file', PLACE, 100_000],
])('an entry that says %s is refused', async (_, field, by) => {
  const zip = await packed(['a.txt', '第一份'.repeat(50)])
  await expect(unzip(lying(zip, 'a.txt', field, (value) => value + by))).rejects.toThrow(
    /^压缩包里 a\.txt 的/,
  )
})
test('one name twice is refused: a reader would see one of the two and a checker the other', async () => {
  const zip = await packed(['a.txt', '一'], ['a.txt', '二'])
  await expect(unzip(zip)).rejects.toThrow('压缩包里 a.txt 有两份')
})
test.each(['../a.txt', '/aa.txt', 'C:a.txt', '..\\a.txt'])('%s names a place elsewhere', async (name) => {
  const zip = await packed(['aa-a.txt'.slice(0, name.length), '一'])
  const text = zip.toString('latin1').replaceAll('aa-a.txt'.slice(0, name.length), name)
  await expect(unzip(Buffer.from(text, 'latin1'))).rejects.toThrow('目录是坏的')
})
test('a password is said to be one', async () => {
  const zip = await packed(['a.txt', '一'])
  zip.writeUInt16LE(zip.readUInt16LE(directoryEntry(zip, 'a.txt') + 8) | 1, directoryEntry(zip, 'a.txt') + 8)
  await expect(unzip(zip)).rejects.toThrow('压缩包里 a.txt 加了密码')
})
test('a bomb is refused before anything of it is unpacked', async () => {
  const shrunk = await packed(['a.txt', Buffer.alloc(20_000_000)])
  expect(shrunk.length).toBeLessThan(50_000)
  // Its content is no deflated bytes at all: who looked at them would say so.
  shrunk.fill(0xff, 30 + 'a.txt'.length, 60)
  await expect(unzip(shrunk)).rejects.toThrow('解开后太大')
  const many = await packed(...Array.from({ length: 1_001 }, (_, n) => [`${n}.txt`, ''] as const))
  await expect(unzip(many)).rejects.toThrow('解开后太大')
  const big = await packed(['a.txt', '一'], ['b.txt', '二'])
  await expect(unzip(lying(big, 'b.txt', BYTES, () => 256 * 1024 * 1024))).rejects.toThrow('解开后太大')
})
