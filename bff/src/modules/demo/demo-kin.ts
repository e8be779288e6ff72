import { addDays, dayOf } from '@linli/shared/time'
import type { Deps } from '../../deps'
import { AppError } from '../../platform/problem-error'
import type { PersonRow } from '../people/person.model'
import type { DemoCast } from './demo-cast'

const DAY_MS = 86_400_000
/** Recent enough for the merge to be still undoable. */
const TOLD_DAYS_AGO = 6

/**
 * What the office has done with the roll lately, through the desk itself: a child's guardian, an elder's delegate,
 * two records of one owner that were merged, numbers that were read; and what people want put right.
 */
export async function tellOfTheRoll(
  deps: Deps,
  cast: DemoCast,
  persons: readonly PersonRow[],
): Promise<void> {
  const then = new Date(deps.clock.now().getTime() - TOLD_DAYS_AGO * DAY_MS)
  const { services } = deps.at({ now: () => then })
  const { kin, merges, desk, tags } = services.peopleDesk
  const office = cast.staff('陈立新')
  const idOf = (name: string): string => {
    const person = persons.find((row) => row.name === name)
    if (!person) throw new AppError('not_found', { cause: new Error(`nobody in the demo is called ${name}`) })
    return person._id
  }
  await kin.addGuardian(office, idOf('沈一诺'), { guardianId: idOf('王晓雯'), basis: 'parent' })
  await kin.addDelegate(office, idOf('吴桂英'), {
    ...{ delegateId: idOf('吴秀兰'), scope: ['bookings', 'opinions'], way: 'paper' },
    ...{ consentDay: dayOf(then), lastDay: addDays(dayOf(then), 365) },
  })
  await merges.merge(office, {
    ...{ keepId: idOf('郭志强'), keepVersion: 0, dropId: idOf('郭自强'), dropVersion: 0 },
    take: {},
  })
  // What the people themselves read later: who looked, and what became of a wish.
  await desk.unmask(office, idOf('周玉兰'), { field: 'phone', purpose: 'visit' })
  await tags.look(office, idOf('吴桂英'), 'emergency')
  await services.privacy.corrections.ask(cast.resident('林晓峰').actor, {
    ...{ field: 'birth_date', personId: idOf('林晓峰'), value: '1988-05-12', note: '登记时写错了一天' },
  })
  await services.privacy.corrections.ask(cast.resident('吴桂英').actor, {
    ...{ field: 'phone', personId: idOf('吴桂英'), value: '13900000084', note: '换成了女儿给我的新号码' },
  })
}
