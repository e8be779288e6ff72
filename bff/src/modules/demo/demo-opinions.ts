import { defaultCatalogue } from '@linli/shared/opinions/opinions.catalogue'
import { organisationParty, streetParty } from '@linli/shared/opinions/parties'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import type { CasesService } from '../opinions/cases.service'
import type { OpinionsDesk } from '../opinions/opinions-desk.service'
import type { OpinionsService } from '../opinions/opinions.service'
import type { Actor } from '../../platform/actor'
import type { DemoCast, Resident } from './demo-cast'
import type { DemoRandom } from './demo-random'
import { createOfficeDays, type Step } from './demo-time'
import type { DemoTree } from './demo-tree'
import { answerTo } from './opinion-answers'
import { noteTexts, questionsAbout, ratings, refusals, unhappyRating } from './opinion-replies'
import { qingheTexts, zhichunTexts, type OpinionText } from './opinion-texts'

/** How a case of the story ends, as of now. */
type Fate =
  | 'fresh'
  | 'unaccepted'
  | 'needs_info'
  | 'accepted'
  | 'in_progress'
  | 'dispatched'
  | 'signed'
  | 'returned'
  | 'adjudicating'
  | 'held'
  | 'overdue'
  | 'waiting'
  | 'answered'
  | 'rated'
  | 'unhappy'
  | 'lapsed'
  | 'reopened'
  | 'rejected'
  | 'withdrawn'

const fates: readonly (readonly [Fate, number])[] = [
  ['fresh', 8],
  ['unaccepted', 4],
  ['needs_info', 6],
  ['accepted', 5],
  ['in_progress', 12],
  ['dispatched', 4],
  ['signed', 4],
  ['returned', 2],
  ['adjudicating', 1],
  ['held', 2],
  ['overdue', 3],
  ['waiting', 5],
  ['answered', 15],
  ['rated', 28],
  ['lapsed', 8],
  ['reopened', 3],
  ['withdrawn', 4],
]

/** Cases that have to be there, such as those of the person most visitors sign in as: by the beginning of their text. */
const starring: Readonly<Record<string, { by?: string; fate: Fate; back?: number }>> = {
  '3 号楼 2 单元 5 楼到 6 楼的楼道': { by: '周玉兰', fate: 'in_progress' },
  电梯关门特别快: { by: '周玉兰', fate: 'answered' },
  放学时间车开得飞快: { by: '周玉兰', fate: 'rated' },
  广场舞的音响声音太大: { by: '周玉兰', fate: 'needs_info' },
  书画小组想借活动室: { by: '周玉兰', fate: 'rated' },
  二单元的声控灯全坏了: { by: '吴桂英', fate: 'answered' },
  电梯按钮: { by: '林晓峰', fate: 'in_progress' },
  // Whom the office calls back about: the company's case and one of its own.
  // What a topic of forty days ago came from.
  分类点晚上八点锁门: { fate: 'rated', back: 34 },
  大件垃圾点的旧床垫: { fate: 'unhappy' },
  水泵房夜里: { fate: 'unhappy' },
}

interface Case {
  readonly text: OpinionText
  readonly author: Resident
  readonly fate: Fate
  /** Working days between the submission and now, where a story needs it; drawn otherwise. */
  readonly back: number | undefined
  readonly handler: Actor
  /** Who gives cases away, and the company that takes them where there is one. */
  readonly office: Actor
  readonly company: { readonly actor: Actor; readonly key: string; readonly label: string } | null
  readonly street: Actor
  readonly placeId: string
  readonly index: number
}

/** The opinions of the demo street as things that happened: everything goes through the features themselves. */
export function storyOfOpinions(deps: {
  opinions: OpinionsService
  desk: OpinionsDesk
  cases: CasesService
  tree: DemoTree
  cast: DemoCast
  random: DemoRandom
  now: Date
}): Step[] {
  const { tree, cast } = deps
  const all = [
    ...qingheTexts.map((text) => ({ text, community: '青禾社区', staff: '陈立新' })),
    ...zhichunTexts.map((text) => ({ text, community: '知春社区', staff: '许文' })),
  ]
  const drawn = drawFates(deps.random, all.length)
  return all.flatMap(({ text, community, staff }, index) => {
    const star = Object.entries(starring).find(([beginning]) => text[2].startsWith(beginning))?.[1]
    const refused = Object.keys(refusals).some((beginning) => text[2].startsWith(beginning))
    const author = star?.by ? cast.resident(star.by) : authorOf(deps, text[1], tree.community(community))
    const label = text[1] === '自家' ? author.unit : text[1] === '本楼' ? author.building : text[1]
    const inGridOfLiMin = /^锦和苑 [34] 号楼/.test(label)
    return stepsOf(deps, {
      text,
      author,
      fate: refused ? 'rejected' : (star?.fate ?? likely(drawn[index] ?? 'rated', text[0])),
      back: star?.back,
      handler: cast.staff(inGridOfLiMin && index % 2 === 0 ? '李敏' : staff),
      office: cast.staff(staff),
      company:
        community === '青禾社区'
          ? {
              ...{ actor: cast.staff('黄志成'), label: '锦程物业' },
              key: organisationParty(tree.community(community), '锦程物业').key,
            }
          : null,
      street: cast.staff('高远'),
      placeId: tree.at(community, label)._id,
      index,
    })
  })
}

