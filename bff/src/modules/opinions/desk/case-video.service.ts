import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { Actor } from '../../../platform/actor'
import { AppError } from '../../../platform/problem-error'
import { refuseMoved } from '../../../platform/refusals'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'

export interface CaseVideoService {
  /**
   * Somebody of the office has looked at the film of a case. Usable, the others who have the case play it from then on;
   * not usable, it cannot be opened by anybody from the commit on and is removed within a day. `not_found` without a
   * film, 409 when somebody has decided before.
   */
  look(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly usable: boolean },
  ): Promise<StaffOpinionView>
}

/** A film may show a face, a child, a home: a person looks before it goes further (product §3.5). */
export function createCaseVideo(deps: StaffActsDeps & { readonly uow: UnitOfWork }): CaseVideoService {
  const { transitions, files, uow } = deps
  const acts = createStaffActs(deps)

  return {
    async look(actor, id, { version, usable }) {
      const { row, base, status } = await acts.caseFor(actor, 'look_video', id)
      const { video } = row
      if (!video) throw new AppError('not_found')
      refuseMoved({ status, version: row.version }, version, video.state === 'new' ? base.allowedFrom : [])
      const changed = await uow.run(async () => {
        const owner = { ownerType: 'opinion', ownerId: row._id, communityId: row.communityId } as const
        if (!usable) await files.releaseOthers([], { ...owner, purpose: 'opinion_video' })
        return transitions.applyWithin({
          ...base,
          act: 'look_video',
          version,
          effects: {
            set: {
              video: { ...video, ...(usable ? { state: 'usable' } : { file: null, state: 'refused' }) },
            },
          },
          trace: { reason: usable ? '社区看过了视频' : '视频不适合使用，社区没有留下' },
          audited: { usable },
        })
      })
      return acts.view(actor, changed, base.now)
    },
  }
}
