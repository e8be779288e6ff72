import { scopeOf, type Scope } from '../../platform/scope'

/** What follows an event by itself touches the community of the event. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])

/** Addresses of one community: more than any ever connects, those that have ended included. */
export const mostWebhooks = 50
