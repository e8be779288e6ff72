import * as z from 'zod/mini'
import { id, isoDay, text } from '../scalars.schema'
import { relationKinds } from '../session/relations'

export const relation = z.enum(relationKinds, { error: '请选择和房屋的关系' })
export const realName = text(40)
export const birthDate = z.optional(z.nullable(isoDay))

export const someone = { personId: id, maskedName: z.string() }

export const sampleRoom = { roomId: 'nod_1BoxkVZLBjFjeN8D7s', roomLabel: '锦和苑 3 号楼 2 单元 501' }
