import { scopeOf, type Scope } from '../../platform/scope'

/** What follows an event by itself touches the community of the event. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])
