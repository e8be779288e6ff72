import fc from 'fast-check'
import { evidenceKinds, papersEvidence, secretBuildingsEvidence } from '../../../test/evidence-samples'
import { checkEvidence } from './evidence-check'
import { evidenceNames, sumsText, type EvidenceFile } from './evidence-files'
import { firstDifference } from './evidence-reading'

const check = (files: readonly EvidenceFile[]): string[] =>
  checkEvidence(new Map(files.map(({ name, bytes }) => [name, bytes]))).checks.flatMap(({ faults }) => faults)

/** One part replaced, as by somebody who knows the sums: they are made again. */
const tampered = (files: readonly EvidenceFile[], name: string, text: string): EvidenceFile[] => {
  const others = files
    .filter((file) => file.name !== evidenceNames.sums)
    .map((file) => (file.name === name ? { name, bytes: Buffer.from(text) } : file))
  return [...others, { name: evidenceNames.sums, bytes: Buffer.from(sumsText(others)) }]
}
const textOf = (files: readonly EvidenceFile[], of: string): string =>
  String(files.find(({ name }) => name === of)?.bytes ?? '')

/** What binds nothing: docs/voting.md lists the same. */
const unbound = [
  /^objections\.json /,
  /^not-me\.json \[\d+\](\.(voted|via|notMe|formerDoubts)(\W.*)?)?(\.(gone|added))?$/,
  /^history\.json (facts|history|refusals|added)/,
  /^history\.json signatures\[\d+\]\.(accountId|name|at|added|gone|root\.gone)/,
  /^papers\.json (printed|voided|marked\.gone)/,
  /^official\.json (former\[\d+\]\.)?(byAccountId|byName|at|files|added|gone)/,
  /^official\.json former\[\d+\]\.(signatures|refusals|reason|correctedByName|correctedAt)/,
]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every leaf changed, and every entry of a list or field of an object taken away, one at a time. */
function* changes(value: Json, path = ''): Generator<{ readonly path: string; readonly value: Json }> {
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) {
      for (const inside of changes(part, `${path}[${at}]`))
        yield { path: inside.path, value: value.with(at, inside.value) }
      yield { path: `${path}[${at}].gone`, value: value.toSpliced(at, 1) }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`
      for (const inside of changes(part, at))
        yield { path: inside.path, value: { ...value, [key]: inside.value } }
      yield {
        path: `${at}.gone`,
        value: Object.fromEntries(Object.entries(value).filter(([own]) => own !== key)),
      }
    }
    yield { path: path === '' ? 'added' : `${path}.added`, value: { ...value, added: 1 } }
  } else yield { path, value: changedLeaf(value) }
}
const changedLeaf = (value: null | boolean | number | string): Json => {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 0 : `${value}1`
}

describe.each(evidenceKinds)('the evidence of a poll: %s', (_kind, make) => {
  const files = make()

  test('agrees with itself', () => {
    expect(check(files)).toEqual([])
  })
  test('one byte changed anywhere is found, and the file named', () => {
    const places = fc
      .constantFrom(...files)
      .chain(({ name, bytes }) =>
        fc.tuple(fc.constant(name), fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })),
      )
    fc.assert(
      fc.property(places, ([of, place, mask]) => {
        const touched = files.map(({ name, bytes }) => {
          if (name !== of) return { name, bytes }
          const other = Buffer.from(bytes)
          other.writeUInt8(other.readUInt8(place) ^ mask, place)
          return { name, bytes: other }
        })
        expect(check(touched).join('\n')).toContain(of)
      }),
      { numRuns: 60 },
    )
  })
  test('a file that is gone, or one that is added, is named', () => {
    for (const { name } of files) {
      const left = files.filter((file) => file.name !== name)
      expect(check(left).join('\n')).toContain(name)
      if (name !== evidenceNames.sums) expect(check(tampered(left, '', '')).join('\n')).toContain(name)
    }
    expect(
      check(tampered([...files, { name: 'more.json', bytes: Buffer.from('1') }], '', '')).join(),
    ).toContain('more.json')
  })
  test('every field of every file is named when it is changed, sums and all, but for those that bind nothing', () => {
    const free: string[] = []
    for (const { name } of files.filter((file) => file.name.endsWith('.json')))
      for (const { path, value } of changes(JSON.parse(textOf(files, name)) as Json)) {
        const written = name === evidenceNames.poll ? JSON.stringify(value) : JSON.stringify(value, null, 2)
        const faults = check(tampered(files, name, written))
        if (faults.length === 0) free.push(`${name} ${path}`)
        else expect([path, faults.join('\n')]).toEqual([path, expect.stringContaining(name)])
      }
    expect(free.filter((place) => !unbound.some((pattern) => pattern.test(place)))).toEqual([])
  })
  test('every line of the roll is named when it is changed, taken away or doubled', () => {
    const lines = textOf(files, evidenceNames.roll).split('\n').slice(0, -1)
    const isNamed = String(textOf(files, evidenceNames.board)).includes('"standing"')
    for (const at of lines.keys()) {
      const others = {
        changed: lines.with(at, `${lines[at] ?? ''}0`),
        gone: lines.toSpliced(at, 1),
        double: lines.toSpliced(at, 0, lines[at] ?? ''),
      }
      for (const [kind, all] of Object.entries(others)) {
        const text = check(tampered(files, evidenceNames.roll, `${all.join('\n')}\n`)).join('\n')
        expect(text).toContain('roll.txt')
        // The last line leaves no gap behind it, and doubled it comes after itself.
        const place = kind === 'double' ? at + 2 : at + 1
        if (isNamed || (kind !== 'changed' && place <= all.length))
          expect(text).toContain(`roll.txt 第 ${place} 行`)
      }
    }
  })
  test('the README cannot give another title, fingerprint or root', () => {
    const readme = textOf(files, evidenceNames.readme)
    for (const [from, to] of [
      [/^/, '另'],
      [/(SHA-256 = )./, '$1x'],
      [/(SHA-256 = [^]*SHA-256 = )./, '$1x'],
      [/(总指纹 )./, '$1x'],
    ] as const)
      expect(check(tampered(files, evidenceNames.readme, readme.replace(from, to))).join('\n')).toContain(
        'README.txt',
      )
  })
})

test('evidence from before, without sums and roots of signatures, still agrees', () => {
  const before = papersEvidence()
    .filter(({ name }) => name !== evidenceNames.sums && name !== evidenceNames.turnout)
    .map(({ name, bytes }) => {
      const text = String(bytes)
      if (name === evidenceNames.readme)
        return { name, bytes: Buffer.from(text.replace(/^(SHA256SUMS|turnout).*\n/gm, '')) }
      if (name === evidenceNames.history)
        return { name, bytes: Buffer.from(text.replace(/,\s*"root": "\w+"/, '')) }
      if (name === evidenceNames.result)
        return { name, bytes: Buffer.from(text.replace(/\s*"voted": \d+,/, '')) }
      return { name, bytes }
    })
  expect(check(before)).toEqual([])
})
test('a secret poll’s turnout by building is what the roll and the board allow, and names no small group', () => {
  const files = secretBuildingsEvidence()
  const lines = JSON.parse(textOf(files, evidenceNames.turnout)) as {
    place: string
    rows: number
    voted: number
  }[]
  expect(lines).toEqual([
    { place: '锦和苑 1 号楼', rows: 15, voted: 7 },
    { place: '锦和苑 2 号楼', rows: 15, voted: 7 },
  ])
  const [one, two] = lines
  const changed = (to: object[]) =>
    check(tampered(files, evidenceNames.turnout, JSON.stringify(to))).join('\n')
  // A row moved to the other building, a group small enough to be known by name, and a building that is none.
  expect(
    changed([
      { ...one, rows: 14 },
      { ...two, rows: 16 },
    ]),
  ).toContain('turnout.json [0].rows：写的是 14，应当是 15')
  expect(
    changed([
      { ...one, voted: 4 },
      { ...two, voted: 10 },
    ]),
  ).toContain('turnout.json [0]：行数太少，本来不该单列')
  expect(changed([{ ...one, place: '锦和苑 9 号楼' }, two ?? {}])).toContain('应当是 0')
  expect(changed([{ ...one, voted: 8 }, two ?? {}])).toContain('各行 voted 的和：写的是 15，应当是 14')
})
test('a difference is named with its place and both values', () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe('a[1].b：写的是 2，应当是 3')
  expect(firstDifference([1, 2], [1])).toBe('整个文件：有 2 项，应当有 1 项')
  expect(firstDifference({ a: 1, b: undefined }, { a: 1 })).toBeNull()
  expect(firstDifference({}, { a: 1 })).toBe('a：写的是 空（没有这一项），应当是 1')
})
