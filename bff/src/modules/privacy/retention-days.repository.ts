import type { Connection } from 'mongoose'
import { retentionDayModel, type RetentionDayRow } from '../../platform/retention-day.model'

export interface RetentionDaysRepository {
  /** What was removed since the day, of one community or (null) of the deployment, the latest first. */
  since(communityId: string | null, day: string): Promise<RetentionDayRow[]>
}

/** More rules than there will be, a month of each. */
const MOST_ROWS = 1_500

/** What the retention rules have done. */
export function createRetentionDaysRepository(connection: Connection): RetentionDaysRepository {
  const days = retentionDayModel(connection)
  return {
    since: (communityId, day) =>
      days
        .find({ communityId, day: { $gte: day } })
        .sort({ day: -1, _id: -1 })
        .limit(MOST_ROWS)
        .lean<RetentionDayRow[]>(),
  }
}
