import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, version } from '../scalars.schema'
import { chosenEndReasons } from './people.kinds'
import type { relationRoutes } from './relations.routes'
import {
  decisionErrors,
  homeInput,
  personCard,
  relation,
  sampleCard,
  sampleRelation,
  share,
} from './person-card.schema'

export const roomPeople = z
  .object({
    roomId: id,
    roomLabel: z.string(),
    /** Sent back with a change of shares, so that two who change them at once do not both win. */
    version: z.number(),
    now: z.array(relation),
    before: z.array(relation),
    /** What of the room's shares is stated: `1/2`; null when none is. */
    statedShares: z.nullable(z.string()),
    abilities: z.object({ relate: z.boolean(), enter: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'RoomPeople' })
export type RoomPeopleView = z.infer<typeof roomPeople>
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const sampleRoom = {
  ...{ roomId: nodeId, roomLabel: '锦和苑 3 号楼 2 单元 501', version: 4 },
  ...{ now: [sampleRelation], before: [], statedShares: '1/2' },
  abilities: { relate: true, enter: true },
}

export const relationSchemas = {
  room: {
    params: idParams,
    response: roomPeople,
    errors: staffErrors,
    examples: { response: sampleRoom },
  },
  changeRelation: {
    params: idParams,
    body: z.strictObject({ roomVersion: version, share: z.nullable(share), livesIn: z.boolean() }),
    response: roomPeople,
    errors: [...decisionErrors, 'shares_exceed'],
    examples: { body: { roomVersion: 4, share: { n: 1, d: 2 }, livesIn: true }, response: sampleRoom },
  },
  endRelation: {
    params: idParams,
    body: z.strictObject({ reason: z.enum(chosenEndReasons, { error: '请选择原因' }) }),
    response: personCard,
    errors: decisionErrors,
    examples: { body: { reason: 'moved_out' }, response: sampleCard },
  },
  addRelation: {
    params: idParams,
    body: z.strictObject(homeInput),
    response: personCard,
    errors: [...decisionErrors, 'shares_exceed'],
    examples: {
      body: { roomId: nodeId, relation: 'owner', share: { n: 1, d: 2 }, livesIn: false, basis: 'register' },
      response: sampleCard,
    },
  },
} satisfies SchemaTable<typeof relationRoutes>
