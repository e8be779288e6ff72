import type { Actor } from '../../platform/actor'
import { scopeOf, type Scope } from '../../platform/scope'

/** A desk and its slots are public: whoever looks at them reads that one community. */
export const deskScope = (communityId: string): Scope => scopeOf([communityId])

/** Own bookings lie in the community looked at and wherever the account has a role; a booking is found by its account beside. */
export const ownScope = (actor: Actor): Scope =>
  scopeOf(actor.communityId === null ? [] : [actor.communityId])

/** Handlers of the outbox and sweeps act for the community their event belongs to. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])
