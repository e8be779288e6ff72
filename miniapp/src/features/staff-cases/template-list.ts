import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'

/** The list with one more on top; null where it is on it already: the answer to the first saving was lost. */
export const withTemplate = (
  items: readonly ReplyTemplate[],
  added: ReplyTemplate,
): ReplyTemplate[] | null =>
  items.some(({ title, text }) => title === added.title && text === added.text) ? null : [added, ...items]
