import { createHash } from 'node:crypto'
import { boxRoot, finish, leafOf, treeSteps, type SecretEntry } from '@linli/shared/polls/board.tree'
import { createSha256, hexOf, sha256, utf8 } from '@linli/shared/polls/sha256'
import fc from 'fast-check'

// What the phone computes by itself, computed a second time with Node's own cryptography (participation §3.4 line 17).

const nodeHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const code = (n: number): string => nodeHash(Buffer.from(`code ${n}`)).slice(0, 32)
const entries = (n: number): SecretEntry[] => Array.from({ length: n }, (_, i) => [code(i), 'A'])
const leavesOf = (of: readonly SecretEntry[]) => of.map(([c, choice]) => leafOf(c, choice))

describe('line 17: SHA-256 of the phone, beside another', () => {
  test('agrees with node:crypto whatever the length', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255)
      expect(hexOf(sha256(bytes))).toBe(nodeHash(bytes))
    }
  })
  test('agrees with node:crypto however the message is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), (parts) => {
        const hash = createSha256()
        for (const part of parts) hash.add(part)
        expect(hexOf(hash.digest())).toBe(nodeHash(Buffer.concat(parts)))
      }),
      { numRuns: 300 },
    )
  })
  test('text is hashed as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(utf8(text)).equals(Buffer.from(text, 'utf8'))).toBe(true)
      }),
    )
    expect(hexOf(createSha256().addText('居民议事会').digest())).toBe(nodeHash(Buffer.from('居民议事会')))
  })
})

test('line 17: the tree is the one its description says, built a second time with node:crypto', () => {
  const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  for (const n of [0, 1, 2, 15, 16, 17, 256, 257, 300]) {
    const of = entries(n)
    let level: Buffer[] = of.map(([c, choice]) =>
      sha(Buffer.from([0]), Buffer.from(c, 'hex'), Buffer.from(choice)),
    )
    while (level.length > 1) {
      const next: Buffer[] = []
      for (let i = 0; i < level.length; i += 16) next.push(sha(Buffer.from([1]), ...level.slice(i, i + 16)))
      level = next
    }
    const top = level[0] ?? Buffer.alloc(32)
    const expected = sha(Buffer.from([2]), Buffer.from(`q1\n${n}\n`), top).toString('hex')
    expect(boxRoot('q1', n, finish(treeSteps(leavesOf(of))))).toBe(expected)
  }
})
