import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'

type Templates = readonly ReplyTemplate[]

const isSame = (one: ReplyTemplate) => (other: ReplyTemplate) =>
  other.title === one.title && other.text === one.text

/** The list with one more on top; null where it is on it already: the answer to the first saving was lost. */
export const withTemplate = (items: Templates, added: ReplyTemplate): ReplyTemplate[] | null =>
  items.some(isSame(added)) ? null : [added, ...items]

/** The list without one; null where it is gone already. */
export function withoutTemplate(items: Templates, gone: ReplyTemplate): ReplyTemplate[] | null {
  const left = items.filter((one) => !isSame(gone)(one))
  return left.length === items.length ? null : left
}

const quoted = (items: Templates): string => items.map(({ title }) => `“${title}”`).join('、')

/** What a colleague has done to the list since it was read here, for whoever comes second. */
export function changedSince(seen: Templates, now: Templates): string {
  const added = now.filter((one) => !seen.some(isSame(one)))
  const gone = seen.filter((one) => !now.some(isSame(one)))
  return [
    '别人刚改过模板',
    added.length > 0 && `添了${quoted(added)}`,
    gone.length > 0 && `去掉了${quoted(gone)}`,
  ]
    .filter(Boolean)
    .join('，')
}
