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
  readonly now: Date
}

/** The polls of the demo street as things that happened: every ballot goes the way a phone or the desk sends it. */
export function storyOfPolls(story: PollStory): Step[] {
  const random = createDemoRandom(SEED)
  return qinghePolls.flatMap((text) => storyOf(text, random, story))
}

function storyOf(
  text: PollText,
  random: DemoRandom,
  { connection, polls, tree, cast, now }: PollStory,
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
        ...{ partyStudyOn: partyStudyDay === null ? null : dayAt(partyStudyDay) },
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

  async function byPhone(actor: Actor, rowId: string, answer: string): Promise<void> {
    if (isSecret) await voting.cast(actor, id, { rowId, ballots: [{ code: codeOf(rowId), choice: answer }] })
    else await voting.vote(actor, id, { rowId, answers: [answer], othersAgree: true })
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

  const count = at(text.closesDay, 20 * 60 + 1, async () => {
    await closing.sweep()
  })
  const publish = at(text.closesDay + 1, MORNING, async () => {
    const { version: counted } = await desk.get(head, id)
    moved(await closing.publish(head, id, counted))
  })
  const sign = at(text.closesDay + 1, MORNING + 90, async () => {
    const { root } = await desk.get(head, id)
    await supervision.sign(cast.staff('郑秀华'), id, root ?? '')
  })
  return [announce, freeze, vote, count, publish, sign]
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
const codeOf = (rowId: string): string =>
  createHash('sha256').update(`demo ballot ${rowId}`).digest('hex').slice(0, 32)