/** Somebody who lives near: people report what they pass every day. */
function authorOf(
  { cast, random }: { cast: DemoCast; random: DemoRandom },
  label: string,
  communityId: string,
): Resident {
  const estate = label.split(' ')[0] ?? ''
  const residents = cast.residents(communityId)
  const near = residents.filter((resident) => resident.unit.startsWith(estate))
  return random.pick(near.length > 0 ? near : residents)
}

function drawFates(random: DemoRandom, count: number): Fate[] {
  const bag = fates.flatMap(([fate, share]) => Array.from({ length: share }, () => fate))
  return Array.from({ length: count }, () => {
    if (bag.length === 0) return 'rated'
    return bag.splice(random.whole(0, bag.length - 1), 1)[0] ?? 'rated'
  })
}

const catalogue = new Map(defaultCatalogue.flatMap(({ items }) => items.map((item) => [item.code, item])))

/** What is urgent does not lie about until somebody is asked back: it is fresh, in hands, or has been dealt with. */
const urgentFates: readonly Fate[] = ['fresh', 'dispatched', 'in_progress', 'answered', 'rated', 'lapsed']
const likely = (fate: Fate, categoryCode: string): Fate =>
  catalogue.get(categoryCode)?.urgent && !urgentFates.includes(fate) ? 'rated' : fate

/** A community that keeps its promises: what is open is due today or later, but for the few that are told as overdue. */
const inTimeFates: readonly Fate[] = ['accepted', 'in_progress', 'dispatched', 'signed', 'returned']
function daysBack(fate: Fate, categoryCode: string, random: DemoRandom): number {
  const drawn = random.whole(...begunBack[fate])
  const { days = drawn } = catalogue.get(categoryCode) ?? {}
  if (inTimeFates.includes(fate)) return Math.min(drawn, days - 1)
  return fate === 'overdue' ? Math.min(drawn, days + (drawn % 3)) : drawn
}

/** Working days between the submission and now, by fate; open ones no more than their limit allows. */
const begunBack: Readonly<Record<Fate, readonly [number, number]>> = {
  fresh: [0, 0],
  unaccepted: [0, 1],
  needs_info: [2, 3],
  accepted: [1, 2],
  in_progress: [2, 3],
  dispatched: [0, 1],
  signed: [1, 2],
  returned: [2, 3],
  adjudicating: [3, 4],
  held: [5, 7],
  overdue: [11, 14],
  waiting: [5, 7],
  answered: [4, 8],
  rated: [8, 40],
  unhappy: [6, 8],
  lapsed: [14, 34],
  reopened: [4, 5],
  rejected: [3, 20],
  withdrawn: [3, 15],
}

