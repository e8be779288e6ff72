import fc from 'fast-check'
import {
  namedBox,
  pollFingerprint,
  rootOf,
  secretBox,
  type Board,
  type FrozenPoll,
  type NamedRow,
} from './board'
import {
  boxRoot,
  finish,
  leafOf,
  proveInclusion,
  treeSteps,
  verifyInclusion,
  type SecretEntry,
} from './board.tree'
import { canonicalJson, rollFingerprint, shortFingerprint } from './fingerprints'
import { pollMethods } from './polls.kinds'
import { recount, recountSteps } from './recount'
import { hexOf, sha256, utf8 } from './sha256'
import { namedBoard, sampleQuestion, secretBoard } from './board.samples'

const code = (n: number): string => hexOf(sha256(utf8(`code ${n}`))).slice(0, 32)

describe('the tree', () => {
  const entries = (n: number): SecretEntry[] => Array.from({ length: n }, (_, i) => [code(i), 'A'])
  const leavesOf = (of: readonly SecretEntry[]) => of.map(([c, choice]) => leafOf(c, choice))

  test('proves every ballot, and no other ballot, place or number of ballots', () => {
    for (const n of [1, 2, 16, 17, 100, 257]) {
      const of = entries(n)
      const leaves = leavesOf(of)
      const root = boxRoot('q1', n, finish(treeSteps(leaves)))
      for (const index of new Set([0, 1, 15, 16, n - 1].filter((i) => i < n))) {
        const proof = proveInclusion('q1', leaves, index)
        const entry = of[index] as SecretEntry
        expect(verifyInclusion(root, entry, proof)).toBe(true)
        expect(verifyInclusion(root, [entry[0], 'B'], proof)).toBe(false)
        expect(verifyInclusion(root, [code(9999), 'A'], proof)).toBe(false)
        expect(verifyInclusion(root, entry, { ...proof, questionId: 'q2' })).toBe(false)
        expect(verifyInclusion(root, entry, { ...proof, ballots: n + 1 })).toBe(false)
        if (n > 1) expect(verifyInclusion(root, entry, { ...proof, index: (index + 1) % n })).toBe(false)
        expect(verifyInclusion(root, entry, { ...proof, siblings: [...proof.siblings, []] })).toBe(false)
      }
    }
  })

  test('a node cannot pass for a ballot', () => {
    const of = entries(2)
    const top = finish(treeSteps(leavesOf(of)))
    // Whoever could present the inner node as a leaf would prove a ballot that nobody cast.
    expect(hexOf(leafOf(code(0), 'A'))).not.toBe(hexOf(top))
  })
})

test('canonical JSON does not depend on the order of keys and refuses what is not exact', () => {
  expect(canonicalJson({ b: 1, a: [null, 'é', true], c: undefined })).toBe('{"a":[null,"é",true],"b":1}')
  expect(() => canonicalJson({ a: 0.5 })).toThrow(RangeError)
  expect(() => canonicalJson(new Map())).toThrow(TypeError)
  expect(shortFingerprint('0123456789abcdef')).toBe('0123 4567 89ab')
})

describe.each(pollMethods)('a board of %s ballots', (method) => {
  test.each(['secret', 'named'] as const)('%s: the recount agrees with what was published', (secrecy) => {
    const board = secrecy === 'secret' ? secretBoard(method, 40) : namedBoard(method, 40)
    expect(recount(board)).toMatchObject({ ok: true, faults: [], root: board.root, outcomes: board.outcomes })
  })
})

test('a recount in slices comes to the same and says how far it is', () => {
  const board = secretBoard('single', 1500)
  const steps = recountSteps(board)
  const progress: number[] = []
  let step = steps.next()
  while (!step.done) {
    progress.push(step.value)
    step = steps.next()
  }
  expect(step.value).toEqual(recount(board))
  expect(progress.length).toBeGreaterThan(5)
  expect(progress.every((value, i) => value >= (progress[i - 1] ?? 0) && value <= 1)).toBe(true)
})

