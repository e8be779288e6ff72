import type { Scope } from '../../platform/scope'
import type { PeopleService, ResidentLabel, StaffCard } from '../people/people.service'
import type { Post } from '../space/space.service'

/** What the trail asks to name things by: staff by their signature, residents masked, places by their label. */
export interface AuditPeople extends Pick<PeopleService, 'holdersAt'> {
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
}

export interface AuditSpace {
  labels(nodeIds: readonly string[]): Promise<Map<string, string>>
  /** The community and its grids, among others. */
  postsUnder(nodeId: string): Promise<Post[]>
}
