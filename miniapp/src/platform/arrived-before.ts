import { isOvertaken } from './overtaken'

/**
 * An act that is asked for again because its first answer was lost. The server refuses the second one (409); when the
 * thing already is as it was wished to be, that is no refusal, and the newest state is the answer.
 */
export async function orArrivedBefore<Thing>(
  acting: Promise<Thing>,
  newest: () => Promise<Thing>,
  isDone: (now: Thing) => boolean,
): Promise<Thing> {
  try {
    return await acting
  } catch (error) {
    const now = isOvertaken(error) ? await newest().catch(() => undefined) : undefined
    if (now !== undefined && isDone(now)) return now
    throw error
  }
}
