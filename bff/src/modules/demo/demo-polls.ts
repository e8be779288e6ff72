import { createHash } from 'node:crypto'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { PollRollRow } from '../polls/poll-roll.model'
import { createPollRollsRepository } from '../polls/poll-rolls.repository'
import type { PollsModule } from '../polls/polls.module'
import { deskScope } from '../polls/polls.policy'
import type { DemoCast, Resident } from './demo-cast'
import { createDemoRandom, type DemoRandom } from './demo-random'
import type { Step } from './demo-time'
import type { DemoTree } from './demo-tree'
import { draftOf, qinghePolls, type PollText } from './poll-texts'

const COMMUNITY = '青禾社区'
const SEED = 20_261_126
const HOUR_MS = 3_600_000
const MORNING = 9 * 60 + 20

export interface PollStory {
  readonly connection: Connection
  readonly polls: PollsModule
  readonly tree: DemoTree
  readonly cast: DemoCast
  /** Tells those who have not voted, where it is time to. */
  readonly remind: () => Promise<void>
  readonly now: Date
}

/** The polls of the demo street as things that happened: every ballot goes the way a phone or the desk sends it. */
export function storyOfPolls(story: PollStory): Step[] {
  const random = createDemoRandom(SEED)
  // Papers are drawn apart, so that who took one changes no other poll.
  return qinghePolls.flatMap((text) =>
    storyOf(text, text.stage === 'papers' ? createDemoRandom(SEED + 1) : random, story),
  )
}

