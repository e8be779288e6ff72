import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { CouncilModule } from '../council/council.module'
import type { OpinionRow } from '../opinions/opinion.model'
import type { DemoCast, Resident } from './demo-cast'
import { createDemoRandom, type DemoRandom } from './demo-random'
import type { Step } from './demo-time'
import type { DemoTree } from './demo-tree'
import { danceStatements, qingheTopics, type TopicText } from './topic-texts'

const COMMUNITY = '青禾社区'
/** The number of the invented community begins with this city's area code. */
const CITY = 'hangzhou'
const SEED = 20_261_127
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const MORNING = 10 * 60 + 5
/** Who tries the demo finds something to support and to answer. */
const VISITOR = '周玉兰'
const MOST_SOURCES = 4
/** Enough for two groups in which nobody is recognised. */
const SPEAKERS = 24

export interface TopicStory {
  readonly council: CouncilModule
  readonly tree: DemoTree
  readonly cast: DemoCast
  /** The cases told so far. */
  readonly cases: () => readonly OpinionRow[]
  readonly now: Date
}

/** The topics of the demo street as things that happened, told through the services. */
export function storyOfTopics(story: TopicStory): Step[] {
  const random = createDemoRandom(SEED)
  return [...qingheTopics.flatMap((text) => storyOf(text, random, story)), cityStep(story)]
}

/**
 * The community says in which city it lies, after what is told of before: whoever begins an owners' decision in the demo
 * finds the city's rules chosen.
 */
function cityStep({ council, tree, cast, now }: TopicStory): Step {
  const communityId = tree.community(COMMUNITY)
  return {
    at: new Date(now.getTime() - HOUR_MS),
    async run() {
      const head = cast.staff('赵国强')
      const { version, figures } = await council.figures.get(head, communityId)
      await council.figures.save(head, communityId, { version, figures: { ...figures, cityId: CITY } })
    },
  }
}

function storyOf(
  text: TopicText,
  random: DemoRandom,
  { council, tree, cast, cases, now }: TopicStory,
): Step[] {
  const { topics, desk, deliberation, chain, jobs } = council
  const communityId = tree.community(COMMUNITY)
  const office = cast.staff('陈立新')
  const { title, why, wish } = text
  let id = ''
  let version = 0
  const at = (day: number, run: () => Promise<void>): Step => {
    const planned = instantOf(addDays(dayOf(now), text.day + day), MORNING)
    return { at: planned < now ? planned : new Date(now.getTime() - HOUR_MS), run }
  }
  const moved = (topic: { id: string; version: number }): void => {
    id = topic.id
    version = topic.version
  }

  const begin = at(0, async () => {
    if (text.by !== null)
      return moved(await topics.propose(cast.resident(text.by).actor, { title, why, wish }))
    const sources = cases()
      .filter(
        (row) =>
          row.communityId === communityId &&
          text.from !== null &&
          row.category.code === text.from.category &&
          text.from.saying.test(row.text),
      )
      .slice(0, MOST_SOURCES)
    moved(
      await desk.create(
        office,
        communityId,
        { title, why, wish },
        sources.map(({ _id }) => _id),
      ),
    )
  })
  const { screenedOut, adopted, passedAfter } = text
  if (screenedOut) {
    const { after, reason, words } = screenedOut
    return [begin, at(after, async () => moved(await desk.screenOut(office, id, { version, reason, words })))]
  }
  if (passedAfter === null) return [begin]

  const neighbours = cast
    .residents(communityId)
    .map((resident) => ({ resident, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ resident }) => resident)
    .filter(({ name }) => name !== text.by && name !== VISITOR)
    .filter(({ actor }, index, all) => isFirst(all, index, actor.personId))
  const gather = at(passedAfter, async () => {
    if (text.by !== null) moved(await desk.pass(office, id, version))
    for (const { actor } of neighbours.slice(0, text.supporters)) await topics.support(actor, id)
  })
  const steps = [begin, gather]
  if (adopted) {
    steps.push(
      at(adopted.after, async () => {
        moved(await desk.adopt(office, id, { version, reason: adopted.reason }))
        if (text.resolved === undefined) await talk(neighbours)
      }),
    )
  }
  const { resolved } = text
  if (resolved) {
    steps.push(
      at(resolved.after, async () => {
        const tasks = resolved.tasks.map(({ text: words, owner, days }) => ({ text: words, owner, days }))
        moved(await chain.resolve(office, id, { version, basis: 'deliberation', text: resolved.text, tasks }))
      }),
      at(resolved.after + 6, async () => {
        const { tasks } = await chain.get(office, id)
        for (const [index, { report }] of resolved.tasks.entries())
          if (report !== undefined)
            await chain.report(office, id, {
              taskId: tasks[index]?.id ?? '',
              text: report,
              photoIds: [],
              isDone: true,
            })
      }),
    )
  }
  // What has found too few in time is ended as the sweep does it.
  if (text.day < -30 && !adopted) steps.push(at(31, async () => void (await jobs.sweep())))
  return steps

  async function talk(people: readonly Resident[]): Promise<void> {
    const speakers = people.slice(0, SPEAKERS)
    const said: string[] = []
    for (const [index, { side, text: words }] of danceStatements.entries()) {
      const { statements } = await deliberation.say((speakers[index] as Resident).actor, id, {
        side,
        text: words,
      })
      said.push(statements.at(-1)?.id ?? '')
    }
    for (const [index, { actor }] of speakers.entries()) {
      for (const [place, statement] of danceStatements.entries()) {
        const agrees = random.chance((index % 2 === 0 ? statement.quiet : statement.dancing) / 100)
        const stance = agrees ? 'agree' : random.chance(0.15) ? 'pass' : 'disagree'
        await deliberation.react(actor, id, { statementId: said[place] ?? '', stance })
      }
    }
  }
}

/** A person who is bound to two homes speaks once. */
const isFirst = (all: readonly Resident[], index: number, personId: string | null): boolean =>
  all.findIndex(({ actor }) => actor.personId === personId) === index

/** What the worker would have worked out by now, a moment after the last word. */
export async function countDemoTopics(
  council: CouncilModule,
  clock: { set(at: Date): void },
  now: Date,
): Promise<void> {
  clock.set(new Date(now.getTime() - MINUTE_MS))
  await council.deliberation.sweep()
}
