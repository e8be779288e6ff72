import type { DataKind } from '@linli/shared/privacy/privacy.kinds'
import type { Scope } from './scope'

/** Somebody whose data are meant: an account, and the records of the roll it answers for. */
export interface DataSubject {
  readonly accountId: string
  readonly persons: readonly { readonly communityId: string; readonly personId: string }[]
  /** The communities of the records; made by the policy of the privacy feature. */
  readonly scope: Scope
}

/** One entry as the person reads it: what it is called in Chinese, and its value. Every entry of a kind has the same names. */
export type DataEntry = Readonly<Record<string, string | number | null>>

export interface ReadOptions {
  /** Numbers stand masked, for a screen somebody may look over the shoulder at; an export has them in full. */
  readonly masked: boolean
  /** At most so many, the latest first. */
  readonly limit: number
}

/** What a feature keeps about people of one kind: a feature adds one, and page, export and register follow. */
export interface PersonalDataPart {
  readonly kind: DataKind
  count(subject: DataSubject): Promise<number>
  entries(subject: DataSubject, options: ReadOptions): Promise<DataEntry[]>
}

/**
 * What a feature does when an account goes. It may run again after it was cut off, so it is idempotent; it
 * opens its own unit of work where documents must agree.
 */
export interface ErasureStep {
  /** Names the step in the record of the deletion; stays the same across releases. */
  readonly name: string
  erase(subject: DataSubject): Promise<void>
}

/** Both sides of a feature towards the people it keeps something about. */
export interface PersonalData {
  readonly parts: readonly PersonalDataPart[]
  readonly erasures: readonly ErasureStep[]
}

/** Stands where the account of somebody who deleted it stood: it names nobody and answers to nobody. */
export const deletedAccount = 'acc_deleted'