function stepsOf(
  deps: {
    opinions: OpinionsService
    desk: OpinionsDesk
    cases: CasesService
    random: DemoRandom
    now: Date
  },
  {
    text: [categoryCode, , text],
    author,
    fate,
    back: told,
    handler,
    office: clerk,
    company,
    street,
    placeId,
    index,
  }: Case,
): Step[] {
  const { random, now, opinions, desk, cases } = deps
  const office = createOfficeDays(now)
  const steps: Step[] = []
  let version = 0
  let id = ''
  const then = (at: Date, act: () => Promise<{ version: number }>): void => {
    steps.push({
      at,
      run: async () => {
        version = (await act()).version
      },
    })
  }

  const drawn = daysBack(fate, categoryCode, random)
  const back = told ?? drawn
  const submittedAt =
    fate === 'fresh'
      ? new Date(now.getTime() - random.whole(15, 420) * 60_000)
      : office.at(back, random.whole(7 * 60, 9 * 60))
  const group = categoryCode.split('.')[0] ?? 'other'
  const wantsPublic = index % 3 !== 1
  steps.push({
    at: submittedAt,
    run: async () => {
      const view = await opinions.submit(author.actor, {
        categoryCode,
        text,
        photoIds: [],
        placeId,
        hideName: index % 4 !== 0,
        wantsPublic,
        notifyMe: true,
      })
      id = view.id
      version = view.version
    },
  })
  if (fate === 'fresh' || fate === 'unaccepted') return steps
  const reason = Object.entries(refusals).find(([beginning]) => text.startsWith(beginning))?.[1]
  if (fate === 'rejected' && reason) {
    then(office.at(back - 1, 10 * 60 + index), () => desk.reject(handler, id, { version, reason }))
    return steps
  }
  const question = random.pick(questionsAbout(categoryCode))
  if (fate === 'needs_info') {
    then(office.at(back - 1, 9 * 60 + 40), () => desk.requestInfo(handler, id, { version, question }))
    return steps
  }
  // The same day for what came early, as most offices do.
  const acceptedBack = Math.max(0, back - (fate === 'accepted' ? back : index % 2))
  then(office.at(acceptedBack, 10 * 60 + (index % 50)), () => desk.accept(handler, id, { version }))
  if (fate === 'accepted') return steps
  const companyWorks = company !== null && companyGroups.includes(group)
  const give = (at: Date): void =>
    then(at, () =>
      cases.dispatch(clerk, id, {
        ...{ version, helpers: [], photoIds: [], copyText: withoutPrivateMarks(text) },
        leadKey: company?.key ?? streetParty.key,
        instruction: company ? '请到现场看一下，办好后直接答复居民' : '',
      }),
    )
  if (['dispatched', 'signed', 'returned', 'adjudicating'].includes(fate)) {
    give(office.at(acceptedBack, 14 * 60 + (index % 40)))
    const leader = company?.actor ?? street
    if (fate === 'signed')
      then(office.at(acceptedBack, 15 * 60 + (index % 40)), () => cases.sign(leader, id, { version }))
    if (fate === 'returned' || fate === 'adjudicating')
      then(office.at(acceptedBack, 15 * 60 + 10), () =>
        cases.handBack(leader, id, { version, reason: 'not_ours', text: '这一段是市政的，不在小区红线内' }),
      )
    if (fate === 'adjudicating')
      then(office.at(acceptedBack - 1, 10 * 60), () =>
        cases.refer(clerk, id, { version, text: '物业和市政都说不归自己管，请街道确定' }),
      )
    return steps
  }
  if (fate === 'held') {
    then(office.at(acceptedBack - 1, 11 * 60), () =>
      cases.hold(clerk, id, { version, for: 'vote', note: '要业主表决，已报业委会，下月开会' }),
    )
    return steps
  }
  const worker =
    companyWorks && ['in_progress', 'answered', 'rated', 'unhappy'].includes(fate) ? company : null
  if (worker) {
    give(office.at(acceptedBack, 12 * 60 - (index % 20)))
    then(office.at(acceptedBack, 14 * 60 - (index % 10)), () => cases.sign(worker.actor, id, { version }))
  }
  const doer = worker?.actor ?? handler
  if (fate === 'withdrawn') {
    then(office.at(acceptedBack - 1, 20 * 60), () => opinions.withdraw(author.actor, id, { version }))
    return steps
  }
  if (index % 2 === 0 || fate === 'in_progress' || fate === 'waiting' || fate === 'overdue') {
    then(office.at(acceptedBack, 14 * 60 + (index % 40)), () => desk.start(doer, id, { version }))
  }
  if (index % 5 === 0) {
    const note = random.pick(noteTexts)
    then(office.at(acceptedBack, 15 * 60 + 30), () => desk.note(handler, id, { version, text: note }))
  }
  if (fate === 'in_progress' || fate === 'overdue') return steps
  if (fate === 'waiting') {
    then(office.at(acceptedBack - 2, 11 * 60), () => desk.requestInfo(handler, id, { version, question }))
    return steps
  }
  const answeredBack = answerDay(fate, acceptedBack, random)
  const reply = answerTo(text)
  then(office.at(answeredBack, 16 * 60 + (index % 45)), () =>
    desk.reply(doer, id, { version, text: reply, photoIds: [] }),
  )
  if (wantsPublic && handler.grants.some((grant) => grant.role === 'community_staff')) {
    then(office.at(answeredBack, 17 * 60 + (index % 30)), () =>
      desk.makePublic(handler, id, { version, text }),
    )
  }
  if (fate === 'rated' || fate === 'unhappy') {
    const rating = fate === 'unhappy' ? unhappyRating : ratings[index % ratings.length]
    if (rating) {
      then(office.at(answeredBack - 1, 19 * 60 + (index % 50)), () =>
        opinions.rate(author.actor, id, { version, ...rating }),
      )
    }
  }
  if (fate === 'reopened') {
    then(office.at(answeredBack - 1, 19 * 60), () =>
      opinions.reopen(author.actor, id, { version, reason: '只好了两天，现在又和以前一样了。' }),
    )
  }
  return steps
}

/** What a property company does in the story. */
const companyGroups: readonly string[] = ['property', 'sanitation', 'facilities']

/** Answered lately enough to be rated still, or long enough ago for the rest of the story. */
function answerDay(fate: Fate, acceptedBack: number, random: DemoRandom): number {
  if (fate === 'answered') return random.whole(0, Math.min(2, acceptedBack))
  if (fate === 'lapsed') return Math.max(8, acceptedBack - random.whole(1, 4))
  return Math.max(2, acceptedBack - random.whole(1, 4))
}
