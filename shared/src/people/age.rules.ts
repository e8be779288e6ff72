import type { IsoDay } from '../time'

/** 民法典 art. 17: eighteen makes an adult. */
export const ADULT_YEARS = 18
/** 个人信息保护法 art. 31: below fourteen a guardian consents. */
export const OWN_CONSENT_YEARS = 14

/**
 * The latest day of birth of somebody who is at least `years` old on `day`, for comparing as text. On
 * 29 February it may name a day that never was; nobody is born on it, so the comparison stays right, and who was
 * born on 29 February comes of age on 1 March of a common year.
 */
export function latestBirth(years: number, day: IsoDay): IsoDay {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`
}

/** Whether somebody born on `birthDate` is at least `years` old on `day`; an unknown birthday is no. */
export const isAgedOn = (birthDate: IsoDay | null, years: number, day: IsoDay): boolean =>
  birthDate !== null && birthDate <= latestBirth(years, day)

/**
 * Whether somebody is an adult on `day`, by the day of birth alone. An unknown birthday counts as adult: rolls
 * rarely carry it for adults.
 */
export const isAdultOn = (birthDate: IsoDay | null, day: IsoDay): boolean =>
  birthDate === null || isAgedOn(birthDate, ADULT_YEARS, day)

/** Whether a guardian has to consent for somebody on `day`. */
export const needsGuardianOn = (birthDate: IsoDay | null, day: IsoDay): boolean =>
  birthDate !== null && !isAgedOn(birthDate, OWN_CONSENT_YEARS, day)

/** Completed years on `day`; null when the birthday is unknown. */
export function yearsOn(birthDate: IsoDay | null, day: IsoDay): number | null {
  if (birthDate === null) return null
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(4) < birthDate.slice(4) ? years - 1 : years
}
