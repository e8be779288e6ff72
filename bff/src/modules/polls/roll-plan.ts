import { ADULT_YEARS, isAdultOn, isAgedOn } from '@linli/shared/people/age.rules'
import { cityPackOf } from '@linli/shared/polls/city-packs'
import { ownersRoll, type OwnedRoom } from '@linli/shared/polls/owners-roll.rules'
import { rulePacks } from '@linli/shared/polls/packs'
import type { LeftOutReason } from '@linli/shared/polls/polls.kinds'
import { castsConfirmed, type PollSetup } from '@linli/shared/polls/setup.rules'
import { votesOfRow } from '@linli/shared/polls/weights.rules'
import type { IsoDay } from '@linli/shared/time'
import type { LeftOut } from './poll.model'
import type { PollElector, PollRoom } from './polls.ports'

/** One row as the register makes it; numbers and ids come later. */
export interface PlannedRow {
  readonly uniqueKey: string
  readonly personIds: readonly string[]
  readonly voterId: string | null
  readonly label: string
  readonly roomIds: readonly string[]
  readonly votes: number
  readonly area: number
}

export interface PlannedRoll {
  /** In the order of their labels: the list reads like the house. */
  readonly rows: readonly PlannedRow[]
  /** Persons who would be on it, or cast for their home, but for a reason that somebody can look into; no children. */
  readonly leftOut: readonly LeftOut[]
  readonly ownerless: number
  /** Rooms of owners that count by area, and have none in the tree. */
  readonly withoutArea: number
}

/** `2 号楼` before `10 号楼`; one collator, because making one for each comparison would take seconds. */
const byLabel = new Intl.Collator('zh-CN', { numeric: true })

/** `锦和苑 3 号楼 2 单元 501` → `锦和苑 3 号楼 2 单元`: a person's line names no room. */
const withoutRoom = (label: string): string => label.replace(/ \S+$/, '')

/**
 * Who votes, by the kind of poll. Pure: the same register makes the same roll.
 * - person: everybody who lives here and whom staff have confirmed, once a human by that paper, adults alone; a straw
 *   poll may ask the others too, once a human by name and phone;
 * - household: a room in which an adult lives is a row, and counts, whoever of the adults casts for it; where residents
 *   decide, on a phone only those whom staff have confirmed, so that nobody casts by a tie that was never looked at;
 * - owner: domain-facts §1.2;
 * - representative: the persons named.
 */
export function planRoll(
  setup: PollSetup,
  day: IsoDay,
  electors: readonly PollElector[],
  rooms: readonly PollRoom[],
): PlannedRoll {
  const plan =
    setup.electorate === 'household'
      ? households(setup, day, electors)
      : setup.electorate === 'owner'
        ? owners(setup, electors, rooms)
        : persons(setup, day, electors)
  const rows = [...plan.rows].sort((a, b) =>
    a.label === b.label ? (a.uniqueKey < b.uniqueKey ? -1 : 1) : byLabel.compare(a.label, b.label),
  )
  return { ...plan, rows }
}

function persons(setup: PollSetup, day: IsoDay, electors: readonly PollElector[]): PlannedRoll {
  const rows = new Map<string, PlannedRow>()
  const leftOut = new Map<string, LeftOut>()
  const keyOf = humans(electors)
  for (const elector of electors) {
    const { personId, maskedName, roomLabel, livesIn } = elector
    if (setup.electorate === 'person' && !livesIn) continue
    const reason = leftOutReason(setup, day, elector)
    if (reason !== null) {
      // Nobody has named the children of a community; a representative was named, and is missed.
      const isExpected = reason !== 'minor' || setup.electorate === 'representative'
      if (isExpected) leftOut.set(personId, { personId, reason })
      continue
    }
    const uniqueKey = keyOf(elector)
    const known = rows.get(uniqueKey)
    // The same human twice in the register is one row, and either record may open it.
    const personIds = known ? [...new Set([...known.personIds, personId])] : [personId]
    rows.set(uniqueKey, {
      uniqueKey,
      personIds,
      voterId: known?.voterId ?? personId,
      label: known?.label ?? `${withoutRoom(roomLabel)} ${maskedName}`,
      roomIds: [],
      votes: votesOfRow(setup, personIds),
      area: 0,
    })
  }
  return { rows: [...rows.values()], leftOut: [...leftOut.values()], ownerless: 0, withoutArea: 0 }
}

/**
 * Which records are one human: by the paper staff have seen; where nobody has, by name and phone together. Of a human
 * with a confirmed record and one that is not, both are the confirmed one. Two records with two phones and no paper stay
 * two; the set-up says so to whoever lets such people take part.
 */
