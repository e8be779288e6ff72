import type { PhotoChoice } from '@linli/shared/opinions/board.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { Actor } from '../../../platform/actor'
import type { Outbox } from '../../../platform/outbox'
import { AppError } from '../../../platform/problem-error'
import { refuseMoved, wrongField } from '../../../platform/refusals'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { OpinionRow } from '../opinion.model'
import type { PublicPhoto } from '../opinion-parts.model'
import { eventScope } from '../opinions.policy'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'
import { publishable } from './public-photos'

export interface BoardPhotos {
  /**
   * Writes down what was decided about each photo of a public case, and shows covered copies of those that passed.
   * Every photo has to be looked at; what is decided again replaces what was shown before. `invalid_status` when the
   * case is not public.
   */
  show(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly photos: readonly PhotoChoice[] },
  ): Promise<StaffOpinionView>
}

const PURPOSE = 'public_photo'
/** What ends the public life of a case: its copies go with it. */
const endings = ['opinion.made_private', 'opinion.withdrawn', 'opinion.rejected', 'opinion.merged'] as const

const ownerOf = ({ _id, communityId }: Pick<OpinionRow, '_id' | 'communityId'>) =>
  ({ ownerType: 'opinion', ownerId: _id, communityId, purpose: PURPOSE }) as const

/** Photos before they are public: looked at one by one, covered where a face or a plate is (domain rule: PIPL art. 26). */
export function createBoardPhotos(
  deps: StaffActsDeps & {
    readonly uow: UnitOfWork
    readonly outbox: Pick<Outbox, 'registerHandler'>
  },
): BoardPhotos {
  const { opinions, transitions, files, uow, outbox } = deps
  const acts = createStaffActs(deps)

  for (const type of endings)
    outbox.registerHandler(type, 'opinions.drop_public_photos', async ({ communityId, aggregateId }) => {
      const row = communityId === null ? null : await opinions.find(eventScope(communityId), aggregateId)
      if (row && !row.board) await uow.run(() => files.releaseOthers([], ownerOf(row)))
    })

  /** Every photo with the choice about it; one that nobody looked at, or that is not of the case, is refused. */
  function chosen(row: OpinionRow, choices: readonly PhotoChoice[]) {
    const sources = publishable(row)
    const known = new Set(sources.map(({ id }) => id))
    if (choices.some(({ id }) => !known.has(id))) throw wrongField('body.photos', '有照片不是这件意见的')
    const made = sources.flatMap(({ id }) => choices.find((choice) => choice.id === id) ?? [])
    const left = sources.length - made.length
    if (left > 0) throw wrongField('body.photos', `还有 ${left} 张照片没有看过，请逐张选公开或不公开`)
    return made
  }

  return {
    async show(actor, id, { version, photos }) {
      const { base, status } = await acts.caseFor(actor, 'show_photos', id)
      const { row } = base
      const { board } = row
      // Looked at before any picture is made: whoever was overtaken costs nothing.
      refuseMoved({ status, version: row.version }, version, board ? base.allowedFrom : [])
      if (!board) throw new AppError('not_found')
      const choices = chosen(row, photos)
      const copyOf = new Map<string, string>()
      for (const choice of choices.filter(({ show }) => show)) {
        const { areas, strokes = [] } = choice
        const wish = { areas, strokes, purpose: PURPOSE, accountId: actor.accountId } as const
        copyOf.set(choice.id, await files.cover(base.scope, choice.id, wish))
      }
      const copyIds = [...copyOf.values()]
      const changed = await uow.run(async () => {
        const owner = ownerOf(row)
        const refs = await files.claim(copyIds, { ...owner, accountId: actor.accountId, field: 'photos' })
        await files.releaseOthers(copyIds, owner)
        const decided = choices.map(({ id: sourceId }): PublicPhoto => {
          const copy = refs.find((ref) => ref.id === copyOf.get(sourceId)) ?? null
          return { sourceId, copy, byAccountId: actor.accountId }
        })
        return transitions.applyWithin({
          ...base,
          act: 'show_photos',
          version,
          effects: { set: { board: { ...board, photos: decided } } },
          audited: { shown: copyIds.length, looked: decided.length },
        })
      })
      return acts.view(actor, changed, base.now)
    },
  }
}
