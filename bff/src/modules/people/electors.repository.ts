import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { maskName } from './people.names'
import { personModel } from './person.model'
import { residencyModel, type Relation } from './residency.model'

/** Somebody in a room today, as a roll of voters needs it: no name but the masked one. */
export interface Elector {
  readonly personId: string
  readonly maskedName: string
  readonly birthDate: string | null
  /** The blind index of a paper staff have seen, the same for one human in every record; null when nobody has. */
  readonly identity: string | null
  /**
   * The same for records that bear one name and one phone: the likeliest sign of one human entered twice where no paper
   * was seen. A phone alone is none, as a family may share it. Made for the moment of reading; null without a phone.
   */
  readonly likeness: string | null
  readonly accountId: string | null
  readonly roomId: string
  /** `锦和苑 3 号楼 2 单元 501` */
  readonly roomLabel: string
  readonly relation: Relation
  readonly livesIn: boolean
}

/** Who lives in or owns the rooms of a place today. */
export interface Electors {
  /** All of them, room by room in the order of room ids, in pages of whole rooms. */
  under(scope: Scope, nodeId: string): AsyncIterable<readonly Elector[]>
  /** Some persons by id, each with one of their rooms. */
  byIds(scope: Scope, personIds: readonly string[]): Promise<Elector[]>
}

const PAGE = 1000
const homeFields = {
  personId: 1,
  roomId: 1,
  roomLabel: 1,
  relation: 1,
  livesIn: 1,
  birthDate: 1,
  accountId: 1,
} as const
const personFields = { name: 1, phoneIndex: 1, identityIndex: 1, identityConfirmedAt: 1 } as const

export function createElectors(connection: Connection): Electors {
  const homes = rowsOf(residencyModel(connection))
  const persons = rowsOf(personModel(connection))
  type Home = Pick<
    Elector,
    'personId' | 'roomId' | 'roomLabel' | 'relation' | 'livesIn' | 'birthDate' | 'accountId'
  >

  async function described(scope: Scope, found: readonly Home[]): Promise<Elector[]> {
    const ids = [...new Set(found.map(({ personId }) => personId))]
    const rows = await persons
      .find(
        { ...inScope(scope), _id: { $in: ids }, mergedInto: null, frozenAt: null },
        { projection: personFields },
      )
      .toArray()
    const byId = new Map(rows.map((row) => [row._id, row]))
    return found.flatMap((home) => {
      const person = byId.get(home.personId)
      if (!person) return []
      const { personId, roomId, roomLabel, relation, livesIn, birthDate, accountId } = home
      return [
        {
          ...{ personId, roomId, roomLabel, relation, livesIn, birthDate, accountId },
          maskedName: maskName(person.name),
          identity: person.identityConfirmedAt === null ? null : person.identityIndex,
          likeness: person.phoneIndex === null ? null : `${person.phoneIndex} ${person.name}`,
        },
      ]
    })
  }

  return {
    async *under(scope, nodeId) {
      let after = ''
      for (;;) {
        const page = await homes
          .find(
            { ...inScope(scope), to: null, path: nodeId, roomId: { $gt: after } },
            { projection: homeFields },
          )
          .sort({ roomId: 1 })
          .limit(PAGE)
          .toArray()
        const isLast = page.length < PAGE
        const lastRoom = page.at(-1)?.roomId
        // The last room of a full page may go on beyond it: it is read again, whole, with the next.
        const whole = isLast ? page : page.filter(({ roomId }) => roomId !== lastRoom)
        if (whole.length === 0 && !isLast) throw new Error('more people in one room than a page holds')
        if (whole.length > 0) yield await described(scope, whole)
        if (isLast) return
        after = whole.at(-1)?.roomId ?? after
      }
    },
    async byIds(scope, personIds) {
      const found = await homes
        .find({ ...inScope(scope), personId: { $in: [...personIds] }, to: null }, { projection: homeFields })
        .sort({ personId: 1 })
        .toArray()
      const first = new Map<string, Home>()
      for (const home of found) if (!first.has(home.personId)) first.set(home.personId, home)
      return described(scope, [...first.values()])
    },
  }
}
