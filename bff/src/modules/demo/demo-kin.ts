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
 * and two records of one owner that were merged.
 */
export async function tellOfTheRoll(
  deps: Deps,
  cast: DemoCast,
  persons: readonly PersonRow[],
): Promise<void> {
  const then = new Date(deps.clock.now().getTime() - TOLD_DAYS_AGO * DAY_MS)
  const { kin, merges } = deps.at({ now: () => then }).services.peopleDesk
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
}
