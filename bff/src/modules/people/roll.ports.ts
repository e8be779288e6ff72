import type { Scope } from '../../platform/scope'
import type { RoomPlace } from './roll-plan'

/** What the roll asks of the space feature. */
export interface RollSpace {
  /** Rooms of the scope that exist today, by id. */
  roomsByIds(scope: Scope, roomIds: readonly string[]): Promise<Map<string, RoomPlace>>
}

/** What the roll asks of the session feature. */
export interface RollAccounts {
  /** How an account may be told things now; null without consent to the terms in force. */
  reachOf(accountId: string): Promise<{ wechat: boolean; personalisedPush: boolean } | null>
}

/** What the card asks of features that keep something about a person: figures, never text. */
export interface PersonTraces {
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
}
