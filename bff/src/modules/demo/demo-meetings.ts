import type { MeetingDraft } from '@linli/shared/council/meetings.schema'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { CouncilModule } from '../council/council.module'
import type { DemoCast } from './demo-cast'
import type { Step } from './demo-time'
import type { DemoTree } from './demo-tree'

const COMMUNITY = '青禾社区'
const MORNING = 9 * 60 + 50
const EVENING = 19 * 60
/** Who tries the demo finds an invitation to answer. */
const VISITORS = ['周玉兰', '吴桂英'] as const
const SOON_MS = 1_800_000
const ROUND_MS = 300_000
/** Between these minutes of the day people meet. */
const [FIRST_START, LAST_START] = [8 * 60 + 30, 20 * 60]
const HALL = '社区服务中心二楼议事厅'

/** In half an hour, so that its doors stand open when somebody tries the demo; who tries it at night finds it in the morning. */
function soonOf(now: Date): Date {
  const soon = new Date(Math.floor((now.getTime() + SOON_MS) / ROUND_MS) * ROUND_MS)
  const day = dayOf(soon)
  if (soon < instantOf(day, FIRST_START)) return instantOf(day, MORNING)
  return soon > instantOf(day, LAST_START) ? instantOf(addDays(day, 1), MORNING) : soon
}

/** The meetings of the demo street: one with its minutes, one people are asked to, one the desk still plans. */
export function storyOfMeetings(story: {
  readonly council: CouncilModule
  readonly tree: DemoTree
  readonly cast: DemoCast
  readonly now: Date
}): Step[] {
  const { council, tree, cast, now } = story
  const { desk, meetings, meetingsDesk } = council
  const communityId = tree.community(COMMUNITY)
  const office = cast.staff('陈立新')
  const today = dayOf(now)
  const at = (day: number, minutes: number, run: () => Promise<void>): Step => ({
    at: instantOf(addDays(today, day), minutes),
    run,
  })

  async function topicNamed(title: string): Promise<string> {
    const { items } = await desk.list(office, { communityId, filter: 'deliberating' })
    return items.find((item) => item.title === title)?.id ?? ''
  }
  const draft = (
    day: number,
    text: Pick<MeetingDraft, 'title' | 'about'>,
    items: readonly { title: string; topicId: string | null }[],
    personIds: readonly string[],
  ): MeetingDraft => ({
    ...text,
    place: HALL,
    startsAt: instantOf(addDays(today, day), EVENING).toISOString(),
    endsAt: instantOf(addDays(today, day), EVENING + 90).toISOString(),
    isPublic: true,
    items: items.map((item) => ({ id: null, ...item, pollId: null })),
    audience: {
      representatives: false,
      supporters: items.some(({ topicId }) => topicId !== null),
      personIds: [...personIds],
    },
  })
  const invited = async (wanted: MeetingDraft): Promise<string> => {
    const { id, version } = await meetingsDesk.create(office, communityId, wanted)
    await meetingsDesk.invite(office, id, version)
    return id
  }
  const guests = (): readonly Actor[] => VISITORS.map((name) => cast.resident(name).actor)
  const personIds = guests().flatMap(({ personId }) => personId ?? [])

  let held = ''
  return [
    at(-33, MORNING, async () => {
      const topicId = await topicNamed('把垃圾投放时间延长到晚上九点半')
      held = await invited(
        draft(
          -31,
          { title: '垃圾投放时间议事会', about: '请支持过这个议题的邻居来商量' },
          [
            { title: '投放时间延长到几点', topicId },
            { title: '年底卫生大扫除的安排', topicId: null },
          ],
          personIds,
        ),
      )
    }),
    at(-31, EVENING, async () => {
      const { version } = await meetingsDesk.get(office, held)
      await meetingsDesk.begin(office, held, version)
      const { doorCode } = await meetingsDesk.door(office, held)
      for (const { actor } of cast.residents(communityId).slice(0, 12))
        if (actor.personId !== null) await meetings.attend(actor, held, doorCode)
      const later = await meetingsDesk.get(office, held)
      await meetingsDesk.end(office, held, later.version)
    }),
    at(-30, MORNING, async () => {
      const { version, items } = await meetingsDesk.get(office, held)
      const written = await meetingsDesk.writeMinutes(office, held, {
        version,
        text: '会议由社区主持。下班晚的邻居说赶不上八点，住在投放点旁边的邻居担心夜里有声音。大家同意延长到九点半，九点半准时关门。',
        items: items.map(({ id }, index) => ({
          id,
          outcome: index === 0 ? ('agreed' as const) : ('heard' as const),
          decision: index === 0 ? '同意延长到晚上九点半，由物业九点半准时关门' : '',
        })),
      })
      await meetingsDesk.publish(office, held, written.version)
    }),
    at(-4, MORNING, async () => {
      const topicId = await topicNamed('夜间广场舞的时间和音量')
      await invited(
        draft(
          3,
          { title: '广场舞时间和音量议事会', about: '跳舞的邻居和住在花园边上的邻居都请来，当面商量' },
          [{ title: '晚上几点结束、音量多大', topicId }],
          personIds,
        ),
      )
    }),
    at(-2, MORNING, async () => {
      const startsAt = soonOf(now)
      const soon = {
        ...draft(
          0,
          { title: '楼门口照明碰头会', about: '' },
          [{ title: '灯几点亮、几点灭', topicId: null }],
          personIds,
        ),
        startsAt: startsAt.toISOString(),
        endsAt: new Date(startsAt.getTime() + 3 * SOON_MS).toISOString(),
      }
      await invited(soon)
    }),
    at(-1, MORNING, async () => {
      const text = { title: '冬季消防安全通气会', about: '' }
      await meetingsDesk.create(
        office,
        communityId,
        draft(10, text, [{ title: '楼道堆物和充电安全', topicId: null }], []),
      )
    }),
  ]
}
