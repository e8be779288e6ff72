import fc from 'fast-check'
import { unzip, UnzipError } from './unzip'
import { packZip } from './zip'

const packed = (...files: (readonly [string, string])[]) =>
  packZip(
    files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    new Date('2026-12-26T12:00:00.000Z'),
  )

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
        expect([...unzip(zip)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
          files.map(({ name, bytes }) => [name, [...bytes]]),
        )
      },
    ),
    { numRuns: 40 },
  )
})
test('bytes that look like an entry inside a file are no entry', async () => {
  const zip = await packed(['a.txt', 'PK\u0001\u0002PK\u0005\u0006'.repeat(9)])
  expect([...unzip(zip).keys()]).toEqual(['a.txt'])
})
test('what is cut off, changed inside or no archive is refused with the name of the entry', async () => {
  const zip = await packed(['a.txt', '第一份'], ['b.txt', '第二份'.repeat(50)])
  for (let length = 0; length < zip.length; length += 1)
    expect(() => unzip(zip.subarray(0, length))).toThrow(UnzipError)
  const touched = Buffer.from(zip)
  const inside = 30 + 'a.txt'.length
  touched.writeUInt8(touched.readUInt8(inside + 4) ^ 1, inside + 4)
  expect(() => unzip(touched)).toThrow(/^a\.txt /)
})
test('one name twice is refused: a reader would see one of the two and a checker the other', async () => {
  const zip = await packed(['a.txt', '一'], ['a.txt', '二'])
  expect(() => unzip(zip)).toThrow('压缩包里 a.txt 有两份')
})
