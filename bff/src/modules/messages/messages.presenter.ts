import type { MessageView } from '@linli/shared/messages/messages.schema'
import type { MessageRow } from './message.model'

/** Whether the message still asks for something at `now`. */
const isOpen = ({ needsAct, actUntil }: MessageRow, now: Date): boolean =>
  needsAct && (actUntil === null || actUntil > now)

export function presentMessage(row: MessageRow, now: Date): MessageView {
  return {
    id: row._id,
    topic: row.topic,
    targetId: row.targetId,
    title: row.title,
    text: row.text,
    needsAct: isOpen(row, now),
    read: row.readAt !== null,
    createdAt: row.createdAt.toISOString(),
  }
}
