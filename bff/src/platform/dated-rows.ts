import type { Model, QueryFilter } from 'mongoose'
import { COUNTED_AHEAD, RETENTION_BATCH } from './retention'
import { periodMs, type RetentionCode } from './retention-rules'

/** Rows of one collection by a date of theirs, as a retention rule looks at them. The date has to be indexed. */
export interface DatedRows {
  oldest(): Promise<Date | null>
  countBefore(instant: Date): Promise<number>
  /** Removes one batch of those before the instant, oldest first; answers how many. */
  removeBefore(instant: Date): Promise<number>
}

/** Any date: a range, which every kind of index answers, a sparse one among them. */
const dated = { $gt: new Date(0) }

/** `own` narrows the rows down, and names what a partial index asks for. */
export function datedRows<Row extends { _id: string }>(
  model: Model<Row>,
  field: keyof Row & string,
  own: QueryFilter<Row> = {},
): DatedRows {
  const before = (instant: Date) => ({ ...own, [field]: { ...dated, $lte: instant } }) as QueryFilter<Row>
  return {
    async oldest() {
      const row = await model
        .findOne({ ...own, [field]: dated } as QueryFilter<Row>, { [field]: 1 })
        .sort({ [field]: 1 })
        .lean<Record<string, Date>>()
      return row?.[field] ?? null
    },
    countBefore: (instant) => model.countDocuments(before(instant), { limit: COUNTED_AHEAD }),
    async removeBefore(instant) {
      const rows = await model
        .find(before(instant), { _id: 1 })
        .sort({ [field]: 1 })
        .limit(RETENTION_BATCH)
        .lean<{ _id: string }[]>()
      if (rows.length === 0) return 0
      const { deletedCount } = await model.deleteMany({
        _id: { $in: rows.map((row) => row._id) },
      } as QueryFilter<Row>)
      return deletedCount
    },
  }
}

/** The same rows where the date says when their time ends, seen by when it began: as {@link nextBy} counts. */
export const byBeginning = (
  rows: DatedRows,
  rule: RetentionCode,
): Pick<DatedRows, 'oldest' | 'countBefore'> => ({
  async oldest() {
    const end = await rows.oldest()
    return end && new Date(end.getTime() - periodMs(rule))
  },
  countBefore: (instant) => rows.countBefore(new Date(instant.getTime() + periodMs(rule))),
})
