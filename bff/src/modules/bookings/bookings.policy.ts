import { scopeOf, type Scope } from '../../platform/scope'

/** A desk and its slots are public: whoever looks at them reads that one community. */
export const deskScope = (communityId: string): Scope => scopeOf([communityId])

/** Handlers of the outbox and sweeps act for the community their event belongs to. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])
