import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { HomeRequestRow, RequestStepRow } from './home-request.model'
import type { HomeRequestsRepository } from './home-requests.repository'
import { placeScope } from './homes.policy'
import type { HomesFiles } from './homes.ports'
import type { HomesMessages } from './homes.messages'

export interface HomeRequestsLapse {
  /**
   * Closes a request whose applicant never sent what was asked for, takes its photo away and tells the applicant.
   * One that was answered or decided meanwhile stays as it is.
   */
  lapse(row: HomeRequestRow): Promise<void>
  /**
   * Takes the photo away from a request nobody has decided about, and tells the applicant. The request stays in the
   * queue: that the office is late is not the applicant's loss.
   */
  forgetProof(row: HomeRequestRow): Promise<void>
}

/** What becomes of requests that are left lying: a photo of a document is not kept for them. */
export function createHomeRequestsLapse(deps: {
  readonly requests: Pick<HomeRequestsRepository, 'move' | 'forgetProof'>
  readonly files: Pick<HomesFiles, 'discardProof'>
  readonly messages: HomesMessages
  readonly uow: UnitOfWork
  readonly clock: Clock
}): HomeRequestsLapse {
  const { requests, files, messages, uow, clock } = deps
  const bySystem = (event: 'lapse' | 'forget_proof'): RequestStepRow => ({
    ...{ event, byAccountId: systemActor.accountId, byName: '系统', at: clock.now(), text: null },
  })
  return {
    lapse: ({ _id: id, communityId, accountId, roomLabel, version }) =>
      uow.run(async () => {
        const closed = await requests.move(placeScope({ communityId }), id, {
          ...{ event: 'lapse', version, set: { asked: null, proof: null, idTailFits: [] } },
          step: bySystem('lapse'),
        })
        if (!closed) return
        await files.discardProof({ ownerType: 'home_request', ownerId: id, communityId })
        await messages.settle(id)
        await messages.tell({
          ...{ accountId, communityId, targetId: id, event: `home_request.lapse:${id}` },
          title: '绑定房屋的申请已关闭',
          text: `${roomLabel}，没有收到您补充的材料，照片已删除。需要时可以重新提交`,
        })
      }),
    forgetProof: ({ _id: id, communityId, accountId, roomLabel }) =>
      uow.run(async () => {
        if (!(await requests.forgetProof(placeScope({ communityId }), id, bySystem('forget_proof')))) return
        await files.discardProof({ ownerType: 'home_request', ownerId: id, communityId })
        await messages.tell({
          ...{ accountId, communityId, targetId: id, event: `home_request.forget_proof:${id}` },
          title: '您传的证件照片已删除',
          text: `${roomLabel}，社区 30 天没有核对，照片不再保存。申请还在，您可以打电话问进展，或带证件到社区窗口`,
        })
      }),
  }
}