function storyOf(
  text: PollText,
  random: DemoRandom,
  { connection, polls, tree, cast, remind, now }: PollStory,
): Step[] {
  const { preparing, desk, papers, closing, voting, supervision } = polls
  const today = dayOf(now)
  const dayAt = (day: number): string => addDays(today, day)
  const office = cast.staff('陈立新')
  const colleague = cast.staff('范晓春')
  const head = cast.staff('赵国强')
  const communityId = tree.community(COMMUNITY)
  const isSecret = text.setup.secrecy === 'secret'
  let id = ''
  let version = 0
  /** What stands behind one version follows it. */
  const moved = (row: { version: number }): void => {
    version = row.version
  }
  const at = (day: number, minutes: number, run: () => Promise<void>): Step => {
    const planned = instantOf(dayAt(day), minutes)
    return { at: planned < now ? planned : new Date(now.getTime() - HOUR_MS), run }
  }

  const announce = at(text.rollDay, MORNING, async () => {
    const nodeId = text.place === '' ? communityId : tree.at(COMMUNITY, text.place)._id
    const { noticeDay, partyStudyDay, paperPlace, deliveryKept } = text.facts
    const days = { opensOn: dayAt(text.opensDay), closesOn: dayAt(text.closesDay) }
    const draft = await preparing.create(office, communityId, draftOf(text, nodeId, days))
    id = draft._id
    moved(await preparing.prepare(office, id, draft.version))
    moved(
      await preparing.saveFacts(office, id, version, {
        ...{ noticeDay: noticeDay === 0 ? null : dayAt(noticeDay), attendanceRule: '' },
        authorisation: '',
        ...{ partyStudyOn: partyStudyDay === null ? null : dayAt(partyStudyDay), committeeMembers: null },
        ...{ willBeFiled: true, paperPlace, deliveryKept },
      }),
    )
    moved(await preparing.publishRoll(office, id, version))
    if (text.objection) await voting.object(cast.resident(text.objection.by).actor, id, text.objection.text)
  })
  if (text.stage === 'announced') return [announce]

  const freeze = at(text.opensDay - 1, MORNING, async () => {
    moved(await preparing.freeze(head, id, version))
  })

  /** Everybody on the roll who has an account, once, with the row they may cast for; read in one go, as hundreds ask. */
  async function phones(): Promise<{ resident: Resident; rowId: string }[]> {
    const ownRows = await rollOf(connection, deskScope(office), id)
    const found: { resident: Resident; rowId: string }[] = []
    const taken = new Set<string>()
    const nearby = cast
      .residents(communityId)
      .filter(({ building }) => text.place === '' || building.startsWith(text.place))
    for (const resident of nearby) {
      const { personId } = resident.actor
      const own = ownRows.get(personId ?? '')
      if (own === undefined || (isSecret && own.voterId !== personId) || taken.has(own._id)) continue
      taken.add(own._id)
      found.push({ resident, rowId: own._id })
    }
    return found
  }

  /** Answers to all questions: the one to the first, and to each further one whatever is drawn. */
  const answersFrom = (first: string): string[] =>
    text.setup.questions.map((_, index) => (index === 0 ? first : random.weighted(text.answers)))

  async function byPhone(actor: Actor, rowId: string, answer: string): Promise<void> {
    const answers = answersFrom(answer)
    const ballots = answers.map((choice, index) => ({ code: codeOf(rowId, index), choice }))
    if (isSecret) await voting.cast(actor, id, { rowId, ballots })
    else await voting.vote(actor, id, { rowId, answers, othersAgree: true })
  }

  /** At the desk: papers are printed, some are spoilt by the printer, and those without an account take one. */
  async function handOut(phoned: ReadonlySet<string>): Promise<void> {
    const { taken } = text.papers
    if (taken === 0) return
    await papers.print(office, id, taken + 10)
    await papers.voidPapers(office, id, { from: taken + 8, to: taken + 10, reason: '打印机卡纸，印坏了' })
    const { items } = await papers.roll(office, id, { limit: MOST_ROWS })
    for (const { rowId } of items.filter((line) => !phoned.has(line.rowId)).slice(0, taken))
      await papers.mark(office, id, rowId)
  }

  const vote = at(Math.min(0, text.opensDay + 2), MORNING, async () => {
    const voted = new Set<string>()
    for (const { resident, rowId } of await phones()) {
      const own = text.surely[resident.name]
      const isIn = random.chance(text.turnout / 100)
      const answer = own ?? (isIn ? random.weighted(text.answers) : null)
      voted.add(rowId)
      if (answer === null || text.waiting.includes(resident.name)) continue
      await byPhone(resident.actor, rowId, answer)
    }
    await handOut(voted)
    if (text.delivered === 0) return
    // Those without an account answer on paper, read by two of the office.
    const { items } = await papers.roll(office, id, { limit: MOST_ROWS })
    await papers.serve(
      office,
      id,
      items.filter(() => random.chance(text.delivered / 100)).map(({ rowId }) => rowId),
    )
    for (const { rowId } of items) {
      if (voted.has(rowId) || !random.chance(text.turnout / 100)) continue
      const paper = { rowId, answers: [random.weighted(text.answers)], channel: 'paper' as const }
      await papers.paper(office, id, paper)
      await papers.paper(colleague, id, paper)
    }
  })
  if (text.stage === 'open') return [announce, freeze, vote]

  const lastDay = at(text.closesDay, MORNING, remind)
  const count = at(text.closesDay, 20 * 60 + 1, async () => {
    await closing.sweep()
  })
  if (text.stage === 'papers') {
    const enter = at(text.closesDay + 1, MORNING, async () => {
      const read = Array.from({ length: text.papers.entered }, (_, index) => ({
        ...{ serial: index + 1, answers: answersFrom(random.weighted(text.answers)) },
      }))
      await papers.batch(colleague, id, read)
    })
    return [announce, freeze, vote, lastDay, count, enter]
  }
  const publish = at(text.closesDay + 1, MORNING, async () => {
    const { version: counted } = await desk.get(head, id)
    moved(await closing.publish(head, id, counted))
  })
  const sign = at(text.closesDay + 1, MORNING + 90, async () => {
    const { root } = await desk.get(head, id)
    await supervision.sign(cast.staff('郑秀华'), id, root ?? '')
  })
  return [announce, freeze, vote, lastDay, count, publish, sign]
}

/** The first row of each person on the roll of a poll. */
async function rollOf(
  connection: Connection,
  scope: Scope,
  pollId: string,
): Promise<ReadonlyMap<string, PollRollRow>> {
  const rows = await createPollRollsRepository(connection).ofPoll(scope, pollId)
  const own = new Map<string, PollRollRow>()
  for (const row of rows.toReversed()) for (const personId of row.personIds) own.set(personId, row)
  return own
}

/** More than the rows of one building. */
const MOST_ROWS = 200

/** What the phone of this voter would have drawn; nobody's phone in the demo knows it. */
const codeOf = (rowId: string, question: number): string =>
  createHash('sha256')
    .update(`demo ballot ${rowId}${question === 0 ? '' : ` ${question}`}`)
    .digest('hex')
    .slice(0, 32)
