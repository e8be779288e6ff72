import type { MessageView } from '@linli/shared/messages/messages.schema'
import { dayOf, type IsoDay } from '@linli/shared/time'

interface DayOfMessages {
  readonly day: IsoDay
  readonly messages: readonly MessageView[]
}

/** Messages under their Shanghai day, in the order they came. */
export function byDay(messages: readonly MessageView[]): readonly DayOfMessages[] {
  const days = new Map<IsoDay, MessageView[]>()
  for (const message of messages) {
    const day = dayOf(new Date(message.createdAt))
    days.set(day, [...(days.get(day) ?? []), message])
  }
  return [...days].map(([day, ofDay]) => ({ day, messages: ofDay }))
}
