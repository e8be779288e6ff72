import type { Deps } from '../../deps'
import { AppError } from '../../platform/problem-error'
import type { OpinionRow } from '../opinions/opinion.model'
import type { DemoCast } from './demo-cast'
import { createOfficeDays } from './demo-time'
import type { DemoTree } from './demo-tree'

const HOUR_MS = 3_600_000
const WRITTEN_HOURS_AGO = 3
/** The beginning of the opinion whose author could not be reached. */
const UNREACHED = '大件垃圾点的旧床垫'

/** An elder's opinion, written by the neighbour who may speak for her: after the roll has told of that. */
export async function tellOfTheProxy(deps: Deps, tree: DemoTree, cast: DemoCast): Promise<void> {
  const then = new Date(deps.clock.now().getTime() - WRITTEN_HOURS_AGO * HOUR_MS)
  const elder = cast.resident('吴桂英').actor.personId
  if (elder === null) throw new AppError('not_found', { cause: new Error('the elder is on no roll') })
  await deps.at({ now: () => then }).services.opinions.opinions.submit(cast.resident('吴秀兰').actor, {
    categoryCode: 'care.accessibility',
    text: '吴阿姨一个人住，卫生间没有扶手，起身很吃力，想请社区来看看能不能装一个。',
    forPersonId: elder,
    placeId: tree.at('青禾社区', '禾苗里 2 号楼 1 单元 102')._id,
    ...{ photoIds: [], hideName: false, wantsPublic: false, notifyMe: true },
  })
}

/** A call back that found nobody at home: it is on the list again. */
export async function tellOfTheCall(deps: Deps, cast: DemoCast, told: readonly OpinionRow[]): Promise<void> {
  const then = createOfficeDays(deps.clock.now()).at(0, 10 * 60 + 30)
  const row = told.find(({ text }) => text.startsWith(UNREACHED))
  if (!row) throw new AppError('not_found', { cause: new Error(`nobody tells of ${UNREACHED}`) })
  await deps.at({ now: () => then }).services.opinions.figures.callback(cast.staff('赵国强'), row._id, {
    ...{ version: row.version, reached: false, text: '打了两次没有人接，换个时间再打' },
  })
}
