import { COUNTED_AT_MOST } from '@linli/shared/contract'

/** A figure beside a list; the server stops counting at {@link COUNTED_AT_MOST}. */
export const countText = (count: number): string =>
  count >= COUNTED_AT_MOST ? `${COUNTED_AT_MOST}+` : String(count)

/** `19,842`; by hand, because WeChat on Android leaves the commas of `toLocaleString` out. */
export const groupedText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
