import {
  BOARD_FORMAT,
  marksText,
  namedBox,
  pollFingerprint,
  rootOf,
  secretBox,
  type Board,
  type FrozenPoll,
  type NamedRow,
} from './board'
import type { SecretEntry } from './board.tree'
import { createCounter } from './count.rules'
import { decide } from './decision.rules'
import { rollFingerprint } from './fingerprints'
import { ABSTAIN, type PollMethod, type PollQuestion, type PollSecrecy } from './polls.kinds'
import { hexOf, sha256, utf8 } from './sha256'

/** A question of four options, for tests, benches and the demonstration of a recount. */
export const sampleQuestion = (method: PollMethod): PollQuestion => ({
  id: 'q1',
  kind: 'choice',
  text: '花园里种什么？',
  method,
  options: ['桂花', '樱花', '银杏', '月季'].map((text, at) => ({ key: 'ABCD'.charAt(at), text })),
  min: 1,
  max: method === 'single' ? 1 : 4,
  scoreMax: method === 'score' ? 5 : 0,
  seats: 1,
  decision: {
    dimensions: ['votes'],
    quorum: null,
    majority: null,
    majorityOf: 'cast',
    silent: 'not_participating',
  },
})

const choices: Record<PollMethod, readonly string[]> = {
  single: ['A', 'B', 'B', 'C', 'D', ABSTAIN],
  multiple: ['A', 'AB', 'BC', 'BCD', 'D', ABSTAIN],
  approval: ['AB', 'B', 'C', 'ABCD', ABSTAIN],
  score: ['5000', '0512', '3333', '0055', ABSTAIN],
  ranked: ['ABCD', 'BA', 'CBD', 'D', 'BCAD', ABSTAIN],
}

/** The choice of the nth sample voter. */
export const sampleChoice = (method: PollMethod, n: number): string =>
  choices[method][(n * 7 + (n >>> 3)) % choices[method].length] ?? ABSTAIN

const samplePoll = (method: PollMethod, secrecy: PollSecrecy): FrozenPoll => ({
  id: 'pol_sample',
  title: '花园改造意向征询',
  secrecy,
  electorate: 'person',
  pack: 'straw_poll@2026-01',
  city: null,
  opensAt: '2026-12-20T00:00:00.000Z',
  closesAt: '2026-12-26T12:00:00.000Z',
  questions: [sampleQuestion(method)],
})

function complete(
  poll: FrozenPoll,
  roll: Board['roll'],
  boxes: Pick<Board, 'secret' | 'named'>,
  ballots: Iterable<readonly [choice: string, votes: number, area: number]>,
): Board {
  const [question = sampleQuestion('single')] = poll.questions
  const counter = createCounter(question)
  for (const [choice, votes, area] of ballots) counter.add(choice, votes, area)
  const board = { format: BOARD_FORMAT, pollFingerprint: pollFingerprint(poll), roll, ...boxes }
  const silent = { votes: 0, area: 0 }
  return {
    poll,
    ...board,
    marks: marksText(board),
    root: rootOf(board),
    outcomes: [decide(question, counter.result(), { ...roll, silent })],
  }
}

/** A whole secret board of `ballots` ballots, everybody on the roll having voted. */
export function secretBoard(method: PollMethod, ballots: number): Board {
  const entries = Array.from({ length: ballots }, (_, n): SecretEntry => [
    hexOf(sha256(utf8(`ballot ${n}`))).slice(0, 32),
    sampleChoice(method, n),
  ])
  const lines = entries.map((_, n) => ({ serial: n + 1, label: `${n + 1}号 李**`, votes: 1, area: 0 }))
  return complete(
    samplePoll(method, 'secret'),
    { fingerprint: rollFingerprint(lines), rows: ballots, votes: ballots, area: 0, voted: ballots },
    { secret: [secretBox('q1', entries, { spoiled: 0, missing: 0 })], named: null },
    entries.map(([, choice]) => [choice, 1, 0] as const),
  )
}

/** A whole named board of `rows` rows, every fifth of which stayed away. */
export function namedBoard(method: PollMethod, rows: number): Board {
  const all = Array.from({ length: rows }, (_, n): NamedRow => {
    const voted = n % 5 !== 4
    return {
      serial: n + 1,
      label: `${n + 1}号 李**`,
      votes: 1,
      area: 5000 + n,
      standing: voted ? 'voted' : 'absent',
      answers: voted ? [sampleChoice(method, n)] : [],
    }
  })
  const voted = all.filter(({ standing }) => standing === 'voted')
  return complete(
    samplePoll(method, 'named'),
    {
      fingerprint: rollFingerprint(all),
      rows,
      votes: rows,
      area: all.reduce((sum, { area }) => sum + area, 0),
      voted: voted.length,
    },
    { secret: null, named: namedBox(all) },
    voted.map(({ answers, votes, area }) => [answers[0] ?? ABSTAIN, votes, area] as const),
  )
}
