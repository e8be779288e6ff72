import { createNoticePublishing, type NoticePublishing, type PublishingDeps } from './notice-publishing'
import { createReachFigures } from './notice-reach-figures'
import { createNoticeReceipts, type NoticeReceipts } from './notice-receipts'
import { createNoticesDelivery, type DeliveryDeps, type NoticesDelivery } from './notices-delivery.service'
import { createNoticesDesk, type DeskDeps, type NoticesDesk } from './notices-desk.service'
import { createNoticesReach, type NoticesReach, type ReachDeps } from './notices-reach.service'
import type { NoticeSettingsSource } from './notices.settings'
import { createNoticesReading, type NoticesReading, type ReadingDeps } from './notices-reading.service'

/** Everything notices need from outside. */
export type NoticesDeps = Omit<
  PublishingDeps & DeskDeps & ReadingDeps & ReachDeps & DeliveryDeps,
  'publishing' | 'figures' | 'entering'
>

export interface NoticesService extends NoticesReading, NoticesDesk, NoticesReach {
  /** For set-up: what a community decides for itself. */
  readonly settings: NoticeSettingsSource
  /** For outbox handlers. */
  readonly delivery: NoticesDelivery
  /** For the sweeps: scheduled notices whose time has come, and receipts a dying process left. */
  publishDue: NoticePublishing['sweep']
  enterLeftReceipts: NoticeReceipts['sweep']
}

/** Notices (product §3.3): the desk that writes them, those who read them, and who knows of them. */
export function createNoticesService(deps: NoticesDeps): NoticesService {
  const publishing = createNoticePublishing(deps)
  const figures = createReachFigures(deps)
  const entering = createNoticeReceipts({ ...deps, figures })
  const parts = { ...deps, publishing, figures, entering }
  return {
    ...createNoticesReading(parts),
    ...createNoticesDesk(parts),
    ...createNoticesReach(parts),
    settings: deps.settings,
    delivery: createNoticesDelivery(parts),
    publishDue: publishing.sweep,
    enterLeftReceipts: entering.sweep,
  }
}
