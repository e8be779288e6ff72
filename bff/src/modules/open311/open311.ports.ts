import type { ExternalCases } from '../opinions/caller/external-cases.service'
import type { OutsideWords } from '../opinions/caller/outside-word.service'
import type { Community } from '../space/space.service'

/** What GeoReport asks of the tree. */
export interface Open311Space {
  communities(): Promise<readonly { readonly id: string }[]>
  community(communityId: string): Promise<Community | null>
}

/** What GeoReport asks of the opinion box. */
export type Open311Cases = ExternalCases & OutsideWords
