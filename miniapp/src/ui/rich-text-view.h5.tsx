import type { RichTextViewProps } from './rich-text-view.types'

/** A notice or a reply as its author set it. */
export function RichTextView({ html }: RichTextViewProps) {
  return <div className="rich-text" dangerouslySetInnerHTML={{ __html: html }} />
}