describe('a dishonest secret board', () => {
  const honest = secretBoard('single', 60)
  const box = (board: Board) => board.secret?.[0] as NonNullable<Board['secret']>[number]
  const withEntries = (change: (entries: SecretEntry[]) => SecretEntry[]): Board => ({
    ...honest,
    secret: [{ ...box(honest), entries: change([...box(honest).entries]) }],
  })
  const codeAt = (index: number): string => box(honest).entries[index]?.[0] ?? ''
  const kinds = (board: Board) => recount(board).faults.map(({ kind }) => kind)

  test('a changed ballot is named', () => {
    const board = withEntries((entries) =>
      entries.map((entry, i) => (i === 7 ? [entry[0], entry[1] === 'A' ? 'B' : 'A'] : entry)),
    )
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_changed',
      at: { questionId: 'q1', code: codeAt(7) },
    })
    expect(kinds(board)).toContain('box_root')
  })
  test('a dropped ballot is named by its place', () => {
    const board = withEntries((entries) => entries.filter((_, i) => i !== 7))
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_missing',
      before: { questionId: 'q1', code: codeAt(8) },
    })
    expect(kinds(board)).toContain('count')
  })
  test('the last ballot dropped is missed too', () => {
    expect(recount(withEntries((entries) => entries.slice(0, -1))).faults).toContainEqual({
      kind: 'ballot_missing',
      before: null,
    })
  })
  test('an added ballot is named', () => {
    const added = `${codeAt(7).slice(0, 31)}${codeAt(7).endsWith('f') ? 'e' : 'f'}`
    const board = withEntries((entries) =>
      [...entries, [added, 'A'] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_added',
      at: { questionId: 'q1', code: added },
    })
  })
  test('two ballots swapped are named', () => {
    const board = withEntries((entries) => {
      const [a, b] = [entries[3] as SecretEntry, entries[4] as SecretEntry]
      return entries.map((entry, i) => (i === 3 ? b : i === 4 ? a : entry))
    })
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_moved',
      at: { questionId: 'q1', code: codeAt(3) },
    })
  })
  test('two choices swapped are two changed ballots', () => {
    const index = box(honest).entries.findIndex(
      ([, choice], i, all) => all[i + 1] && all[i + 1]?.[1] !== choice,
    )
    const board = withEntries((entries) =>
      entries.map(([c, choice], i) =>
        i === index
          ? [c, entries[i + 1]?.[1] ?? '']
          : i === index + 1
            ? [c, entries[index]?.[1] ?? '']
            : [c, choice],
      ),
    )
    const changed = recount(board).faults.filter(({ kind }) => kind === 'ballot_changed')
    expect(changed).toHaveLength(2)
    // The sums are right, and still it does not pass.
    expect(kinds(board)).not.toContain('outcome')
  })
  test('one code twice is named', () => {
    const board = withEntries((entries) => entries.map((entry, i) => (i === 8 ? [codeAt(7), 'A'] : entry)))
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_twice',
      at: { questionId: 'q1', code: codeAt(7) },
    })
  })
  test('a ballot the method does not know is named and not counted', () => {
    const board = withEntries((entries) => entries.map((entry, i) => (i === 2 ? [entry[0], 'ZZ'] : entry)))
    expect(recount(board).faults).toContainEqual({
      kind: 'ballot_invalid',
      at: { questionId: 'q1', code: codeAt(2) },
      fault: 'one_only',
    })
  })
  test.each<[string, (board: Board) => Board, string]>([
    ['another question', (b) => ({ ...b, poll: { ...b.poll, title: '别的' } }), 'poll_changed'],
    [
      'another quorum',
      (b) => ({ ...b, poll: { ...b.poll, questions: [{ ...sampleQuestion('single'), seats: 2 }] } }),
      'poll_changed',
    ],
    ['another roll', (b) => ({ ...b, roll: { ...b.roll, fingerprint: '0'.repeat(64) } }), 'root'],
    ['another root', (b) => ({ ...b, root: '0'.repeat(64) }), 'root'],
    ['another result', (b) => ({ ...b, outcomes: secretBoard('single', 61).outcomes }), 'outcome'],
    ['no result', (b) => ({ ...b, outcomes: [] }), 'outcome'],
    ['more ballots than voters', (b) => ({ ...b, roll: { ...b.roll, voted: 59 } }), 'count'],
    ['a smaller roll than ballots', (b) => ({ ...b, roll: { ...b.roll, votes: 10 } }), 'roll_totals'],
    ['another kind of board', (b) => ({ ...b, secret: null }), 'format'],
    [
      'a board made whole again by hand, with its old root',
      (b) => {
        const made = { ...b, secret: [secretBox('q1', box(b).entries.slice(1), { spoiled: 0, missing: 0 })] }
        return { ...made, roll: { ...made.roll, voted: 59 } }
      },
      'root',
    ],
  ])('%s does not pass', (_name, change, kind) => {
    expect(kinds(change(honest))).toContain(kind)
  })

  test('whatever is done to a board, it either is the board or does not pass', () => {
    const size = box(honest).entries.length
    const act = fc.tuple(fc.constantFrom('drop', 'change', 'double', 'swap', 'recode'), fc.nat(size - 2))
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
        let entries = [...box(honest).entries]
        for (const [kind, index] of acts) {
          const entry = entries[index]
          const next = entries[index + 1]
          if (!entry || !next) continue
          if (kind === 'drop') entries = entries.filter((_, i) => i !== index)
          if (kind === 'double') entries.splice(index, 0, entry)
          if (kind === 'change') entries[index] = [entry[0], entry[1] === 'B' ? 'C' : 'B']
          if (kind === 'recode') entries[index] = [code(index + 100_000), entry[1]]
          if (kind === 'swap') [entries[index], entries[index + 1]] = [next, entry]
        }
        const isSame = canonicalJson(entries) === canonicalJson(box(honest).entries)
        const { ok, faults } = recount(withEntries(() => entries))
        expect(ok).toBe(isSame)
        expect(isSame || faults.some(({ kind }) => kind.startsWith('ballot_'))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a dishonest named board', () => {
  const honest = namedBoard('single', 30)
  const rows = (honest.named as NonNullable<Board['named']>).rows
  const withRows = (change: (rows: NamedRow[]) => NamedRow[]): Board => ({
    ...honest,
    named: { ...(honest.named as NonNullable<Board['named']>), rows: change([...rows]) },
  })
  const faults = (board: Board) => recount(board).faults

  test('a changed answer is named', () => {
    const board = withRows((all) =>
      all.map((row) => (row.serial === 4 ? { ...row, answers: [row.answers[0] === 'A' ? 'B' : 'A'] } : row)),
    )
    expect(faults(board)).toContainEqual({ kind: 'ballot_changed', at: { serial: 4 } })
  })
  test('a vote put in for somebody who stayed away is named', () => {
    const absent = rows.find(({ standing }) => standing === 'absent')?.serial
    const board = withRows((all) =>
      all.map((row) => (row.serial === absent ? { ...row, standing: 'voted', answers: ['A'] } : row)),
    )
    expect(faults(board)).toContainEqual({ kind: 'ballot_changed', at: { serial: absent } })
  })
  test('a dropped row is named, in the middle and at the end', () => {
    expect(faults(withRows((all) => all.filter(({ serial }) => serial !== 4)))).toContainEqual({
      kind: 'ballot_missing',
      before: { serial: 5 },
    })
    expect(faults(withRows((all) => all.slice(0, -1)))).toContainEqual({
      kind: 'ballot_missing',
      before: null,
    })
  })
  test('two rows swapped are named', () => {
    const board = withRows((all) => {
      const [a, b] = [all[3] as NamedRow, all[4] as NamedRow]
      return all.map((row, i) => (i === 3 ? b : i === 4 ? a : row))
    })
    expect(faults(board)).toContainEqual({ kind: 'ballot_moved', at: { serial: 4 } })
  })
  test('another weight or name is another roll', () => {
    const board = withRows((all) =>
      all.map((row) => (row.serial === 4 ? { ...row, area: row.area + 1 } : row)),
    )
    expect(faults(board).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['roll_changed', 'roll_totals']),
    )
  })
  test('who is silent or suspended casts nothing', () => {
    const board = withRows((all) =>
      all.map((row) => (row.serial === 4 ? { ...row, standing: 'suspended' } : row)),
    )
    expect(faults(board)).toContainEqual({ kind: 'ballot_invalid', at: { serial: 4 }, fault: 'answers' })
  })
})

test('the fingerprints of poll and roll move with everything they stand for', () => {
  const { poll } = secretBoard('single', 3)
  const others: FrozenPoll[] = [
    { ...poll, title: `${poll.title}。` },
    { ...poll, closesAt: '2026-12-26T12:00:01.000Z' },
    { ...poll, secrecy: 'named' },
    { ...poll, pack: 'straw_poll@2027-01' },
  ]
  expect(new Set([poll, ...others].map(pollFingerprint)).size).toBe(5)
  const line = { serial: 1, label: '1栋101 李**', votes: 1, area: 8950 }
  const rolls = [
    [line],
    [{ ...line, area: 8951 }],
    [{ ...line, label: '1栋102 李**' }],
    [line, { ...line, serial: 2 }],
    [],
  ]
  expect(new Set(rolls.map(rollFingerprint)).size).toBe(5)
})

test('boards with several questions bind each of them', () => {
  const board = secretBoard('single', 12)
  const second = secretBox('q2', [[code(1), 'B']], { spoiled: 0, missing: 11 })
  const two = { ...board, secret: [...(board.secret ?? []), second] }
  expect(rootOf(two)).not.toBe(rootOf(board))
  expect(namedBox([]).head).toBe('0'.repeat(64))
})
