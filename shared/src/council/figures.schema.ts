import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { cityPacks } from '../polls/city-packs'
import { id, version } from '../scalars.schema'
import { councilFigureBounds } from './figures.kinds'
import type { councilFigureRoutes } from './figures.routes'

const figure = (least: number, most: number) =>
  z.number('请填数字').check(z.int('要是整数'), z.gte(least, `至少 ${least}`), z.lte(most, `最多 ${most}`))

const figures = z.strictObject({
  supportersNeeded: figure(...councilFigureBounds.supportersNeeded),
  supportDays: figure(...councilFigureBounds.supportDays),
  deskDays: figure(...councilFigureBounds.deskDays),
  objectionDays: figure(...councilFigureBounds.objectionDays),
  statementsEach: figure(...councilFigureBounds.statementsEach),
  confirmationsNeeded: figure(...councilFigureBounds.confirmationsNeeded),
  doorMinutes: figure(...councilFigureBounds.doorMinutes),
  fewestReactions: figure(...councilFigureBounds.fewestReactions),
})
/** The city whose rules owners vote by (polls/city-packs.ts); null while the community has not said. */
const cityId = z.nullable(z.enum(cityPacks.map(({ id }) => id)))
const decided = z.extend(figures, { cityId })
export type CouncilFigures = z.infer<typeof decided>

const answer = z.object({
  communityId: id,
  /** Counts the decisions; 0 while everything is as a new community starts. */
  version,
  figures: decided,
  defaults: decided,
})
export type CouncilFiguresView = z.infer<typeof answer>

const communityId = 'nod_1BoxkVZLBjFjeN8D7r'
const sample = {
  ...{ supportersNeeded: 30, supportDays: 30, deskDays: 5, objectionDays: 7 },
  ...{ statementsEach: 3, confirmationsNeeded: 3, doorMinutes: 60, fewestReactions: 15 },
  cityId: null,
}

export const councilFigureSchemas = {
  get: {
    query: z.strictObject({ communityId: id }),
    response: answer,
    errors: ['forbidden', 'not_found'],
    examples: { response: { communityId, version: 3, figures: sample, defaults: sample } },
  },
  save: {
    // Without a city the one that was decided stays.
    body: z.strictObject({ communityId: id, version, ...figures.shape, cityId: z.optional(cityId) }),
    response: answer,
    errors: ['forbidden', 'not_found', 'version_conflict'],
    examples: {
      body: { communityId, version: 2, ...sample },
      response: { communityId, version: 3, figures: sample, defaults: sample },
    },
  },
} satisfies SchemaTable<typeof councilFigureRoutes>
