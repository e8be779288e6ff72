/** Households of a notice by what they know of it. */
export interface Known {
  readonly households: number
  readonly confirmed: number
  readonly told: number
  readonly readOnly: number
}

/** Those who know by themselves: where nothing is to be confirmed, whoever has read it. */
const knowing = ({ confirmed, readOnly }: Known, mustConfirm: boolean): number =>
  mustConfirm ? confirmed : confirmed + readOnly

/** `10 / 43 户已知晓，另 6 户已上门`: who was told at the door stands apart (product §3.3). */
export function knownWords(reach: Known, mustConfirm: boolean): string {
  const known = `${knowing(reach, mustConfirm)} / ${reach.households} 户${mustConfirm ? '已知晓' : '看过'}`
  return reach.told === 0 ? known : `${known}，另 ${reach.told} 户已上门`
}

/** How many households have not heard of it in any way. */
export const stillToReach = (reach: Known, mustConfirm: boolean): number =>
  reach.households - knowing(reach, mustConfirm) - reach.told