function humans(electors: readonly PollElector[]): (elector: PollElector) => string {
  const known = new Map<string, string>()
  const confirmedFirst = [...electors].sort(
    (a, b) => Number(a.identity === null) - Number(b.identity === null),
  )
  for (const { personId, identity, likeness } of confirmedFirst)
    if (likeness !== null && !known.has(likeness))
      known.set(likeness, identity === null ? `person ${personId}` : `identity ${identity}`)
  return ({ personId, identity, likeness }) =>
    identity === null
      ? ((likeness === null ? undefined : known.get(likeness)) ?? `person ${personId}`)
      : `identity ${identity}`
}

/** Why a person does not stand on a roll of persons, or does not cast for the household; null for whoever does. */
export function leftOutReason(
  setup: PollSetup,
  day: IsoDay,
  { identity, birthDate }: PollElector,
): LeftOutReason | null {
  const { needsIdentity } = rulePacks[setup.packId]
  if (!isAdultOn(birthDate, day)) return 'minor'
  if (castsConfirmed(setup) && identity === null) return 'unconfirmed'
  // Where the law counts residents of 18 and more, an unknown birthday is not enough.
  return needsIdentity && !isAgedOn(birthDate, ADULT_YEARS, day) ? 'birthday' : null
}

function households(setup: PollSetup, day: IsoDay, electors: readonly PollElector[]): PlannedRoll {
  const rooms = new Map<string, PollElector[]>()
  for (const elector of electors) {
    if (!elector.livesIn || elector.relation === 'carer' || !isAdultOn(elector.birthDate, day)) continue
    rooms.set(elector.roomId, [...(rooms.get(elector.roomId) ?? []), elector])
  }
  const rows = [...rooms].map(([roomId, adults]): PlannedRow => {
    const casting = adults.filter((adult) => leftOutReason(setup, day, adult) === null)
    const personIds = [...new Set(casting.map(({ personId }) => personId))].sort()
    return {
      uniqueKey: `room ${roomId}`,
      personIds,
      voterId: personIds.length === 1 ? (personIds[0] ?? null) : null,
      label: adults[0]?.roomLabel ?? '',
      roomIds: [roomId],
      votes: votesOfRow(setup, personIds),
      area: 0,
    }
  })
  const leftOut = new Map(
    [...rooms.values()].flat().flatMap((adult) => {
      const reason = leftOutReason(setup, day, adult)
      return reason === null ? [] : [[adult.personId, { personId: adult.personId, reason }]]
    }),
  )
  return { rows, leftOut: [...leftOut.values()], ownerless: 0, withoutArea: 0 }
}

function owners(setup: PollSetup, electors: readonly PollElector[], rooms: readonly PollRoom[]): PlannedRoll {
  const holders = new Map<string, PollElector[]>()
  for (const elector of electors)
    if (elector.relation === 'owner')
      holders.set(elector.roomId, [...(holders.get(elector.roomId) ?? []), elector])
  const names = new Map(electors.map(({ personId, maskedName }) => [personId, maskedName]))
  // One human with two records is one owner; the record seen first stands for both.
  const humans = new Map<string, string>()
  const human = ({ personId, identity }: PollElector): string => {
    if (identity === null) return personId
    const known = humans.get(identity)
    if (known === undefined) humans.set(identity, personId)
    return known ?? personId
  }
  const labels = new Map(rooms.map(({ id, label }) => [id, label]))
  const owned = rooms.map((room): OwnedRoom => ({
    roomId: room.id,
    areaHundredths: room.areaHundredths ?? 0,
    isParking: room.propertyKind === 'parking' || room.propertyKind === 'garage',
    delivery: room.delivery,
    ownerIds: (holders.get(room.id) ?? []).map(human),
  }))
  const countsParking = cityPackOf(setup.cityId)?.countsParking ?? true
  const roll = ownersRoll(owned, { countsParking })
  const withoutArea = owned.filter(
    ({ areaHundredths, isParking }) => areaHundredths === 0 && (countsParking || !isParking),
  ).length
  const isByArea = setup.packId === 'owners_decision'
  const rows = roll.rows.map(({ ownerIds, isDeveloper, roomIds, area }): PlannedRow => {
    const [first = ''] = roomIds
    const where = `${labels.get(first) ?? ''}${roomIds.length > 1 ? ` 等 ${roomIds.length} 处` : ''}`
    const who = isDeveloper ? '建设单位' : ownerIds.map((id) => names.get(id) ?? '').join('、')
    return {
      uniqueKey: isDeveloper
        ? 'developer'
        : ownerIds.length === 0
          ? `room ${first}`
          : `owners ${ownerIds.join(' ')}`,
      personIds: ownerIds,
      voterId: ownerIds.length === 1 ? (ownerIds[0] ?? null) : null,
      label: `${where} ${who}`.trim(),
      roomIds,
      votes: votesOfRow(setup, ownerIds),
      area: isByArea ? area : 0,
    }
  })
  return { rows, leftOut: [], ownerless: roll.ownerless.length, withoutArea }
}
