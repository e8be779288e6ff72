import type { LimitUnit } from '@linli/shared/opinions/opinions.catalogue'
import type { Position } from '@linli/shared/space/boundary.rules'

/** A category as another system chooses it. */
export interface ExternalService {
  readonly code: string
  readonly name: string
  readonly group: string
  readonly days: number
  /** What `days` counts; working days when absent. */
  readonly unit?: LimitUnit | undefined
  readonly urgent: boolean
}

/** A case as another system may know it. */
export interface ExternalCase {
  readonly number: string
  readonly open: boolean
  readonly statusWords: string
  readonly serviceName: string
  readonly serviceCode: string
  /** The released text; null while nothing is released. */
  readonly text: string | null
  readonly agency: string
  readonly requestedAt: Date
  readonly updatedAt: Date
  readonly expectedAt: Date | null
  /** Building level at most. */
  readonly address: string
  /** The middle of its grid: never where it is. Null where no grid is drawn. */
  readonly point: Position | null
  /** What its photo for everybody is, `image/jpeg`; null while none was let pass. */
  readonly photo: string | null
}

export interface ExternalWindow {
  readonly from: Date
  readonly to: Date
  readonly codes: readonly string[]
  /** Null for both. */
  readonly open: boolean | null
  readonly limit: number
}

/** What another system files. */
export interface ExternalFiling {
  readonly keyId: string
  readonly keyName: string
  readonly serviceCode: string
  /** A node of the community; the community itself when the other system knows none. */
  readonly placeId: string | undefined
  readonly placeDetail: string
  /** Where it is; it tells the grid where the other system names no node. */
  readonly point?: Position | undefined
  /** Null: the category says what it is about. */
  readonly text: string | null
  readonly name: string | undefined
  readonly phone: string | undefined
  /** As it was fetched; null without one. */
  readonly photo: Buffer | null
  /** Runs in the transaction of the case, given its number; when it throws there is no case. */
  readonly beside: (number: string) => Promise<void>
}
