import { text } from '@linli/shared/scalars.schema'
import * as z from 'zod/mini'
import { outsideStatuses, type OutsideStatus } from '@linli/shared/opinions/outside.kinds'
import { GeoReportError } from './georeport.query'

/** What another system can say of a case it has in hand, and how staff read it. */
export const pushedStatusLabel: Record<OutsideStatus, string> = {
  received: '已收到',
  in_progress: '正在办理',
  done: '已处理',
  refused: '不办理',
  transferred: '已转给别的单位',
}

const message = z.strictObject({
  /** The sender's own; the same one twice counts once. */
  id: z.string().check(z.regex(/^[\w.-]{1,64}$/)),
  service_request_id: z.string().check(z.regex(/^[A-Z]{1,8}-\d{8}-\d{4,6}$/)),
  status: z.enum(outsideStatuses),
  text: z.optional(text(500)),
})
export type PushMessage = z.infer<typeof message>

/** Throws the 400 that names every field that is wrong. */
export function pushMessage(body: string): PushMessage {
  const parsed = message.safeParse(jsonOf(body))
  if (parsed.success) return parsed.data
  const wrong = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the body'))]
  throw new GeoReportError(400, `missing or not as documented: ${wrong.join(', ')}`)
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
