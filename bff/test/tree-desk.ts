import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { lasting } from './opinion-town'
import { bodyOf, type Answer } from './http-client'
import type { Persona } from './personas'
import type { TestApp } from './test-app'

/** A line of the tree as the tests look at it. */
export interface Line {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly label: string
  readonly rooms: number | null
  readonly version: number
}

export const linesOf = (answer: Answer): Line[] => bodyOf<{ items: Line[] }>(answer).items
export const names = (answer: Answer): string[] => linesOf(answer).map((line) => line.name)
export const cardOf = (answer: Answer): NodeCardView => bodyOf(answer)

/** The tree of a test app as somebody asks it. */
export const treeDesk = (app: TestApp) => {
  const as = (who: Persona) => lasting(app, who)
  return {
    as,
    level(parentId?: string, at?: string, who: Persona = 'staff'): Promise<Answer> {
      const query = new URLSearchParams({ ...(parentId && { parentId }), ...(at && { at }) })
      return as(who).get(`/space/nodes?${query.toString()}`)
    },
    card: async (id: string, at?: string): Promise<NodeCardView> =>
      cardOf(await as('staff').get(`/space/nodes/${id}${at ? `?at=${at}` : ''}`)),
    row: async (id: string) => (await app.rows('nodes')).find((one) => one['_id'] === id),
  }
}
