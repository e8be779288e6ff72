import * as z from 'zod/mini'
import { file } from '../files/files.schema'
import { id, isoDay, isoTime, text, version } from '../scalars.schema'
import { MOST_OFFICIAL_FILES, MOST_OPTIONS, MOST_QUESTIONS } from './polls.kinds'

const whole = (max: number) => z.number('请填数字').check(z.int('要是整数'), z.gte(0), z.lte(max))
const sums = z.strictObject({ votes: whole(10_000_000), area: whole(2 ** 40) })

const figures = z.strictObject({
  cast: sums,
  options: z.array(sums).check(z.maxLength(MOST_OPTIONS)),
  /** Reached and silent, where the owners' rules count them. */
  silent: z.optional(sums),
})

/** What the city's own system has counted: which system, under which number, decided when, with which figures. */
export const officialRecord = z.strictObject({
  version,
  system: text(80, 2),
  reference: text(80, 2),
  decidedOn: isoDay,
  fileIds: z.array(id).check(z.maxLength(MOST_OFFICIAL_FILES, `最多 ${MOST_OFFICIAL_FILES} 张`)),
  /** In the order of the questions. */
  questions: z.array(figures).check(z.minLength(1), z.maxLength(MOST_QUESTIONS)),
})
export type OfficialRecord = z.infer<typeof officialRecord>

const { system, reference, decidedOn, questions } = officialRecord.shape
/** What of a record its root binds, beside question, rules and roll. */
export const officialFigures = z.object({ system, reference, decidedOn, questions })

export const officialCorrection = z.extend(officialRecord, { reason: text(300, 5) })
export type OfficialCorrection = z.infer<typeof officialCorrection>

const source = {
  system: z.string(),
  reference: z.string(),
  decidedOn: isoDay,
  questions: z.array(figures),
  byName: z.string(),
  at: isoTime,
}

/** As residents read it: the source of the figures, and what had stood there before a correction. */
export const officialView = z.object({
  ...source,
  /** What was replaced, the latest first, each with the reason of its correction. */
  former: z.array(
    z.object({ ...source, reason: z.string(), correctedByName: z.string(), correctedAt: isoTime }),
  ),
})
export type OfficialView = z.infer<typeof officialView>

/** The desk and the supervisors also see the scans. */
export const officialDeskView = z.extend(officialView, { files: z.array(file) })

export const sampleOfficial = {
  version: 3,
  system: '北京业主电子投票系统',
  reference: 'BJ-2026-118',
  decidedOn: '2026-12-27',
  fileIds: [],
  questions: [{ cast: { votes: 200, area: 2_000_000 }, options: [{ votes: 101, area: 1_000_001 }] }],
} satisfies OfficialRecord
