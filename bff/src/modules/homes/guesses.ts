import type { AttemptKey } from '../../platform/attempts'
import type { Caller } from './homes.ports'

const HOUR = 3600
const DAY = 86_400

/** The design promises five tries, then the phone. */
const PER_ACCOUNT = { points: 5, seconds: HOUR }
/** A village behind one carrier address shares this one. */
const PER_ADDRESS = { points: 60, seconds: HOUR }
/** However many accounts somebody makes. */
const PER_ROOM = { points: 20, seconds: DAY }

/** What a try at a code counts against. A code that is wrong leads to no room. */
export const codeGuess = ({ actor, ip }: Caller): readonly AttemptKey[] => [
  { ...PER_ACCOUNT, key: `invitation:account:${actor.accountId}` },
  { ...PER_ADDRESS, key: `invitation:address:${ip}` },
]

/** What a try at being matched with the roll counts against. */
export const matchGuess = ({ actor, ip }: Caller, roomId: string): readonly AttemptKey[] => [
  { ...PER_ACCOUNT, key: `match:account:${actor.accountId}` },
  { ...PER_ADDRESS, key: `match:address:${ip}` },
  { ...PER_ROOM, key: `match:room:${roomId}` },
]

/** What naming a delegate by name and phone counts against. */
export const delegateGuess = ({ actor, ip }: Caller): readonly AttemptKey[] => [
  { ...PER_ACCOUNT, key: `delegate:account:${actor.accountId}` },
  { ...PER_ADDRESS, key: `delegate:address:${ip}` },
]

/** Who may be asked for leave to act for them so often in a day: each asking is a message to somebody. */
export const delegateAskCount = ({ actor }: Caller): readonly AttemptKey[] => [
  { points: 10, seconds: DAY, key: `delegate-ask:account:${actor.accountId}` },
]

/** Requests somebody may send in a day: each costs a clerk's look. */
export const requestCount = ({ actor }: Caller): readonly AttemptKey[] => [
  { points: 10, seconds: DAY, key: `request:account:${actor.accountId}` },
]
