import { isAdultOn, isAgedOn, latestBirth } from '@linli/shared/people/age.rules'
import { dayOf, type IsoDay } from '@linli/shared/time'

/** Marks an audience may be made of. Sensitive ones (低保, 低收入, 健康) are not in this list and never leave the person's row. */
export const audienceTags = [
  { code: 'age60', label: '60 岁以上' },
  { code: 'age80', label: '80 岁以上' },
  { code: 'dog', label: '养犬户' },
  { code: 'ebike', label: '有电动自行车' },
  { code: 'car', label: '有车位' },
  { code: 'preschool', label: '有学龄前孩子' },
  { code: 'volunteer', label: '志愿者' },
] as const
export type AudienceTagCode = (typeof audienceTags)[number]['code']

/** Tags that follow from the day of birth. They are asked for by date, not stored: a stored one is wrong on somebody's birthday. */
const ageTags: Readonly<Record<string, number>> = { age60: 60, age80: 80 }

export const isAudienceTag = (code: string): boolean => audienceTags.some((tag) => tag.code === code)

export const yearsOfTag = (code: string): number | undefined => ageTags[code]

/** {@link latestBirth} on the day of `now` in Shanghai. */
export const bornBy = (years: number, now: Date): IsoDay => latestBirth(years, dayOf(now))

/** Whether somebody born on `birthDate` is at least `years` old; unknown is treated as no. */
export const isAged = (birthDate: string | null, years: number, now: Date): boolean =>
  isAgedOn(birthDate, years, dayOf(now))

/** Whether a person may confirm for the household. */
export const isAdult = (birthDate: string | null, now: Date): boolean => isAdultOn(birthDate, dayOf(now))
