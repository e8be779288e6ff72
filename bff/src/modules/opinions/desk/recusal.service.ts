import type { RecusalCandidateView } from '@linli/shared/opinions/desk.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { isBarredParty, isOutside, namedIn, staffKey } from '@linli/shared/opinions/parties'
import { holds, type Actor } from '../../../platform/actor'
import { refuseStatus, wrongField } from '../../../platform/refusals'
import type { CaseParties } from '../case-parties'
import type { NamedStaff, StaffName } from '../named-staff'
import type { OpinionRow } from '../opinion.model'
import { statusesFor } from '../opinions.policy'
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
  readonly named: Pick<NamedStaff, 'of'>
}

/** Who is named in a case neither handles nor reads nor finds it. */
export function createRecusal(deps: RecusalDeps): RecusalService {
  const { parties, named, transitions } = deps
  const acts = createStaffActs(deps)

  async function candidatesOf(communityId: string): Promise<StaffName[]> {
    const organisations = (await parties.of(communityId)).filter(isOutside)
    return [
      ...organisations.map(({ key, label }) => ({ key, label, name: label })),
      ...(await named.of(communityId)),
    ]
  }

  const wordsOf = (row: OpinionRow): string =>
    [row.text, ...row.entries.filter(({ byName }) => byName === null).map(({ text }) => text)].join('\n')

  return {
    async candidates(actor, id) {
      const { row } = await acts.caseFor(actor, 'recuse', id)
      const all = await candidatesOf(row.communityId)
      const said = new Set(namedIn(wordsOf(row), all).map(({ key }) => key))
      const barred = row.barred ?? []
      return {
        items: all.map(({ key, label }) => ({
          ...{ key, label, named: said.has(key), barred: barred.includes(key) },
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
