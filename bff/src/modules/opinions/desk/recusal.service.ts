import type { RecusalCandidateView } from '@linli/shared/opinions/desk.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import { isBarredParty, isOutside, namedIn, staffKey } from '@linli/shared/opinions/parties'
import { communityRoles, roleLabel } from '@linli/shared/roles'
import { holds, systemActor, type Actor } from '../../../platform/actor'
import type { Outbox } from '../../../platform/outbox'
import { refuseStatus, wrongField } from '../../../platform/refusals'
import type { CaseParties } from '../case-parties'
import type { OpinionRow } from '../opinion.model'
import { currentStatus } from '../opinions.effects'
import { eventScope, statusesFor } from '../opinions.policy'
import type { OpinionPeople, OpinionSpace } from '../opinions.ports'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'

export interface RecusalService {
  /** Who works in the community and can be barred, whom the resident's words name, and who is barred. */
  candidates(actor: Actor, id: string): Promise<{ items: RecusalCandidateView[] }>
  /**
   * Bars exactly these (回避: cases-booking §6.1). `validation_failed` for somebody unknown, while one of them has the
   * case in hand, and when anybody but the head of the community lets somebody in again.
   */
  set(
    actor: Actor,
    id: string,
    body: { version: number; keys: readonly string[]; reason: string },
  ): Promise<StaffOpinionView>
}

export interface RecusalDeps extends StaffActsDeps {
  readonly parties: CaseParties
  readonly people: OpinionPeople
  readonly space: Pick<OpinionSpace, 'postsUnder'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
}

interface Candidate {
  readonly key: string
  readonly label: string
  /** As a text would name it. */
  readonly name: string
}

/** Praise names people too, and bars nobody. */
const PRAISE = 'other.praise'
const workers = [...communityRoles, 'grid_worker'] as const

/** Who is named in a case neither handles nor reads nor finds it. */
export function createRecusal(deps: RecusalDeps): RecusalService {
  const { opinions, parties, people, space, transitions, outbox, clock } = deps
  const acts = createStaffActs(deps)

  async function staffOf(communityId: string): Promise<Candidate[]> {
    const posts = await space.postsUnder(communityId)
    const nodes = [...new Set([communityId, ...posts.map(({ id }) => id)])]
    const holders = await people.holdersAt(nodes, workers)
    const known = new Map(
      holders.map(({ accountId, role, name }) => [
        accountId,
        { key: staffKey(accountId), label: `${roleLabel[role]} ${name}`, name },
      ]),
    )
    return [...known.values()]
  }

  async function candidatesOf(communityId: string): Promise<Candidate[]> {
    const organisations = (await parties.of(communityId)).filter(isOutside)
    return [
      ...organisations.map(({ key, label }) => ({ key, label, name: label })),
      ...(await staffOf(communityId)),
    ]
  }

  const wordsOf = (row: OpinionRow): string =>
    [row.text, ...row.entries.filter(({ byName }) => byName === null).map(({ text }) => text)].join('\n')

  // A person who works here is barred as soon as the words name them: until somebody has looked, nobody reads what was
  // said about themselves. Companies are named by every second complaint; whether it is about them, a person says.
  outbox.registerHandler(
    'opinion.submitted',
    'opinions.recuse_named',
    async ({ communityId, aggregateId }) => {
      if (communityId === null) return
      const scope = eventScope(communityId)
      const row = await opinions.find(scope, aggregateId)
      if (!row || row.category.code === PRAISE || row.barred !== undefined) return
      const named = namedIn(row.text, await staffOf(communityId))
      if (named.length === 0) return
      const now = clock.now()
      await transitions.apply({
        ...{ act: 'recuse', actor: systemActor, signature: null, scope, row, now },
        ...{ version: row.version, allowedFrom: [currentStatus(row, now)], countsAsVersion: false },
        effects: { set: { barred: named.map(({ key }) => key) } },
        trace: {
          party: named.map(({ label }) => label).join('、'),
          reason: '意见里写到了姓名，请社区负责人核对',
        },
      })
    },
  )

  return {
    async candidates(actor, id) {
      const { row } = await acts.caseFor(actor, 'recuse', id)
      const all = await candidatesOf(row.communityId)
      const named = new Set(namedIn(wordsOf(row), all).map(({ key }) => key))
      const barred = row.barred ?? []
      return {
        items: all.map(({ key, label }) => ({
          ...{ key, label, named: named.has(key), barred: barred.includes(key) },
        })),
      }
    },

    async set(actor, id, { version, keys, reason }) {
      const found = await acts.caseFor(actor, 'recuse', id)
      const { row, base } = found
      refuseStatus(found.status, statusesFor('recuse'))
      const before = row.barred ?? []
      const wanted = [...new Set(keys)]
      const known = new Map((await candidatesOf(row.communityId)).map((one) => [one.key, one]))
      // Whoever has left stays barred, and cannot be chosen anew.
      if (wanted.some((key) => !known.has(key) && !before.includes(key)))
        throw wrongField('body.keys', '请从列出的人和单位里选')
      if (before.some((key) => !wanted.includes(key)) && !holds(actor, ['community_admin'], row.communityId))
        throw wrongField('body.keys', '取消回避要由社区负责人决定')
      const inHand = [row.handling?.lead, ...(row.handling?.helpers ?? []).map(({ party }) => party)].find(
        (party) => party && isBarredParty(wanted, party),
      )
      if (inHand) throw wrongField('body.keys', `${inHand.label}正在办这件，请先收回或改派，再让它回避`)
      const isOwners = row.ownerAccountId !== null && wanted.includes(staffKey(row.ownerAccountId))
      const owner = found.context.owner
      const taken = owner && !wanted.includes(staffKey(owner.accountId)) ? owner : null
      const changed = await transitions.apply({
        ...{ ...base, act: 'recuse', version, audited: { barred: wanted.length } },
        effects: {
          set: {
            ...(wanted.length > 0 && { barred: wanted }),
            ...(isOwners && { ownerAccountId: taken?.accountId ?? null, ownerLabel: taken?.label ?? '' }),
          },
          ...(wanted.length === 0 && { unset: ['barred' as const] }),
        },
        trace: {
          party: wanted.map((key) => known.get(key)?.label ?? '已离任的人员').join('、'),
          reason,
        },
      })
      return acts.view(actor, changed, base.now)
    },
  }
}
