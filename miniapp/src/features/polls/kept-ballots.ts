import { readStored, removeStored, writeStored } from '@/platform/storage'

/**
 * What this device knows of a secret ballot and nobody else does: the codes it has drawn, one a question, and what was
 * chosen. No time is kept. It stays until the device forgets it; the page shows it only after closing.
 */
export interface KeptBallot {
  readonly codes: readonly string[]
  readonly choices: readonly string[]
  /** False from before it is first sent until the server has answered: nobody knows yet whether it arrived. */
  readonly recorded: boolean
}

/** Whose ballot of which row; several people may use one device. */
export interface BallotOwner {
  readonly accountId: string
  readonly pollId: string
  readonly rowId: string
}

const nameOf = ({ accountId, pollId, rowId }: BallotOwner) => `ballot:${accountId}:${pollId}:${rowId}`

const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

export function readBallot(owner: BallotOwner): KeptBallot | undefined {
  const value = readStored(nameOf(owner))
  if (typeof value !== 'object' || value === null) return undefined
  const { codes, choices, recorded } = value as Record<string, unknown>
  if (!areTexts(codes) || !areTexts(choices) || codes.length !== choices.length) return undefined
  return { codes, choices, recorded: recorded === true }
}

/** False when the device refused to keep it. */
export const keepBallot = (owner: BallotOwner, ballot: KeptBallot): boolean =>
  writeStored(nameOf(owner), ballot)

/** It is certain that nothing was cast under these codes. */
export const forgetBallot = (owner: BallotOwner): void => removeStored(nameOf(owner))
